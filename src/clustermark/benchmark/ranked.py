"""What an engine finds of a whole population, as a folder: positions and groups, as Parquet."""

from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import polars as pl

from clustermark.benchmark.position import Shown, quantile_of, shown
from clustermark.benchmark.position import order_statistics as places_of
from clustermark.benchmark.ranking import Frame, order_statistics, positions
from clustermark.benchmark.store import VALUES
from clustermark.scheme.model import Scheme

POSITIONS, GROUPS = "positions", "groups"
AT_ONCE = 1_000_000
"""Values in one frame; more would not fit beside their ranks on a small machine."""
SCHEMA = {
    "indicator": pl.String,
    "group": pl.String,
    "key": pl.String,
    "size": pl.Int64,
    "lower": pl.String,
    "median": pl.String,
    "upper": pl.String,
}


def batches(scheme: Scheme, size: int) -> Iterator[list[str]]:
    """The indicators, as many at once as keep a frame within bounds."""
    indicators = [indicator.id for indicator in scheme.indicators]
    at_once = max(1, AT_ONCE // max(1, size))
    for start in range(0, len(indicators), at_once):
        yield indicators[start : start + at_once]


def write_ranks(frame: Frame, scheme: Scheme, population: Path, size: int, folder: Path) -> None:
    """Positions as the engine has them; quartiles exactly, as text, where the size of the group allows them."""
    for name in (POSITIONS, GROUPS):
        (folder / name).mkdir()
    values = dict(
        pl.read_parquet(population / VALUES).sort("place").group_by("indicator").agg("value").iter_rows()
    )
    for number, indicators in enumerate(batches(scheme, size), 1):
        name = f"{number:02}.parquet"
        positions(frame, scheme, indicators).sink_parquet(str(folder / POSITIONS / name))
        quartiles(frame, scheme, indicators, values).write_parquet(folder / GROUPS / name)


def quartiles(
    frame: Frame, scheme: Scheme, indicators: list[str], values: dict[str, list[str]]
) -> pl.DataFrame:
    """Each group's size, median and quartiles, of all who are in it."""
    found = order_statistics(frame, scheme, indicators).collect("polars").sort("indicator", "group", "key")
    rows = [
        (id_, str(row["group"]).removeprefix("g:"), row["key"], row["size"], *_told(row, values[id_], scheme))
        for row in found.iter_rows(named=True)
        for id_ in [str(row["indicator"]).removeprefix("v:")]
    ]
    return pl.DataFrame(rows, schema=SCHEMA, orient="row")


def _told(row: dict[str, int], values: list[str], scheme: Scheme) -> tuple[str | None, ...]:
    """Lower quartile, median, upper quartile; None where the group is too small for them."""
    allowed = shown(row["size"], scheme.disclosure) if scheme.disclosure else Shown.NOTHING
    ends = [(Fraction(values[row[f"q{q}:low"]]), Fraction(values[row[f"q{q}:high"]])) for q in (1, 2, 3)]
    parts = [part for _, _, part in places_of(row["size"])]
    three = [str(quantile_of(low, high, part)) for (low, high), part in zip(ends, parts, strict=True)]
    if allowed is Shown.NOTHING:
        return None, None, None
    return (three[0], three[1], three[2]) if allowed is Shown.QUARTILES else (None, three[1], None)
