"""The signing key, and refusals as errors of a file."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from clustermark.credential.keys import Key
from clustermark.credential.refusal import Refusal
from clustermark.errors import InputError, Place
from clustermark.files import read_whole
from clustermark.words.message import say

KEY_VARIABLE = "CLUSTERMARK_KEY"
LARGEST_KEY = 10_000


@contextmanager
def refused(path: Path) -> Iterator[None]:
    """A refusal as the error of a file."""
    try:
        yield
    except Refusal as refusal:
        place, code = Place(str(path)), refusal.reason.value
        raise InputError.because(refusal.why, refusal.remedy, place, code=code) from refusal


def signing_key(file: str | Path | None) -> Key:
    """From the file, else from the environment. Raises Refusal and InputError."""
    if file:
        return Key.read(read_whole(Path(file), LARGEST_KEY))
    if KEY_VARIABLE in os.environ:
        return Key.read(os.environ[KEY_VARIABLE])
    raise InputError.because(
        say("there is no signing key"), say("name its file, or put it into {name}", name=KEY_VARIABLE)
    )
