"""One file in one step: it is there whole, or as it was before."""

import os
from pathlib import Path

from clustermark.errors import OutputError, Place, Problem
from clustermark.files.parts import part, settle
from clustermark.words.message import say


def write_whole(path: Path, content: bytes) -> None:
    """Write a file, or put it in the place of the one that is there. Raises OutputError."""
    try:
        with part(path.parent) as (file, beside):
            filled(file, content)
            beside.replace(path)
        settle(path.parent)
    except OSError as error:
        raise OutputError(unreadable_target(path, error)) from error


def write_new(path: Path, content: bytes, *, mode: int = 0o666) -> None:
    """Write a file that was not there; of two at the same time one is refused. Raises OutputError."""
    try:
        with part(path.parent, mode=mode) as (file, beside):
            filled(file, content)
            os.link(beside, path)
        settle(path.parent)
    except FileExistsError as error:
        raise _there(path) from error
    except OSError as error:
        raise OutputError(unreadable_target(path, error)) from error


def write_secret(path: Path, content: bytes) -> None:
    """A new file that only its owner can read, from the first moment on. Raises OutputError."""
    write_new(path, content, mode=0o600)


def filled(file: int, content: bytes) -> None:
    """Everything written and settled. Raises OSError."""
    with os.fdopen(os.dup(file), "wb") as out:
        out.write(content)
    os.fsync(file)


def unreadable_target(path: Path, error: OSError) -> Problem:
    return Problem(
        say("it cannot be written: {why}", why=error.strerror or str(error)),
        say("name a folder in which you may write"),
        Place(str(path)),
        code="unwritable",
    )


def make_folder(path: Path) -> None:
    """The folder and those above it. Raises OutputError."""
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(unreadable_target(path, error)) from error


def refuse_existing(path: Path) -> None:
    """Raises OutputError where there is something already, before any work is done for it."""
    if os.path.lexists(path):
        raise _there(path)


def _there(path: Path) -> OutputError:
    what = say("there is a file of this name")
    return OutputError.because(
        what, say("name a file that does not exist yet"), Place(str(path)), code="exists"
    )
