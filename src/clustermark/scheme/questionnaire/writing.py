"""Writing the form: guidance, input checks, protected formulas; the same bytes for the same scheme."""

from io import BytesIO

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill, Protection
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from clustermark.errors import InputError
from clustermark.scheme.canonical import digest
from clustermark.scheme.form import Field
from clustermark.scheme.model import Scheme
from clustermark.scheme.questionnaire.formulas import check_formula
from clustermark.scheme.questionnaire.layout import (
    ANSWER,
    ASKED,
    FIRST,
    HEADINGS,
    HIDDEN,
    KEY,
    UNIT,
    Row,
    Sheet,
    sheets,
)
from clustermark.scheme.questions import Type
from clustermark.spreadsheets import in_temporary_files, repacked
from clustermark.words.message import say, shown

OPEN = PatternFill("solid", fgColor="FFF7E0")
GREY, BOLD, TITLE = Font(color="808080", size=8), Font(bold=True), Font(bold=True, size=14)
WRAP = Alignment(wrap_text=True, vertical="top")
WIDTHS = {"A": 26, "B": 68, "C": 24, "D": 12}


@in_temporary_files()
def questionnaire(scheme: Scheme, lang: str = "en", instrument: str | None = None) -> bytes:
    """The form as an XLSX file, in a language; of one instrument or of all. Raises InputError for an unknown instrument."""
    if instrument not in (None, *scheme.instrument):
        raise InputError.because(
            say("{scheme} has no instrument {id}", scheme=scheme.name, id=instrument),
            say("use one of: {words}", words=list(scheme.instrument)),
            code="unknown-instrument",
        )
    book = Workbook()
    book.remove(book.active)
    form = sheets(scheme, lang, instrument)
    lists = _hidden(book, scheme, lang, form)
    for sheet in form:
        _write(book.create_sheet(sheet.name, len(book.sheetnames) - 1), sheet, scheme, lang, lists)
    _checks(book, scheme, lang, form)
    buffer = BytesIO()
    book.active = 0
    book.save(buffer)
    return repacked(buffer.getvalue())


def _write(page: Worksheet, sheet: Sheet, scheme: Scheme, lang: str, lists: dict[str, str]) -> None:
    _head(page, shown(sheet.title, lang), scheme.notice.of(lang), lang)
    for row in sheet.rows:
        _row(page, row, lang)
        _limit(page, row, lang, lists)
    _finish(page)


def _head(page: Worksheet, title: str, notice: str, lang: str) -> None:
    page["B1"], page["B2"] = title, notice
    page["B1"].font, page["B2"].font, page["B2"].alignment = TITLE, GREY, WRAP
    how = say(
        "Fill in the yellow cells; everything else is locked. Leave a cell empty where you have no answer."
    )
    page["B3"] = how.of(lang)
    page["B3"].alignment = WRAP
    for column, header in HEADINGS.items():
        page.cell(FIRST - 1, column, header.of(lang)).font = BOLD


def _row(page: Worksheet, row: Row, lang: str) -> None:
    field = row.field
    page.cell(row.number, KEY, field.key).font = GREY
    page.cell(row.number, ASKED, _asked(field, lang)).alignment = WRAP
    answer = page.cell(row.number, ANSWER)
    answer.fill, answer.protection, answer.alignment = OPEN, Protection(locked=False), WRAP
    if field.question is None or field.question.cell_type is Type.TEXT:
        answer.number_format = "@"
    elif field.question.type is Type.DATE:
        answer.number_format = "yyyy-mm-dd"
    if field.question:
        page.cell(row.number, UNIT, shown(field.unit, lang))


def _asked(field: Field, lang: str) -> str:
    """The question, with its guidance below it in the same cell where it is asked first."""
    guidance = field.guidance if field.first else None
    return shown(field.label, lang) + (f"\n{guidance.of(lang)}" if guidance else "")


def _limit(page: Worksheet, row: Row, lang: str, lists: dict[str, str]) -> None:
    """What may be typed into an answer cell, and what is said to whoever types something else."""
    rule = _rule(row.field, lang, lists)
    if rule is None:
        return
    rule.errorTitle, rule.error = say("This answer does not fit").of(lang), _hint(row.field, lang)
    rule.showErrorMessage = True
    page.add_data_validation(rule)
    rule.add(row.cell)


