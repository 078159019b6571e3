"""The engines agree with each other, and with counting by hand."""

import builtins
import os
import shutil
import sys

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from test_comparison import MADE, ON, profile

from clustermark.benchmark import engines
from clustermark.benchmark.comparison import members_of
from clustermark.benchmark.engines import opened
from clustermark.benchmark.groups import chain
from clustermark.benchmark.peers import Peers
from clustermark.benchmark.population import snapshot
from clustermark.benchmark.position import position, quartiles, shown
from clustermark.benchmark.ranked import GROUPS, POSITIONS, write_ranks
from clustermark.benchmark.ranked import quartiles as told
from clustermark.benchmark.ranking import order_statistics, positions, used
from clustermark.benchmark.store import ROWS, save
from clustermark.errors import InputError
from clustermark.sample import make_world
from clustermark.sample.allocation import Row
from clustermark.sample.populating import population_of
from clustermark.scheme.loading import load

JAVA = bool(shutil.which("java") or os.environ.get("JAVA_HOME"))
needs_java = pytest.mark.skipif(not JAVA, reason="Spark needs Java, and there is none on this machine")
OTHERS = ["duckdb", pytest.param("spark", marks=needs_java)]
ANYONE = st.tuples(
    st.none() | st.integers(30, 60),
    st.sampled_from(["LV", "EE", "NO", "XX", ""]),
    st.sampled_from(["food", "health", "ict", ""]),
    st.booleans(),
)


@pytest.fixture(scope="module")
def session():
    """One Spark session for the whole module, where there is Java."""
    if not JAVA:
        yield None
        return
    from pyspark.sql import SparkSession  # noqa: PLC0415 - an extra

    builder = SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false")
    running = builder.config("spark.sql.shuffle.partitions", "2").getOrCreate()
    running.sparkContext.setLogLevel("OFF")
    yield running
    running.stop()


def made(rows):
    some = [
        profile(n, people, country, sector, ["best"] if best else [])
        for n, (people, country, sector, best) in enumerate(rows, 1)
    ]
    return Peers.of(snapshot(some, MADE, ON), MADE)


def found(engine, folder, scheme=MADE, indicators=("people",)):
    """The tables of an engine, sorted."""
    with opened(engine, folder / ROWS) as frame:
        ranked = positions(frame, scheme, indicators).collect("polars").to_native()
        spread = order_statistics(frame, scheme, indicators).collect("polars").to_native()
    return ranked.sort("indicator", "number"), spread.sort("indicator", "group", "key")


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(ANYONE, min_size=1, max_size=25))
@pytest.mark.parametrize("engine", OTHERS)
def test_every_engine_gives_identical_tables(session, tmp_path_factory, engine, rows):
    folder = tmp_path_factory.mktemp("population") / "frozen"
    save(made(rows), folder)
    for embedded, other in zip(found("polars", folder), found(engine, folder), strict=True):
        assert embedded.schema == other.schema
        assert embedded.equals(other)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(ANYONE, min_size=1, max_size=30))
