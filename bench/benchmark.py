"""Ranking a population in all peer groups, against the bare Polars expression for the same ranks; the engines; one organisation."""

import gc
import statistics
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

import numpy as np
import polars as pl

from clustermark.benchmark.comparison import compared
from clustermark.benchmark.engines import opened
from clustermark.benchmark.peers import Peers
from clustermark.benchmark.population import profile_of, snapshot
from clustermark.benchmark.ranked import batches
from clustermark.benchmark.ranking import WHOLE, positions
from clustermark.benchmark.store import ROWS, save
from clustermark.sample import make_world
from clustermark.scheme.loading import load

SIZES = (1_200, 100_000, 1_000_000)
PLACES = 5_000
KEYS = {"all": 1, "sector": 15, "sector-family": 4, "country": 43, "region": 7, "age": 5, "size": 6}


def synthetic(scheme, size: int) -> pl.DataFrame:
    """Keys and places of invented organisations; a tenth of the values are missing."""
    draws = np.random.default_rng(20200915)
    columns = {"number": [f"s-{n:07}" for n in range(size)], WHOLE: [WHOLE] * size}
    for group in scheme.peer_groups:
        if group.by == "level":
            columns[f"g:{group.id}"] = np.where(draws.random(size) < 0.1, "member", "")
        else:
            columns[f"g:{group.id}"] = np.char.add(
                "key-", draws.integers(0, KEYS[group.id], size).astype(str)
            )
    for indicator in scheme.indicators:
        places = draws.integers(0, PLACES, size)
        columns[f"v:{indicator.id}"] = pl.Series(places, dtype=pl.Int32).set(
            pl.Series(draws.random(size) < 0.1), None
        )
    return pl.DataFrame(columns)


def bare(frame: pl.LazyFrame, scheme, indicator: str) -> pl.DataFrame:
    """The same ranks and sizes, and nothing else."""
    value = pl.col(f"v:{indicator}")
    columns = [*(f"g:{group.id}" for group in scheme.peer_groups), WHOLE]
    ranks = [
        e.alias(f"{c}{i}")
        for c in columns
        for i, e in enumerate((value.rank("min").over(c), value.rank("max").over(c), value.count().over(c)))
    ]
    return frame.filter(value.is_not_null()).select("number", *ranks).collect()


def timed(work, *given) -> float:
    gc.collect()
    start = perf_counter()
    work(*given)
    return perf_counter() - start


def ranked(file: Path, scheme, engine: str, size: int) -> None:
    with opened(engine, file) as frame:
        for some in batches(scheme, size):
            positions(frame, scheme, some).collect("polars")


def barely(file: Path, scheme) -> None:
    frame = pl.scan_parquet(file)
    for indicator in scheme.indicator:
        bare(frame, scheme, indicator)


def rows() -> Iterator[tuple[str, str, str]]:
    scheme = load("ecei@2020")
    with TemporaryDirectory() as folder:
        yield from sizes(scheme, Path(folder))
    world = make_world()
    profiles = [
        profile_of(attempt.case, scheme)
        for member in world.members
        for attempt in member.attempts[-1:]
        if attempt.case.scheme == scheme.name
    ]
    yield from engines(profiles, scheme, world)
    yield from one(profiles, scheme, world)


def sizes(scheme, folder: Path):
    before = None
    for size in SIZES:
        file = folder / f"{size}.parquet"
        synthetic(scheme, size).write_parquet(file)
        barely(file, scheme)
        times = [(timed(ranked, file, scheme, "polars", size), timed(barely, file, scheme)) for _ in range(2)]
        mine, theirs = (min(column) for column in zip(*times, strict=True))
        what = f"benchmark, {size:,} x {len(scheme.indicator)} x {len(scheme.peer_groups)} groups"
        yield what, f"{mine:.2f} s = {mine / theirs:.2f} x the bare Polars expression", "at most 1.5 x"
        if before:
            growth, n_log_n = mine / before[1], size * np.log(size) / (before[0] * np.log(before[0]))
            yield (
                f"{what}: growth",
                f"{growth:.0f} x for {size / before[0]:.0f} x as many",
                f"at most {n_log_n:.0f} x (n log n)",
            )
        before = (size, mine)


def engines(profiles, scheme, world):
    """Three engines on the demonstration's world: identical tables, and their times."""
    with TemporaryDirectory() as folder:
        frozen = Path(folder) / "frozen"
        save(Peers.of(snapshot(profiles, scheme, world.on), scheme), frozen)
        tables = {}
        for engine in ("polars", "duckdb", "spark"):
            with opened(engine, frozen / ROWS) as frame:
                start = perf_counter()
                found = positions(frame, scheme, list(scheme.indicator)).collect("polars").to_native()
                tables[engine] = found.sort("indicator", "number")
                took = perf_counter() - start
            same = tables["polars"].equals(tables[engine])
            yield (
                f"the demonstration's world by {engine}",
                f"{took:.1f} s",
                f"identical: {'yes' if same else 'NO'}",
            )


def one(profiles, scheme, world):
    """One organisation against 1,200: the world's latest assessments under any version, read under one."""
    everyone = [
        profile_of(m.attempts[-1].case.model_copy(update={"scheme": scheme.name}), scheme)
        for m in world.members
    ]
    some = {p.number: p for p in [*everyone, *profiles]}
    peers = Peers.of(snapshot(list(some.values())[:1_201], scheme, world.on), scheme)
    own = profiles[0]
    compared(own, peers)
    times = [timed(compared, p, peers) for p in profiles[:40]]
    what = f"one organisation against {len(peers.snapshot.profiles):,}, with quartiles and suppression"
    yield what, f"{1000 * statistics.median(times):.0f} ms", "at most 50 ms"
    yield f"{what}: slowest of {len(times)}", f"{1000 * max(times):.0f} ms", ""
