"""Where everything stands in the form: one sheet for the organisation, one for each chapter, one hidden for the program."""

from collections.abc import Iterator
from dataclasses import dataclass

from clustermark.scheme.form import Field, Section, sections
from clustermark.scheme.model import Scheme
from clustermark.words.message import Message, say, shown
from clustermark.words.text import Text

HIDDEN = "_clustermark"
FIRST = 5
"""The first row of answers on a sheet."""
KEY, ASKED, ANSWER, UNIT = 1, 2, 3, 4
"""Columns: the reference, the question, the answer, the unit."""
HEADINGS = {KEY: say("Id"), ASKED: say("Question"), ANSWER: say("Answer"), UNIT: say("Unit")}
LONGEST_NAME = 31


@dataclass(frozen=True, slots=True)
class Row:
    """One answer cell: the field that it is for, its sheet and its row."""

    field: Field
    sheet: str
    number: int

    @property
    def key(self) -> str:
        return self.field.key

    @property
    def cell(self) -> str:
        return f"C{self.number}"


@dataclass(frozen=True, slots=True)
class Sheet:
    """One chapter of the form."""

    name: str
    title: Text | Message
    rows: tuple[Row, ...]


def sheets(scheme: Scheme, lang: str, instrument: str | None = None) -> tuple[Sheet, ...]:
    """The sheets of a form: the organisation first, then each chapter that asks something."""
    return tuple(_sheets(sections(scheme, instrument), lang))


def _sheets(chapters: tuple[Section, ...], lang: str) -> Iterator[Sheet]:
    used = {HIDDEN}
    for section in chapters:
        name = sheet_name(section, lang, used)
        rows = tuple(Row(field, name, number) for number, field in enumerate(section.fields, FIRST))
        yield Sheet(name, section.title, rows)


def sheet_name(section: Section, lang: str, used: set[str]) -> str:
    """The title as far as a spreadsheet allows, told apart from the others."""
    plain = "".join(c for c in shown(section.title, lang) if c not in "[]:*?/\\'")[:LONGEST_NAME].strip()
    name, n = plain, 2
    while name in used:
        name, n = f"{plain[: LONGEST_NAME - 3]} {n}", n + 1
    used.add(name)
    return name
