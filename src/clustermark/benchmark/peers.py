"""A population prepared for many comparisons: keys and the order of values as columns of whole numbers.

Every distinct value of an indicator stands once, in ascending order; an organisation holds its place in that order. So counting
and sorting work on whole numbers, and stay exact.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from clustermark.benchmark.groups import key
from clustermark.benchmark.population import Snapshot
from clustermark.scheme.model import Scheme

MISSING = -1
Places = NDArray[np.int32]
Members = NDArray[np.bool_]


@dataclass(frozen=True)
class Peers:
    """Columns in the order of the snapshot's profiles. `places` of an indicator are indexes into its `values`, or MISSING."""

    scheme: Scheme
    snapshot: Snapshot
    keys: Mapping[str, NDArray[np.str_]]
    values: Mapping[str, tuple[Fraction, ...]]
    places: Mapping[str, Places]

    @classmethod
    def of(cls, snapshot: Snapshot, scheme: Scheme) -> "Peers":
        profiles = snapshot.profiles
        keys = {g.id: np.array([key(g, p, scheme) for p in profiles], dtype=str) for g in scheme.peer_groups}
        given = {i.id: [p.values.get(i.id) for p in profiles] for i in scheme.indicators}
        values = {id_: _ordered(column) for id_, column in given.items()}
        return cls(scheme, snapshot, keys, values, {id_: _placed(given[id_], values[id_]) for id_ in given})

    def others(self, number: str) -> Members:
        """Everybody but one organisation."""
        return np.array([profile.number != number for profile in self.snapshot.profiles], dtype=bool)

    def held(self, indicator: str, members: Members) -> dict[str, int]:
        """Which members have a value, and its place, by their numbers."""
        places = self.places[indicator]
        at = np.flatnonzero(members & (places != MISSING))
        return {self.snapshot.profiles[i].number: int(places[i]) for i in at}


def _ordered(column: list[Fraction | None]) -> tuple[Fraction, ...]:
    return tuple(sorted({value for value in column if value is not None}))


def _placed(column: list[Fraction | None], values: tuple[Fraction, ...]) -> Places:
    place = {value: index for index, value in enumerate(values)}
    return np.array([MISSING if v is None else place[v] for v in column], dtype=np.int32)