def _rule(field: Field, lang: str, lists: dict[str, str]) -> DataValidation | None:
    question, limits = field.question, field.limits
    if question is None:
        return None
    if question.type is Type.YES_NO or field.option:
        yes, no = say("yes").of(lang), say("no").of(lang)
        return DataValidation(type="list", formula1=f'"{yes},{no}"', allow_blank=True)
    if question.asks_choice:
        return DataValidation(type="list", formula1=lists[question.id], allow_blank=True)
    if question.is_numeric:
        kind = "whole" if limits.decimals == 0 else "decimal"
        low, high = (str(float(v or 0)) for v in (limits.least, limits.most))
        return DataValidation(type=kind, operator="between", formula1=low, formula2=high, allow_blank=True)
    if question.type is Type.DATE:
        return DataValidation(type="date", operator="greaterThan", formula1="1", allow_blank=True)
    return DataValidation(
        type="textLength", operator="lessThanOrEqual", formula1=str(limits.length), allow_blank=True
    )


def _hint(field: Field, lang: str) -> str:
    limits, question = field.limits, field.question
    if limits.most is not None:
        hint = say(
            "a number from {low} to {high} with at most {places} decimals",
            low=limits.least,
            high=limits.most,
            places=limits.decimals,
        )
        return hint.of(lang)
    if question and question.type is Type.DATE:
        return say("a date").of(lang)
    return say("one of the answers in the list, or a shorter text").of(lang)


def _finish(page: Worksheet) -> None:
    for column, width in WIDTHS.items():
        page.column_dimensions[column].width = width
    page.freeze_panes = f"A{FIRST}"
    page.protection.sheet = True
    page.page_setup.orientation, page.page_setup.paperSize = "portrait", page.PAPERSIZE_A4
    page.page_setup.fitToWidth, page.page_setup.fitToHeight = 1, 0
    page.sheet_properties.pageSetUpPr.fitToPage = True


def _checks(book: Workbook, scheme: Scheme, lang: str, form: tuple[Sheet, ...]) -> None:
    """A sheet of protected formulas that says which answers do not fit together."""
    cells = {r.key: f"'{s.name}'!$C${r.number}" for s in form for r in s.rows if r.field.question}
    fine, look = say("fits").of(lang), say("please look again").of(lang)
    rows = [(c, formula) for c in scheme.checks if (formula := check_formula(c, cells, fine, look))]
    if not rows:
        return
    page = book.create_sheet(say("Checks").of(lang), len(book.sheetnames) - 1)
    _head(page, say("Answers that must fit together").of(lang), scheme.notice.of(lang), lang)
    page["B3"] = say("Computed from the other sheets; there is nothing to fill in.").of(lang)
    for row, (check, formula) in enumerate(rows, FIRST):
        page.cell(row, KEY, check.id).font = GREY
        page.cell(row, ASKED, check.text.of(lang)).alignment = WRAP
        page.cell(row, ANSWER, formula)
    _finish(page)


def _hidden(book: Workbook, scheme: Scheme, lang: str, form: tuple[Sheet, ...]) -> dict[str, str]:
    """What the program needs to read the form back; and the lists of options, by question."""
    page = book.create_sheet(HIDDEN)
    page.sheet_state = "veryHidden"
    head = {"scheme": scheme.id, "version": scheme.version, "digest": digest(scheme), "lang": lang}
    for number, (key, value) in enumerate(head.items(), 1):
        page.cell(number, 1, key)
        page.cell(number, 2, value)
    rows = [row for sheet in form for row in sheet.rows]
    for number, row in enumerate(rows, FIRST + 1):
        for column, value in enumerate((row.key, row.sheet, row.cell), 1):
            page.cell(number, column, value)
    lists = {}
    asked = {r.field.question.id: r.field.question for r in rows if r.field.question and r.field.options}
    for column, question in enumerate(asked.values(), 5):
        for number, option in enumerate(question.options, 1):
            page.cell(number, column, option.text.of(lang))
        letter = page.cell(1, column).column_letter
        lists[question.id] = f"{HIDDEN}!${letter}$1:${letter}${len(question.options)}"
    page.protection.sheet = True
    return lists
