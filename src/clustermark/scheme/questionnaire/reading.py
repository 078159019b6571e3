"""Reading a filled form back: every answer by its reference, as it would stand in a file of answers."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from io import BytesIO
from typing import Any
from zipfile import is_zipfile

from openpyxl.cell import Cell
from openpyxl.workbook import Workbook

from clustermark.errors import InputError, Place, Problem
from clustermark.files import File, Given, taken
from clustermark.scheme.canonical import digest
from clustermark.scheme.model import Scheme
from clustermark.scheme.questionnaire.layout import HIDDEN, KEY, Field, sheets
from clustermark.scheme.questions import Question, Type
from clustermark.spreadsheets import LARGEST, opened, refused
from clustermark.words.message import say


@dataclass(frozen=True, slots=True)
class Read:
    """The raw case, and for each answer the sheet and cell in which it stands."""

    data: dict[str, Any]
    places: Mapping[str, Place]


def looks_like_form(given: Given) -> bool:
    """Whether a file is to be read as a spreadsheet."""
    return given.ending in {".xlsx", ".xlsm", ".xls"} or is_zipfile(BytesIO(given.data))


def name_in(given: Given) -> str:
    """The scheme of which a form is, such as `ecei@2020`. Raises InputError."""
    head = _head(opened(given), given)
    return f"{head['scheme']}@{head['version']}"


def read_form(file: File, scheme: Scheme) -> Read:
    """The answers of a filled form. Raises InputError with everything that is wrong with it, by sheet and cell."""
    given = taken(file, LARGEST)
    book = opened(given)
    head = _head(book, given)
    _same_scheme(head, scheme, given)
    fields = [field for sheet in sheets(scheme, head["lang"]) for field in sheet.fields]
    asked = {row[0] for row in _rows(book)}
    wanted = [field for field in fields if field.key in asked]
    if problems := [*_moved(book, wanted, given)]:
        raise InputError(problems)
    cells = {field.key: book[field.sheet][field.cell] for field in wanted}
    if problems := [*_formulas(cells, given)]:
        raise InputError(problems)
    places = {field.key: Place(given.name, cell=f"{field.sheet}!{field.cell}") for field in wanted}
    return Read(_case(wanted, cells, scheme, head["lang"]), places)


def _head(book: Workbook, given: Given) -> dict[str, str]:
    if HIDDEN not in book.sheetnames:
        raise refused(
            given,
            say("this is no form of ours, or its hidden sheet is gone"),
            say("use the form as it was sent"),
        )
    page = book[HIDDEN]
    found = {str(page.cell(row, 1).value): str(page.cell(row, 2).value) for row in range(1, 5)}
    if set(found) != {"scheme", "version", "digest", "lang"}:
        raise refused(
            given, say("the hidden sheet of the form was changed"), say("use the form as it was sent")
        )
    return found


def _rows(book: Workbook) -> list[tuple[str, str, str]]:
    rows = book[HIDDEN].iter_rows(min_row=6, max_col=3, values_only=True)
    return [(str(row[0]), str(row[1]), str(row[2])) for row in rows if row[0] is not None]


def _same_scheme(head: Mapping[str, str], scheme: Scheme, given: Given) -> None:
    made_for = f"{head['scheme']}@{head['version']}"
    if made_for != scheme.name:
        what = say("the form is of {made}, not of {scheme}", made=made_for, scheme=scheme.name)
        raise refused(given, what, say("fill in a form of {scheme}", scheme=scheme.name))
    if head["digest"] != digest(scheme):
        what = say("the form was made from another content of {scheme}", scheme=scheme.name)
        raise refused(given, what, say("fill in a new form"))


def _moved(book: Workbook, fields: list[Field], given: Given) -> Iterator[Problem]:
    """Sheets that are gone, and rows that no longer stand where they were."""
    gone = sorted({field.sheet for field in fields} - set(book.sheetnames))
    remedy = say("use the form as it was sent")
    yield from (
        Problem(say("the sheet {name} is gone or was renamed", name=name), remedy, given.place)
        for name in gone
    )
    for field in fields:
        if field.sheet not in gone and book[field.sheet].cell(field.row, KEY).value != field.key:
            what = say("{key} no longer stands here; a row was deleted or inserted", key=field.key)
            yield Problem(what, remedy, Place(given.name, cell=f"{field.sheet}!A{field.row}"))
            return


def _formulas(cells: Mapping[str, Any], given: Given) -> Iterator[Problem]:
    for cell in cells.values():
        if cell.data_type == "f":
            place = Place(given.name, cell=f"{cell.parent.title}!{cell.coordinate}")
            yield Problem(say("a formula stands in place of an answer"), say("write the value itself"), place)


def _case(fields: list[Field], cells: Mapping[str, Cell], scheme: Scheme, lang: str) -> dict[str, Any]:
    case: dict[str, Any] = {"scheme": scheme.name, "organisation": {}, "answers": {}}
    for field in fields:
        value = _plain(cells[field.key].value)
        if value is None:
            continue
        if field.question is None:
            _profile(case, field.key, value)
        else:
            _answer(case["answers"], field, field.question, value, lang)
    return case


def _profile(case: dict[str, Any], key: str, value: Any) -> None:
    head, _, name = key.partition(".")
    if name:
        case[head][name] = str(value)
    else:
        case[head] = str(value)


def _answer(answers: dict[str, Any], field: Field, question: Question, value: Any, lang: str) -> None:
    if field.option:
        ticked = answers.setdefault(question.id, [])
        if _meant(value, lang) is True:
            ticked.append(field.option)
        return
    id_, _, cell = field.key.partition(".")
    meant = _typed(question, value, lang)
    if cell:
        answers.setdefault(id_, {})[cell] = meant
    else:
        answers[id_] = meant


def _typed(question: Question, value: Any, lang: str) -> Any:
    """Words of the form's language back to what they stand for; anything else stays as it was typed."""
    if question.type is Type.YES_NO:
        return _meant(value, lang)
    if question.asks_choice:
        return next((o.id for o in question.options if o.text.of(lang) == value), value)
    return value


def _meant(value: Any, lang: str) -> Any:
    return {say("yes").of(lang): True, say("no").of(lang): False}.get(value, value)


def _plain(value: Any) -> Any:
    """A cell's value as an answer: exact numbers, dates without time, texts without spaces around them."""
    match value:
        case float():
            number = Decimal(repr(value))
            return int(number) if number == number.to_integral_value() else number
        case datetime():
            return value.date()
        case str():
            return value.strip() or None
        case _:
            return value
