"""The rows of a table by our columns: which heading means what, and what no cell may hold."""

import re
import unicodedata
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from difflib import get_close_matches

from clustermark.errors import InputError, Place, Problem
from clustermark.registry.tables import Raw, Table
from clustermark.registry.writing import DANGEROUS, ESCAPED, HEADER
from clustermark.words.message import Message, say, says

PUBLIC_LIST = {
    "comparative portfolio": "sector",
    "label valid until": "valid_until",
    "www": "www",
}
"""The headings of the public list."""
MEANT = {name.replace("_", " "): name for name in HEADER} | PUBLIC_LIST
LENGTHS = {"source": 1000, "hold_reason": 4000, "www": 2000, "label": 60, "organisation": 60}
LENGTH = 400
CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
"""What steers a terminal, changes the direction of a text, or is half a letter."""
FAILED = frozenset({
    "#REF!", "#N/A", "#VALUE!", "#NAME?", "#DIV/0!", "#NULL!", "#NUM!", "#SPILL!", "#CALC!", "#FIELD!", "#BUSY!",
})  # fmt: skip
IGNORED, NAMELESS = "-", ""
SURPLUS_SHOWN = 30


@dataclass(frozen=True, slots=True)
class Headings:
    """What the user says of a file's headings: which of our columns is which, and which to leave out."""

    columns: Mapping[str, str] = field(default_factory=dict)
    ignored: Collection[str] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """One row as text by column, where it stands, and what is wrong with its form."""

    place: Place
    values: Mapping[str, str]
    problems: tuple[Problem, ...] = ()

    def get(self, column: str) -> str:
        """The text of a cell without the apostrophe that keeps a spreadsheet from running it."""
        value = self.values.get(column, "")
        return value[1:] if value.startswith("'") and value[1:].startswith(ESCAPED) else value

    def at(self, column: str) -> Place:
        return _at(self.place, column)


def _at(place: Place, column: str) -> Place:
    return replace(place, column=column, path=f"{place.path}.{column}" if place.path else "")


def columns_of(table: Table, said: Headings, *, country_given: bool = False) -> tuple[str, ...]:
    """What each heading means: a column of ours, ignored, or nameless. Raises InputError with everything that is wrong."""
    mapped = _mapped(table, said)
    found = tuple(mapped.get(_plain(heading), NAMELESS) for heading in table.headings)
    unknown = [h for h, column in zip(table.headings, found, strict=True) if h and not column]
    problems = [
        *_missing(table, found, country_given=country_given),
        *_unknown(table, unknown),
        *_doubled(table, found),
    ]
    if problems:
        raise InputError(problems)
    return found


def rows_of(table: Table, columns: Sequence[str]) -> Iterator[Row]:
    """The rows that hold something in a column that is read."""
    meant = dict(zip(table.headings, columns, strict=True))
    read = [(place, column) for place, column in enumerate(columns) if column not in {IGNORED, NAMELESS}]
    nameless = [place for place, column in enumerate(columns) if column == NAMELESS]
    for raw in table.rows:
        cells = [*raw.cells, *[""] * (len(columns) - len(raw.cells))]
        values = {column: cells[place] for place, column in read}
        beyond = " ".join(filter(None, [*(cells[place] for place in nameless), *cells[len(columns) :]]))
        problems = (*_found_before(raw, meant), *_surplus(raw.place, beyond), *_unfit(raw.place, values))
        if problems or any(values.values()):
            yield Row(raw.place, values, problems)


def _found_before(raw: Raw, meant: Mapping[str, str]) -> Iterator[Problem]:
    """What was wrong with the row before its columns were known, by our columns; not what is ignored."""
    for problem in raw.problems:
        column = meant[problem.place.column]
        if column != IGNORED:
            yield replace(problem, place=_at(raw.place, column))


def _mapped(table: Table, said: Headings) -> dict[str, str]:
    """Our column by the plain heading; what the user says goes before what is known."""
    there = {_plain(heading) for heading in table.headings}
    problems = [_no_column(name) for name in said.columns if name not in MEANT.values()]
    for heading in (*said.columns.values(), *said.ignored):
        if _plain(heading) not in there:
            what = say("there is no column {heading}", heading=heading[:60])
            problems.append(Problem(what, _found(table), table.place, code="no-such-column"))
    if problems:
        raise InputError(problems)
    own = {_plain(heading): name for name, heading in said.columns.items()}
    return MEANT | own | {_plain(heading): IGNORED for heading in said.ignored}


