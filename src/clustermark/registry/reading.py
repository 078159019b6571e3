"""An existing registry from a file: rows to events, errors row by row.

Our columns are those of `writing.HEADER`; what the public list does not state (first day, end of renewal) is computed from the last
day. That list has `Name, Comparative portfolio, www, Label valid until` with dates like 2016/03/05.
"""

import hashlib
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from clustermark.errors import InputError, Problem
from clustermark.files import File, taken
from clustermark.registry.countries import country_of
from clustermark.registry.entry import Entry, read
from clustermark.registry.events import Event, Holder, Kind
from clustermark.registry.rows import Headings, Row, columns_of, rows_of
from clustermark.registry.state import ImpossibleError, Ledger, impossible
from clustermark.registry.tables import LARGEST, Table, table
from clustermark.registry.vocabulary import EUROPEAN, Levels, level_of
from clustermark.words.message import say, says

MOST, ENOUGH = 1000, 10_000
"""How many problems are told, and after how many rows with problems the rest is not looked at."""
LASTS = 24
GRACE = 12
FEBRUARY, SHORT = 2, 28
LONGEST, MARK = 60, 8
"""Of a number made from a name: its letters, and those of the hash that tells two of them apart."""


@dataclass(frozen=True, slots=True)
class Imported:
    """The events, in order, and notes about columns that were filled and rows that were joined."""

    events: tuple[Event, ...]
    notes: tuple[Problem, ...]


def import_registry(
    file: File,
    *,
    country: str = "",
    level: str = "",
    source: str = "",
    levels: Levels = EUROPEAN,
    headings: Headings | None = None,
    encoding: str = "",
) -> Imported:
    """Events for every row. `country`, `level` and `source` stand for columns that the file lacks; without a level, the lowest.

    `levels` are those of the scheme; `headings` says what the file's own headings mean, `encoding` how it is written.
    Raises InputError with every row that cannot be read (the first thousand); then nothing is imported.
    """
    found = table(taken(file, LARGEST), encoding)
    given = {
        "country": country and country_of(country),
        "level": level and level_of(level, levels),
        "source": source,
    }
    columns = columns_of(found, headings or Headings(), country_given=bool(country))
    defaults, notes = _defaults(found, columns, given, levels)
    so_far = _Taken(found.notes + notes)
    for row in rows_of(found, columns):
        so_far.take(row, defaults, levels)
        if so_far.enough:
            break
    so_far.refuse()
    return Imported(so_far.numbered(), tuple(so_far.all_notes(columns)))


def _defaults(
    found: Table, columns: Sequence[str], given: Mapping[str, str], levels: Levels
) -> tuple[dict[str, str], list[Problem]]:
    """What stands for the columns that the file lacks, and notes that it does."""
    values = {"level": levels[0].id, **{name: value for name, value in given.items() if value}}
    absent = {name: value for name, value in values.items() if name not in columns}
    notes = [
        Problem(
            say("there is no column {column}; {value} stands for it in every row", column=name, value=value),
            None,
            found.place,
            warning=True,
            code="default",
        )
        for name, value in absent.items()
    ]
    return absent, notes


