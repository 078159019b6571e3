"""What scoring yields: points, totals, cards."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from clustermark.scoring.values import Missing, Step


@dataclass(frozen=True, slots=True)
class Points:
    """What one criterion earned under one instrument. `value` is None where it does not apply.

    `passed` is for gates: whether the count reached the least.
    """

    criterion: str
    value: int | Missing | None
    maximum: int
    step: Step
    passed: bool | None = None


@dataclass(frozen=True, slots=True)
class Total:
    """Points of those criteria that apply, out of how many. Missing while one of them is."""

    points: int | Missing
    maximum: int

    @property
    def percent(self) -> Fraction | None:
        """None while points are missing or nothing applies."""
        if isinstance(self.points, Missing) or not self.maximum:
            return None
        return Fraction(100 * self.points, self.maximum)


@dataclass(frozen=True, slots=True)
class Card:
    """What one instrument yields."""

    points: Mapping[str, Points]
    groups: Mapping[str, Total]
    total: Total


@dataclass(frozen=True, slots=True)
class Scorecard:
    """All indicators and, for each instrument, its card."""

    indicators: Mapping[str, Step]
    cards: Mapping[str, Card]
