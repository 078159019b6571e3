"""A folder that is changed in place: by one writer at a time, and all or nothing, however the writer ends.

What is new is written beside, and settled; then one renaming records it. From that moment on it is done: what is not in its place
yet is put there by whoever comes next. What was never recorded is swept away by whoever comes next.
"""

import json
import os
import re
import secrets
import shutil
import signal
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from clustermark.errors import InputError, OutputError, Place
from clustermark.files.given import Given, taken
from clustermark.files.parts import settle
from clustermark.files.whole import filled, unreadable_target
from clustermark.words.message import Message, say

LOCK, RECORDED, OUTSIDE = ".lock", ".recorded", ".outside.json"
STAGE = re.compile(r"\.stage-[0-9a-f]{16}")
PATIENCE = 30.0
"""Seconds that a writer waits for another one."""


@contextmanager
def locked(path: Path, *, wait: float = PATIENCE) -> Iterator[None]:
    """Alone with a lock file. Raises OutputError where somebody else has it for too long."""
    try:
        with FileLock(path, timeout=wait):
            yield
    except Timeout as error:
        what = say("another command has been writing here for {n} seconds", n=round(wait))
        remedy = say("wait until it is done, and try again")
        raise OutputError.because(what, remedy, Place(str(path.parent)), code="busy") from error


@dataclass(slots=True)
class Change:
    """What is to be changed: files by their names in the folder; and new secret files outside of it. `notes`: what an earlier one left."""

    folder: Path
    notes: tuple[Message, ...] = ()
    secrets: dict[Path, bytes] = field(default_factory=dict)

    def record(self, files: Mapping[str, bytes]) -> None:
        """Everything, or nothing. Raises OutputError, which says so where it is recorded all the same."""
        stage = self.folder / f".stage-{secrets.token_hex(8)}"
        try:
            self._staged(stage, files)
            with _undisturbed():
                stage.rename(self.folder / RECORDED)
                self._finished()
        except OSError as error:
            raise OutputError(unreadable_target(self.folder, error)) from error
        finally:
            _undone(stage)

    def _finished(self) -> None:
        try:
            self.notes += tuple(_finished(self.folder))
        except OSError as error:
            why = error.strerror or str(error)
            what = say("it is recorded, but not every file is in its place: {why}", why=why)
            remedy = say("the next command with this folder finishes it")
            raise OutputError.because(what, remedy, Place(str(self.folder)), code="unfinished") from error

    def _staged(self, stage: Path, files: Mapping[str, bytes]) -> None:
        stage.mkdir(mode=0o700)
        moves = {
            str(path.absolute()): f"{path.absolute()}.{secrets.token_hex(8)}.part" for path in self.secrets
        }
        _written(stage / OUTSIDE, json.dumps(moves).encode())
        for path, content in self.secrets.items():
            _written(Path(moves[str(path.absolute())]), content, mode=0o600)
        for name, content in files.items():
            (stage / name).parent.mkdir(parents=True, exist_ok=True)
            _written(stage / name, content)
        for path in [*stage.rglob("*"), stage]:
            if path.is_dir():
                settle(path)


@contextmanager
def changing(folder: Path, *, wait: float = PATIENCE) -> Iterator[Change]:
    """Alone with a folder from the first read to the last write; what an earlier writer left is finished or undone first.

    Raises OutputError where it cannot be written, or somebody else is writing for too long.
    """
    try:
        with locked(folder / LOCK, wait=wait):
            yield Change(folder, tuple(_recovered(folder)))
    except OSError as error:
        raise OutputError(unreadable_target(folder, error)) from error


def standing(folder: Path, name: str, most: int) -> Given | None:
    """A file of the folder as it is recorded, whether it is in its place yet or not; None where there is none. Raises InputError."""
    for path in (folder / RECORDED / name, folder / name):
        try:
            return replace(taken(path, most), name=str(folder / name))
        except InputError as error:
            if not isinstance(error.__cause__, FileNotFoundError | NotADirectoryError):
                raise
    return None


def stands(folder: Path, name: str) -> bool:
    """Whether there is one. Where it stands last is looked at last, so that one on its way is not missed."""
    return (folder / RECORDED / name).is_file() or (folder / name).is_file()


def _recovered(folder: Path) -> Iterator[Message]:
    if (folder / RECORDED).is_dir():
        yield from _finished(folder)
        yield say("An earlier command was cut off after it had recorded its work; it was finished now.")
    left = [path for path in folder.iterdir() if STAGE.fullmatch(path.name) and path.is_dir()]
    for stage in left:
        _undone(stage)
    if left:
        yield say("An earlier command was cut off before it had recorded anything; nothing of it is left.")


def _finished(folder: Path) -> Iterator[Message]:
    """Every recorded file into its place. What was moved already is not there any more, so it can be done again."""
    recorded = folder / RECORDED
    for path in sorted(recorded.rglob("*")):
        if path.is_file() and path != recorded / OUTSIDE:
            place = folder / path.relative_to(recorded)
            place.parent.mkdir(parents=True, exist_ok=True)
            path.replace(place)
            settle(place.parent)
    for place, waiting in _outside(recorded).items():
        yield from _put(waiting, place)
    shutil.rmtree(recorded)
    settle(folder)


def _put(waiting: Path, place: Path) -> Iterator[Message]:
    """A secret to where it was asked for; where something else came first, it stays beside, and that is said."""
    if not waiting.exists():
        return
    try:
        os.link(waiting, place)
    except FileExistsError:
        if not os.path.samestat(waiting.lstat(), place.lstat()):
            yield say(
                "Something else came to {place} by then; the new secret is in {waiting}.",
                place=str(place),
                waiting=str(waiting),
            )
            return
    waiting.unlink()
    settle(place.parent)


def _undone(stage: Path) -> None:
    """What was staged, and never recorded."""
    if stage.is_dir():
        for waiting in _outside(stage).values():
            with suppress(OSError):
                waiting.unlink()
        shutil.rmtree(stage, ignore_errors=True)


def _outside(stage: Path) -> dict[Path, Path]:
    """Where files outside are to stand, and where each waits."""
    try:
        found: Any = json.loads((stage / OUTSIDE).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return {Path(place): Path(waiting) for place, waiting in found.items()}


def _written(path: Path, content: bytes, *, mode: int = 0o666) -> None:
    file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, mode)
    try:
        filled(file, content)
    finally:
        os.close(file)


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Being interrupted comes too late here; being ended waits until it is over."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    ended: list[int] = []
    handlers = {
        signal.SIGINT: signal.signal(signal.SIGINT, signal.SIG_IGN),
        signal.SIGTERM: signal.signal(signal.SIGTERM, lambda number, _frame: ended.append(number)),
    }
    try:
        yield
    finally:
        for number, handler in handlers.items():
            signal.signal(number, signal.SIG_DFL if handler is None else handler)
        if ended:
            os.kill(os.getpid(), signal.SIGTERM)
