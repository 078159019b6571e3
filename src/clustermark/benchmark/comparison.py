"""One organisation among its peers: for each indicator and peer group what may be shown."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from clustermark.benchmark.groups import chain, peers
from clustermark.benchmark.population import Profile, Snapshot
from clustermark.benchmark.position import Position, Shown, position, quartiles, shown
from clustermark.scheme.criteria import Direction, Indicator
from clustermark.scheme.levels import Disclosure, PeerGroup
from clustermark.scheme.model import Scheme
from clustermark.words.text import Text


@dataclass(frozen=True, slots=True)
class Among:
    """Where one stands in a group. `used` is the wider group that was taken where the one asked for is too small.

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


def compared(own: Profile, population: Snapshot, scheme: Scheme) -> Comparison:
    """Every indicator in every peer group of the scheme; without rules of disclosure nothing is shown."""
    rules = scheme.disclosure
    members = {g.id: peers(g, own, population, scheme) for g in scheme.peer_groups}
    rows = tuple(
        Compared(i, own.values.get(i.id), tuple(_groups(i.id, own, members, scheme, rules)) if rules else ())
        for i in sorted(scheme.indicators, key=lambda i: i.number)
    )
    titles = {group.id: group.title for group in scheme.peer_groups}
    return Comparison(
        own,
        population.scheme_digest,
        population.digest,
        population.on,
        len(population.profiles),
        titles,
        rows,
    )


def _groups(
    indicator: str, own: Profile, members: dict[str, tuple[Profile, ...]], scheme: Scheme, rules: Disclosure
) -> Iterator[Among]:
    for group in scheme.peer_groups:
        yield _among(indicator, own, group, members, chain(group, scheme), rules)


def _among(  # noqa: PLR0917 - passed on as they are
    indicator: str,
    own: Profile,
    group: PeerGroup,
    members: dict[str, tuple[Profile, ...]],
    wider: Iterator[PeerGroup],
    rules: Disclosure,
) -> Among:
    """The first group on the way outwards that is large enough."""
    used, values = group, []
    for used in wider:
        values = [peer.values[indicator] for peer in members[used.id] if indicator in peer.values]
        if shown(len(values), rules) is not Shown.NOTHING:
            return _told(group, used, values, own.values.get(indicator), rules)
    return Among(group.id, used.id, len(values), None, None, None, None)


def _told(
    group: PeerGroup, used: PeerGroup, values: list[Fraction], own: Fraction | None, rules: Disclosure
) -> Among:
    lower, median, upper = quartiles(values)
    all_three = shown(len(values), rules) is Shown.QUARTILES
    place = position(own, values) if own is not None else None
    return Among(
        group.id,
        used.id,
        len(values),
        place,
        median,
        lower if all_three else None,
        upper if all_three else None,
    )
