"""The synthetic world as a folder: written whole or not at all, and never over anything else."""

import json
from collections.abc import Iterable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from clustermark.errors import OutputError, Place
from clustermark.files import unreadable_target
from clustermark.sample.deciding import Attempt
from clustermark.sample.members import Member
from clustermark.sample.world import World
from clustermark.words.message import Message, say

MARKER, MEMBERS, ATTEMPTS = "synthetic-world.json", "organisations.jsonl", "assessments.jsonl"
OURS = frozenset({MARKER, MEMBERS, ATTEMPTS})
MADE_BY = "clustermark sample"
FORMAT = 1


def save(world: World, folder: Path) -> None:
    """Write the world. A folder that holds anything but an earlier world is left alone. Raises OutputError."""
    refuse_foreign(folder)
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        with TemporaryDirectory(prefix=f".{folder.name}-", dir=folder.parent) as beside:
            new = Path(beside) / "new"
            new.mkdir()
            for name, rows in contents(world).items():
                _write(new / name, rows)
            _replace(folder, new, Path(beside) / "old")
    except OSError as error:
        raise OutputError(unreadable_target(folder, error)) from error


def refuse_foreign(folder: Path) -> None:
    """Raises OutputError where writing would cost somebody something that was not made here."""
    there = {path.name for path in folder.iterdir()} if folder.is_dir() else set()
    if folder.exists() and not folder.is_dir():
        raise OutputError.because(say("there is a file of this name"), _another(), Place(str(folder)))
    strange = sorted(there - OURS)
    if strange or (there and MARKER not in there):
        what = say("the folder holds other files: {names}", names=strange[:5] or sorted(there))
        raise OutputError.because(what, _another(), Place(str(folder)))


def _another() -> Message:
    return say("name a folder that does not exist yet")


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


def contents(world: World) -> dict[str, Iterable[dict[str, Any]]]:
    """The rows of each file."""
    head = {
        "made-by": MADE_BY,
        "format": FORMAT,
        "synthetic": True,
        "seed": world.seed,
        "on": world.on.isoformat(),
        "listed-in": sorted({entry.country for entry in world.listed}),
    }
    return {
        MARKER: [head],
        MEMBERS: (_member_row(member) for member in world.members),
        ATTEMPTS: (_attempt_row(attempt) for attempt in world.attempts),
    }


def _write(path: Path, rows: Iterable[dict[str, Any]]) -> None:
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(json.dumps(row, ensure_ascii=False, separators=(",", ":")) + "\n" for row in rows)


def _member_row(member: Member) -> dict[str, Any]:
    return {
        "organisation": member.organisation.model_dump(mode="json"),
        "self-check": dict(member.self_check),
        "stopped": member.stopped,
    }


def _attempt_row(attempt: Attempt) -> dict[str, Any]:
    life = attempt.lifetime
    return {
        "level": attempt.level,
        "outcome": attempt.outcome.value,
        "unmet": attempt.unmet,
        "counts-as": life.counts_as if life else None,
        "lasts": [str(life.valid_from), str(life.valid_until), str(life.renewable_until)] if life else None,
        "case": attempt.case.model_dump(mode="json", exclude_defaults=True),
    }
