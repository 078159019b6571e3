"""Where everything stands in the form: one sheet for the organisation, one for each chapter, one hidden for the program."""

from collections.abc import Iterator
from dataclasses import dataclass

from clustermark.scheme.criteria import Group, Instrument
from clustermark.scheme.model import Scheme
from clustermark.scheme.questions import Question, Type
from clustermark.words.message import Message, say
from clustermark.words.text import Text

HIDDEN = "_clustermark"
FIRST = 5
"""The first row of answers on a sheet."""
KEY, ASKED, ANSWER, UNIT = 1, 2, 3, 4
"""Columns: the reference, the question, the answer, the unit."""
LONGEST_NAME = 31


@dataclass(frozen=True, slots=True)
class Field:
    """One answer cell. `option` is set where it stands for one option of several choices."""

    key: str
    sheet: str
    row: int
    question: Question | None
    label: Text | Message
    option: str = ""

    @property
    def cell(self) -> str:
        return f"C{self.row}"


@dataclass(frozen=True, slots=True)
class Sheet:
    """One chapter of the form."""

    name: str
    title: Text | Message
    fields: tuple[Field, ...]


PROFILE = {
    "organisation.name": say("Name of the organisation"),
    "organisation.number": say("Number of the organisation, if it has one"),
    "organisation.country": say("Country, by its two-letter code"),
    "organisation.sector": say("Sector"),
    "assessed-on": say("Day of the assessment (year-month-day)"),
}


def sheets(scheme: Scheme, lang: str, instrument: str | None = None) -> tuple[Sheet, ...]:
    """The sheets of a form: the organisation first, then each chapter that asks something."""
    about = Sheet(say("Organisation").of(lang), say("Organisation"), tuple(_profile(lang)))
    used = {about.name, HIDDEN}
    chapters = []
    for part in scheme.instruments:
        for group in part.groups if instrument in (None, part.id) else ():
            asked = [q for q in scheme.questions if (q.instrument, q.group) == (part.id, group.id)]
            if asked:
                name = sheet_name(part, group, lang, used)
                chapters.append(Sheet(name, group.title, tuple(_fields(asked, name))))
    return about, *chapters


def sheet_name(instrument: Instrument, group: Group, lang: str, used: set[str]) -> str:
    """The title as far as a spreadsheet allows, told apart from the others."""
    plain = "".join(c for c in group.title.of(lang) if c not in "[]:*?/\\'")[:LONGEST_NAME].strip()
    name, n = plain, 2
    while name in used:
        name, n = f"{plain[: LONGEST_NAME - 3]} {n}", n + 1
    used.add(name)
    return name if instrument.groups else group.id


def _profile(lang: str) -> Iterator[Field]:
    name = say("Organisation").of(lang)
    for row, (key, label) in enumerate(PROFILE.items(), FIRST):
        yield Field(key, name, row, None, label)


def _fields(questions: list[Question], sheet: str) -> Iterator[Field]:
    row = FIRST
    for question in questions:
        for key, label, option in _rows(question):
            yield Field(key, sheet, row, question, label, option)
            row += 1


def _rows(question: Question) -> Iterator[tuple[str, Text | Message, str]]:
    if question.type is Type.TABLE:
        for cell in question.cells:
            label = say("{question} – {row}", question=question.text, row=cell.text)
            yield f"{question.id}.{cell.id}", label, ""
    elif question.type is Type.CHOICES:
        for option in question.options:
            label = say("{question} – {row}", question=question.text, row=option.text)
            yield f"{question.id}:{option.id}", label, option.id
    else:
        yield question.id, question.text, ""
