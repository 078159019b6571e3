"""Positions and quartiles, exactly. Shapes: a sequence of peers' values, the organisation itself left out."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from clustermark.scheme.levels import Disclosure


@dataclass(frozen=True, slots=True)
class Position:
    """How many peers are below, how many equal, out of how many."""

    below: int
    equal: int
    size: int

    @property
    def percent(self) -> Fraction | None:
        """Percent rank: (below + equal / 2) / size; None without peers."""
        return Fraction(100 * (2 * self.below + self.equal), 2 * self.size) if self.size else None


class Shown(StrEnum):
    """What a group of a certain size lets one show."""

    NOTHING = "nothing"
    MEDIAN = "median"
    QUARTILES = "quartiles"


def position(own: Fraction, peers: Sequence[Fraction]) -> Position:
    return Position(sum(peer < own for peer in peers), sum(peer == own for peer in peers), len(peers))


def quantile(ordered: Sequence[Fraction], part: Fraction) -> Fraction:
    """Type 7 (a spreadsheet's QUARTILE.INC): linear between the two order statistics around (n - 1) * part."""
    at = (len(ordered) - 1) * part
    low = int(at)
    return quantile_of(ordered[low], ordered[min(low + 1, len(ordered) - 1)], at - low)


def quantile_of(low: Fraction, high: Fraction, part: Fraction) -> Fraction:
    """So far on the way from one order statistic to the next."""
    return low if low == high else low + part * (high - low)


def order_statistics(size: int) -> tuple[tuple[int, int, Fraction], ...]:
    """For each quartile of so many values: between which two in ascending order (counted from 0) it lies, and how far along."""
    places = [divmod((size - 1) * quarter, 4) for quarter in (1, 2, 3)]
    return tuple((low, min(low + 1, size - 1), Fraction(rest, 4)) for low, rest in places)


def quartiles(peers: Sequence[Fraction]) -> tuple[Fraction, Fraction, Fraction]:
    """First quartile, median, third quartile of at least one value."""
    ordered = sorted(peers)
    first, second, third = (quantile(ordered, Fraction(part, 4)) for part in (1, 2, 3))
    return first, second, third


def shown(size: int, rules: Disclosure) -> Shown:
    if size < rules.smallest_group:
        return Shown.NOTHING
    return Shown.QUARTILES if size >= rules.smallest_for_quartiles else Shown.MEDIAN
