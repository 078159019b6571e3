"""Reading a filled form back: every answer by its reference, as it would stand in a file of answers."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from io import BytesIO
from typing import Any
from zipfile import is_zipfile

from openpyxl.cell import Cell
from openpyxl.cell.cell import ERROR_CODES
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from clustermark.errors import InputError, Place, Problem
from clustermark.files import File, Given, taken
from clustermark.scheme.canonical import digest
from clustermark.scheme.form import Field
from clustermark.scheme.model import Scheme
from clustermark.scheme.questionnaire.layout import FIRST, HEADINGS, HIDDEN, KEY, Row, sheets
from clustermark.scheme.questionnaire.typed import few, in_percent, meant, plain, typed
from clustermark.scheme.questions import Question
from clustermark.spreadsheets import LARGEST, opened, refused
from clustermark.words.message import say
from clustermark.words.text import LANGUAGES


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
    wanted = _asked(book, [row for sheet in sheets(scheme, head["lang"]) for row in sheet.rows])
    if problems := [*_moved(book, wanted, head["lang"], given)]:
        raise InputError(problems)
    cells = {row.key: book[row.sheet][row.cell] for row in wanted}
    places = {row.key: _place(row, given) for row in wanted}
    if problems := [p for row in wanted for p in _unfit(cells[row.key], row.field, places[row.key])]:
        raise InputError(problems)
    return Read(_case(wanted, cells, scheme), places)


def _head(book: Workbook, given: Given) -> dict[str, str]:
    if HIDDEN not in book.sheetnames or not isinstance(book[HIDDEN], Worksheet):
        raise refused(
            given,
            say("this is no form of ours, or its hidden sheet is gone"),
            say("use the form as it was sent"),
            code="no-form",
        )
    page = book[HIDDEN]
    found = {str(page.cell(row, 1).value): str(page.cell(row, 2).value) for row in range(1, 5)}
    if set(found) != {"scheme", "version", "digest", "lang"} or found["lang"] not in LANGUAGES:
        raise refused(
            given,
            say("the hidden sheet of the form was changed"),
            say("use the form as it was sent"),
            code="form-changed",
        )
    return found


def _asked(book: Workbook, rows: list[Row]) -> list[Row]:
    """The rows of this form, which may be of one instrument only. No more of its hidden sheet is read than there can be."""
    first, last = FIRST + 1, FIRST + 1 + len(rows)
    found = book[HIDDEN].iter_rows(min_row=first, max_row=last, min_col=1, max_col=1, values_only=True)
    asked = {str(key) for (key,) in found}
    return [row for row in rows if row.key in asked]


def _same_scheme(head: Mapping[str, str], scheme: Scheme, given: Given) -> None:
    made_for = f"{head['scheme']}@{head['version']}"
    if made_for != scheme.name:
        what = say("the form is of {made}, not of {scheme}", made=made_for, scheme=scheme.name)
        remedy = say("fill in a form of {scheme}", scheme=scheme.name)
        raise refused(given, what, remedy, code="other-scheme")
    if head["digest"] != digest(scheme):
        what = say("the form was made from another content of {scheme}", scheme=scheme.name)
        raise refused(given, what, say("fill in a new form"), code="other-content")


def _place(row: Row, given: Given) -> Place:
    """The cell in the file, and the answer that it is."""
    asked = (row.key.partition(":")[0],) if row.field.question else ()
    return Place(given.name, cell=f"{row.sheet}!{row.cell}", path=row.field.path, questions=asked)


def _moved(book: Workbook, rows: list[Row], lang: str, given: Given) -> Iterator[Problem]:
    """Sheets that are gone, and rows and columns that no longer stand where they were."""
    there = {name for name in book.sheetnames if isinstance(book[name], Worksheet)}
    remedy = say("use the form as it was sent")
    for name in dict.fromkeys(row.sheet for row in rows):
        if name not in there:
            what = say("the sheet {name} is gone or was renamed", name=name)
            yield Problem(what, remedy, given.place, code="form-changed")
        elif wrong := _wrong_heading(book[name], lang):
            what = say("a column was inserted or deleted")
            yield Problem(what, remedy, Place(given.name, cell=f"{name}!{wrong}"), code="form-changed")
    for row in rows:
        if row.sheet in there and book[row.sheet].cell(row.number, KEY).value != row.key:
            what = say("{key} no longer stands here; a row was deleted or inserted", key=row.key)
            place = Place(given.name, cell=f"{row.sheet}!A{row.number}")
            yield Problem(what, remedy, place, code="form-changed")
            return


def _wrong_heading(page: Worksheet, lang: str) -> str:
    """The cell of the first heading that is not the form's; empty where all are."""
    found = ((page.cell(FIRST - 1, column), heading) for column, heading in HEADINGS.items())
    return next((str(cell.coordinate) for cell, said in found if cell.value != said.of(lang)), "")


def _unfit(cell: Cell, field: Field, place: Place) -> Iterator[Problem]:
    """What stands in place of an answer: a formula, an error of the spreadsheet, a tick that is none, a percentage."""
    value = plain(cell.value)
    if cell.data_type == "f":
        what, remedy = say("a formula stands in place of an answer"), say("write the value itself")
        yield Problem(what, remedy, place, code="formula")
    elif cell.data_type == "e" or (isinstance(value, str) and value in ERROR_CODES):
        what = say("the cell holds the error {value}", value=str(value))
        yield Problem(what, say("write the value itself"), place, code="cell-error")
    elif field.option and value is not None and not isinstance(meant(value), bool):
        what = say("{value} is no tick that is understood", value=str(value)[:60])
        yield Problem(what, say("write yes or no, or leave the cell empty"), place, code="no-tick")
    elif _shows_percent(cell) and not in_percent(field.question):
        what = say("the cell shows a percentage, and none is asked for")
        yield Problem(what, say("write the number without the sign %"), place, code="percent-cell")


def _shows_percent(cell: Cell) -> bool:
    return isinstance(cell.value, int | float) and "%" in str(cell.number_format)


def _case(rows: list[Row], cells: Mapping[str, Cell], scheme: Scheme) -> dict[str, Any]:
    case: dict[str, Any] = {"scheme": scheme.name, "organisation": {}, "answers": {}}
    for row in rows:
        value = _in_its_unit(cells[row.key], row.field)
        if value is None:
            continue
        if row.field.question is None:
            _profile(case, row.key, value)
        else:
            _answer(case["answers"], row.field, row.field.question, value)
    return case


def _in_its_unit(cell: Cell, field: Field) -> Any:
    """The value; of a cell that shows 65 % and holds 0.65, what it shows."""
    value = plain(cell.value)
    if isinstance(value, int | Decimal) and _shows_percent(cell):
        return few(Decimal(value) * 100)
    if isinstance(value, str) and in_percent(field.question):
        return value.removesuffix("%").strip()
    return value


def _profile(case: dict[str, Any], key: str, value: Any) -> None:
    head, _, name = key.partition(".")
    if name:
        case[head][name] = str(value)
    else:
        case[head] = str(value)


def _answer(answers: dict[str, Any], field: Field, question: Question, value: Any) -> None:
    if field.option:
        ticked = answers.setdefault(question.id, [])
        if meant(value) is True:
            ticked.append(field.option)
    elif field.cell:
        answers.setdefault(question.id, {})[field.cell] = typed(question, value)
    else:
        answers[question.id] = typed(question, value)
