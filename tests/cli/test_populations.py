"""Populations on the command line: frozen, compared with, and ranked."""

import json
from fractions import Fraction

import polars as pl
import pytest

from clustermark.sample import make_world
from clustermark.sample.allocation import Row
from clustermark.sample.storing import save
from clustermark.scheme.loading import load
from clustermark.verbs import tables


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    path = tmp_path_factory.mktemp("populations")
    world = make_world(allocation=(Row("DE", 20, 2, 2), Row("EE", 2)))
    save(world, path / "world")
    attempt = next(a for a in world.attempts if a.case.scheme == "ecei@2020")
    case = attempt.case.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    (path / "case.json").write_text(json.dumps(case), encoding="utf-8")
    return path


@pytest.mark.parametrize("lang", ["en", "lv"])
def test_a_world_is_frozen_compared_with_and_ranked(run, folder, tmp_path, lang):
    frozen, ranks = tmp_path / "frozen", tmp_path / "ranks"
    made = run("population", folder / "world", "--out", frozen, "--lang", lang)
    assert (made.code, made.err) == (0, "")
    one = [
        run("benchmark", folder / "case.json", "--population", path).out
        for path in (frozen, folder / "world")
    ]
    assert one[0] == one[1]
    again = run("benchmark", folder / "case.json", "--population", frozen, "--earlier", frozen)
    assert again.out == one[0]
    done = run("benchmark", "--population", frozen, "--out", ranks, "--engine", "duckdb", "--lang", lang)
    assert (done.code, done.err) == (0, "")
    assert "sha256:" in done.out
    assert pl.read_parquet(ranks / "groups" / "*.parquet")["indicator"].n_unique() == 35
    assert "all:below" in pl.read_parquet(ranks / "positions" / "*.parquet").columns


def test_a_table_is_frozen_on_a_day(run, folder, tmp_path):
    frozen = tmp_path / "frozen"
    run("population", folder / "world", "--out", frozen, "--scheme", "ecei@2020")
    rows = pl.read_parquet(frozen / "organisations.parquet")
    values = pl.read_parquet(frozen / "values.parquet")
    for column in [c for c in rows.columns if c.startswith("v:")]:
        mine = values.filter(pl.col("indicator") == column[2:]).sort("place")["value"].to_list()
        cells = [None if place is None else f"{float(Fraction(mine[place])):.6f}" for place in rows[column]]
        rows = rows.with_columns(pl.Series(column[2:], cells, dtype=pl.String))
    rows.write_csv(tmp_path / "table.csv")
    rows.write_parquet(tmp_path / "table.parquet")
    given = ("population", tmp_path / "table.csv", "--out", tmp_path / "again", "--scheme", "ecei@2020")
    assert "a table does not say of which day it is — name the day with --as-of" in " ".join(
        run(*given).err.split()
    )
    again = json.loads(run(*given, "--as-of", "2020-09-15", "--json").out)
    assert again["organisations"] == json.loads((frozen / "population.json").read_text())["size"]
    other = ("population", tmp_path / "table.parquet", "--out", tmp_path / "other", "--scheme", "ecei@2020")
    same = json.loads(run(*other, "--as-of", "2020-09-15", "--json").out)
    assert same["digest"] == again["digest"]


def test_neither_a_case_nor_a_population_is_told(run):
    done = run("benchmark")
    assert done.code == 4
    assert "neither a case nor a whole population to rank" in " ".join(done.err.split())


@pytest.mark.parametrize("lang", ["en", "lv"])
def test_a_population_is_counted_as_far_as_may_be_shown(run, folder, tmp_path, lang):
    frozen = tmp_path / "frozen"
    run("population", folder / "world", "--out", frozen)
    given = ("tabulate", frozen, "--rows", "region", "--columns", "size")
    done = run(*given, "--lang", lang)
    assert (done.code, done.err) == (0, "")
    assert "…" in done.out
    found = json.loads(run(*given, "--json").out)
    assert all(cell["count"] is None or cell["count"] == 0 or cell["count"] >= 5 for cell in found["counts"])
    assert found["hidden"] == sum(cell["count"] is None for cell in found["counts"])
    whole = run("tabulate", frozen, "--rows", "all", "--columns", "all", "--lang", lang)
    assert "…" not in whole.out


def test_a_group_that_is_not_there_is_told(run, folder, tmp_path, monkeypatch):
    frozen = tmp_path / "frozen"
    run("population", folder / "world", "--out", frozen)
    done = run("tabulate", frozen, "--rows", "colour", "--columns", "size")
    assert (
        done.code,
        "has no peer group colour — use one of: all, sector" in " ".join(done.err.split()),
    ) == (4, True)
    bare = load("ecei@2020").model_copy(update={"disclosure": None})
    monkeypatch.setattr(tables, "identified", lambda *_: bare)
    assert "has no rules of disclosure" in " ".join(
        run("tabulate", frozen, "--rows", "all", "--columns", "all").err.split()
    )


def test_a_population_of_another_content_or_of_a_path_is_refused(run, folder, tmp_path):
    frozen = tmp_path / "frozen"
    run("population", folder / "world", "--out", frozen)
    head, ranks = frozen / "population.json", tmp_path / "ranks"
    text = head.read_text()
    counting = ("tabulate", frozen, "--rows", "all", "--columns", "all")
    ranking = ("benchmark", "--population", frozen, "--out", ranks, "--engine", "duckdb")
    for before, after, words in (
        ('digest": "sha256:', 'digest": "sha256:0', "another content than is named here"),
        ("ecei@2020", "../ecei", "is no name of a scheme"),
    ):
        head.write_text(text.replace(before, after))
        for command in (counting, ranking):
            assert words in " ".join(run(*command).err.split())
    assert not ranks.exists()
