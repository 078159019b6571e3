"""The rows of a file as text by column: CSV or XLSX in our form or in that of the public list, or JSON."""

import csv
import io
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from clustermark.errors import InputError, Place, Problem
from clustermark.files import Given
from clustermark.registry.sheet import sheet_rows
from clustermark.registry.writing import DANGEROUS, ESCAPED, HEADER
from clustermark.words.message import Message, say

LARGEST = 50_000_000
CONTROL = re.compile(r"[\x00-\x1f\x7f]")
COLUMNS = {
    "name": "name",
    "comparative portfolio": "sector",
    "label valid until": "valid_until",
    "www": "www",
}
KNOWN = frozenset({*HEADER, *COLUMNS.values()})


@dataclass(frozen=True, slots=True)
class Row:
    """One row as text by column, and where it stands."""

    place: Place
    values: Mapping[str, str]

    def get(self, column: str) -> str:
        """The text of a cell without the apostrophe that keeps a spreadsheet from running it."""
        value = self.values.get(column, "")
        return value[1:] if value.startswith("'") and value[1:].startswith(ESCAPED) else value

    def at(self, column: str) -> Place:
        return replace(self.place, column=column)


class Unfit(Exception):  # noqa: N818 - a finding about a row
    def __init__(self, what: Message, remedy: Message | None, place: Place) -> None:
        self.what, self.remedy, self.place = what, remedy, place
        super().__init__(str(what))


SURPLUS = ""
"""The column of cells beyond the header."""


def rows(given: Given) -> tuple[Iterator[Row], list[Problem]]:
    """The rows one by one, and notes about the whole file. Raises InputError."""
    if given.ending == ".xlsx":
        return _table(sheet_rows(given), given), []
    text, guessed = _text(given)
    found = _json(given, text) if given.ending == ".json" else _csv(given, text)
    return found, [guessed] if guessed else []


def fit(row: Row) -> Row:
    """The row, when every cell is plain text under a header. Raises Unfit."""
    for column, value in row.values.items():
        if column == SURPLUS:
            raise Unfit(
                say("there are more cells than columns: {value}", value=value[:30]),
                say("look for a separator in a name, and put the name into quotation marks"),
                row.place,
            )
        if value.startswith(DANGEROUS):
            raise Unfit(
                say("{value} could be run as a formula", value=value[:30]),
                say("write it as plain text"),
                row.at(column),
            )
        if CONTROL.search(value):
            raise Unfit(say("it holds control characters"), say("write it as plain text"), row.at(column))
    return row


def strange(row: Row) -> list[str]:
    """The columns that mean nothing here."""
    return sorted(set(row.values) - KNOWN - {SURPLUS})


def _text(given: Given) -> tuple[str, Problem | None]:
    try:
        return given.data.decode("utf-8-sig"), None
    except UnicodeDecodeError:
        note = say("the file is not UTF-8; it was read as Windows-1257, the Baltic code page")
        return _baltic(given), Problem(note, None, given.place, warning=True)


def _baltic(given: Given) -> str:
    try:
        return given.data.decode("cp1257")
    except UnicodeDecodeError as error:
        what = say("the file is neither UTF-8 nor Windows-1257")
        raise InputError.because(what, say("save it as UTF-8"), given.place) from error


def _csv(given: Given, text: str) -> Iterator[Row]:
    first = text.split("\n", 1)[0]
    separator = ";" if first.count(";") > first.count(",") else ","
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    return _table(((reader.line_num, cells) for cells in _lines(reader, given)), given)


def _table(lines: Iterator[tuple[int, list[str]]], given: Given) -> Iterator[Row]:
    """A header, and a row for each line that is not empty."""
    header = [_column(name) for name in next(lines, (1, []))[1]]
    if not {"name", "valid_until"} <= set(header):
        raise InputError.because(
            say("the columns name and valid_until are not there"),
            say("columns found: {names}", names=header),
            Place(given.name, 1),
        )
    for number, cells in lines:
        if any(cell.strip() for cell in cells):
            surplus = " ".join(cells[len(header) :]).strip()
            values = dict(zip(header, (c.strip() for c in cells), strict=False))
            yield Row(Place(given.name, number), {**values, SURPLUS: surplus} if surplus else values)


def _lines(reader: Iterator[list[str]], given: Given) -> Iterator[list[str]]:
    try:
        yield from reader
    except csv.Error as error:
        line = getattr(reader, "line_num", 0)
        what = say("the line cannot be read: {why}", why=str(error))
        raise InputError.because(
            what, say("look for a quotation mark that is not closed"), Place(given.name, line)
        ) from error


def _column(name: str) -> str:
    plain = " ".join(name.strip().lower().replace("_", " ").split())
    return COLUMNS.get(plain, plain.replace(" ", "_"))


def _json(given: Given, text: str) -> Iterator[Row]:
    try:
        rows = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise InputError.because(say("this is not JSON: {why}", why=str(error)), None, given.place) from error
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise InputError.because(say("a list of rows is expected"), None, given.place)
    for number, row in enumerate(rows):
        values = {
            _column(str(key)): "" if value is None else str(value).strip() for key, value in row.items()
        }
        yield Row(Place(given.name, path=str(number)), values)
