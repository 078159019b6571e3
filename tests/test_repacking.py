"""What a spreadsheet is packed into: its content, not the moment of its making."""

from datetime import datetime
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import pytest
from openpyxl import Workbook, load_workbook

from clustermark.spreadsheets import repacked

MOMENTS = [datetime(1999, 12, 31, 23, 59), datetime(2031, 6, 1, 12)]  # noqa: DTZ001 - as a spreadsheet keeps them


def written(at: datetime, *, backwards: bool = False) -> bytes:
    """A spreadsheet as a program writes it at a moment, its parts in one order or the other."""
    book, out = Workbook(), BytesIO()
    book.active.append(["Ādaži", 1])
    book.properties.created = at
    book.save(out)
    moved = BytesIO()
    with ZipFile(out) as old, ZipFile(moved, "w", ZIP_DEFLATED) as new:
        for name in sorted(old.namelist(), reverse=backwards):
            stamped = old.read(name).replace(b"2026-", f"{at.year}-".encode())
            new.writestr(ZipInfo(name, at.timetuple()[:6]), stamped)
    return moved.getvalue()


@pytest.mark.parametrize("backwards", [False, True])
def test_the_same_content_gives_the_same_bytes_at_any_time(backwards):
    first, second = (written(at, backwards=backwards and n == 1) for n, at in enumerate(MOMENTS))
    assert first != second
    assert repacked(first) == repacked(second)
    assert repacked(repacked(first)) == repacked(first)


def test_the_content_stays():
    rows = load_workbook(BytesIO(repacked(written(MOMENTS[0])))).active.iter_rows(values_only=True)
    assert list(rows) == [("Ādaži", 1)]
