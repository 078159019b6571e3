"""The door for spreadsheets: what is too large, hides a program, or is no spreadsheet does not come in."""

import re
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from typing import IO, Any
from xml.sax import SAXParseException
from xml.sax.handler import ContentHandler
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from defusedxml.common import DefusedXmlException
from defusedxml.sax import parse
from openpyxl import load_workbook
from openpyxl.cell import Cell
from openpyxl.utils import range_boundaries
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from clustermark.errors import InputError, OutputError, Place
from clustermark.files import MEGABYTE, Given, too_large
from clustermark.words.message import Message, say

LARGEST, UNPACKED, MEMBERS = 8 * MEGABYTE, 40 * MEGABYTE, 400
CELLS, ELEMENTS, OTHERS = 500_000, 2_000_000, 50_000
"""How many cells, how many elements of XML in all, and how many outside of sheets and their texts."""
LAST_ROW, LAST_COLUMN = 100_000, 1_000
PROGRAMS = ("vbaProject", "macrosheets", "activeX", "embeddings")
OLE = bytes.fromhex("d0cf11e0a1b11ae1")
"""How an encrypted spreadsheet begins, and one from before 2007."""
ENCRYPTED = 1
STRICT = "http://purl.oclc.org/ooxml/"
MARKS = (b"<", b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
PEEKED = 64
SPREAD = frozenset({"mergeCell", "hyperlink"})
"""Elements for whose whole range cells are made."""

warnings.filterwarnings("ignore", category=UserWarning, module="openpyxl")


@contextmanager
def in_temporary_files() -> Iterator[None]:
    """Spreadsheets are made by way of files in the system's folder for such. Raises OutputError where they cannot be written."""
    try:
        yield
    except OSError as error:
        what = say("no temporary file can be written: {why}", why=error.strerror or str(error))
        remedy = say("make room for them, or name another folder in the variable TMPDIR")
        raise OutputError.because(what, remedy, code="unwritable") from error


def opened(given: Given) -> Workbook:
    """A workbook whose size and kind were checked before it was parsed, without its blank cells. Raises InputError."""
    if len(given.data) > LARGEST:
        raise InputError(too_large(given.name, LARGEST))
    if given.data.startswith(OLE):
        what = say("the file is protected by a password, or a spreadsheet of the old kind (XLS)")
        raise refused(given, what, say("save it as XLSX without a password"), code="encrypted")
    try:
        _inspect(given)
        book = load_workbook(BytesIO(given.data), keep_links=False)
    except InputError:
        raise
    except Exception as error:
        raise refused(
            given, say("this is no XLSX spreadsheet, or it is damaged"), say("save it again as XLSX")
        ) from error
    return _tidy(book, given)


def filled(sheet: Worksheet) -> Iterator[tuple[int, dict[int, Cell]]]:
    """The rows that hold something, each with its number and its cells by column, from 1; gaps cost nothing."""
    rows: dict[int, dict[int, Cell]] = {}
    for (row, column), cell in sheet._cells.items():  # noqa: SLF001 - any other way makes a cell for each gap
        rows.setdefault(row, {})[column] = cell
    yield from sorted(rows.items())


def _tidy(book: Workbook, given: Given) -> Workbook:
    if not book.worksheets:
        raise refused(given, say("the file holds no sheet with cells"), say("save it again as XLSX"))
    for sheet in book.worksheets:
        cells = sheet._cells  # noqa: SLF001 - the same
        for at in [at for at, cell in cells.items() if cell.value is None or not str(cell.value).strip()]:
            del cells[at]
        far = [cell for (row, column), cell in cells.items() if row > LAST_ROW or column > LAST_COLUMN]
        if far:
            place = Place(given.name, cell=f"{sheet.title}!{far[0].coordinate}")
            remedy = say("clear it, or save as CSV")
            raise InputError.because(say("a cell lies far from the others"), remedy, place, code="far-cell")
    return book


def _inspect(given: Given) -> None:
    with ZipFile(BytesIO(given.data)) as archive:
        members = archive.infolist()
        if len(members) > MEMBERS or sum(m.file_size for m in members) > UNPACKED:
            raise _large(given)
        if any(member.flag_bits & ENCRYPTED for member in members):
            what = say("the file is protected by a password")
            raise refused(given, what, say("save it as XLSX without a password"), code="encrypted")
        _refuse_strange([m.filename for m in members], given)
        parts = _Parts(given)
        for member in members:
            _look_into(archive, member, parts)


def _refuse_strange(names: list[str], given: Given) -> None:
    if any(program in name for name in names for program in PROGRAMS):
        raise refused(
            given, say("the file holds macros or embedded objects"), say("save it as XLSX without macros")
        )
    if any("externalLinks" in name for name in names):
        raise refused(given, say("the file refers to other files"), say("break the links and save it again"))


def _look_into(archive: ZipFile, member: ZipInfo, parts: "_Parts") -> None:
    """What is XML is read through once; whatever it is called, as a spreadsheet may give it any name."""
    with archive.open(member) as file:
        must = member.filename.endswith((".xml", ".rels"))
        start = file.read(PEEKED)
        if not (must or start.lstrip().startswith(MARKS)):
            return
        file.seek(0)
        try:
            _through(file, member.filename, parts)
        except SAXParseException as error:
            if must:
                what = say("its part {name} is damaged", name=member.filename[:100])
                raise refused(parts.given, what, say("save it again as XLSX")) from error


def _through(file: IO[bytes], name: str, parts: "_Parts") -> None:
    parts.begin(name)
    try:
        parse(file, parts, forbid_dtd=True)
    except DefusedXmlException as error:
        what = say("the file holds a document type")
        raise refused(parts.given, what, say("save it again as XLSX"), code="document-type") from error


class _Parts(ContentHandler):
    """Counts what the parts hold, and stops as soon as it is too much."""

    def __init__(self, given: Given) -> None:
        super().__init__()
        self.given = given
        self.cells = self.elements = self.others = 0
        self._own = 0

    def begin(self, name: str) -> None:
        self._counts_apart = not ("/worksheets/" in name or "sharedStrings" in name)

    def startElement(self, name: str, attrs: Any) -> None:  # noqa: N802 - called so by the parser
        kind = name.rpartition(":")[2]
        self.elements += 1
        self.others += self._counts_apart
        if kind == "c":
            self.cells += 1
        elif kind in SPREAD:
            self.cells += _area(attrs.get("ref", "A1"))
        elif kind == "workbook" and any(STRICT in value for value in attrs.values()):
            what = say("the file is of the strict kind of XLSX, which is not read")
            raise refused(self.given, what, say("save it as an ordinary XLSX"), code="strict-spreadsheet")
        if self.cells > CELLS or self.elements > ELEMENTS or self.others > OTHERS:
            raise _large(self.given)


def _area(ref: str) -> int:
    first, top, last, bottom = range_boundaries(ref)
    return int((last - first + 1) * (bottom - top + 1))


def _large(given: Given) -> InputError:
    what = say("unpacked, the file would be far too large")
    return refused(given, what, say("leave out what is not needed, or save it as CSV"), code="too-large")


def refused(given: Given, what: Message, remedy: Message, *, code: str = "not-a-spreadsheet") -> InputError:
    return InputError.because(what, remedy, given.place, code=code)


LONG_AGO = (1980, 1, 1, 0, 0, 0)
MADE = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*(</)")


def repacked(data: bytes) -> bytes:
    """A spreadsheet that was just written, without the time of its making: the same content gives the same bytes."""
    target = BytesIO()
    with ZipFile(BytesIO(data)) as old, ZipFile(target, "w", ZIP_DEFLATED) as new:
        for name in sorted(old.namelist()):
            content = MADE.sub(rb"\g<1>2000-01-01T00:00:00Z\g<2>", old.read(name))
            new.writestr(ZipInfo(name, LONG_AGO), content, ZIP_DEFLATED)
    return target.getvalue()
