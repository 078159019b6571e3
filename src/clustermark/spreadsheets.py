"""The door for spreadsheets: what is too large, hides a program, or is no spreadsheet does not come in."""

import re
from io import BytesIO
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile, ZipInfo

from openpyxl import load_workbook
from openpyxl.workbook import Workbook

from clustermark.errors import InputError
from clustermark.files import MEGABYTE, Given, too_large
from clustermark.words.message import Message, say

LARGEST, UNPACKED, MEMBERS = 8 * MEGABYTE, 40 * MEGABYTE, 400
PROGRAMS = ("vbaProject", "macrosheets", "activeX", "embeddings")


def opened(given: Given) -> Workbook:
    """A workbook whose size and kind were checked before it was parsed. Raises InputError."""
    if len(given.data) > LARGEST:
        raise InputError(too_large(given.name, LARGEST))
    try:
        _inspect(given)
        return load_workbook(BytesIO(given.data), keep_links=False)
    except (BadZipFile, KeyError, ValueError, EOFError, TypeError, OSError) as error:
        raise refused(
            given, say("this is no XLSX spreadsheet, or it is damaged"), say("save it again as XLSX")
        ) from error


def _inspect(given: Given) -> None:
    with ZipFile(BytesIO(given.data)) as archive:
        members = archive.infolist()
        if len(members) > MEMBERS or sum(m.file_size for m in members) > UNPACKED:
            what = say("unpacked, the file would be far too large")
            raise refused(given, what, say("save it again as XLSX"))
        names = [m.filename for m in members]
        if any(program in name for name in names for program in PROGRAMS):
            raise refused(
                given, say("the file holds macros or embedded objects"), say("save it as XLSX without macros")
            )
        if any("externalLinks" in name for name in names):
            raise refused(
                given, say("the file refers to other files"), say("break the links and save it again")
            )
        for member in members:
            if member.filename.endswith((".xml", ".rels")) and b"<!DOCTYPE" in archive.read(member):
                raise refused(given, say("the file holds a document type"), say("save it again as XLSX"))


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
