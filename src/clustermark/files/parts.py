"""What is not whole yet stands beside its place, under a random name that its maker holds; the next one sweeps away what a dead one left.

A name that can be guessed could be a link of somebody else's. The lock ends with the process that holds it, however it ends.
"""

import fcntl
import os
import re
import secrets
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from clustermark.files.manifest import strange

NAME = re.compile(r"\.clustermark-[0-9a-f]{16}\.part")
TARGET, OLD, NEW = "target", "old", "new"


@contextmanager
def part(folder: Path, *, mode: int = 0o666) -> Iterator[tuple[int, Path]]:
    """An open file in a folder; gone afterwards, unless it was moved away. Raises OSError."""
    with _held(folder, lambda path: os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, mode)) as held:
        try:
            yield held
        finally:
            with suppress(OSError):
                held[1].unlink()


@contextmanager
def part_folder(folder: Path) -> Iterator[Path]:
    """A folder in a folder; gone afterwards with all that it holds. Raises OSError."""
    with _held(folder, _made) as (_, path):
        try:
            yield path
        finally:
            with suppress(OSError):
                _cleared(path)


def _made(path: Path) -> int:
    path.mkdir(mode=0o700)
    return os.open(path, os.O_RDONLY | os.O_DIRECTORY)


@contextmanager
def _held(folder: Path, make: Callable[[Path], int]) -> Iterator[tuple[int, Path]]:
    """Made and locked; made again where a sweep came in between."""
    sweep(folder)
    while True:
        path = folder / f".clustermark-{secrets.token_hex(8)}.part"
        made = make(path)
        fcntl.flock(made, fcntl.LOCK_EX)
        if path.exists():
            break
        os.close(made)
    try:
        yield made, path
    finally:
        os.close(made)


def sweep(folder: Path) -> None:
    """Remove what processes left behind that ended before they were done; a folder that was moved away is put back first."""
    for entry in list(os.scandir(folder)):
        if NAME.fullmatch(entry.name):
            with suppress(OSError):
                _swept(Path(entry.path))


def _swept(path: Path) -> None:
    """A part of our own that nobody holds; what others made under such a name is theirs."""
    found = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    try:
        fcntl.flock(found, fcntl.LOCK_EX | fcntl.LOCK_NB)
        if os.fstat(found).st_uid != os.geteuid():
            return
        if path.is_dir():
            _cleared(path)
        else:
            path.unlink()
    finally:
        os.close(found)


def _cleared(beside: Path) -> None:
    """Removed, once what it held of others is where it belongs; kept where that fails. Raises OSError."""
    target = beside / TARGET
    if target.is_file() and (beside / OLD).is_dir():
        _put_back(beside / OLD, beside.parent / Path(target.read_text(encoding="utf-8")).name)
    target.unlink(missing_ok=True)  # first, for what is half removed is not to be put back
    shutil.rmtree(beside)


def _put_back(old: Path, place: Path) -> None:
    """The old folder, where no new one came; else what came into it while it was being replaced, where its name is free."""
    if not place.exists():
        old.rename(place)
        return
    for name in strange(old):
        if not os.path.lexists(place / name):
            (place / name).parent.mkdir(parents=True, exist_ok=True)
            (old / name).rename(place / name)


def settle(path: Path) -> None:
    """Make what was done to a file or a folder's names last beyond a power cut."""
    found = os.open(path, os.O_RDONLY)
    try:
        os.fsync(found)
    finally:
        os.close(found)
