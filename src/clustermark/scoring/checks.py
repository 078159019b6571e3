"""Checks across answers: hard ones refuse, soft ones warn."""

from fractions import Fraction

from clustermark.errors import Place, Problem
from clustermark.scheme.criteria import Check
from clustermark.scheme.form import questions_behind
from clustermark.scheme.model import Scheme
from clustermark.scheme.terms import Term
from clustermark.scoring.derivation import Sheet, derive
from clustermark.words.message import say

Failed = list[tuple[Check, Problem]]


def failed(scheme: Scheme, sheet: Sheet) -> tuple[Failed, Failed]:
    """The soft and the hard checks that fail, each with its problem. A check over a missing answer waits."""
    wrong = [(check, _problem(check, scheme)) for check in scheme.checks if _fails(check, sheet)]
    return [row for row in wrong if row[0].soft], [row for row in wrong if not row[0].soft]


def _fails(check: Check, sheet: Sheet) -> bool:
    value = derive(check.of, sheet).value
    most, least = _limit(check.at_most, sheet), _limit(check.at_least, sheet)
    if not isinstance(value, Fraction):
        return False
    return (most is not None and value > most) or (least is not None and value < least)


def _limit(term: Term | None, sheet: Sheet) -> Fraction | None:
    value = derive(term, sheet).value if term is not None else None
    return value if isinstance(value, Fraction) else None


def _problem(check: Check, scheme: Scheme) -> Problem:
    """What the check says, with the answers that it compares."""
    place = Place(path=f"checks.{check.id}", questions=questions_behind(check, scheme))
    return Problem(say("{text}", text=check.text), None, place, warning=check.soft, code="check")
