"""A registry as a spreadsheet: the first sheet, a header and a row for each label."""

from collections.abc import Iterable, Iterator
from datetime import date
from io import BytesIO
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import Cell, WriteOnlyCell

from clustermark.files import Given
from clustermark.registry.vocabulary import EUROPEAN, Levels
from clustermark.registry.writing import HEADER, Entry, row
from clustermark.spreadsheets import filled, in_temporary_files, opened, repacked
from clustermark.words.text import FALLBACK

FORMULA = "f"


def sheets(given: Given) -> tuple[list[str], Iterator[tuple[int, list[str]]]]:
    """The names of the sheets that hold something; of the first one, the number of each row and its cells as text.

    Formulas are as they are written. Raises InputError.
    """
    book = opened(given)
    first, *others = book.worksheets
    names = [first.title, *(sheet.title for sheet in others if any(filled(sheet)))]
    return names, ((number, _texts(cells)) for number, cells in filled(first))


def _texts(cells: dict[int, Cell]) -> list[str]:
    return [_text(cells[column]) if column in cells else "" for column in range(1, max(cells) + 1)]


def _text(cell: Cell) -> str:
    value: Any = cell.value
    match value:
        case _ if cell.data_type == FORMULA:
            return f"={str(getattr(value, 'text', value)).removeprefix('=')}"
        case date():
            return value.isoformat()[: len("2016-03-05")]
        case float() if value.is_integer():
            return str(int(value))
        case _:
            return str(value)


@in_temporary_files()
def as_xlsx(entries: Iterable[Entry], levels: Levels = EUROPEAN, lang: str = FALLBACK) -> bytes:
    """Every cell is text, so that nothing in it is run or taken for another date."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("registry")
    sheet.append(list(HEADER))
    for entry in entries:
        cells = [WriteOnlyCell(sheet, value=None) for _ in HEADER]
        for cell, value in zip(cells, row(entry, levels, lang).values(), strict=True):
            cell.value = value
            cell.data_type = "s"
        sheet.append(cells)
    out = BytesIO()
    book.save(out)
    return repacked(out.getvalue())
