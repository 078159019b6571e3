"""One organisation among its peers: for each indicator and peer group what may be shown."""

from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

import numpy as np

from clustermark.benchmark.differencing import changed_too_little, told_apart
from clustermark.benchmark.groups import chain, sought
from clustermark.benchmark.peers import MISSING, Members, Peers, Places
from clustermark.benchmark.population import Profile
from clustermark.benchmark.position import Position, Shown, order_statistics, quantile_of, shown
from clustermark.scheme.criteria import Direction, Indicator
from clustermark.scheme.levels import Disclosure
from clustermark.words.text import Text


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


@dataclass(frozen=True, slots=True)
class Compared:
    """An indicator with its value and its place in every group. A context indicator is neither good nor bad."""

    indicator: Indicator
    value: Fraction | None
    among: tuple[Among, ...]

    @property
    def is_context(self) -> bool:
        return self.indicator.direction is Direction.CONTEXT


@dataclass(frozen=True, slots=True)
class Comparison:
    """All indicators of one organisation against a population; `scheme` and `population` are hashes."""

    own: Profile
    scheme: str
    population: str
    on: date
    size: int
    titles: Mapping[str, Text]
    rows: tuple[Compared, ...]


def compared(own: Profile, peers: Peers, earlier: Peers | None = None) -> Comparison:
    """Every indicator in every peer group of the scheme; without rules of disclosure nothing is shown.

    `earlier` is the population of figures that were published before: a group that has changed by a few organisations only is not
    shown again, as the difference would tell about these few.
    """
    scheme, rules = peers.scheme, peers.scheme.disclosure
    members = members_of(own, peers)
    before = (earlier, members_of(own, earlier)) if earlier else None
    rows = tuple(
        Compared(
            i,
            own.values.get(i.id),
            tuple(_Table(i.id, own, peers, members, rules, before).rows()) if rules else (),
        )
        for i in sorted(scheme.indicators, key=lambda i: i.number)
    )
    titles = {group.id: group.title for group in scheme.peer_groups}
    snapshot = peers.snapshot
    return Comparison(
        own, snapshot.scheme_digest, snapshot.digest, snapshot.on, len(snapshot.profiles), titles, rows
    )


def members_of(own: Profile, peers: Peers) -> dict[str, Members]:
    """Who is in each group for one organisation, itself left out."""
    others = peers.others(own.number)
    wanted = {g.id: sought(g, own, peers.scheme) for g in peers.scheme.peer_groups}
    return {id_: others & (peers.keys[id_] == value) & bool(value) for id_, value in wanted.items()}


@dataclass(frozen=True, slots=True)
class _Table:
    """One indicator of one organisation in all groups."""

    indicator: str
    own: Profile
    peers: Peers
    members: Mapping[str, Members]
    rules: Disclosure
    before: tuple[Peers, Mapping[str, Members]] | None

    def rows(self) -> Iterator[Among]:
        """The widest group first, so that narrower ones give way where two together would tell too much."""
        answered = self.peers.places[self.indicator] != MISSING
        members = {id_: mask & answered for id_, mask in self.members.items()}
        published: dict[str, Members] = {}
        found: dict[str, Among] = {}
        for group in sorted(self.peers.scheme.peer_groups, key=lambda g: g.by != "all"):
            wider = [step.id for step in chain(group, self.peers.scheme)]
            used = next((id_ for id_ in wider if self._may_show(id_, members, published)), None)
            if used is None:
                size = int(members[wider[-1]].sum())
                found[group.id] = Among(group.id, wider[-1], size, None, None, None, None)
            else:
                published[used] = members[used]
                found[group.id] = self._told(group.id, used, members[used])
        yield from (found[group.id] for group in self.peers.scheme.peer_groups)

    def _may_show(self, id_: str, members: Mapping[str, Members], published: Mapping[str, Members]) -> bool:
        if id_ in published:
            return True
        mask, least = members[id_], self.rules.smallest_group
        if shown(int(mask.sum()), self.rules) is Shown.NOTHING or self._hardly_changed(id_, mask):
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

    def _position(self, places: Places) -> Position | None:
        own, values = self.own.values.get(self.indicator), self.peers.values[self.indicator]
        if own is None:
            return None
        at = bisect_left(values, own)
        known = at < len(values) and values[at] == own
        equal = int(np.count_nonzero(places == at)) if known else 0
        return Position(int(np.count_nonzero(places < at)), equal, len(places))

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
