"""The ways to a level in words."""

from clustermark.scheme.criteria import Criterion
from clustermark.scoring.decision import Assessment
from clustermark.scoring.distance import Gain, Raise, Way
from clustermark.scoring.explain.lines import Line
from clustermark.scoring.explain.verdicts import explain_verdict
from clustermark.words.message import Message, say, says
from clustermark.words.text import Text


def explain_way(way: Way, assessment: Assessment) -> Line:
    parts = (
        *(explain_verdict(fact, assessment.standing) for fact in way.facts),
        *(_raise(change, assessment) for change in way.raises),
        *(_gain(gain, assessment) for gain in way.gains),
    )
    return Line(says("{n} step suffices", "{n} steps suffice", way.effort), parts=parts)


def _raise(change: Raise, assessment: Assessment) -> Line:
    criterion = assessment.scheme.criterion[change.criterion]
    fields = {"name": criterion.title, "before": change.before, "after": change.after}
    if criterion.gate:
        return Line(say("{name}: {after} are needed, {before} are proven", **fields), criterion.id)
    if change.evidence_only:
        return Line(
            say("{name}: an accepted document raises it from {before} to {after} points", **fields),
            criterion.id,
        )
    seen = rubric_text(criterion, change.after)
    if seen:
        return Line(
            say("{name}: from {before} to {after} points ({seen})", **fields, seen=seen), criterion.id
        )
    return Line(say("{name}: from {before} to {after} points", **fields), criterion.id)


def rubric_text(criterion: Criterion, points: int) -> Text | None:
    """What an assessor would see at so many points."""
    rating = points // criterion.weight
    return criterion.rubric[rating] if rating < len(criterion.rubric) else None


def _gain(gain: Gain, assessment: Assessment) -> Line:
    return Line(_gained(gain), parts=tuple(_raise(change, assessment) for change in gain.example))


def _gained(gain: Gain) -> Message:
    if len(gain.among) == 1:
        return says("{n} more point on this criterion:", "{n} more points on this criterion:", gain.points)
    return says(
        "{n} more point on any of {of} criteria, for example:",
        "{n} more points on any of {of} criteria, for example:",
        gain.points,
        of=len(gain.among),
    )
