"""What is handed in: read once, and never more of it than is allowed."""

import sys
from dataclasses import dataclass
from pathlib import Path

from clustermark.errors import InputError, Place, Problem, unreadable
from clustermark.words.message import say

STDIN = "-"
MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True)
class Given:
    """What was handed in, read once: its bytes, and the name by which errors speak of it."""

    data: bytes
    name: str = ""

    @property
    def ending(self) -> str:
        """The ending of its name in small letters: `.xlsx`."""
        return Path(self.name).suffix.lower()

    @property
    def place(self) -> Place:
        return Place(self.name)


File = str | Path | Given
"""A file by its name, `-` for standard input, or what was read already."""


def name_of(file: File) -> str:
    """By which name errors speak of it."""
    return file.name if isinstance(file, Given) else str(file)


def taken(file: File, most: int) -> Given:
    """A file of at most so many bytes, read once; never more than that is read, whatever the file is. Raises InputError."""
    given = file if isinstance(file, Given) else Given(_read(str(file), most + 1), str(file))
    if len(given.data) > most:
        raise InputError(too_large(given.name, most))
    return given


def read_whole(path: Path, most: int) -> bytes:
    """The bytes of a file of at most that many. Raises InputError."""
    return taken(path, most).data


def _read(name: str, most: int) -> bytes:
    try:
        if name == STDIN:
            return sys.stdin.buffer.read(most)
        with Path(name).open("rb") as file:
            return file.read(most)
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or str(error)
        raise InputError(unreadable(name, why)) from error


def too_large(file: str, most: int) -> Problem:
    remedy = say("this is the most that is read; make it smaller")
    return Problem(say("the file is larger than {n} bytes", n=most), remedy, Place(file), code="too-large")
