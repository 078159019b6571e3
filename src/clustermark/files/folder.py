"""A folder in one step, in the place of an earlier one of ours; what others put into it is never lost."""

import os
from collections.abc import Callable
from pathlib import Path

from clustermark.errors import OutputError, Place
from clustermark.files.manifest import sign, strange
from clustermark.files.parts import NEW, OLD, TARGET, part_folder, settle
from clustermark.files.whole import unreadable_target
from clustermark.words.message import Message, say


def write_folder(folder: Path, fill: Callable[[Path], None]) -> None:
    """Put what `fill` writes into a new folder in the place of `folder`, whole or not at all.

    A manifest names every file by its hash. A folder with a file that is not in its manifest, or was changed since, is left
    alone: raises OutputError.
    """
    refuse_foreign(folder)
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        with part_folder(folder.parent) as beside:
            new = beside / NEW
            new.mkdir()
            fill(new)
            sign(new)
            _settled(new)
            _replace(folder, beside)
        settle(folder.parent)
    except OSError as error:
        raise OutputError(unreadable_target(folder, error)) from error


def refuse_foreign(folder: Path) -> None:
    """Raises OutputError where writing would cost somebody something that was not made here."""
    if not os.path.lexists(folder):
        return
    if not folder.is_dir() or folder.is_symlink():
        what = say("there is a file of this name")
        raise OutputError.because(what, _another(), Place(str(folder)), code="exists")
    _refuse_strange(folder, folder)


def _refuse_strange(now: Path, folder: Path) -> None:
    """`now` is where the folder is at the moment."""
    try:
        names = strange(now)
    except OSError as error:
        raise OutputError(unreadable_target(folder, error)) from error
    if names:
        what = say(
            "the folder holds files that were not made here, or were changed: {names}", names=names[:5]
        )
        raise OutputError.because(what, _another(), Place(str(folder)), code="foreign-files")


def _another() -> Message:
    return say("name a folder that does not exist yet")


def _settled(folder: Path) -> None:
    for path in [*folder.rglob("*"), folder]:
        settle(path)


def _replace(folder: Path, beside: Path) -> None:
    """The old folder aside, the new one into its place. Where that does not come about, the part puts the old one back."""
    old = beside / OLD
    if folder.exists():
        (beside / TARGET).write_text(folder.name, encoding="utf-8")
        settle(beside / TARGET)
        settle(beside)
        folder.rename(old)
        _refuse_strange(old, folder)
    (beside / NEW).rename(folder)