def test_positions_and_quartiles_are_those_counted_by_hand(tmp_path_factory, rows):
    folder = tmp_path_factory.mktemp("population") / "frozen"
    peers = made(rows)
    save(peers, folder)
    ranked, *_ = found("polars", folder)
    people = {p.number: p.values.get("people") for p in peers.snapshot.profiles}
    assert ranked["number"].to_list() == [number for number, value in people.items() if value is not None]
    for row in ranked.iter_rows(named=True):
        own = next(p for p in peers.snapshot.profiles if p.number == row["number"])
        groups = {
            id_: [people[peers.snapshot.profiles[i].number] for i in mask.nonzero()[0]]
            for id_, mask in members_of(own, peers).items()
        }
        sizes = {}
        for id_, values in groups.items():
            place = position(people[own.number], [v for v in values if v is not None])
            sizes[id_] = place.size
            assert (row[f"{id_}:below"], row[f"{id_}:equal"], row[f"{id_}:size"]) == (
                place.below,
                place.equal,
                place.size,
            )
        for group in MADE.peer_groups:
            large = [s.id for s in chain(group, MADE) if sizes[s.id] >= MADE.disclosure.smallest_group]
            assert used(group, sizes, MADE) == (large[0] if large else None)
    with opened("polars", folder / ROWS) as frame:
        table = told(frame, MADE, ["people"], {"people": [str(v) for v in peers.values["people"]]})
    for row in table.iter_rows(named=True):
        keys = peers.keys[row["group"]]
        values = [
            p.values["people"]
            for p, key in zip(peers.snapshot.profiles, keys, strict=True)
            if key == row["key"] and "people" in p.values
        ]
        lower, median, upper = map(str, quartiles(values))
        allowed = {
            "nothing": (None, None, None),
            "median": (None, median, None),
            "quartiles": (lower, median, upper),
        }
        assert (row["lower"], row["median"], row["upper"]) == allowed[
            shown(len(values), MADE.disclosure).value
        ]


@pytest.fixture(scope="module")
def world(tmp_path_factory):
    """A small synthetic world, frozen under the built-in scheme."""
    folder = tmp_path_factory.mktemp("world") / "frozen"
    scheme = load("ecei@2020")
    save(population_of(make_world(allocation=(Row("DE", 25, 4, 4), Row("EE", 6))), scheme), folder)
    return folder


@pytest.mark.parametrize("engine", OTHERS)
def test_the_folder_is_the_same_by_every_engine(session, tmp_path, world, engine):
    scheme = load("ecei@2020")
    folders = {}
    for name in ("polars", engine):
        folders[name] = tmp_path / name
        folders[name].mkdir()
        with opened(name, world / ROWS) as frame:
            write_ranks(frame, scheme, world, 30_000 if name == "polars" else 1, folders[name])
    assert len(list((folders["polars"] / POSITIONS).iterdir())) == 2
    for kind, by in ((POSITIONS, ("indicator", "number")), (GROUPS, ("indicator", "group", "key"))):
        mine, theirs = (pl.read_parquet(f / kind / "**" / "*.parquet").sort(by) for f in folders.values())
        assert mine["indicator"].n_unique() >= 35
        assert mine.equals(theirs)


def test_without_rules_of_disclosure_no_quartile_is_told(world):
    scheme = load("ecei@2020").model_copy(update={"disclosure": None})
    values = [str(n) for n in range(60)]
    with opened("polars", world / ROWS) as frame:
        table = told(frame, scheme, ["sme-share"], {"sme-share": values})
    assert table["median"].unique().to_list() == [None]


def test_an_engine_that_is_not_there_is_told(world, monkeypatch):
    with (
        pytest.raises(InputError, match="there is no engine abacus — use one of: polars, duckdb, spark"),
        opened("abacus", world),
    ):
        pass
    real = builtins.__import__

    def without(name, *rest):
        if name == "duckdb":
            raise ImportError(name)
        return real(name, *rest)

    monkeypatch.delitem(sys.modules, "duckdb", raising=False)
    monkeypatch.setattr(builtins, "__import__", without)
    with (
        pytest.raises(
            InputError, match=r"duckdb is not installed — install it with: pip install clustermark\[duckdb\]"
        ),
        opened("duckdb", world),
    ):
        pass


def test_a_machine_without_java_is_told(world, monkeypatch):
    def broken(_):
        raise RuntimeError("[JAVA_GATEWAY_EXITED] Java gateway process exited")

    monkeypatch.setitem(engines.ENGINES, "spark", broken)
    with (
        pytest.raises(InputError, match="Spark needs Java and finds none — install Java 17"),
        opened("spark", world),
    ):
        pass
    with pytest.raises(ZeroDivisionError), opened("polars", world / ROWS):
        1 / 0  # noqa: B018 - what goes wrong inside is not hidden
