"""The synthetic world as a folder: written whole or not at all, and never over anything else."""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from clustermark.files import write_folder
from clustermark.sample.deciding import Attempt
from clustermark.sample.members import Member
from clustermark.sample.world import World

MARKER, MEMBERS, ATTEMPTS = "synthetic-world.json", "organisations.jsonl", "assessments.jsonl"
MADE_BY = "clustermark sample"
FORMAT = 1


def save(world: World, folder: Path) -> None:
    """Write the world. A folder that holds anything but an earlier world is left alone. Raises OutputError."""
    write_folder(folder, lambda new: write(world, new))


def write(world: World, folder: Path) -> None:
    """The files of the world, into an empty folder."""
    for name, rows in contents(world).items():
        _write(folder / name, rows)


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
