"""One organisation among its peers: for each indicator and peer group what may be shown."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from clustermark.benchmark.differencing import certain
from clustermark.benchmark.groups import sought
from clustermark.benchmark.peers import Members, Peers
from clustermark.benchmark.population import Profile
from clustermark.benchmark.table import SIDES, Among, Table
from clustermark.scheme.criteria import Direction, Indicator
from clustermark.words.text import Text


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
    indicators = sorted(peers.scheme.indicators, key=lambda i: i.number)
    tables = _tables([i.id for i in indicators], own, peers, earlier)
    rows = tuple(
        Compared(i, own.values.get(i.id), tuple(tables[i.id].rows()) if i.id in tables else ())
        for i in indicators
    )
    titles = {group.id: group.title for group in peers.scheme.peer_groups}
    at = peers.snapshot
    return Comparison(own, at.scheme_digest, at.digest, at.on, len(at.profiles), titles, rows)


def _tables(indicators: Sequence[str], own: Profile, peers: Peers, earlier: Peers | None) -> dict[str, Table]:
    """A table for each indicator; groups are taken out of it, until all together tell of no few what none tells alone."""
    if peers.scheme.disclosure is None:
        return {}
    rules, members = peers.scheme.disclosure, members_of(own, peers)
    before = (earlier, members_of(own, earlier)) if earlier else None
    tables = {id_: Table(id_, own, peers, members, rules, before) for id_ in indicators}
    risky = list(tables)
    while risky:
        told = certain([known for id_ in risky for known in tables[id_].known()])
        few = [
            any(0 < n < rules.smallest_group for n in told[SIDES * at :][:SIDES]) for at in range(len(risky))
        ]
        risky = [id_ for id_, is_few in zip(risky, few, strict=True) if is_few]
        tables |= {id_: tables[id_].with_fewer() for id_ in risky}
    return tables


def members_of(own: Profile, peers: Peers) -> dict[str, Members]:
    """Who is in each group for one organisation, itself left out."""
    others = peers.others(own.number)
    wanted = {g.id: sought(g, own, peers.scheme) for g in peers.scheme.peer_groups}
    return {id_: others & (peers.keys[id_] == value) & bool(value) for id_, value in wanted.items()}
