"""A population counted by two peer groups, as far as may be shown."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from clustermark.benchmark.groups import MEMBER
from clustermark.benchmark.peers import Peers
from clustermark.benchmark.store import HEAD, head
from clustermark.benchmark.store import load as load_population
from clustermark.benchmark.suppression import TOTAL, Cell, Table, suppressed
from clustermark.errors import InputError, Place
from clustermark.scheme.levels import PeerGroup
from clustermark.scheme.loading import identified
from clustermark.scheme.model import Scheme
from clustermark.words.message import say
from clustermark.words.text import Text


@dataclass(frozen=True, slots=True)
class Tabulated:
    """Counts by row and column, the last of each being the sum; None is left out. `hidden`: how many, and how many of them for others' sake."""

    population: str
    titles: tuple[Text, Text]
    rows: Mapping[str, Text | str]
    columns: Mapping[str, Text | str]
    counts: Mapping[Cell, int | None]
    hidden: int
    complementary: int


def tabulate(population: str | Path, *, rows: str, columns: str) -> Tabulated:
    """Count a frozen population by two peer groups. What is too small is left out, with the smallest set of cells that keeps it unknown.

    Those who belong nowhere in one of the groups are not counted. Raises InputError.
    """
    folder = Path(population)
    of = head(folder)
    scheme = identified(of.scheme, of.scheme_digest, Place(str(folder / HEAD)))
    if scheme.disclosure is None:
        raise InputError.because(
            say("{scheme} has no rules of disclosure", scheme=scheme.name), code="no-disclosure"
        )
    groups = (_group(rows, scheme), _group(columns, scheme))
    table = counted(load_population(folder, scheme), *groups)
    found = suppressed(table, scheme.disclosure)
    names = [
        _named(keys, group, scheme) for group, keys in zip(groups, (table.rows, table.columns), strict=True)
    ]
    hidden = len(found.primary) + len(found.complementary)
    titles = (groups[0].title, groups[1].title)
    return Tabulated(of.digest, titles, names[0], names[1], found.shown, hidden, len(found.complementary))


def counted(peers: Peers, rows: PeerGroup, columns: PeerGroup) -> Table:
    pairs = Counter(
        (str(row), str(column))
        for row, column in zip(peers.keys[rows.id], peers.keys[columns.id], strict=True)
        if TOTAL not in {row, column}
    )
    each = {cell: (1,) * count for cell, count in pairs.items()}
    first = _ordered({row for row, _ in pairs}, rows, peers.scheme)
    return Table(first, _ordered({column for _, column in pairs}, columns, peers.scheme), each, counts=True)


def _titles(group: PeerGroup, scheme: Scheme) -> dict[str, Text]:
    """What people call the keys of a group, in the order of the scheme."""
    places = {one.id: one.title for one in (*scheme.regions, *scheme.sectors)}
    return {MEMBER: group.title} | {one.id: one.title for one in group.classes} | places


def _ordered(keys: set[str], group: PeerGroup, scheme: Scheme) -> tuple[str, ...]:
    known = list(_titles(group, scheme))
    return tuple(sorted(keys, key=lambda key: (known.index(key) if key in known else len(known), key)))


def _named(keys: tuple[str, ...], group: PeerGroup, scheme: Scheme) -> dict[str, Text | str]:
    """Keys with their titles; a country is its code."""
    return {key: _titles(group, scheme).get(key, key) for key in keys}


def _group(id_: str, scheme: Scheme) -> PeerGroup:
    groups = {group.id: group for group in scheme.peer_groups}
    if id_ not in groups:
        what = say("{scheme} has no peer group {id}", scheme=scheme.name, id=id_)
        raise InputError.because(
            what, say("use one of: {words}", words=list(groups)), code="unknown-peer-group"
        )
    return groups[id_]
