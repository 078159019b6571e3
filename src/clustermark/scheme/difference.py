"""What became of every part from one version to the next: as the migration declares it, and as the content shows it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from clustermark.scheme.base import Named
from clustermark.scheme.canonical import plain
from clustermark.scheme.migration import Fate, Move
from clustermark.scheme.model import Scheme
from clustermark.words.message import Message, say
from clustermark.words.text import Text

KINDS = ("questions", "indicators", "criteria", "levels")
SETTINGS = (
    "checks",
    "requirements",
    "eligibility",
    "instruments",
    "peer_groups",
    "disclosure",
    "fees",
    "sectors",
    "countries",
)


@dataclass(frozen=True, slots=True)
class Detail:
    """One field that differs: its path, and its content before and after as plain data; None where it was or is not there."""

    path: str
    before: Any
    after: Any


@dataclass(frozen=True, slots=True)
class Change:
    """What became of some ids of one kind. `undeclared` tells what the migration does not say, or says wrongly."""

    kind: str
    fate: Fate
    old: tuple[str, ...]
    new: tuple[str, ...]
    reason: Text | None
    details: tuple[Detail, ...] = ()
    undeclared: Message | None = None


@dataclass(frozen=True, slots=True)
class Difference:
    """All changes between two versions; parts that stayed are only counted. `settings` are parts that no migration declares."""

    old: str
    new: str
    summary: Text | None
    changes: tuple[Change, ...]
    unchanged: Mapping[str, int]
    settings: tuple[Detail, ...]

    @property
    def undeclared(self) -> tuple[Change, ...]:
        return tuple(change for change in self.changes if change.undeclared)


def difference(old: Scheme, new: Scheme) -> Difference:
    """From an older version to a newer one, driven by the newer one's migration where that is between the two."""
    declared = new.migration if new.migration and new.migration.from_version == old.version else None
    changes, unchanged = [], {}
    for kind in KINDS:
        moves: tuple[Move, ...] = getattr(declared, kind) if declared else ()
        before, after = _rows(old, kind), _rows(new, kind)
        found = [*_declared(kind, moves, before, after), *_others(kind, moves, before, after)]
        changes += found
        touched = {id_ for change in found for id_ in change.new}
        unchanged[kind] = len(set(before) & set(after) - touched)
    summary = declared.summary if declared else None
    settings = tuple(
        d for key in SETTINGS for d in details(plain(getattr(old, key)), plain(getattr(new, key)), key)
    )
    return Difference(old.name, new.name, summary, tuple(changes), unchanged, settings)


def _rows(scheme: Scheme, kind: str) -> dict[str, Any]:
    rows: tuple[Named, ...] = getattr(scheme, kind)
    return {row.id: plain(row) for row in rows}


def _declared(
    kind: str, moves: Iterable[Move], before: Mapping[str, Any], after: Mapping[str, Any]
) -> Iterator[Change]:
    for move in moves:
        found = tuple(
            d for id_ in move.new if id_ in before for d in details(before[id_], after.get(id_), id_)
        )
        yield Change(
            kind, move.fate, move.old, move.new, move.reason, found, _wrong(move, before, after, found)
        )


def _wrong(
    move: Move, before: Mapping[str, Any], after: Mapping[str, Any], found: tuple[Detail, ...]
) -> Message | None:
    """What a declared move says that is not so. A part may be rescaled by what it is derived from, and itself stay as it was."""
    strange = [id_ for id_ in move.old if id_ not in before] + [id_ for id_ in move.new if id_ not in after]
    if strange:
        return say("{ids} are not in the version that the migration names", ids=strange)
    if move.fate is Fate.UNCHANGED and found:
        return say("{ids} are declared unchanged, but differ", ids=move.new)
    if move.fate is Fate.REWORDED and not found:
        return say("{ids} are declared changed, but do not differ", ids=move.new)
    if move.fate is Fate.NEW and any(id_ in before for id_ in move.new):
        return say("{ids} are declared new, but were there before", ids=move.new)
    if move.fate is Fate.RETIRED and any(id_ in after for id_ in move.old):
        return say("{ids} are declared retired, but are still there", ids=move.old)
    return None


def _others(
    kind: str, moves: Iterable[Move], before: Mapping[str, Any], after: Mapping[str, Any]
) -> Iterator[Change]:
    """What the migration does not speak of, and yet changed."""
    told = {id_ for move in moves for id_ in (*move.old, *move.new)}
    for id_ in sorted((set(before) | set(after)) - told):
        if id_ not in after:
            yield Change(
                kind, Fate.RETIRED, (id_,), (), None, (), say("it is gone, and the migration does not say so")
            )
        elif id_ not in before:
            yield Change(
                kind, Fate.NEW, (), (id_,), None, (), say("it is new, and the migration does not say so")
            )
        elif found := tuple(details(before[id_], after[id_], id_)):
            undeclared = say("it changed, and the migration does not say so")
            yield Change(kind, Fate.REWORDED, (id_,), (id_,), None, found, undeclared)


def details(before: Any, after: Any, path: str) -> Iterator[Detail]:
    """Every place in which two parts differ; rows with ids are compared by id."""
    if before == after:
        return
    match _by_id(before), _by_id(after):
        case dict() as old, dict() as new:
            for key in [*old, *(key for key in new if key not in old)]:
                yield from details(old.get(key), new.get(key), f"{path}.{key}")
        case _:
            yield Detail(path, before, after)


def _by_id(value: Any) -> Any:
    rows = value if isinstance(value, list) else []
    by_id = {row["id"]: row for row in rows if isinstance(row, dict) and isinstance(row.get("id"), str)}
    return by_id if rows and len(by_id) == len(rows) else value
