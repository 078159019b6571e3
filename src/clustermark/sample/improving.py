"""The form of the silver audit: three areas that improved since the last benchmarking, with values from the two cases."""

from decimal import Decimal
from fractions import Fraction
from typing import Any

from clustermark.sample.draws import Draws
from clustermark.scheme.criteria import Direction
from clustermark.scoring.derivation import Sheet

AREAS = 3


def improvements(before: Sheet, now: Sheet, draws: Draws) -> dict[str, Any]:
    """The answers of the form, or nothing where fewer than three indicators improved."""
    better = draws.shuffled(improved(before, now))[:AREAS]
    if len(better) < AREAS:
        return {}
    return {
        f"improvement-{n}-{key}": value
        for n, id_ in enumerate(better, 1)
        for key, value in _area(id_, before, now).items()
    }


def improved(before: Sheet, now: Sheet) -> list[str]:
    """The indicators that are better when higher, are derived in both versions, and have risen to be seen."""
    return [
        indicator.id
        for indicator in now.scheme.indicators
        if indicator.direction is Direction.HIGHER
        and indicator.id in before.scheme.indicator
        and _shown(indicator.id, now) > _shown(indicator.id, before) >= 0
    ]


def _shown(id_: str, sheet: Sheet) -> Decimal:
    """The value as a form would have it, to two places; below every real one where it is missing."""
    value = sheet.indicator(id_).value
    return Decimal(round(value * 100)) / 100 if isinstance(value, Fraction) else Decimal(-1)


def _area(id_: str, before: Sheet, now: Sheet) -> dict[str, Any]:
    return {
        "indicator": id_,
        "before": _shown(id_, before),
        "before-on": before.assessed_on,
        "after": _shown(id_, now),
        "after-on": now.assessed_on,
        "done": "The team set a target, named a person in charge and reported to the board every quarter. (synthetic)",
        "effect": "Participants use the offer more often and say so in the yearly survey. (synthetic)",
    }
