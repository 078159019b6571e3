"""An existing registry from a file: CSV in our form or in that of the public list, or JSON; errors row by row.

Our columns: label, name, country, sector, level, valid_from, valid_until, renewable_until, source. The public list has
`Name, Comparative portfolio, www, Label valid until` with dates like 2016/03/05.
"""

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from clustermark.errors import InputError, Place, Problem, unreadable
from clustermark.registry.events import Event, Holder, Kind
from clustermark.words.message import Message, say
from clustermark.words.text import Text

LARGEST = 50_000_000
MOST = 1000
LASTS = 24
GRACE = 12
FEBRUARY, SHORT = 2, 28
YES = frozenset({"yes", "true", "True"})
FORMULA = ("=", "+", "-", "@", "\t", "\r")
COLUMNS = {
    "name": "name",
    "comparative portfolio": "sector",
    "label valid until": "valid_until",
    "www": "www",
}


@dataclass(frozen=True, slots=True)
class Imported:
    """The events, in order, and notes about rows that were joined or read with a guess."""

    events: tuple[Event, ...]
    notes: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """One row as text by column, and where it stands."""

    place: Place
    values: Mapping[str, str]

    def at(self, column: str) -> Place:
        return Place(self.place.file, self.place.line, column)


def import_registry(path: Path, *, country: str = "", level: str = "bronze", source: str = "") -> Imported:
    """Events for every row. `country`, `level` and `source` stand for columns that the file lacks.

    Raises InputError with every row that cannot be read (the first thousand); then nothing is imported.
    """
    text, guessed = _text(path)
    rows = list(_json(path, text) if path.suffix.lower() == ".json" else _csv(path, text))
    defaults = {"country": country, "level": level, "source": source}
    problems: list[Problem] = []
    notes: list[Problem] = [guessed] if guessed else []
    found: dict[tuple[str, str, str], Event] = {}
    for row in rows:
        try:
            event = _event(row, defaults)
        except Unfit as unfit:
            problems.append(Problem(unfit.what, unfit.remedy, unfit.place))
            continue
        key = (_name(event), event.holder.country if event.holder else "", event.level)
        if key in found:
            notes.append(
                Problem(
                    say("{name} stands here twice; the later date holds", name=key[0]),
                    None,
                    row.place,
                    warning=True,
                )
            )
        found[key] = max(found.get(key, event), event, key=lambda e: e.valid_until or date.min)
    _refuse(problems)
    return Imported(tuple(_numbered(found.values())), tuple(notes))


def _refuse(problems: list[Problem]) -> None:
    if len(problems) > MOST:
        more = Problem(say("and {n} more rows have problems", n=len(problems) - MOST))
        raise InputError([*problems[:MOST], more])
    if problems:
        raise InputError(problems)


class Unfit(Exception):  # noqa: N818 - a finding about a row
    def __init__(self, what: Message, remedy: Message | None, place: Place) -> None:
        self.what, self.remedy, self.place = what, remedy, place
        super().__init__(str(what))


def _numbered(events: Iterable[Event]) -> Iterator[Event]:
    """In the order of their days; a label without a number gets one."""
    for number, event in enumerate(sorted(events, key=lambda e: (e.on, e.label, _name(e))), 1):
        yield replace(event, number=number, label=event.label or f"imported-{number:05}")


def _name(event: Event) -> str:
    return event.holder.name.of("en") if event.holder else ""


def _text(path: Path) -> tuple[str, Problem | None]:
    try:
        if path.stat().st_size > LARGEST:
            raise InputError.because(say("the file is too large"), say("split it"), Place(str(path)))
        data = path.read_bytes()
    except OSError as error:
        raise InputError(unreadable(str(path), error.strerror or str(error))) from error
    try:
        return data.decode("utf-8-sig"), None
    except UnicodeDecodeError:
        note = say("the file is not UTF-8; it was read as Windows-1257, the Baltic code page")
        return data.decode("cp1257", errors="replace"), Problem(note, None, Place(str(path)), warning=True)


