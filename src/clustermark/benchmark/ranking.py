"""Everybody's position in every peer group: one expression for a frame of any engine, on whole numbers only.

The frame has a row for each organisation: `number`, `whole` (the same for all), for each peer group `g:<id>` (its key, empty for
nobody), and for each indicator `v:<id>` (the place of its value in ascending order, or null). Positions are for reports, one for
each organisation, and not to be published as they stand.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import narwhals as nw

from clustermark.benchmark.groups import chain
from clustermark.scheme.levels import PeerGroup
from clustermark.scheme.model import Scheme

WHOLE = "whole"
Frame = nw.LazyFrame[Any]


def positions(frame: Frame, scheme: Scheme, indicators: Sequence[str]) -> Frame:
    """For each indicator and organisation with a value, and each group `<id>:below`, `:equal` and `:size`.

    The organisation itself is left out. Several indicators at once cost one pass over a frame so many times as long.
    """
    keys = [f"g:{group.id}" for group in scheme.peer_groups]
    given = frame.select("number", WHOLE, *keys, *(f"v:{id_}" for id_ in indicators))
    long = given.unpivot(
        on=[f"v:{id_}" for id_ in indicators],
        index=["number", WHOLE, *keys],
        variable_name="indicator",
        value_name="value",
    ).filter(~nw.col("value").is_null())
    beside = ["indicator"] if len(indicators) > 1 else []
    ranks = [rank for column in _columns(scheme) for rank in _ranks(column, [column, *beside])]
    ranked = long.select("indicator", "number", *keys, *ranks)
    own = [part for group in scheme.peer_groups for part in _own(group)]
    return ranked.select("indicator", "number", *own)


def used(group: PeerGroup, sizes: Mapping[str, int], scheme: Scheme) -> str | None:
    """The first group on the way outwards that is large enough, by the sizes of all groups; None where none is."""
    least = scheme.disclosure.smallest_group if scheme.disclosure else 1
    return next((step.id for step in chain(group, scheme) if sizes[step.id] >= least), None)


def _columns(scheme: Scheme) -> list[str]:
    """The columns within which one ranks; the whole only where holders of a level are compared with those who are not."""
    whole = [WHOLE] if any(group.by == "level" for group in scheme.peer_groups) else []
    return [*(f"g:{group.id}" for group in scheme.peer_groups), *whole]


def _ranks(column: str, within: Sequence[str]) -> Iterator[nw.Expr]:
    """Low and high rank of the value, counted from 1, and how many there are, among those alike."""
    value = nw.col("value")
    yield value.rank("min").over(*within).alias(f"{column}:low")
    yield value.rank("max").over(*within).alias(f"{column}:high")
    yield value.count().over(*within).alias(f"{column}:size")


def _own(group: PeerGroup) -> Iterator[nw.Expr]:
    column, id_ = f"g:{group.id}", group.id
    low, high, size = (nw.col(f"{column}:{part}") for part in ("low", "high", "size"))
    inside = (low - 1, high - low, size - 1)
    outside = _beside(low, high, size) if group.by == "level" else (nw.lit(0), nw.lit(0), nw.lit(0))
    for name, here, there in zip(("below", "equal", "size"), inside, outside, strict=True):
        place = here if group.by == "all" else nw.when(nw.col(column) != "").then(here).otherwise(there)
        yield place.cast(nw.Int32).alias(f"{id_}:{name}")


def _beside(low: nw.Expr, high: nw.Expr, size: nw.Expr) -> tuple[nw.Expr, nw.Expr, nw.Expr]:
    """The place of somebody among those of the other key: that within the whole, less that among those of the own."""
    whole_low, whole_high, whole_size = (nw.col(f"{WHOLE}:{part}") for part in ("low", "high", "size"))
    return whole_low - low, (whole_high - whole_low) - (high - low), whole_size - size


def order_statistics(frame: Frame, scheme: Scheme, indicators: Sequence[str]) -> Frame:
    """For each indicator, group and key the `size`, and the places `q1:low`, `q1:high`, ... between which the quartiles lie (type 7)."""
    keys, values = [f"g:{group.id}" for group in scheme.peer_groups], [f"v:{id_}" for id_ in indicators]
    given = frame.select(*keys, *values)
    long = given.unpivot(on=values, index=keys, variable_name="indicator", value_name="value")
    some = long.filter(~nw.col("value").is_null())
    longer = some.unpivot(on=keys, index=["indicator", "value"], variable_name="group", value_name="key")
    within = ("indicator", "group", "key")
    value = nw.col("value")
    ranked = longer.filter(nw.col("key") != "").with_columns(
        value.rank("min").over(*within).cast(nw.Int64).alias("low"),
        value.rank("max").over(*within).cast(nw.Int64).alias("high"),
        value.count().over(*within).cast(nw.Int64).alias("size"),
    )
    at = [_at(place).alias(name) for name, place in _places(nw.col("size"))]
    found = ranked.select(*within, "value", "low", "high", "size", *at)
    names = [name for name, _ in _places(nw.col("size"))]
    return found.group_by(*within).agg(nw.col("size").max(), *(nw.col(name).max() for name in names))


def _places(size: nw.Expr) -> Iterator[tuple[str, nw.Expr]]:
    """Which ranks, counted from 1, the quartiles of so many lie between."""
    for quarter in (1, 2, 3):
        low = (size - 1) * quarter // 4
        yield f"q{quarter}:low", low + 1
        yield f"q{quarter}:high", nw.min_horizontal(low + 2, size)


def _at(place: nw.Expr) -> nw.Expr:
    """The value of whoever has that rank."""
    return nw.when((nw.col("low") <= place) & (place <= nw.col("high"))).then(nw.col("value"))
