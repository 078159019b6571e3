"""The door for spreadsheets: each of these is refused in one sentence, or read without costing more than it holds."""

import re
import sys
import tracemalloc
import zipfile
from datetime import date, datetime
from io import BytesIO
from time import process_time

import pytest
from openpyxl import Workbook
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from openpyxl.worksheet.formula import ArrayFormula

from clustermark import spreadsheets
from clustermark.errors import InputError
from clustermark.files import Given
from clustermark.registry.reading import import_registry
from clustermark.spreadsheets import filled, opened

SLOWER = 8 if sys.gettrace() else 1
"""Times as slow where every line is counted for coverage."""
ROWS = [("name", "country", "level", "valid_until"), ("Food Cluster", "LV", "gold", "2027-03-31")]
SHEET = "xl/worksheets/sheet1.xml"


def book(rows=ROWS, change=None):
    made = Workbook()
    for cells in rows:
        made.active.append(cells)
    if change:
        change(made)
    out = BytesIO()
    made.save(out)
    return out.getvalue()


def altered(data, part=SHEET, change=lambda content: content, **more):
    """The same archive with one part changed, and some more parts."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, change(old.read(name)) if name == part else old.read(name))
        for name, content in more.items():
            new.writestr(name, content)
    return out.getvalue()


def with_cells(xml):
    return altered(book(), change=lambda content: content.replace(b"</sheetData>", xml + b"</sheetData>"))


def beside(xml):
    return altered(book(), change=lambda content: content.replace(b"</sheetData>", b"</sheetData>" + xml))


def far(ref, text=" "):
    row = ref.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    return with_cells(
        f'<row r="{row}"><c r="{ref}" t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c></row>'.encode()
    )


@pytest.mark.parametrize("ref", ["A1048576", "CV100000", "XFD1048576", "XFD3"])
def test_a_blank_cell_at_the_far_end_costs_nothing(ref):
    data = far(ref)
    start = process_time()
    tracemalloc.start()
    found = import_registry(Given(data, "list.xlsx"))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert len(found.events) == 1
    assert process_time() - start < 2 * SLOWER
    assert peak < 20_000_000
    sheet = opened(Given(data, "list.xlsx")).active
    assert (sheet.max_row, sheet.max_column) == (2, 4)


@pytest.mark.parametrize("ref", ["A1048576", "AMA3", "XFD1048576"])
def test_a_cell_far_from_the_others_is_named(ref):
    with pytest.raises(InputError, match=rf"list\.xlsx: Sheet!{ref} — a cell lies far from the others"):
        opened(Given(far(ref, "x"), "list.xlsx"))


def test_only_what_is_filled_is_gone_through():
    made = opened(Given(far("B90000", "x"), "list.xlsx"))
    assert [(number, [*cells]) for number, cells in filled(made.active)] == [
        (1, [1, 2, 3, 4]),
        (2, [1, 2, 3, 4]),
        (90_000, [2]),
    ]


def strict(data):
    return altered(
        data,
        "xl/workbook.xml",
        lambda content: content.replace(
            b"http://schemas.openxmlformats.org/spreadsheetml/2006/main",
            b"http://purl.oclc.org/ooxml/spreadsheetml/main",
        ),
    )


def locked(data):
    """Each entry marked as encrypted."""
    return data.replace(b"PK\x01\x02\x14\x03\x14\x00\x00\x00", b"PK\x01\x02\x14\x03\x14\x00\x01\x00")


def many(tag, number):
    return b"<" + tag + b">" + b"<x/>" * number + b"</" + tag + b">"


@pytest.mark.parametrize(
    ("data", "words", "code"),
    [
        (b"", "no XLSX spreadsheet, or it is damaged", "not-a-spreadsheet"),
        (b"PK no archive", "no XLSX spreadsheet, or it is damaged", "not-a-spreadsheet"),
        (book()[:-300], "no XLSX spreadsheet, or it is damaged", "not-a-spreadsheet"),
        (altered(book(), change=lambda c: c[:-20]), f"its part {SHEET} is damaged", "not-a-spreadsheet"),
        (altered(book(), change=lambda _: b""), f"its part {SHEET} is damaged", "not-a-spreadsheet"),
        (altered(book(), "xl/workbook.xml", lambda _: b"<x/>"), "no XLSX spreadsheet|no sheet", "not-a-spreadsheet"),
        (altered(book(), "xl/workbook.xml", lambda c: re.sub(b"<sheets>.*</sheets>", b"<sheets/>", c)), "no sheet with cells|no XLSX", "not-a-spreadsheet"),
        (altered(book(), change=lambda c: c.replace(b'r="A1"', b'r="?"')), "no XLSX spreadsheet", "not-a-spreadsheet"),
        (strict(book()), "strict kind of XLSX, which is not read — save it as an ordinary XLSX", "strict-spreadsheet"),
        (spreadsheets.OLE + b"\0" * 600, "protected by a password, or a spreadsheet of the old kind", "encrypted"),
        (locked(book()), "the file is protected by a password", "encrypted"),
        (altered(book(), change=lambda c: b'<!DOCTYPE a [<!ENTITY e "e">]>' + c), "holds a document type", "document-type"),
        (altered(book(), **{"xl/other.bin": b'<!DOCTYPE a [<!ENTITY e "e">]><a/>'}), "holds a document type", "document-type"),
        (altered(book(), **{"xl/vbaProject.bin": b""}), "macros or embedded objects", "not-a-spreadsheet"),
        (altered(book(), **{"xl/externalLinks/1.xml": b"<a/>"}), "refers to other files", "not-a-spreadsheet"),
        (altered(book(), **{f"xl/media/{n}.png": b"" for n in range(400)}), "far too large", "too-large"),
        (altered(book(), **{"xl/media/1.png": b"\0" * 41_000_000}), "far too large", "too-large"),
        (b"\0" * 8_000_001, "larger than 8,000,000 bytes", "too-large"),
        (with_cells(b"<row r='3'>" + b"<c/>" * 500_001 + b"</row>"), "far too large", "too-large"),
        (beside(b'<mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells>'), "far too large", "too-large"),
        (beside(b'<hyperlinks><hyperlink ref="A1:XFD1048576"/></hyperlinks>'), "far too large", "too-large"),
        (altered(book(), "xl/styles.xml", lambda _: many(b"styleSheet", 60_000)), "far too large", "too-large"),
        (altered(book(), **{"xl/sharedStrings.xml": many(b"sst", 2_100_000)}), "far too large", "too-large"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)  # fmt: skip
def test_what_is_no_ordinary_spreadsheet_is_refused_in_one_sentence(data, words, code):
    start = process_time()
    with pytest.raises(InputError, match=words) as caught:
        opened(Given(data, "list.xlsx"))
    [problem] = caught.value.problems
    assert (problem.code, problem.place.file) == (code, "list.xlsx")
    assert problem.remedy
    assert process_time() - start < 10 * SLOWER


def test_a_picture_in_a_spreadsheet_is_left_alone():
    data = altered(book(), **{"xl/media/1.png": b"\x89PNG", "xl/drawings/vml.vml": b"<a><br></a>"})
    assert opened(Given(data, "list.xlsx")).active["A2"].value == "Food Cluster"


@pytest.mark.parametrize("epoch", [None, CALENDAR_MAC_1904])
def test_a_cell_with_a_date_is_that_day_in_both_date_systems(epoch):
    def change(made):
        if epoch:
            made.epoch = epoch
        made.active["D2"] = date(2027, 3, 31)

    assert (b"date1904" in zipfile.ZipFile(BytesIO(book(change=change))).read("xl/workbook.xml")) == bool(
        epoch
    )
    [event] = import_registry(Given(book(change=change), "list.xlsx")).events
    assert event.valid_until == date(2027, 3, 31)


@pytest.mark.parametrize(
    ("cell", "value", "words"),
    [
        ("D2", 46477, "46477 is not a date"),
        ("D2", 46477.0, "46477 is not a date"),
        ("D2", datetime(2027, 3, 31, 12, 30), None),  # noqa: DTZ001 - a cell has no zone
        ("C2", "#REF!", "level — a formula has failed here: #REF!"),
        ("C2", '=IF(1,"gold")', "level — =IF.* could be run as a formula"),
        ("C2", ArrayFormula("C2:C2", "=A2:A2"), "level — =A2:A2 could be run as a formula"),
        ("C2", True, "level — True is no level"),
        ("C2", None, "level — the level is missing"),
        ("C2", 0, "level — 0 is no level"),
        ("F2", "lost", "more cells than columns: lost"),
    ],
)
def test_what_a_cell_holds_is_taken_or_named(cell, value, words):
    def change(made):
        made.active[cell] = value

    data = Given(book(change=change), "list.xlsx")
    if words is None:
        assert import_registry(data).events[0].valid_until == date(2027, 3, 31)
        return
    with pytest.raises(InputError, match=rf"list\.xlsx:2.*{words}"):
        import_registry(data)


def test_a_truth_of_a_spreadsheet_and_a_number_in_it():
    rows = [(*ROWS[0], "synthetic", "organisation"), (*ROWS[1], True, 40001234567), (*ROWS[1], 0, 7.0)]
    data = altered(book(rows), change=lambda content: content.replace(b"<v>7</v>", b"<v>7.0</v>"))
    found = import_registry(Given(data, "list.xlsx")).events
    assert [(event.synthetic, event.holder.number) for event in found] == [
        (True, "40001234567"),
        (False, "7"),
    ]


def test_other_sheets_that_hold_something_are_told():
    def change(made):
        made.create_sheet("Empty")
        made.create_sheet("Older")["A1"] = "x"

    found = import_registry(Given(book(change=change), "list.xlsx"))
    assert [str(note.what) for note in found.notes] == ["only the sheet Sheet was read, not Older"]
