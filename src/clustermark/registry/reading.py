"""An existing registry from a file: rows to events, errors row by row.

Our columns are those of `writing.HEADER`; what the public list does not state (first day, end of renewal) is computed from the last
day. That list has `Name, Comparative portfolio, www, Label valid until` with dates like 2016/03/05.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from clustermark.errors import InputError, Problem
from clustermark.files import File, taken
from clustermark.registry.events import Event, Holder, Kind
from clustermark.registry.rows import LARGEST, Row, Unfit, fit, rows, strange
from clustermark.words.message import say
from clustermark.words.text import Text

MOST = 1000
LASTS = 24
GRACE = 12
FEBRUARY, SHORT = 2, 28
EARLIEST, LATEST = 1900, 2200
YES = frozenset({"yes", "true", "True"})
HOLDS = {kind.value: kind for kind in (Kind.SUSPENDED, Kind.WITHDRAWN, Kind.REVOKED)}


@dataclass(frozen=True, slots=True)
class Imported:
    """The events, in order, and notes about rows that were joined or read with a guess."""

    events: tuple[Event, ...]
    notes: tuple[Problem, ...]


def import_registry(file: File, *, country: str = "", level: str = "bronze", source: str = "") -> Imported:
    """Events for every row. `country`, `level` and `source` stand for columns that the file lacks.

    Raises InputError with every row that cannot be read (the first thousand); then nothing is imported.
    """
    found, notes = rows(taken(file, LARGEST))
    so_far = _Taken({"country": country, "level": level, "source": source}, notes)
    for row in found:
        so_far.take(row)
    so_far.refuse()
    return Imported(tuple(_numbered(so_far.events.values())), tuple(so_far.notes))


class _Taken:
    """What has been read so far; of the problems, the first thousand and how many there are."""

    def __init__(self, defaults: Mapping[str, str], notes: list[Problem]) -> None:
        self.defaults, self.notes = defaults, notes
        self.events: dict[tuple[str, ...], tuple[Event, ...]] = {}
        self._problems: list[Problem] = []
        self._more = 0
        self._columns: set[str] = set()

    def take(self, row: Row) -> None:
        try:
            events = tuple(_events(fit(row), self.defaults))
            self._put(events, row)
        except Unfit as unfit:
            self._more += len(self._problems) >= MOST
            if len(self._problems) < MOST:
                self._problems.append(Problem(unfit.what, unfit.remedy, unfit.place))

    def _put(self, events: tuple[Event, ...], row: Row) -> None:
        for column in set(strange(row)) - self._columns:
            self._columns.add(column)
            what = say("the column {name} is not known and was left out", name=column)
            self.notes.append(Problem(what, None, row.place, warning=True))
        key = _key(events[0])
        known = self.events.get(key)
        if known and events[0].label:
            raise Unfit(
                say("the label {label} stands here twice", label=events[0].label), None, row.at("label")
            )
        if known:
            what = say("{name} stands here twice; the later date holds", name=_name(events[0]))
            self.notes.append(Problem(what, None, row.place, warning=True))
        self.events[key] = max(known or events, events, key=lambda found: found[0].valid_until or date.min)

    def refuse(self) -> None:
        if self._more:
            self._problems.append(Problem(say("and {n} more rows have problems", n=self._more)))
        if self._problems:
            raise InputError(self._problems)


def _key(event: Event) -> tuple[str, ...]:
    """One row a label; where labels have no numbers, one an organisation and level."""
    country = event.holder.country if event.holder else ""
    return (event.label,) if event.label else (_name(event), country, event.level)


def _numbered(found: Iterable[tuple[Event, ...]]) -> Iterator[Event]:
    """In the order of their days; a label without a number gets one."""
    ordered = sorted(found, key=lambda events: (events[0].on, events[0].label, _name(events[0])))
    named = [
        replace(event, label=event.label or f"imported-{number:05}")
        for number, events in enumerate(ordered, 1)
        for event in events
    ]
    for number, event in enumerate(sorted(named, key=lambda event: event.on), 1):
        yield replace(event, number=number)


def _name(event: Event) -> str:
    return event.holder.name.of("en") if event.holder else ""


def _events(row: Row, defaults: Mapping[str, str]) -> Iterator[Event]:
    """The award, and what ended or interrupts the label."""
    awarded = _award(row, defaults)
    yield awarded
    hold = row.get("hold") or (row.get("state") if row.get("state") in HOLDS else "")
    if not hold:
        return
    if hold not in HOLDS:
        what = say("{value} is not suspended, withdrawn or revoked", value=hold)
        raise Unfit(what, say("leave it empty for a label in force"), row.at("hold"))
    since = _day(row, "hold_since")
    if since is None or since < awarded.on:
        what = say("it does not say since when it is {state}, or a day before the label", state=hold)
        raise Unfit(what, say("write it like 2016-03-05"), row.at("hold_since"))
    yield Event(
        number=0,
        kind=HOLDS[hold],
        label=awarded.label,
        on=since,
        reason=row.get("hold_reason"),
        synthetic=awarded.synthetic,
    )


def _award(row: Row, defaults: Mapping[str, str]) -> Event:
    name = row.get("name")
    if not name:
        raise Unfit(say("the entry has no name"), say("add the name, or leave the row out"), row.at("name"))
    last, stated, first = _day(row, "valid_until"), _day(row, "stated"), _day(row, "valid_from")
    on = first or (_moved(last, -LASTS // 12) if last else stated)
    if on is None:
        raise Unfit(say("the last day is missing"), say("write it like 2016-03-05"), row.at("valid_until"))
    number = row.get("organisation") or _slug(name)
    return Event(
        number=0,
        kind=Kind.AWARDED,
        label=row.get("label"),
        on=on,
        holder=Holder(number, _names(row, name), _country(row, defaults), row.get("sector")),
        level=row.get("level") or defaults["level"],
        valid_from=on if first or last else None,
        valid_until=last,
        renewable_until=_day(row, "renewable_until") or (_moved(last, GRACE // 12) if last else None),
        source=row.get("source") or defaults["source"],
        stated=stated,
        derived=first is None and last is not None,
        synthetic=row.get("synthetic") in YES,
    )


def _names(row: Row, name: str) -> Text:
    other = row.get("name_lv")
    return Text({"en": name, "lv": other} if other else {"en": name})


def _slug(name: str) -> str:
    return "-".join("".join(c if c.isalnum() else " " for c in name.casefold()).split())


def _country(row: Row, defaults: Mapping[str, str]) -> str:
    country = row.get("country") or defaults["country"]
    if len(country) == len("LV") and country.isalpha() and country.isupper():
        return country
    raise Unfit(
        say("{value} is no two-letter country code", value=country or "–"),
        say("write it like LV"),
        row.at("country"),
    )


def _day(row: Row, column: str) -> date | None:
    text = row.get(column)
    if not text:
        return None
    try:
        day = date.fromisoformat(text.replace("/", "-"))
    except ValueError:
        day = date.min
    if not EARLIEST <= day.year <= LATEST:
        raise Unfit(say("{value} is not a date", value=text), say("write it like 2016-03-05"), row.at(column))
    return day


def _moved(day: date, years: int) -> date:
    """The same day of another year. The public list does not state the first day: it lies 24 months before the last."""
    leap = day.month == FEBRUARY and day.day > SHORT
    return day.replace(year=day.year + years, day=SHORT if leap else day.day)
