"""The same as `state`, for a million events at a time: one row for each state that a label had, and since when."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Self

import polars as pl

from clustermark.registry.state import Span, Status

RANK = {status.value: rank for rank, status in enumerate(Status)}
SHOWN = [Status.VALID, Status.SUSPENDED, Status.GRACE, Status.UNKNOWN, Status.EXPIRED]
SCHEMA = {
    "label": pl.String,
    "holder": pl.String,
    "country": pl.Categorical,
    "level": pl.Int8,
    "since": pl.Date,
    "until": pl.Date,
    "renewable": pl.Date,
    "stated": pl.Date,
    "hold": pl.Categorical,
}


@dataclass(frozen=True)
class Columns:
    """`next` is the day on which the label's next event takes over; `span` the place of the state in the registry."""

    frame: pl.DataFrame
    levels: tuple[str, ...]

    @classmethod
    def of(cls, spans: Sequence[Span], levels: tuple[str, ...]) -> Self:
        rank = {level: number for number, level in enumerate(levels)}
        rows = [_row(span, rank) for span in spans]
        frame = pl.DataFrame(rows, schema=SCHEMA, orient="row").with_row_index("span")
        coded = pl.col("label", "holder").rank("dense").name.suffix("-code")
        return cls(frame.with_columns(coded, pl.col("since").shift(-1).over("label").alias("next")), levels)

    def as_of(self, on: date, country: str = "") -> pl.DataFrame:
        """The rows in effect on a day, with `status`."""
        there = (pl.col("since") <= on) & (pl.col("next").is_null() | (pl.col("next") > on))
        if country:
            there &= pl.col("country").cast(pl.String) == country
        return self.frame.filter(there).with_columns(_status(on).alias("status"))

    def best(self, on: date, country: str = "") -> pl.DataFrame:
        """One row for each organisation: in force before anything else, then by level, then the latest end."""
        shown = self.as_of(on, country).filter(pl.col("status").is_in([one.value for one in SHOWN]))
        rank = pl.col("status").replace_strict(RANK, return_dtype=pl.Int8)
        order = shown.with_columns(rank.alias("rank")).sort(
            "rank", "level", "until", "label", descending=[False, True, True, False], nulls_last=True
        )
        return order.unique("holder-code", keep="first", maintain_order=True)

    def counts(self, on: date, country: str = "") -> pl.DataFrame:
        """Level, country and number of the organisations with a label in force."""
        in_force = self.as_of(on, country).filter(pl.col("status") == Status.VALID.value)
        highest = in_force.sort("level", "label", descending=[True, False]).unique(
            "holder-code", keep="first", maintain_order=True
        )
        number = highest.group_by("level", "country").len()
        named = pl.col("level").replace_strict(dict(enumerate(self.levels)), return_dtype=pl.String)
        return number.select(named, pl.col("country").cast(pl.String), "len")


def _row(span: Span, rank: dict[str, int]) -> tuple[object, ...]:
    state = span.state
    return (
        state.label,
        state.holder.number,
        state.holder.country,
        rank[state.level],
        span.since,
        state.valid_until,
        state.renewable_until,
        state.stated,
        state.hold.value if state.hold else None,
    )


def _status(on: date) -> pl.Expr:
    hold = pl.col("hold").cast(pl.String)
    lasts = pl.col("until") >= on
    lasting = pl.when(pl.col("until").is_null()).then(pl.col("stated") == on).otherwise(lasts)
    return (
        pl.when(hold.is_in([Status.WITHDRAWN.value, Status.REVOKED.value]))
        .then(hold)
        .when(lasting & hold.is_null())
        .then(pl.lit(Status.VALID.value))
        .when(lasting)
        .then(pl.lit(Status.SUSPENDED.value))
        .when(hold.is_not_null())
        .then(pl.lit(Status.EXPIRED.value))
        .when(pl.col("until").is_null())
        .then(pl.lit(Status.UNKNOWN.value))
        .when(pl.col("renewable") >= on)
        .then(pl.lit(Status.GRACE.value))
        .otherwise(pl.lit(Status.EXPIRED.value))
    )
