"""A decision in words: the outcome, every rule, the remarks, and the nearest way where it was refused."""

from dataclasses import dataclass

from clustermark.scheme.levels import Remark
from clustermark.scoring.decision import Assessment, Decision, Outcome
from clustermark.scoring.distance import Way, ways_to
from clustermark.scoring.explain.lines import Line
from clustermark.scoring.explain.verdicts import explain_verdict
from clustermark.scoring.explain.ways import explain_way
from clustermark.words.message import Message, say


@dataclass(frozen=True, slots=True)
class Explanation:
    """What was decided for a level and why. `ways` are the nearest ones to it, cheapest first, where it was not awarded."""

    decision: Decision
    headline: Message
    lines: tuple[Line, ...]
    remarks: tuple[Remark, ...]
    ways: tuple[Way, ...]
    way_lines: tuple[Line, ...]


def explain(assessment: Assessment, level: str) -> Explanation:
    decision = assessment.decision(level)
    lines = tuple(explain_verdict(verdict, assessment.standing) for verdict in decision.verdicts)
    ways = () if decision.outcome is Outcome.AWARDED else ways_to(level, assessment)
    way_lines = tuple(explain_way(way, assessment) for way in ways)
    return Explanation(decision, headline(assessment, decision), lines, decision.remarks, ways, way_lines)


def headline(assessment: Assessment, decision: Decision) -> Message:
    return say(
        "{level}: {outcome}",
        level=assessment.scheme.level[decision.level].title,
        outcome=OUTCOMES[decision.outcome],
    )


OUTCOMES = {
    Outcome.AWARDED: say("awarded"),
    Outcome.REFUSED: say("refused"),
    Outcome.UNDECIDED: say("not decided yet"),
}
