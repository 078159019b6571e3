"""No set of figures from which those of a few organisations follow.

Stated protection: two groups are shown side by side only where none or at least as many organisations as the smallest group has are
in one and not in the other; a group is shown again only where none or as many have changed; and what all groups together tell for
certain, which none of them tells alone, namely on which side of the own value somebody stands, they tell of nobody or of as many.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from clustermark.benchmark.peers import Members


def told_apart(one: Members, other: Members, least: int) -> bool:
    """Whether a few, but not nobody, are in one of two groups and not in the other."""
    both = int(np.count_nonzero(one & other))
    apart = (int(np.count_nonzero(group)) - both for group in (one, other))
    return any(0 < few < least for few in apart)


def changed_too_little(then: Mapping[str, Fraction], now: Mapping[str, Fraction], least: int) -> bool:
    """Whether a few, but not nobody, have come, gone, or have another value."""
    changed = sum(then.get(number) != now.get(number) for number in {*then, *now})
    return 0 < changed < least


@dataclass(frozen=True)
class Known:
    """What an attacker holds: who is in which published group, and how many of each are on one side of the own value.

    `groups` is groups x organisations; `side` says who is truly on that side. Those who are in the same groups are alike to him.
    """

    groups: NDArray[np.bool_]
    side: Members

    @cached_property
    def kinds(self) -> NDArray[np.bool_]:
        """Kinds x groups: in which groups those of one kind are."""
        return ((self._codes[0][:, None] >> np.arange(len(self.groups))) & 1).astype(bool)

    @cached_property
    def _codes(self) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        bits = (self.groups.astype(np.int64) << np.arange(len(self.groups))[:, None]).sum(axis=0)
        found = np.unique(bits[bits > 0], return_inverse=True)
        return found[0], found[1]

    @cached_property
    def _counts(self) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Of each kind: how many there are, and how many on that side."""
        inverse, side = self._codes[1], self.side[self.groups.any(axis=0)]
        most = len(self._codes[0])
        return np.bincount(inverse, minlength=most), np.bincount(inverse[side], minlength=most)

    @property
    def sizes(self) -> NDArray[np.int64]:
        """How many there are of each kind."""
        return self._counts[0]

    @cached_property
    def directions(self) -> NDArray[np.int64]:
        """Where the count of a kind could still move: 1 up from none, -1 down from all, 0 both ways."""
        size, count = self._counts
        return np.where(count == 0, 1, np.where(count == size, -1, 0))

    @cached_property
    def open(self) -> NDArray[np.int64]:
        """Kinds whose members truly are all on one side, though no single group says so."""
        size, count = self._counts
        in_group, on_side = size @ self.kinds, count @ self.kinds
        alone = self.kinds[:, (on_side == 0) | (on_side == in_group)].any(axis=1)
        return np.flatnonzero((self.directions != 0) & ~alone)


def certain(tables: Sequence[Known]) -> list[int]:
    """For each table, of how many organisations its groups together tell something certain that not one of them tells alone.

    A kind is certain when no small change of the counts that fits every published figure moves its own. All kinds of all tables are
    asked in one linear programme: directions `d` that leave the sums as they are, and as many kinds as possible moved.
    """
    asked = [at for at, table in enumerate(tables) if len(table.open)]
    if not asked:
        return [0] * len(tables)
    from scipy import optimize, sparse  # noqa: PLC0415 - heavy, and not always needed

    some = [tables[at] for at in asked]
    directions = sparse.block_diag([table.kinds.T.astype(float) for table in some])
    links = sparse.block_diag([_links(table) for table in some])
    moved = sum(len(table.open) for table in some)
    found = optimize.linprog(
        np.concatenate([np.zeros(directions.shape[1]), -np.ones(moved)]),
        A_ub=sparse.hstack([-links, sparse.identity(moved)]),
        b_ub=np.zeros(moved),
        A_eq=sparse.hstack([directions, sparse.csr_matrix((directions.shape[0], moved))]),
        b_eq=np.zeros(directions.shape[0]),
        bounds=[*(_bounds(way) for table in some for way in table.directions), *([(0, 1)] * moved)],
    )
    moves = np.zeros(moved) if found.x is None else found.x[-moved:]
    fixed = dict(zip(asked, _fixed(some, moves), strict=True))
    return [fixed.get(at, 0) for at in range(len(tables))]


def _links(table: Known) -> NDArray[np.float64]:
    """Open kinds x kinds: which direction counts as a move of which kind."""
    links = np.zeros((len(table.open), len(table.kinds)))
    links[np.arange(len(table.open)), table.open] = table.directions[table.open]
    return links


def _bounds(way: int) -> tuple[int | None, int | None]:
    return (0 if way == 1 else None, 0 if way == -1 else None)


def _fixed(tables: Sequence[Known], moves: NDArray[np.float64]) -> Iterator[int]:
    """How many organisations are of those open kinds that could not be moved. By theory each moves by 0 or 1."""
    start = 0
    for table in tables:
        still = moves[start : start + len(table.open)] < 1 / 2
        yield int(table.sizes[table.open][still].sum())
        start += len(table.open)
