"""Reading files once, and writing them so that nothing is ever half there, and nothing is lost that was not made here."""

import hashlib
import json
import os
import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from clustermark.errors import InputError, OutputError, Place, Problem, unreadable
from clustermark.words.message import Message, say

MANIFEST = "made-by-clustermark.json"
STDIN = "-"
MEGABYTE = 1_000_000


def write_whole(path: Path, content: bytes) -> None:
    """Write a file in one step: it is there whole, or as it was before. Raises OutputError."""
    beside = path.with_name(f".{path.name}.part")
    try:
        beside.write_bytes(content)
        beside.replace(path)
    except OSError as error:
        _forgotten(beside)
        raise OutputError(unreadable_target(path, error)) from error
    except KeyboardInterrupt:
        _forgotten(beside)
        raise


def _forgotten(path: Path) -> None:
    with suppress(OSError):
        path.unlink()


def unreadable_target(path: Path, error: OSError) -> Problem:
    return Problem(
        say("it cannot be written: {why}", why=error.strerror or str(error)),
        say("name a folder in which you may write"),
        Place(str(path)),
    )


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
    if isinstance(file, Given):
        given = file
    elif str(file) == STDIN:
        given = Given(sys.stdin.buffer.read(most + 1), STDIN)
    else:
        given = Given(_read(Path(file), most + 1), str(file))
    if len(given.data) > most:
        raise InputError(too_large(given.name, most))
    return given


def read_whole(path: Path, most: int) -> bytes:
    """The bytes of a file of at most that many. Raises InputError."""
    return taken(path, most).data


def _read(path: Path, most: int) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(most)
    except OSError as error:
        raise InputError(unreadable(str(path), error.strerror or str(error))) from error


def too_large(file: str, most: int) -> Problem:
    remedy = say("this is the most that is read; make it smaller")
    return Problem(say("the file is larger than {n} bytes", n=most), remedy, Place(file), code="too-large")


def write_secret(path: Path, content: bytes) -> None:
    """A new file that only its owner can read, from the first moment on. Raises OutputError."""
    try:
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(content)
    except OSError as error:
        raise OutputError(unreadable_target(path, error)) from error


def make_folder(path: Path) -> None:
    """The folder and those above it. Raises OutputError."""
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(unreadable_target(path, error)) from error


def refuse_existing(path: Path) -> None:
    """Raises OutputError where there is something already."""
    if path.exists():
        what = say("there is a file of this name")
        raise OutputError.because(what, say("name a file that does not exist yet"), Place(str(path)))


def write_folder(folder: Path, fill: Callable[[Path], None]) -> None:
    """Put what `fill` writes into a new folder in the place of `folder`, whole or not at all.

    A manifest names every file by its hash. A folder with a file that is not in its manifest, or was changed since, is left
    alone: raises OutputError.
    """
    refuse_foreign(folder)
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        with TemporaryDirectory(prefix=f".{folder.name}-", dir=folder.parent) as beside:
            new = Path(beside) / "new"
            new.mkdir()
            fill(new)
            (new / MANIFEST).write_text(json.dumps(_hashes(new), indent=1, sort_keys=True), encoding="utf-8")
            _replace(folder, new, Path(beside) / "old")
    except OSError as error:
        raise OutputError(unreadable_target(folder, error)) from error


def refuse_foreign(folder: Path) -> None:
    """Raises OutputError where writing would cost somebody something that was not made here."""
    if not folder.exists():
        return
    if not folder.is_dir():
        raise OutputError.because(say("there is a file of this name"), _another(), Place(str(folder)))
    made, there = _manifest(folder), _hashes(folder)
    strange = sorted(name for name, hash_ in there.items() if made.get(name) != hash_)
    if strange:
        what = say(
            "the folder holds files that were not made here, or were changed: {names}", names=strange[:5]
        )
        raise OutputError.because(what, _another(), Place(str(folder)))


def _another() -> Message:
    return say("name a folder that does not exist yet")


def _manifest(folder: Path) -> dict[str, Any]:
    try:
        made = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return made if isinstance(made, dict) else {}


def _hashes(folder: Path) -> dict[str, str]:
    """The hash of every file below a folder by its relative name; the manifest itself left out."""
    files = (path for path in sorted(folder.rglob("*")) if not path.is_dir())
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in files
        if path != folder / MANIFEST
    }


def _replace(folder: Path, new: Path, old: Path) -> None:
    """Put the new folder in place of the old one, or leave that where it was."""
    there = folder.exists()
    if there:
        folder.rename(old)
    try:
        new.rename(folder)
    except BaseException:
        if there:
            old.rename(folder)
        raise
