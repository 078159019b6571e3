"""A population from a table: CSV or Parquet, one row for each organisation, a column for each indicator. Every row's fault is named."""

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from io import BytesIO
from pathlib import Path
from threading import Lock
from typing import Any

import polars as pl

from clustermark.benchmark.population import Profile
from clustermark.errors import InputError, Place, Problem
from clustermark.files import MEGABYTE, File, Given, taken
from clustermark.scheme import terms
from clustermark.scheme.base import DAY
from clustermark.scheme.model import Scheme
from clustermark.scheme.terms import Term
from clustermark.words.message import Message, say
from clustermark.words.numbers import NoNumber, binary, number
from clustermark.words.signs import hidden_in

FACTS = ("number", "country", "sector", "assessed-on")
OPTIONAL = ("held", "scheme")
LARGEST, STREAMED = 400 * MEGABYTE, 40 * MEGABYTE
"""Bytes of one table; a larger one is not read, and of a pipe or a device less."""
ROWS = 5_000_000
ONE_AT_A_TIME = Lock()
UNREADABLE = (pl.exceptions.PolarsError, pl.exceptions.PanicException)
MOST = 100
"""Problems that are named one by one."""


def read_table(file: File, scheme: Scheme) -> list[Profile]:
    """The profiles of a table. Columns `held` (levels in force) and `scheme` may be there too.

    An empty cell is a missing value. Raises InputError with the row and column of everything that cannot be taken.
    """
    given = taken(file, LARGEST if is_regular(file) else STREAMED)
    wanted = [*FACTS, *scheme.indicator]
    table = _opened(given, [*wanted, *OPTIONAL])
    if lacking := [name for name in wanted if name not in table.columns]:
        what = say("the table lacks the columns {names}", names=lacking)
        remedy = say("add them; an empty cell is a missing value")
        raise InputError.because(what, remedy, given.place, code="missing-column")
    reader = _Reader(given.name, scheme)
    profiles = [reader.profile(row, line) for line, row in enumerate(table.iter_rows(named=True), 2)]
    if reader.problems:
        raise InputError(reader.told())
    return profiles


def is_regular(file: File) -> bool:
    """Whether it has an end; what streams may not."""
    return not isinstance(file, Given) and Path(file).is_file()


def _opened(given: Given, names: list[str]) -> pl.DataFrame:
    """The named columns of a table. Raises InputError."""
    try:
        return parquet(given, names) if given.ending == ".parquet" else _csv(given.data)
    except UNREADABLE as error:
        what = say("this is no table that can be read")
        remedy = say("save it as CSV in UTF-8, or as Parquet")
        raise InputError.because(what, remedy, given.place, code="no-table") from error


def _csv(data: bytes) -> pl.DataFrame:
    data = data.removeprefix(b"\xef\xbb\xbf")
    first = data[: max(data.find(b"\n"), 0)]
    separator = max((",", ";", "\t"), key=lambda sign: first.count(sign.encode()))
    return pl.read_csv(data, separator=separator, infer_schema=False)


def parquet(given: Given, names: list[str]) -> pl.DataFrame:
    """The named columns of a Parquet file, whose size unpacked is looked at first. Raises InputError, and what Polars raises."""
    with silence():
        return _parquet(given, names)


def _parquet(given: Given, names: list[str]) -> pl.DataFrame:
    lazy = pl.scan_parquet(BytesIO(given.data))
    kinds = {name: kind for name, kind in lazy.collect_schema().items() if name in names}
    strange = [name for name, kind in kinds.items() if kind.is_nested() or kind in {pl.Binary, pl.Object}]
    if strange:
        what = say("the columns {names} hold no plain values", names=strange)
        raise InputError.because(what, None, given.place, code="no-table")
    if int(lazy.select(pl.len()).collect().item()) > ROWS:
        what = say("the table has more than {n} rows", n=ROWS)
        raise InputError.because(what, say("make it smaller"), given.place, code="too-large")
    return pl.read_parquet(BytesIO(given.data), columns=list(kinds))


