"""Populations: frozen as a folder, and ranked as a whole."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from clustermark.benchmark.engines import opened
from clustermark.benchmark.peers import Peers
from clustermark.benchmark.population import snapshot
from clustermark.benchmark.ranked import write_ranks
from clustermark.benchmark.reading import read_table
from clustermark.benchmark.store import HEAD, ROWS, head, is_population, save
from clustermark.benchmark.store import load as load_population
from clustermark.errors import InputError, Place
from clustermark.files import refuse_foreign, write_folder
from clustermark.sample.populating import population_of
from clustermark.sample.reading import load_world
from clustermark.sample.storing import MARKER
from clustermark.sample.world import make_world
from clustermark.scheme.loading import identified, load
from clustermark.scheme.model import Scheme
from clustermark.words.message import say


@dataclass(frozen=True, slots=True)
class Frozen:
    """A population that was written: of which version, on which day, how many are in it, and the hash that names it."""

    folder: Path
    scheme: str
    on: date
    organisations: int
    digest: str


@dataclass(frozen=True, slots=True)
class Ranked:
    """Everybody's positions: the folder they were written to, by which engine, and of which population."""

    folder: Path
    engine: str
    organisations: int
    population: str


def population(
    source: str | Path, out: str | Path, *, scheme: str = "ecei", on: date | None = None
) -> Frozen:
    """Freeze a population: of a synthetic world, or of a table (CSV or Parquet) on a day.

    It keeps the latest assessment of each organisation that is not older than the scheme says. Raises InputError and OutputError.
    """
    target, version = Path(out), load(scheme)
    refuse_foreign(target)
    peers = _peers(Path(source), version, on)
    save(peers, target)
    at = peers.snapshot
    return Frozen(target, at.scheme, at.on, len(at.profiles), at.digest)


def _peers(source: Path, scheme: Scheme, on: date | None) -> Peers:
    if (source / MARKER).exists():
        return population_of(load_world(source), scheme)
    if on is None:
        what = say("a table does not say of which day it is")
        raise InputError.because(what, say("name the day with --as-of"), Place(str(source)), code="no-day")
    return Peers.of(snapshot(read_table(source, scheme), scheme, on), scheme)


def peers_of(folder: str | None, scheme: Scheme) -> Peers:
    """A frozen population, or that of a synthetic world; without a folder the world is made afresh."""
    if folder is None:
        return population_of(make_world(), scheme)
    path = Path(folder)
    return load_population(path, scheme) if is_population(path) else population_of(load_world(path), scheme)


def ranked(folder: str | Path, out: str | Path, *, engine: str) -> Ranked:
    """Everybody's positions and every group's quartiles, written as a folder of Parquet. Raises InputError and OutputError."""
    source, target = Path(folder), Path(out)
    of = head(source)
    scheme = identified(of.scheme, of.scheme_digest, Place(str(source / HEAD)))
    refuse_foreign(target)
    with opened(engine, source / ROWS) as frame:
        write_folder(target, lambda new: write_ranks(frame, scheme, source, of.size, new))
    return Ranked(target, engine, of.size, of.digest)
