"""What scoring yields: points, totals, cards."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import TypeVar

from clustermark.scoring.values import Missing, Step

T = TypeVar("T")


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


class Lazy(Mapping[str, T]):
    """Values that are made when they are first looked at."""

    def __init__(self, keys: Iterable[str], make: Callable[[str], T]) -> None:
        self._keys, self._make = dict.fromkeys(keys), make
        self._made: dict[str, T] = {}

    def __getitem__(self, key: str) -> T:
        if key not in self._made:
            if key not in self._keys:
                raise KeyError(key)
            self._made[key] = self._make(key)
        return self._made[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._keys)

    def __len__(self) -> int:
        return len(self._keys)


@dataclass(frozen=True, slots=True)
class Scorecard:
    """All indicators and, for each instrument, its card; each computed when it is first looked at."""

    indicators: Mapping[str, Step]
    cards: Mapping[str, Card]
