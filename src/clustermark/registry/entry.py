"""What one row of a registry states, cell by cell; all that is wrong with it is found at once."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeVar

from clustermark.errors import InputError, Problem
from clustermark.registry.countries import country_of
from clustermark.registry.days import day_of
from clustermark.registry.events import Kind
from clustermark.registry.rows import Row
from clustermark.registry.state import Status
from clustermark.registry.vocabulary import STATES, Levels, level_of, state_of, truth_of
from clustermark.words.message import Message, say
from clustermark.words.text import LANGUAGES, Text

T = TypeVar("T")
HOLDS = {Status(kind.value): kind for kind in (Kind.SUSPENDED, Kind.WITHDRAWN, Kind.REVOKED)}
FITTING = {
    Kind.SUSPENDED: frozenset({Status.SUSPENDED, Status.EXPIRED}),
    Kind.WITHDRAWN: frozenset({Status.WITHDRAWN}),
    Kind.REVOKED: frozenset({Status.REVOKED}),
}
"""The states that a label can have under a hold."""
NO_COUNTRY, NO_LEVEL = say("the country is missing"), say("the level is missing")
LIKE = say("write it like 2016-03-05 or 05.03.2016")
MARKS = {lang: say("{name} (synthetic, invented)", name="").of(lang) for lang in LANGUAGES}
"""What our own export adds to an invented name; the column `synthetic` says the same."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A row that can be taken: every cell understood, none of them missing that must be there."""

    row: Row
    label: str
    name: Text
    organisation: str
    country: str
    sector: str
    level: str
    valid_from: date | None
    valid_until: date | None
    renewable_until: date | None
    stated: date | None
    hold: Kind | None
    hold_since: date | None
    hold_reason: str
    source: str
    synthetic: bool


def read(row: Row, defaults: Mapping[str, str], levels: Levels) -> Entry:
    """`defaults` are the values of columns that the file lacks. Raises InputError with everything that is wrong with the row."""
    cells = _Cells(row, defaults)
    state = cells.read("state", state_of, None)
    synthetic = cells.read("synthetic", truth_of, default=False)
    entry = Entry(
        row=row,
        label=row.get("label"),
        name=_name(cells, synthetic=synthetic),
        organisation=row.get("organisation"),
        country=cells.read("country", country_of, "", NO_COUNTRY),
        sector=row.get("sector"),
        level=cells.read("level", lambda word: level_of(word, levels), "", NO_LEVEL),
        valid_from=cells.read("valid_from", day_of, None),
        valid_until=cells.read("valid_until", day_of, None),
        renewable_until=cells.read("renewable_until", day_of, None),
        stated=cells.read("stated", day_of, None),
        hold=_hold(cells, state),
        hold_since=cells.read("hold_since", day_of, None),
        hold_reason=row.get("hold_reason"),
        source=cells.text("source"),
        synthetic=synthetic,
    )
    _complete(entry, cells)
    if cells.problems:
        raise InputError(cells.problems)
    return entry


class _Cells:
    """Reads cells, and gathers what is wrong with them; a cell that is wrong in its form is not looked at again."""

    def __init__(self, row: Row, defaults: Mapping[str, str]) -> None:
        self.row, self.defaults = row, defaults
        self.problems = list(row.problems)

    def text(self, column: str) -> str:
        return self.row.get(column) if column in self.row.values else self.defaults.get(column, "")

    def read(self, column: str, meaning: Callable[[str], T], default: T, missing: Message | None = None) -> T:
        """The meaning of a cell; of an empty one `default`, which is an error where it must not be missing."""
        text = self.text(column)
        if self.problems and self.wrong(column):
            return default
        if not text:
            if missing:
                self.say(missing, say("fill it in, or leave the row out"), column, "missing-cell")
            return default
        try:
            return meaning(text)
        except InputError as error:
            self.problems += [replace(problem, place=self.row.at(column)) for problem in error.problems]
            return default

    def say(self, what: Message, remedy: Message, column: str, code: str) -> None:
        self.problems.append(Problem(what, remedy, self.row.at(column), code=code))

    def wrong(self, *columns: str) -> bool:
        return any(problem.place.column in columns for problem in self.problems)


def _name(cells: _Cells, *, synthetic: bool) -> Text:
    name = cells.row.get("name")
    if not name and not cells.wrong("name"):
        cells.say(
            say("the entry has no name"), say("add the name, or leave the row out"), "name", "missing-cell"
        )
    other = cells.row.get("name_lv")
    names = {"en": name or "–", **({"lv": other} if other else {})}
    return Text({lang: _unmarked(words) if synthetic else words for lang, words in names.items()})


def _unmarked(name: str) -> str:
    for mark in MARKS.values():
        name = name.removesuffix(mark) or name
    return name


def _hold(cells: _Cells, state: Status | None) -> Kind | None:
    """What keeps the label from being in force, by its own column or by its state; both must agree."""
    said = cells.read("hold", state_of, None)
    if said is None:
        return HOLDS.get(state) if state else None
    if said not in HOLDS:
        what = say("{value} is not suspended, withdrawn or revoked", value=STATES[said])
        cells.say(what, say("leave it empty for a label in force"), "hold", "unknown-state")
        return None
    hold = HOLDS[said]
    if state and state not in FITTING[hold]:
        what = say("the state says {state}, but it is {hold}", state=STATES[state], hold=STATES[said])
        cells.say(what, say("put one of them right"), "state", "contradiction")
    return hold


def _complete(entry: Entry, cells: _Cells) -> None:
    """The last day, or the day for which it is listed; and since when it is held."""
    if not (entry.valid_until or entry.stated or cells.wrong("valid_until", "stated")):
        cells.say(say("the last day is missing"), LIKE, "valid_until", "missing-cell")
    if entry.hold and entry.hold_since is None and not cells.wrong("hold_since"):
        what = say("it does not say since when it is {state}", state=STATES[Status(entry.hold.value)])
        cells.say(what, LIKE, "hold_since", "missing-cell")
