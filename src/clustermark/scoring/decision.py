"""From a case to decisions: the scorecard, and for every level awarded, refused or undecided, with every rule's verdict."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from clustermark.errors import Problem
from clustermark.scheme.criteria import Check
from clustermark.scheme.levels import Level, Remark
from clustermark.scheme.model import Scheme
from clustermark.scheme.questions import Type
from clustermark.scoring.answers import Answers, understood
from clustermark.scoring.cards import Scorecard
from clustermark.scoring.case import Case
from clustermark.scoring.checks import failed
from clustermark.scoring.derivation import Sheet
from clustermark.scoring.findings import Record, problems_in
from clustermark.scoring.judging import Met, Standing, Verdict, all_met, judge, named
from clustermark.scoring.scorecard import scorecard
from clustermark.scoring.validity import Lifetime, lifetime
from clustermark.scoring.values import Missing


class Outcome(StrEnum):
    AWARDED = "awarded"
    REFUSED = "refused"
    UNDECIDED = "undecided"


OUTCOMES: Mapping[Met, Outcome] = {True: Outcome.AWARDED, False: Outcome.REFUSED, None: Outcome.UNDECIDED}


@dataclass(frozen=True, slots=True)
class Decision:
    """What the rules of a level give. The program computes and proposes; people decide.

    `verdicts` are the level's conditions, named `gold/total`. `lifetime` is that of the label when it is awarded.
    """

    level: str
    outcome: Outcome
    verdicts: tuple[Verdict, ...]
    remarks: tuple[Remark, ...]
    lifetime: Lifetime | None

    @property
    def unmet(self) -> tuple[Verdict, ...]:
        return tuple(verdict for verdict in self.verdicts if not verdict.met)


@dataclass(frozen=True, slots=True)
class Assessment:
    """A case computed: its scorecard, what is wrong with its input, and what each level gives."""

    scheme: Scheme
    case: Case
    standing: Standing
    scorecard: Scorecard
    problems: tuple[Problem, ...]
    warnings: tuple[Problem, ...]

    def decision(self, level: str) -> Decision:
        """Raises InputError where the case has no day of assessment yet."""
        return decided(self.scheme.level[level], self.standing)

    @property
    def decisions(self) -> dict[str, Decision]:
        """By level, from the lowest."""
        return {level: self.decision(level) for level in self.scheme.level}


def assess(case: Case, scheme: Scheme) -> Assessment:
    """Everything that follows from a case. What is wrong with its input stands in `problems`; nothing is raised.

    Of a draft, which has no day of assessment, what depends on that day is missing; no level can be decided.
    """
    answers = understood(case.answers, scheme, case.assessed_on)
    sheet = Sheet(scheme, answers, case.assessed_on)
    soft, hard = failed(scheme, sheet)
    card = scorecard(sheet, Record(scheme, case))
    at = Standing(scheme, case, sheet, card.cards, incomplete(scheme, answers, [check for check, _ in hard]))
    problems = (*answers.problems, *(p for _, p in hard), *problems_in(case, scheme))
    return Assessment(scheme, case, at, card, problems, tuple(p for _, p in soft))


def incomplete(scheme: Scheme, answers: Answers, hard: list[Check]) -> dict[str, tuple[str, ...]]:
    """For each instrument the required answers that are missing, and the hard checks that fail."""
    lacking: dict[str, tuple[str, ...]] = {}
    for question in scheme.questions:
        missing = [ref for ref in question.references if isinstance(answers.values[ref], Missing)]
        if question.required and missing and question.type is not Type.TEXT:
            lacking[question.instrument] = (*lacking.get(question.instrument, ()), *missing)
    for check in hard:
        lacking[check.instrument] = (*lacking.get(check.instrument, ()), check.id)
    return lacking


def decided(level: Level, at: Standing) -> Decision:
    day = at.case.day
    verdicts = tuple(named(f"{level.id}/{c.id}", judge(c.rule, at)) for c in level.requires)
    outcome = OUTCOMES[all_met(verdict.met for verdict in verdicts)]
    remarks = tuple(remark for remark in level.remarks if judge(remark.when, at).met)
    lasts = lifetime(level, day, _held_until(level, at.case)) if outcome is Outcome.AWARDED else None
    return Decision(level.id, outcome, verdicts, remarks, lasts)


def _held_until(level: Level, case: Case) -> date | None:
    """The last day of the label of this very level that was held before."""
    return max((h.valid_until for h in case.holdings if h.level == level.id), default=None)