class _Taken:
    """What has been read so far; of the problems, the first thousand and how many rows more have some."""

    def __init__(self, notes: list[Problem]) -> None:
        self._notes = notes
        self._entries: dict[tuple[str, ...], Entry] = {}
        self._problems: list[Problem] = []
        self._more = self._stateless = 0
        self._owners: dict[str, tuple[str, str]] = {}
        self._countries: dict[str, str] = {}

    def take(self, row: Row, defaults: Mapping[str, str], levels: Levels) -> None:
        try:
            self._put(read(row, defaults, levels))
            self._stateless += "state" in row.values and not row.get("state")
        except InputError as error:
            self._more += len(self._problems) >= MOST
            if len(self._problems) < MOST:
                self._problems += error.problems

    def _put(self, entry: Entry) -> None:
        found = _in_order(self._with_number(entry))
        key = (found.label,) if found.label else (found.organisation, found.level)
        known = self._entries.get(key)
        if known and found.label:
            raise InputError.because(
                say("the label {label} stands here twice", label=found.label),
                say("give each label a number of its own, or leave one of the rows out"),
                found.row.at("label"),
                code="doubled-label",
            )
        if known:
            what = say("{name} stands here twice; the later date holds", name=found.name)
            self._notes.append(Problem(what, None, found.row.place, warning=True, code="joined"))
        self._entries[key] = max(known or found, found, key=lambda one: one.valid_until or date.min)

    def _with_number(self, entry: Entry) -> Entry:
        """An organisation is its number, or its name and country."""
        if not entry.organisation:
            return replace(entry, organisation=self._number_of(entry))
        country = self._countries.setdefault(entry.organisation, entry.country)
        if country == entry.country:
            return entry
        raise InputError.because(
            say(
                "the organisation {number} stands here in two countries, {one} and {other}",
                number=entry.organisation,
                one=country,
                other=entry.country,
            ),
            say("put the country before the number, such as LV-4000"),
            entry.row.at("organisation"),
            code="two-countries",
        )

    def _number_of(self, entry: Entry) -> str:
        """A number from country and name, told apart by a hash where two names look alike without their signs."""
        name = " ".join(unicodedata.normalize("NFC", entry.name.of("en")).casefold().split())
        slug = "-".join("".join(c if c.isalnum() else " " for c in name).split())
        number, owner = f"{entry.country.lower()}-{slug}", (name, entry.country)
        if len(number) > LONGEST or not slug or self._owners.setdefault(number, owner) != owner:
            mark = hashlib.sha256(name.encode()).hexdigest()[:MARK]
            return f"{number[: LONGEST - MARK - 1]}-{mark}"
        return number

    @property
    def enough(self) -> bool:
        return self._more > ENOUGH

    def refuse(self) -> None:
        if self._more:
            what = say("and {n} more rows have problems", n=self._more)
            what = say("and more than {n} more rows have problems", n=ENOUGH) if self.enough else what
            self._problems.append(Problem(what, code="more"))
        if self._problems:
            raise InputError(self._problems)

    def all_notes(self, columns: Sequence[str]) -> Iterator[Problem]:
        yield from self._notes
        if self._stateless and "state" in columns:
            what = says(
                "{n} row names no state; it follows from the dates",
                "{n} rows name no state; it follows from their dates",
                self._stateless,
            )
            yield Problem(what, warning=True, code="no-state")

    def numbered(self) -> tuple[Event, ...]:
        """In the order of their days; a label without a number gets one. Raises InputError where they cannot be."""
        begun = [(entry, _begun(entry)) for entry in self._entries.values()]
        ordered = sorted(begun, key=lambda pair: (pair[1].on, pair[1].label, pair[0].name.of("en")))
        named = [
            (replace(event, label=event.label or f"imported-{number:05}"), entry.row)
            for number, (entry, first) in enumerate(ordered, 1)
            for event in _life(entry, first)
        ]
        return _possible(sorted(named, key=lambda pair: pair[0].on))


def _possible(found: Iterable[tuple[Event, Row]]) -> tuple[Event, ...]:
    """The events with their numbers. Raises InputError with the row of each that cannot have happened."""
    book, problems, events = Ledger(), list[Problem](), list[Event]()
    for number, (one, row) in enumerate(found, 1):
        event = replace(one, number=number)
        events.append(event)
        try:
            book.apply(event)
        except ImpossibleError as error:
            problems.append(replace(impossible(event, error), place=row.place))
    if problems:
        raise InputError(problems[:MOST])
    return tuple(events)


def _in_order(entry: Entry) -> Entry:
    """Raises InputError where it was held before it began."""
    if entry.hold_since is None or entry.hold_since >= _begun(entry).on:
        return entry
    what = say("it is held since a day before the label")
    remedy = say("put one of the days right")
    raise InputError.because(what, remedy, entry.row.at("hold_since"), code="days-out-of-order")


def _life(entry: Entry, first: Event) -> Iterator[Event]:
    """How it began, and what ended or interrupts it."""
    yield first
    if entry.hold and entry.hold_since:
        yield Event(
            number=0,
            kind=entry.hold,
            label=entry.label,
            on=entry.hold_since,
            reason=entry.hold_reason,
            synthetic=entry.synthetic,
        )


def _begun(entry: Entry) -> Event:
    """Awarded, where a last day is known; else listed for the day for which it is stated."""
    first, last = entry.valid_from, entry.valid_until
    on = first or (_moved(last, -LASTS // 12) if last else entry.stated) or date.min
    return Event(
        number=0,
        kind=Kind.AWARDED if last else Kind.LISTED,
        label=entry.label,
        on=on if last else entry.stated or on,
        holder=Holder(entry.organisation, entry.name, entry.country, entry.sector),
        level=entry.level,
        valid_from=first or (on if last else None),
        valid_until=last,
        renewable_until=entry.renewable_until or (_moved(last, GRACE // 12) if last else None),
        source=entry.source,
        stated=entry.stated,
        derived=first is None and last is not None,
        synthetic=entry.synthetic,
    )


def _moved(day: date, years: int) -> date:
    """The same day of another year. The public list does not state the first day: it lies 24 months before the last."""
    leap = day.month == FEBRUARY and day.day > SHORT
    return day.replace(year=day.year + years, day=SHORT if leap else day.day)
