"""What one can do with a registry: list it, count it, show one label, import and export it; each as of any date."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from clustermark.errors import InputError, OutputError, Place, Problem
from clustermark.files import File, Given, refuse_existing, write_new
from clustermark.owner.folder import ledger_in
from clustermark.registry.countries import country_of
from clustermark.registry.events import Event
from clustermark.registry.reading import import_registry
from clustermark.registry.registry import Count, Line, Registry
from clustermark.registry.rows import Headings
from clustermark.registry.sheet import as_xlsx
from clustermark.registry.state import State, Status
from clustermark.registry.vocabulary import EUROPEAN, Levels, LevelWord, ids
from clustermark.registry.writing import as_csv, as_json
from clustermark.sample.registering import events_of
from clustermark.sample.world import make_world
from clustermark.scheme.loading import load
from clustermark.scheme.wording import suggestion
from clustermark.words.message import say
from clustermark.words.text import FALLBACK


@dataclass(frozen=True, slots=True)
class Listing:
    """The public list of a day, and the levels in their order."""

    on: date
    lines: tuple[Line, ...]
    levels: Levels


@dataclass(frozen=True, slots=True)
class Counts:
    """Organisations by their highest level in force on a day."""

    on: date
    counts: tuple[Count, ...]
    levels: Levels


@dataclass(frozen=True, slots=True)
class Shown:
    """One label on a day, with the events until then."""

    on: date
    state: State
    status: Status
    events: tuple[Event, ...]
    levels: Levels


@dataclass(frozen=True, slots=True)
class Taken:
    """What was imported and written, with what is to be known about some rows."""

    file: Path
    entries: int
    notes: tuple[Problem, ...]


def registry_list(
    as_of: date,
    *,
    registry: File | None = None,
    country: str | None = None,
    scheme: str | None = None,
    lang: str = FALLBACK,
) -> Listing:
    """The public list on a day: one line for each organisation, by its name. Without a file, of the synthetic world.

    `scheme` names another scheme, whose levels the registry has.
    """
    levels = levels_of(scheme)
    found = _registry(registry, levels).public_list(as_of, _country(country), lang)
    return Listing(as_of, found, levels)


def registry_counts(
    as_of: date, *, registry: File | None = None, country: str | None = None, scheme: str | None = None
) -> Counts:
    """How many organisations hold which highest level on a day, and in how many countries."""
    levels = levels_of(scheme)
    return Counts(as_of, _registry(registry, levels).counts(as_of, _country(country)), levels)


def registry_show(
    label: str, as_of: date, *, registry: File | None = None, scheme: str | None = None
) -> Shown:
    """One label on a day, and what happened to it. Raises InputError where there is none."""
    levels = levels_of(scheme)
    book = _registry(registry, levels)
    found = {state.label: (state, status) for state, status in book.as_of(as_of)}
    if label in found:
        return Shown(as_of, *found[label], tuple(e for e in book.show(label) if e.on <= as_of), levels)
    what = say("there is no label {label} on {day}", label=label, day=as_of)
    raise InputError.because(what, suggestion(label, frozenset(found)), code="no-such-label")


def registry_import(
    file: File,
    out: str | Path,
    *,
    country: str = "",
    level: str = "",
    source: str = "",
    scheme: str | None = None,
    columns: Mapping[str, str] | None = None,
    ignore_columns: Collection[str] = (),
    encoding: str = "",
    lang: str = FALLBACK,
) -> Taken:
    """Read an existing registry, in our form or in that of the public list, and write it in ours. All rows or none.

    `columns` maps our columns to the file's own headings: `{"name": "Cluster name"}`.
    """
    target, levels = _free(out), levels_of(scheme)
    found = import_registry(
        file,
        country=country,
        level=level,
        source=source,
        levels=levels,
        headings=Headings(columns or {}, ignore_columns),
        encoding=encoding,
    )
    last = max((event.on for event in found.events), default=date.min)
    entries = Registry.of(found.events, ids(levels)).as_of(last)
    write_new(target, WRITERS[target.suffix.lower()](entries, levels, lang))
    return Taken(target, len(entries), found.notes)


def registry_export(
    out: str | Path,
    as_of: date,
    *,
    registry: File | None = None,
    country: str | None = None,
    scheme: str | None = None,
    lang: str = FALLBACK,
) -> Taken:
    """Write the public list of a day as CSV, XLSX or JSON, by the ending of the name."""
    target, levels = _free(out), levels_of(scheme)
    found = _registry(registry, levels).public_list(as_of, _country(country), lang)
    entries = ((line.state, line.status) for line in found)
    write_new(target, WRITERS[target.suffix.lower()](entries, levels, lang))
    return Taken(target, len(found), ())


def levels_of(scheme: str | None) -> Levels:
    """The levels of a scheme by their ids and titles, the lowest first; the European ones without one."""
    if scheme is None:
        return EUROPEAN
    return tuple(LevelWord(level.id, level.title) for level in load(scheme).ladder)


def _registry(registry: File | None, levels: Levels) -> Registry:
    return Registry.of(_events(registry, levels), ids(levels))


def _events(registry: File | None, levels: Levels) -> Iterable[Event]:
    """Of an owner's folder, of a file, or of the synthetic world."""
    if registry is None:
        return events_of(make_world())
    if not isinstance(registry, Given) and Path(registry).is_dir():
        return ledger_in(Path(registry)).events
    return import_registry(registry, levels=levels).events


def _country(country: str | None) -> str:
    return country_of(country) if country else ""


def _free(out: str | Path) -> Path:
    """A file that can be written: of a known kind, and not there yet. Raises OutputError."""
    target = Path(out)
    if target.suffix.lower() not in WRITERS:
        what = say("a registry is not written as {ending}", ending=target.suffix or target.name)
        remedy = say("let the name end in one of: {endings}", endings=list(WRITERS))
        raise OutputError.because(what, remedy, Place(str(target)), code="unknown-ending")
    refuse_existing(target)
    return target


WRITERS = {".csv": as_csv, ".json": as_json, ".xlsx": as_xlsx}
