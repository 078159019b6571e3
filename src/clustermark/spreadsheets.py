"""The door for spreadsheets: what is too large, hides a program, or is no spreadsheet does not come in."""

from io import BytesIO
from pathlib import Path
from zipfile import BadZipFile, ZipFile

from openpyxl import load_workbook
from openpyxl.workbook import Workbook

from clustermark.errors import InputError, Place, unreadable
from clustermark.words.message import Message, say

MEGABYTE = 1_000_000
LARGEST, UNPACKED, MEMBERS = 8 * MEGABYTE, 40 * MEGABYTE, 400
PROGRAMS = ("vbaProject", "macrosheets", "activeX", "embeddings")


def opened(path: Path) -> Workbook:
    """A workbook whose size and kind were checked before it was parsed. Raises InputError."""
    data = _bytes(path)
    try:
        _inspect(data, path)
        return load_workbook(BytesIO(data), keep_links=False)
    except (BadZipFile, KeyError, ValueError, EOFError, TypeError, OSError) as error:
        raise refused(
            path, say("this is no XLSX spreadsheet, or it is damaged"), say("save it again as XLSX")
        ) from error


def _bytes(path: Path) -> bytes:
    try:
        size = path.stat().st_size
        if size > LARGEST:
            what = say("the file has {size} million bytes", size=max(1, size // MEGABYTE))
            raise refused(path, what, say("at most {largest} million are read", largest=LARGEST // MEGABYTE))
        return path.read_bytes()
    except OSError as error:
        raise InputError(unreadable(str(path), error.strerror or str(error))) from error


def _inspect(data: bytes, path: Path) -> None:
    with ZipFile(BytesIO(data)) as archive:
        members = archive.infolist()
        if len(members) > MEMBERS or sum(m.file_size for m in members) > UNPACKED:
            what = say("unpacked, the file would be far too large")
            raise refused(path, what, say("save it again as XLSX"))
        names = [m.filename for m in members]
        if any(program in name for name in names for program in PROGRAMS):
            raise refused(
                path, say("the file holds macros or embedded objects"), say("save it as XLSX without macros")
            )
        if any("externalLinks" in name for name in names):
            raise refused(
                path, say("the file refers to other files"), say("break the links and save it again")
            )
        for member in members:
            if member.filename.endswith((".xml", ".rels")) and b"<!DOCTYPE" in archive.read(member):
                raise refused(path, say("the file holds a document type"), say("save it again as XLSX"))


def refused(path: Path, what: Message, remedy: Message, where: str = "") -> InputError:
    return InputError.because(what, remedy, Place(str(path), 0, where))
