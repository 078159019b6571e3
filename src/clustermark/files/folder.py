"""A folder in one step, in the place of an earlier one of ours; what others put into it is never lost."""

import hashlib
import json
import os
import shutil
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

from clustermark.errors import OutputError, Place
from clustermark.files.parts import NEW, OLD, TARGET, part_folder, put_back, settle
from clustermark.files.whole import unreadable_target
from clustermark.words.message import Message, say

MANIFEST = "made-by-clustermark.json"


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
            (new / MANIFEST).write_text(json.dumps(_hashes(new), indent=1, sort_keys=True), encoding="utf-8")
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
    try:
        strange = _strange(folder)
    except OSError as error:
        raise OutputError(unreadable_target(folder, error)) from error
    if strange:
        what = say(
            "the folder holds files that were not made here, or were changed: {names}", names=strange[:5]
        )
        raise OutputError.because(what, _another(), Place(str(folder)), code="foreign-files")


def _another() -> Message:
    return say("name a folder that does not exist yet")


def _strange(folder: Path) -> list[str]:
    made = _manifest(folder)
    return sorted(name for name, hash_ in _hashes(folder).items() if made.get(name) != hash_)


def _manifest(folder: Path) -> dict[str, Any]:
    try:
        made = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return made if isinstance(made, dict) else {}


def _hashes(folder: Path) -> dict[str, str]:
    """The hash of every file below a folder by its relative name; the manifest itself left out, and what is no file without one."""
    return {
        path.relative_to(folder).as_posix(): _hash(path)
        for path in sorted(folder.rglob("*"))
        if path != folder / MANIFEST and (path.is_symlink() or not path.is_dir())
    }


def _hash(path: Path) -> str:
    if path.is_symlink() or not path.is_file():
        return ""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _settled(folder: Path) -> None:
    for path in [*folder.rglob("*"), folder]:
        settle(path)


def _replace(folder: Path, beside: Path) -> None:
    """Put the new folder in place of the old one, or leave that where it was."""
    new, old = beside / NEW, beside / OLD
    (beside / TARGET).write_text(folder.name, encoding="utf-8")
    if folder.exists():
        folder.rename(old)
    try:
        if old.exists():
            refuse_foreign(old)
        new.rename(folder)
    except BaseException:
        put_back(beside)
        raise
    if old.exists():
        _rescued(old, folder)


def _rescued(old: Path, folder: Path) -> None:
    """What came into the old folder while it was being replaced goes into the new one, where its name is free."""
    for name in _strange(old):
        if not (folder / name).exists():
            with suppress(OSError):
                (folder / name).parent.mkdir(parents=True, exist_ok=True)
                shutil.move(old / name, folder / name)