@contextmanager
def silence() -> Iterator[None]:
    """Where Polars meets a damaged file it prints its own account on standard error, below Python; ours says enough."""
    with ONE_AT_A_TIME:
        kept, nowhere = os.dup(2), os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, 2)
        try:
            yield
        finally:
            os.dup2(kept, 2)
            os.close(kept)
            os.close(nowhere)


class _Reader:
    """Makes profiles of rows, and keeps what is wrong with them."""

    def __init__(self, name: str, scheme: Scheme) -> None:
        self.name, self.scheme = name, scheme
        self.problems: list[Problem] = []
        self.sectors = {sector.id for sector in scheme.sectors}
        self.signed = {i.id for i in scheme.indicators if may_be_negative(i.value, scheme)}

    def told(self) -> list[Problem]:
        more = len(self.problems) - MOST
        rest = Problem(say("… and {n} more problems", n=more), None, Place(self.name), code="more")
        return self.problems[:MOST] + ([rest] if more > 0 else [])

    def wrong(self, line: int, column: str, what: Message, remedy: Message | None = None) -> None:
        place = Place(self.name, line, column=column, row=line)
        self.problems.append(Problem(what, remedy, place, code="bad-cell"))

    def text(self, row: Mapping[str, Any], column: str, line: int) -> str:
        """A cell as text, in which no sign is hidden."""
        found = _text(row.get(column))
        if hidden := hidden_in(found):
            what = say("the text holds signs that nobody sees: {signs}", signs=hidden)
            self.wrong(line, column, what, say("delete them"))
        return found

    def profile(self, row: Mapping[str, Any], line: int) -> Profile:
        if row.get("scheme") not in {None, "", self.scheme.name}:
            what = say(
                "the row is of {other}, not of {scheme}", other=_short(row["scheme"]), scheme=self.scheme.name
            )
            self.wrong(line, "scheme", what, say("one population is of one version"))
        values = dict(self._values(row, line))
        held = frozenset(self.text(row, "held", line).split())
        for unknown in sorted(held - set(self.scheme.level)):
            self.wrong(
                line, "held", say("{scheme} has no level {level}", scheme=self.scheme.name, level=unknown)
            )
        sector, number = self.text(row, "sector", line), self.text(row, "number", line)
        if sector and sector not in self.sectors:
            self.wrong(
                line,
                "sector",
                say("there is no sector {sector}", sector=sector),
                say("use one of: {words}", words=sorted(self.sectors)),
            )
        if not number:
            self.wrong(
                line, "number", say("an organisation of the population has no number"), say("give it one")
            )
        return Profile(
            number,
            self.text(row, "country", line),
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
            try:
                value = exact(cell)
            except NoNumber as no:
                self.wrong(line, id_, no.what, no.remedy)
                continue
            if value < 0 and id_ not in self.signed:
                self.wrong(line, id_, say("{value} is negative, which this indicator cannot be", value=value))
            else:
                yield id_, value

    def _day(self, cell: Any, line: int) -> date:
        if isinstance(cell, date) and not isinstance(cell, datetime):
            return cell
        try:
            return date.fromisoformat(_text(cell) if DAY.fullmatch(_text(cell)) else "")
        except ValueError:
            self.wrong(
                line,
                "assessed-on",
                say("{value} is no day", value=_short(cell)),
                say("write it like 2020-09-15"),
            )
            return date.min


def _text(cell: Any) -> str:
    return "" if cell is None else str(cell).strip()


def _short(cell: Any) -> str:
    return _text(cell)[:60]


def exact(cell: Any) -> Fraction:
    """A cell as it is written, without loss. A binary number counts as its shortest decimal. Raises NoNumber."""
    match cell:
        case float():
            return binary(cell)
        case int() | Decimal():
            return number(cell)
        case _:
            return number(str(cell))


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
