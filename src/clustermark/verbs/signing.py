"""The signing key, and refusals as errors of the file that they are about."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from clustermark.credential.keys import Key
from clustermark.credential.refusal import Refusal
from clustermark.errors import InputError, Place, Problem
from clustermark.files import File, name_of, taken
from clustermark.words.message import say

KEY_VARIABLE = "CLUSTERMARK_KEY"
LARGEST_KEY = 10_000


@contextmanager
def placed(file: File) -> Iterator[None]:
    """A refusal as the error of the file that it is about."""
    try:
        yield
    except Refusal as refusal:
        place = Place(name_of(file))
        raise InputError(Problem(refusal.why, refusal.remedy, place, code=refusal.reason.value)) from refusal


def signing_key(file: str | Path | None) -> Key:
    """From the file, else from the environment. Raises InputError."""
    if file:
        given = taken(file, LARGEST_KEY)
        with placed(given):
            return Key.read(given.data)
    if KEY_VARIABLE in os.environ:
        with placed(KEY_VARIABLE):
            return Key.read(os.environ[KEY_VARIABLE])
    raise InputError.because(
        say("there is no signing key"),
        say("name its file, or put it into {name}", name=KEY_VARIABLE),
        code="no-key",
    )
