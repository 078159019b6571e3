"""A registry as a spreadsheet: the first sheet, a header and a row for each label."""

from collections.abc import Iterable, Iterator
from datetime import date
from io import BytesIO
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell

from clustermark.files import Given
from clustermark.registry.writing import HEADER, Entry, row
from clustermark.spreadsheets import opened


def sheet_rows(given: Given) -> Iterator[tuple[int, list[str]]]:
    """The number of each line and its cells as text; formulas as they are written. Raises InputError."""
    book = opened(given)
    for number, cells in enumerate(book.worksheets[0].iter_rows(values_only=True), 1):
        yield number, [_text(cell) for cell in cells]


def _text(cell: Any) -> str:
    match cell:
        case None:
            return ""
        case date():
            return cell.isoformat()[: len("2016-03-05")]
        case _:
            return str(cell)


def as_xlsx(entries: Iterable[Entry]) -> bytes:
    """Every cell is text, so that nothing in it is run or taken for another date."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("registry")
    sheet.append(list(HEADER))
    for entry in entries:
        cells = [WriteOnlyCell(sheet, value=None) for _ in HEADER]
        for cell, value in zip(cells, row(entry).values(), strict=True):
            cell.value = value
            cell.data_type = "s"
        sheet.append(cells)
    out = BytesIO()
    book.save(out)
    return out.getvalue()
