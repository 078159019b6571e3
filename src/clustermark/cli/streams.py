"""The streams of a process, such that whatever is written can be written."""

import os
import sys
from contextlib import suppress
from typing import Any, TextIO


def steadied() -> None:
    """Streams that are closed go nowhere; a letter that the terminal lacks is replaced, never an error."""
    sys.stdin = sys.stdin or _nowhere(0, "r")
    sys.stdout = sys.stdout or _nowhere(1, "w")
    sys.stderr = sys.stderr or _nowhere(2, "w")
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")


def _nowhere(number: int, mode: str) -> Any:
    """The null device under the stream's own number, so that no file that is opened later is taken for it."""
    opened = os.open(os.devnull, os.O_RDWR)
    if opened != number:
        with suppress(OSError):
            os.dup2(opened, number)
        os.close(opened)
    return open(number, mode, encoding="utf-8", closefd=False)


def speakable(text: str, stream: TextIO) -> bool:
    """Whether the encoding of a stream has every letter of a text."""
    try:
        text.encode(stream.encoding or "utf-8")
    except UnicodeEncodeError:
        return False
    return True