def _csv(path: Path, text: str) -> Iterator[Row]:
    first = text.split("\n", 1)[0]
    separator = ";" if first.count(";") > first.count(",") else ","
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    header = [_column(name) for name in next(reader, [])]
    if not {"name", "valid_until"} <= set(header):
        raise InputError.because(
            say("the columns name and valid_until are not there"),
            say("columns found: {names}", names=header),
            Place(str(path), 1),
        )
    for cells in reader:
        if any(cell.strip() for cell in cells):
            yield Row(
                Place(str(path), reader.line_num), dict(zip(header, (c.strip() for c in cells), strict=False))
            )


def _column(name: str) -> str:
    plain = " ".join(name.strip().lower().replace("_", " ").split())
    return COLUMNS.get(plain, plain.replace(" ", "_"))


def _json(path: Path, text: str) -> Iterator[Row]:
    try:
        rows = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise InputError.because(
            say("this is not JSON: {why}", why=str(error)), None, Place(str(path))
        ) from error
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise InputError.because(say("a list of rows is expected"), None, Place(str(path)))
    for number, row in enumerate(rows):
        values = {
            _column(str(key)): "" if value is None else str(value).strip() for key, value in row.items()
        }
        yield Row(Place(str(path), 0, str(number)), values)


def _event(row: Row, defaults: Mapping[str, str]) -> Event:
    for column, value in row.values.items():
        if value.startswith(FORMULA):
            raise Unfit(
                say("{value} could be run as a formula", value=value[:30]),
                say("write it as plain text"),
                row.at(column),
            )
    name = row.values.get("name", "")
    if not name:
        raise Unfit(say("the entry has no name"), say("add the name, or leave the row out"), row.at("name"))
    last = _day(row, "valid_until")
    if last is None:
        raise Unfit(say("the last day is missing"), say("write it like 2016-03-05"), row.at("valid_until"))
    first = _day(row, "valid_from")
    number = row.values.get("organisation") or _slug(name)
    holder = Holder(number, _names(row, name), _country(row, defaults), row.values.get("sector", ""))
    return Event(
        number=0,
        kind=Kind.AWARDED,
        label=row.values.get("label", ""),
        on=first or _moved(last, -LASTS // 12),
        holder=holder,
        level=row.values.get("level") or defaults["level"],
        valid_from=first or _moved(last, -LASTS // 12),
        valid_until=last,
        renewable_until=_day(row, "renewable_until") or _moved(last, GRACE // 12),
        source=row.values.get("source") or defaults["source"],
        derived=first is None,
        synthetic=row.values.get("synthetic", "") in YES,
    )


def _names(row: Row, name: str) -> Text:
    other = row.values.get("name_lv", "")
    return Text({"en": name, "lv": other} if other else {"en": name})


def _slug(name: str) -> str:
    return "-".join("".join(c if c.isalnum() else " " for c in name.casefold()).split())


def _country(row: Row, defaults: Mapping[str, str]) -> str:
    country = row.values.get("country") or defaults["country"]
    if len(country) == len("LV") and country.isalpha() and country.isupper():
        return country
    raise Unfit(
        say("{value} is no two-letter country code", value=country or "–"),
        say("write it like LV"),
        row.at("country"),
    )


def _day(row: Row, column: str) -> date | None:
    text = row.values.get(column, "")
    if not text:
        return None
    try:
        return date.fromisoformat(text.replace("/", "-"))
    except ValueError as error:
        raise Unfit(
            say("{value} is not a date", value=text), say("write it like 2016-03-05"), row.at(column)
        ) from error


def _moved(day: date, years: int) -> date:
    """The same day of another year. The public list does not state the first day: it lies 24 months before the last."""
    leap = day.month == FEBRUARY and day.day > SHORT
    return day.replace(year=day.year + years, day=SHORT if leap else day.day)
