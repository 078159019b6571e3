"""One indicator of one organisation in all peer groups, as far as it may be shown."""

from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property

import numpy as np

from clustermark.benchmark.differencing import Known, changed_too_little, told_apart
from clustermark.benchmark.groups import chain
from clustermark.benchmark.peers import MISSING, Members, Peers, Places
from clustermark.benchmark.population import Profile
from clustermark.benchmark.position import Position, Shown, order_statistics, quantile_of, shown
from clustermark.scheme.levels import Disclosure

SIDES = 2
"""A position tells of two sides: who has less, and who has more."""


@dataclass(frozen=True, slots=True)
class Among:
    """Where one stands in a group. `used` is the wider group that was taken where the one asked for may not be shown.

    What the size does not allow is None: below the least size everything, below that for quartiles all but the median.
    """

    group: str
    used: str
    size: int
    position: Position | None
    median: Fraction | None
    lower: Fraction | None
    upper: Fraction | None


@dataclass(frozen=True)
class Table:
    """`before` are figures that were published of an earlier population; `closed` are groups that shall not be shown."""

    indicator: str
    own: Profile
    peers: Peers
    members: Mapping[str, Members]
    rules: Disclosure
    before: tuple[Peers, Mapping[str, Members]] | None
    closed: frozenset[str] = frozenset()

    @cached_property
    def answering(self) -> Mapping[str, Members]:
        """The members of each group that have a value."""
        answered = self.peers.places[self.indicator] != MISSING
        return {id_: mask & answered for id_, mask in self.members.items()}

    @cached_property
    def used(self) -> Mapping[str, str | None]:
        """For each group the first on the way outwards that may be shown. The widest comes first, and narrower ones give way to it."""
        published: dict[str, Members] = {}
        found: dict[str, str | None] = {}
        for group in sorted(self.peers.scheme.peer_groups, key=lambda g: g.by != "all"):
            wider = (step.id for step in chain(group, self.peers.scheme))
            taken = next((id_ for id_ in wider if self._may_show(id_, published)), None)
            found[group.id] = taken
            if taken is not None:
                published[taken] = self.answering[taken]
        return found

    def rows(self) -> Iterator[Among]:
        for group in self.peers.scheme.peer_groups:
            used = self.used[group.id]
            if used is None:
                *_, widest = chain(group, self.peers.scheme)
                size = int(self.answering[widest.id].sum())
                yield Among(group.id, widest.id, size, None, None, None, None)
            else:
                yield self._told(group.id, used, self.answering[used])

    def known(self) -> tuple[Known, ...]:
        """What the positions tell, side by side: of those who have less, and of those who have more."""
        places, at = self.peers.places[self.indicator], self._at
        shown_ = (
            [] if at is None else [self.answering[used] for used in dict.fromkeys(self.used.values()) if used]
        )
        groups = np.array(shown_, dtype=bool).reshape(len(shown_), len(places))
        low, high = (0, 0) if at is None else at
        return Known(groups, places < low), Known(groups, places >= high)

    def with_fewer(self) -> "Table":
        """The table without one of its groups: the smallest in which everybody stands on one side, else the smallest."""
        used = {id_ for id_ in self.used.values() if id_}
        return replace(self, closed=self.closed | {min(used, key=self._worth)})

    def _worth(self, id_: str) -> tuple[bool, int, str]:
        places, (low, high) = self.peers.places[self.indicator][self.answering[id_]], self._at or (0, 0)
        one_side = any(side.all() or not side.any() for side in (places < low, places >= high))
        return not one_side, len(places), id_

    def _may_show(self, id_: str, published: Mapping[str, Members]) -> bool:
        if id_ in published:
            return True
        mask, least = self.answering[id_], self.rules.smallest_group
        if id_ in self.closed or shown(int(mask.sum()), self.rules) is Shown.NOTHING:
            return False
        if self._hardly_changed(id_, mask):
            return False
        return not any(told_apart(mask, other, least) for other in published.values())

    def _hardly_changed(self, id_: str, mask: Members) -> bool:
        if self.before is None:
            return False
        earlier, members = self.before
        then = _valued(earlier, self.indicator, members[id_])
        return changed_too_little(then, _valued(self.peers, self.indicator, mask), self.rules.smallest_group)

    def _told(self, group: str, used: str, mask: Members) -> Among:
        places = self.peers.places[self.indicator][mask]
        lower, median, upper = self._quartiles(places)
        all_three = shown(len(places), self.rules) is Shown.QUARTILES
        return Among(
            group,
            used,
            len(places),
            self._position(places),
            median,
            lower if all_three else None,
            upper if all_three else None,
        )

    @cached_property
    def _at(self) -> tuple[int, int] | None:
        """Places below the first are less than the own value, those from the second on more; None without one."""
        own, values = self.own.values.get(self.indicator), self.peers.values[self.indicator]
        if own is None:
            return None
        at = bisect_left(values, own)
        return at, at + (at < len(values) and values[at] == own)

    def _position(self, places: Places) -> Position | None:
        if self._at is None:
            return None
        low, high = self._at
        below = int(np.count_nonzero(places < low))
        return Position(below, int(np.count_nonzero(places < high)) - below, len(places))

    def _quartiles(self, places: Places) -> tuple[Fraction, Fraction, Fraction]:
        values, wanted = self.peers.values[self.indicator], order_statistics(len(places))
        ordered = np.partition(places, sorted({at for low, high, _ in wanted for at in (low, high)}))
        first, second, third = (
            quantile_of(values[ordered[low]], values[ordered[high]], part) for low, high, part in wanted
        )
        return first, second, third


def _valued(peers: Peers, indicator: str, members: Members) -> dict[str, Fraction]:
    """The values of those members that have one, by their numbers."""
    values = peers.values[indicator]
    return {number: values[place] for number, place in peers.held(indicator, members).items()}
