"""What an engine finds of a whole population, as a folder: positions and groups, one Parquet file for each indicator."""

from fractions import Fraction
from pathlib import Path

import polars as pl

from clustermark.benchmark.position import Shown, quantile_of, shown
from clustermark.benchmark.position import order_statistics as places_of
from clustermark.benchmark.ranking import Frame, order_statistics, positions
from clustermark.benchmark.store import VALUES
from clustermark.scheme.model import Scheme

POSITIONS, GROUPS = "positions", "groups"
SCHEMA = {
    "group": pl.String,
    "key": pl.String,
    "size": pl.Int64,
    "lower": pl.String,
    "median": pl.String,
    "upper": pl.String,
}


def write_ranks(frame: Frame, scheme: Scheme, population: Path, folder: Path) -> None:
    """Positions as the engine has them, sorted by number; quartiles exactly, as text, where the size of the group allows them."""
    for name in (POSITIONS, GROUPS):
        (folder / name).mkdir()
    values = pl.read_parquet(population / VALUES)
    for indicator in scheme.indicator:
        found = positions(frame, scheme, indicator).sort("number")
        found.sink_parquet(str(folder / POSITIONS / f"{indicator}.parquet"))
        mine = values.filter(pl.col("indicator") == indicator).sort("place")["value"].to_list()
        quartiles(frame, scheme, indicator, mine).write_parquet(folder / GROUPS / f"{indicator}.parquet")


def quartiles(frame: Frame, scheme: Scheme, indicator: str, values: list[str]) -> pl.DataFrame:
    """Each group's size, median and quartiles, of all who are in it."""
    found = order_statistics(frame, scheme, indicator).collect("polars").sort("group", "key")
    rows = [
        (str(row["group"]).removeprefix("g:"), row["key"], row["size"], *_told(row, values, scheme))
        for row in found.iter_rows(named=True)
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
