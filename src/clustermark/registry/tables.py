"""A file as a table: its headings, and its cells as text, row by row. CSV, XLSX or JSON."""

import codecs
import csv
import io
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from clustermark.errors import InputError, Place, Problem
from clustermark.files import MEGABYTE, Given
from clustermark.registry.sheet import sheets
from clustermark.words.message import Message, say

LARGEST = 20 * MEGABYTE
ROWS, COLUMNS, SEPARATORS, VALUES = 50_000, 100, 10_000, 1_500_000
MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
SEPARATED_BY = "sep="
QUOTED = re.compile('"[^"]*"')
ENDLESS = "field limit"
"""What the library says of a cell that is too long; it has no other mark."""


@dataclass(frozen=True, slots=True)
class Raw:
    """A row as it was found: its cells in the order of the headings, and what is wrong with its form."""

    place: Place
    cells: Sequence[str]
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    place: Place
    headings: tuple[str, ...]
    rows: Iterable[Raw]
    notes: list[Problem] = field(default_factory=list)


def table(given: Given, encoding: str = "") -> Table:
    """Raises InputError, also while the rows are read."""
    if given.ending == ".xlsx":
        names, lines = sheets(given)
        return _headed(lines, given, _others(names, given))
    text = _text(given, encoding)
    return _json(given, text) if given.ending == ".json" else _headed(_csv(given, text), given)


def _others(names: list[str], given: Given) -> list[Problem]:
    first, *others = names
    what = say("only the sheet {name} was read, not {others}", name=first, others=others)
    return [Problem(what, None, given.place, warning=True, code="other-sheets")] if others else []


def _text(given: Given, encoding: str) -> str:
    """The mark at its beginning says how a file is written; without one it is UTF-8, or what was said."""
    marked = next((name for mark, name in MARKS if given.data.startswith(mark)), "")
    name = marked or _codec(encoding) or "utf-8"
    try:
        return given.data.decode(name)
    except UnicodeError as error:
        what = say("the file is not written in {name}", name=name.removesuffix("-sig").upper())
        remedy = say("name its encoding, such as --encoding cp1257 (Baltic), or save it as UTF-8")
        raise InputError.because(what, remedy, given.place, code="encoding") from error


def _codec(encoding: str) -> str:
    try:
        return codecs.lookup(encoding).name if encoding and "".encode(encoding) is not None else ""
    except (LookupError, ValueError) as error:
        what = say("there is no encoding {name}", name=encoding[:40])
        raise InputError.because(what, say("write one like cp1257"), code="unknown-encoding") from error


def _csv(given: Given, text: str) -> Iterator[tuple[int, list[str]]]:
    lines = io.StringIO(text, newline="")
    first = next((line for line in iter(lines.readline, "") if line.strip()), "").strip("\r\n")
    said = first.lower().startswith(SEPARATED_BY) and len(first) == len(SEPARATED_BY) + 1
    separator = first[-1] if said else max(",;\t", key=QUOTED.sub("", first).count)
    skipped = int(said)
    if not said:
        lines.seek(0)
    reader = csv.reader(_bounded(lines, separator, given), delimiter=separator, strict=True)
    try:
        for cells in reader:
            yield reader.line_num + skipped, cells
    except csv.Error as error:
        place = Place(given.name, reader.line_num + skipped)
        raise InputError.because(*_broken(str(error)), place, code="not-csv") from error


def _broken(why: str) -> tuple[Message, Message]:
    if ENDLESS in why:
        what = say("a cell is longer than {n} letters", n=csv.field_size_limit())
        return what, say("look for a quotation mark that is not closed")
    what = say("a quotation mark is not closed, or stands inside a cell")
    return what, say("double each quotation mark inside a cell, and put the cell into quotation marks")


def _bounded(lines: Iterable[str], separator: str, given: Given) -> Iterator[str]:
    for number, line in enumerate(lines, 1):
        if line.count(separator) > SEPARATORS:
            raise _too_much(say("there are more than {n} columns", n=COLUMNS), Place(given.name, number))
        yield line


