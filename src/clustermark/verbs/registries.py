"""What one can do with a registry: list it, count it, show one label, import and export it; each as of any date."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from clustermark.errors import InputError, Problem
from clustermark.files import File, refuse_existing, write_whole
from clustermark.registry.events import Event
from clustermark.registry.reading import import_registry
from clustermark.registry.registry import Count, Line, Registry
from clustermark.registry.sheet import as_xlsx
from clustermark.registry.state import State, Status
from clustermark.registry.writing import as_csv, as_json
from clustermark.sample.registering import events_of
from clustermark.sample.world import make_world
from clustermark.scheme.wording import suggestion
from clustermark.words.message import say


@dataclass(frozen=True, slots=True)
class Listing:
    """The public list of a day."""

    on: date
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Counts:
    """Organisations by their highest level in force on a day."""

    on: date
    counts: tuple[Count, ...]


@dataclass(frozen=True, slots=True)
class Shown:
    """One label on a day, with the events until then."""

    on: date
    state: State
    status: Status
    events: tuple[Event, ...]


@dataclass(frozen=True, slots=True)
class Taken:
    """What was imported and written, with what is to be known about some rows."""

    file: Path
    entries: int
    notes: tuple[Problem, ...]


def registry_list(as_of: date, *, registry: str | None = None, country: str | None = None) -> Listing:
    """The public list on a day: one line for each organisation. Without a file, of the synthetic world."""
    return Listing(as_of, _registry(registry).public_list(as_of, country or ""))


def registry_counts(as_of: date, *, registry: str | None = None, country: str | None = None) -> Counts:
    """How many organisations hold which highest level on a day, and in how many countries."""
    return Counts(as_of, _registry(registry).counts(as_of, country or ""))


def registry_show(label: str, as_of: date, *, registry: str | None = None) -> Shown:
    """One label on a day, and what happened to it. Raises InputError where there is none."""
    book = _registry(registry)
    found = {state.label: (state, status) for state, status in book.as_of(as_of)}
    if label in found:
        return Shown(as_of, *found[label], tuple(e for e in book.show(label) if e.on <= as_of))
    what = say("there is no label {label} on {day}", label=label, day=as_of)
    raise InputError.because(what, suggestion(label, frozenset(found)))


def registry_import(
    file: File, out: str | Path, *, country: str = "", level: str = "bronze", source: str = ""
) -> Taken:
    """Read an existing registry, in our form or in that of the public list, and write it in ours. All rows or none."""
    found = import_registry(file, country=country, level=level, source=source)
    last = max((event.on for event in found.events), default=date.min)
    _write(Path(out), Registry.of(found.events).as_of(last))
    return Taken(Path(out), len(found.events), found.notes)


def registry_export(
    out: str | Path, as_of: date, *, registry: str | None = None, country: str | None = None
) -> Taken:
    """Write the public list of a day as CSV, XLSX or JSON, by the ending of the name."""
    found = _registry(registry).public_list(as_of, country or "")
    _write(Path(out), ((line.state, line.status) for line in found))
    return Taken(Path(out), len(found), ())


def _registry(registry: str | None) -> Registry:
    return Registry.of(import_registry(registry).events if registry else events_of(make_world()))


def _write(out: Path, found: Iterable[tuple[State, Status]]) -> None:
    refuse_existing(out)
    write_whole(out, WRITERS.get(out.suffix.lower(), as_csv)(found))


WRITERS = {".csv": as_csv, ".json": as_json, ".xlsx": as_xlsx}
