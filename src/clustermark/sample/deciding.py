"""A case of the synthetic world put to the decision engine, computing no more than its level needs."""

from dataclasses import dataclass

from clustermark.scheme.model import Scheme
from clustermark.scoring.answers import understood
from clustermark.scoring.case import Case
from clustermark.scoring.checks import failed
from clustermark.scoring.decision import Decision, Outcome, decided, incomplete
from clustermark.scoring.derivation import Sheet
from clustermark.scoring.findings import Record
from clustermark.scoring.judging import Standing
from clustermark.scoring.scorecard import card
from clustermark.scoring.validity import Lifetime


@dataclass(frozen=True, slots=True)
class Attempt:
    """A visit for a level: the case, and what the decision engine made of it. `unmet` names the conditions that refuse."""

    level: str
    case: Case
    outcome: Outcome
    unmet: tuple[str, ...]
    lifetime: Lifetime | None

    @property
    def awarded(self) -> bool:
        return self.outcome is Outcome.AWARDED


def answered(case: Case, scheme: Scheme) -> Standing | None:
    """The standing of a case by its answers alone; None where an answer or a hard check is wrong."""
    given = understood(case.answers, scheme, case.assessed_on)
    sheet = Sheet(scheme, given, case.assessed_on)
    _, hard = failed(scheme, sheet)
    if given.problems or hard:
        return None
    return Standing(scheme, case, sheet, {}, incomplete(scheme, given, []))


def attempt(level: str, case: Case, at: Standing) -> Attempt:
    """The engine's decision on a level. Cards are computed only where there are findings for them to count."""
    record = Record(at.scheme, case)
    cards = {i.id: card(i, at.sheet, record) for i in at.scheme.instruments} if case.findings else {}
    decision = decided(at.scheme.level[level], Standing(at.scheme, case, at.sheet, cards, at.incomplete))
    return as_attempt(level, case, decision)


def as_attempt(level: str, case: Case, decision: Decision) -> Attempt:
    unmet = tuple(verdict.name for verdict in decision.unmet)
    return Attempt(level, case, decision.outcome, unmet, decision.lifetime)
