"""A population from a table: CSV or Parquet, one row for each organisation, a column for each indicator. Every row's fault is named."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from math import isfinite
from pathlib import Path
from typing import Any

import polars as pl

from clustermark.benchmark.population import Profile
from clustermark.errors import InputError, Place, Problem, unreadable
from clustermark.files import read_whole
from clustermark.scheme import terms
from clustermark.scheme.model import Scheme
from clustermark.scheme.terms import Term
from clustermark.words.message import Message, say

FACTS = ("number", "country", "sector", "assessed-on")
LARGEST = 1_000_000_000
"""Bytes of one table; a larger one is not opened."""
MOST = 100
"""Problems that are named one by one."""


def read_table(path: Path, scheme: Scheme) -> list[Profile]:
    """The profiles of a table. Columns `held` (levels in force) and `scheme` may be there too.

    An empty cell is a missing value. Raises InputError with the row and column of everything that cannot be taken.
    """
    table = _opened(path)
    wanted = [*FACTS, *scheme.indicator]
    if lacking := [name for name in wanted if name not in table.columns]:
        what = say("the table lacks the columns {names}", names=lacking)
        raise InputError.because(what, say("add them; an empty cell is a missing value"), Place(str(path)))
    reader = _Reader(path, scheme)
    profiles = [reader.profile(row, line) for line, row in enumerate(table.iter_rows(named=True), 2)]
    if reader.problems:
        raise InputError(reader.told())
    return profiles


def _opened(path: Path) -> pl.DataFrame:
    try:
        if path.suffix.lower() == ".parquet":
            if path.stat().st_size > LARGEST:
                raise InputError.because(say("the file is too large"), None, Place(str(path)))
            return pl.read_parquet(path)
        data = read_whole(path, LARGEST).removeprefix(b"\xef\xbb\xbf")
        first = data.partition(b"\n")[0]
        separator = max((",", ";", "\t"), key=lambda sign: first.count(sign.encode()))
        return pl.read_csv(data, separator=separator, infer_schema=False)
    except OSError as error:
        raise InputError(unreadable(str(path), error.strerror or str(error))) from error
    except pl.exceptions.PolarsError as error:
        what = say("this is no table that can be read")
        raise InputError.because(
            what, say("save it as CSV in UTF-8, or as Parquet"), Place(str(path))
        ) from error


class _Reader:
    """Makes profiles of rows, and keeps what is wrong with them."""

    def __init__(self, path: Path, scheme: Scheme) -> None:
        self.path, self.scheme = path, scheme
        self.problems: list[Problem] = []
        self.sectors = {sector.id for sector in scheme.sectors}
        self.signed = {i.id for i in scheme.indicators if may_be_negative(i.value, scheme)}

    def told(self) -> list[Problem]:
        more = len(self.problems) - MOST
        rest = (
            [Problem(say("… and {n} more problems", n=more), None, Place(str(self.path)))] if more > 0 else []
        )
        return self.problems[:MOST] + rest

    def wrong(self, line: int, column: str, what: Message, remedy: Message | None = None) -> None:
        self.problems.append(Problem(what, remedy, Place(str(self.path), line, column)))

    def profile(self, row: Mapping[str, Any], line: int) -> Profile:
        if row.get("scheme") not in {None, "", self.scheme.name}:
            what = say(
                "the row is of {other}, not of {scheme}", other=str(row["scheme"]), scheme=self.scheme.name
            )
            self.wrong(line, "scheme", what, say("one population is of one version"))
        values = dict(self._values(row, line))
        held = frozenset(_text(row.get("held")).split())
        for unknown in sorted(held - set(self.scheme.level)):
            self.wrong(
                line, "held", say("{scheme} has no level {level}", scheme=self.scheme.name, level=unknown)
            )
        sector = _text(row["sector"])
        if sector and sector not in self.sectors:
            self.wrong(
                line,
                "sector",
                say("there is no sector {sector}", sector=sector),
                say("use one of: {words}", words=sorted(self.sectors)),
            )
        if not _text(row["number"]):
            self.wrong(
                line, "number", say("an organisation of the population has no number"), say("give it one")
            )
        return Profile(
            _text(row["number"]),
            _text(row["country"]),
            sector,
            self._day(row["assessed-on"], line),
            held,
            values,
        )

    def _values(self, row: Mapping[str, Any], line: int) -> Iterator[tuple[str, Fraction]]:
        for id_ in self.scheme.indicator:
            cell = row[id_]
            if cell is None or cell == "":
                continue
            value = exact(cell)
            if value is None:
                self.wrong(
                    line,
                    id_,
                    say("{value} is no finite number", value=str(cell)),
                    say("write a number like 12 or 12.5, or leave the cell empty"),
                )
            elif value < 0 and id_ not in self.signed:
                self.wrong(line, id_, say("{value} is negative, which this indicator cannot be", value=value))
            else:
                yield id_, value

    def _day(self, cell: Any, line: int) -> date:
        if isinstance(cell, date) and not isinstance(cell, datetime):
            return cell
        try:
            return date.fromisoformat(_text(cell))
        except ValueError:
            self.wrong(
                line,
                "assessed-on",
                say("{value} is no day", value=_text(cell)),
                say("write it like 2020-09-15"),
            )
            return date.min


def _text(cell: Any) -> str:
    return "" if cell is None else str(cell).strip()


def exact(cell: Any) -> Fraction | None:
    """A cell as it is written, without loss; None where it is no finite number. A binary number counts as its shortest decimal."""
    try:
        match cell:
            case bool():
                return None
            case int() | Decimal():
                return Fraction(cell)
            case float():
                return Fraction(repr(cell)) if isfinite(cell) else None
            case _:
                return Fraction(str(cell).strip())
    except (ValueError, OverflowError, ZeroDivisionError):
        return None


def may_be_negative(term: Term, scheme: Scheme) -> bool:
    """Whether a term can be below zero: a growth or a difference, or what is made of one."""
    match term:
        case terms.Growth() | terms.Difference():
            return True
        case terms.Value(of=of):
            return of in scheme.indicator and may_be_negative(scheme.indicator[of].value, scheme)
        case terms.Share(of=part) | terms.Ratio(of=part):
            return may_be_negative(part, scheme)
        case terms.Sum(of=tuple() as parts) | terms.Mean(of=tuple() as parts):
            return any(may_be_negative(part, scheme) for part in parts)
        case _:
            return False