def _headed(lines: Iterator[tuple[int, list[str]]], given: Given, notes: Iterable[Problem] = ()) -> Table:
    """The first line that is not empty holds the headings."""
    number, cells = next(((n, cells) for n, cells in lines if any(cell.strip() for cell in cells)), (1, []))
    headings = [cell.strip() for cell in cells]
    while headings and not headings[-1]:
        headings.pop()
    _refuse_wide(len(headings), Place(given.name, number))
    return Table(Place(given.name, number), tuple(headings), _below(lines, given), list(notes))


def _below(lines: Iterator[tuple[int, list[str]]], given: Given) -> Iterator[Raw]:
    row = 0
    for number, cells in lines:
        stripped = [cell.strip() for cell in cells]
        if any(stripped):
            row += 1
            yield Raw(Place(given.name, number, row=row), stripped)
        if row > ROWS:
            raise _too_many(Place(given.name, number))


def _refuse_wide(columns: int, place: Place) -> None:
    if columns > COLUMNS:
        raise _too_much(say("there are more than {n} columns", n=COLUMNS), place)


def _too_many(place: Place) -> InputError:
    return _too_much(say("there are more than {n} rows", n=ROWS), place)


def _too_much(what: Message, place: Place) -> InputError:
    return InputError.because(
        what, say("this is the most that is read; make it smaller"), place, code="too-large"
    )


@dataclass(frozen=True, slots=True)
class _Pairs:
    """An object of JSON as it was written, with keys that stand there twice."""

    pairs: list[tuple[str, Any]]


def _json(given: Given, text: str) -> Table:
    if max(text.count("{"), text.count("[")) > 2 * ROWS:
        raise _too_many(given.place)
    if text.count(":") > VALUES:
        raise _too_much(say("there are more than {n} values", n=VALUES), given.place)
    rows = _parsed(given, text)
    if not isinstance(rows, list) or not all(isinstance(row, _Pairs) for row in rows):
        raise InputError.because(
            say("a list of rows is expected"),
            say("write it like [{row}]", row='{"name": "…", "valid_until": "2016-03-05"}'),
            given.place,
            code="no-rows",
        )
    if len(rows) > ROWS:
        raise _too_many(given.place)
    headings = tuple(dict.fromkeys(key for row in rows for key, _ in row.pairs))
    _refuse_wide(len(headings), given.place)
    return Table(given.place, headings, (_raw(row, n, headings, given) for n, row in enumerate(rows)))


def _parsed(given: Given, text: str) -> Any:
    try:
        return json.loads(text, object_pairs_hook=_Pairs, parse_int=str, parse_float=str)
    except json.JSONDecodeError as error:
        what = say("this is not JSON: {why}", why=error.msg)
        raise InputError.because(what, None, Place(given.name, error.lineno), code="not-json") from error
    except RecursionError as error:
        what = say("it is nested too deeply")
        raise InputError.because(what, None, given.place, code="not-json") from error


def _raw(row: _Pairs, number: int, headings: tuple[str, ...], given: Given) -> Raw:
    place = Place(given.name, path=str(number), row=number + 1)
    values = dict(row.pairs)
    problems = [
        Problem(what, remedy, replace(place, column=key), code=code)
        for key, what, remedy, code in _wrong(row)
    ]
    return Raw(place, [_cell(values.get(heading)) for heading in headings], tuple(problems))


def _wrong(row: _Pairs) -> Iterator[tuple[str, Message, Message, str]]:
    count = Counter(key for key, _ in row.pairs)
    for key in (key for key, n in count.items() if n > 1):
        yield key, say("it stands here twice"), say("leave one of them out"), "doubled-key"
    for key, value in row.pairs:
        if isinstance(value, _Pairs | list):
            remedy = say("write one text or number; other names have columns, such as name_lv")
            yield key, say("it holds several values"), remedy, "nested-value"


def _cell(value: Any) -> str:
    return "" if value is None or isinstance(value, _Pairs | list) else str(value).strip()
