"""Everybody's position in every peer group: one expression for a frame of any engine, on whole numbers only.

The frame has a row for each organisation: `number`, `whole` (the same for all), for each peer group `g:<id>` (its key, empty for
nobody), and for each indicator `v:<id>` (the place of its value in ascending order, or null). Positions are for reports, one for
each organisation, and not to be published as they stand.
"""

from collections.abc import Iterator
from typing import Any

import narwhals as nw

from clustermark.benchmark.groups import chain
from clustermark.scheme.levels import PeerGroup
from clustermark.scheme.model import Scheme

WHOLE = "whole"
Frame = nw.LazyFrame[Any]


def positions(frame: Frame, scheme: Scheme, indicator: str) -> Frame:
    """For each organisation with a value and each group `<id>:below`, `:equal`, `:size`, and `:used`, the index of the group taken.

    The organisation itself is left out. Where no group on the way outwards is large enough, `:used` is null.
    """
    ranks = [rank for column in _columns(scheme) for rank in _ranks(column, f"v:{indicator}")]
    keys = [f"g:{group.id}" for group in scheme.peer_groups]
    ranked = frame.filter(~nw.col(f"v:{indicator}").is_null()).select("number", *keys, *ranks)
    own = [part for group in scheme.peer_groups for part in _own(group)]
    used = [_used(group, scheme).alias(f"{group.id}:used") for group in scheme.peer_groups]
    return ranked.select("number", *own).with_columns(*used)


def _columns(scheme: Scheme) -> list[str]:
    """The columns within which one ranks; the whole only where holders of a level are compared with those who are not."""
    whole = [WHOLE] if any(group.by == "level" for group in scheme.peer_groups) else []
    return [*(f"g:{group.id}" for group in scheme.peer_groups), *whole]


def _ranks(column: str, value: str) -> Iterator[nw.Expr]:
    """Low and high rank, counted from 1, and how many there are, within a column."""
    yield nw.col(value).rank("min").over(column).cast(nw.Int64).alias(f"{column}:low")
    yield nw.col(value).rank("max").over(column).cast(nw.Int64).alias(f"{column}:high")
    yield nw.col(value).count().over(column).cast(nw.Int64).alias(f"{column}:size")


def _own(group: PeerGroup) -> Iterator[nw.Expr]:
    column, id_ = f"g:{group.id}", group.id
    low, high, size = (nw.col(f"{column}:{part}") for part in ("low", "high", "size"))
    below, equal, others = low - 1, high - low, size - 1
    member = nw.col(column) != ""
    if group.by == "level":
        whole_low, whole_high, whole_size = (nw.col(f"{WHOLE}:{part}") for part in ("low", "high", "size"))
        outside = (whole_low - low, whole_high - whole_low - (high - low), whole_size - size)
    else:
        outside = (nw.lit(0), nw.lit(0), nw.lit(0))
    for name, inside, beside in zip(("below", "equal", "size"), (below, equal, others), outside, strict=True):
        yield nw.when(member).then(inside).otherwise(beside).cast(nw.Int32).alias(f"{id_}:{name}")


def _used(group: PeerGroup, scheme: Scheme) -> nw.Expr:
    index = {g.id: at for at, g in enumerate(scheme.peer_groups)}
    least = scheme.disclosure.smallest_group if scheme.disclosure else 1
    taken = nw.lit(None, dtype=nw.Int32)
    for step in reversed(list(chain(group, scheme))):
        large = nw.col(f"{step.id}:size") >= least
        taken = nw.when(large).then(nw.lit(index[step.id], dtype=nw.Int32)).otherwise(taken)
    return taken.cast(nw.Int32)


def order_statistics(frame: Frame, scheme: Scheme, indicator: str) -> Frame:
    """For each group and key the `size`, and the places `q1:low`, `q1:high`, ... between which the quartiles lie (type 7)."""
    columns = [f"g:{group.id}" for group in scheme.peer_groups]
    some = frame.select(*columns, nw.col(f"v:{indicator}").alias("value")).filter(~nw.col("value").is_null())
    long = some.unpivot(on=columns, index=["value"], variable_name="group", value_name="key")
    within = ("group", "key")
    ranked = long.filter(nw.col("key") != "").with_columns(
        nw.col("value").rank("min").over(*within).cast(nw.Int64).alias("low"),
        nw.col("value").rank("max").over(*within).cast(nw.Int64).alias("high"),
        nw.col("value").count().over(*within).cast(nw.Int64).alias("size"),
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