def _no_column(name: str) -> Problem:
    what = say("{name} is no column of a registry", name=name[:60])
    return Problem(what, _use(), code="unknown-column")


def _use() -> Message:
    return say("use one of: {names}", names=[*HEADER, "www"])


def _found(table: Table) -> Message:
    return say("columns found: {names}", names=[heading[:60] for heading in table.headings if heading])


def _missing(table: Table, found: Sequence[str], *, country_given: bool) -> Iterator[Problem]:
    wanted = [] if "name" in found else ["name"]
    wanted += [] if {"valid_until", "stated"} & {*found} else ["valid_until"]
    if wanted:
        what = says(
            "the column {names} is not there", "the columns {names} are not there", len(wanted), names=wanted
        )
        remedy = say('name it, such as --column {column}="…"; {found}', column=wanted[0], found=_found(table))
        yield Problem(what, remedy, table.place, code="missing-column")
    if not country_given and "country" not in found:
        what = say("no column says the country")
        remedy = say('name it with --column country="…", or give one country for all rows with --country LV')
        yield Problem(what, remedy, table.place, code="missing-column")


def _unknown(table: Table, unknown: Sequence[str]) -> Iterator[Problem]:
    if not unknown:
        return
    names = [heading[:60] for heading in unknown]
    what = says(
        "the column {names} is not known", "the columns {names} are not known", len(names), names=names
    )
    near = [(heading, *get_close_matches(_plain(heading), HEADER, 1)) for heading in names]
    heading, column = next((pair for pair in near if len(pair) > 1), (names[0], "COLUMN"))
    remedy = say(
        'say which is which, such as --column {column}="{heading}", or leave it out with --ignore-column "{heading}"; '
        "known columns: {known}",
        column=column,
        heading=heading,
        known=[*HEADER, "www"],
    )
    yield Problem(what, remedy, table.place, code="unknown-column")


def _doubled(table: Table, found: Sequence[str]) -> Iterator[Problem]:
    for column in dict.fromkeys(c for c in found if c not in {IGNORED, NAMELESS} and found.count(c) > 1):
        names = [h for h, name in zip(table.headings, found, strict=True) if name == column]
        what = say("{n} columns stand for {column}: {names}", n=len(names), column=column, names=names)
        remedy = say("rename one of them, or leave it out with --ignore-column")
        yield Problem(what, remedy, replace(table.place, column=column), code="doubled-column")


def _surplus(place: Place, surplus: str) -> Iterator[Problem]:
    if surplus:
        yield Problem(
            say("there are more cells than columns: {value}", value=surplus[:SURPLUS_SHOWN]),
            say("look for a separator in a name, and put the name into quotation marks"),
            place,
            code="surplus-cell",
        )


def _unfit(place: Place, values: Mapping[str, str]) -> Iterator[Problem]:
    for column, value in values.items():
        if value and (found := _wrong(column, value)):
            yield Problem(found[0], found[1], _at(place, column), code=found[2])


def _wrong(column: str, value: str) -> tuple[Message, Message, str] | None:
    most = LENGTHS.get(column, LENGTH)
    if len(value) > most:
        return say("it is longer than {n} letters", n=most), say("shorten it"), "too-long"
    if value.upper() in FAILED:
        what = say("a formula has failed here: {value}", value=value)
        return what, say("write the value itself"), "failed-formula"
    if value.startswith(DANGEROUS):
        what = say("{value} could be run as a formula", value=value[:SURPLUS_SHOWN])
        return what, say("write it as plain text"), "formula"
    if found := CONTROL.search(value):
        sign = unicodedata.name(found[0], f"U+{ord(found[0]):04X}")
        return (
            say("it holds control characters: {sign}", sign=sign),
            say("write it as plain text"),
            "control-character",
        )
    return None


def _plain(name: str) -> str:
    return " ".join(unicodedata.normalize("NFC", name).casefold().replace("_", " ").split())
