"""A frozen population is read back as it was, or refused with the reason."""

import json
from fractions import Fraction

import polars as pl
import pytest
from test_comparison import MADE, ON, profile

from clustermark.benchmark.peers import Peers
from clustermark.benchmark.population import snapshot
from clustermark.benchmark.store import HEAD, ROWS, VALUES, head, is_population, load, save
from clustermark.errors import InputError, OutputError

SOME = [
    profile(1, 40),
    profile(2, None, "EE", ""),
    profile(3, Fraction(81, 2), held=["best"]),
    profile(4, 40),
]


@pytest.fixture
def folder(tmp_path):
    save(Peers.of(snapshot(SOME, MADE, ON), MADE), tmp_path / "frozen")
    return tmp_path / "frozen"


def test_it_is_read_back_as_it_was(folder):
    before, after = snapshot(SOME, MADE, ON), load(folder, MADE).snapshot
    assert after == before
    assert is_population(folder)
    assert (head(folder).digest, head(folder).size, head(folder).on) == (before.digest, 4, ON)


def test_an_empty_population_can_be_frozen(tmp_path):
    save(Peers.of(snapshot([], MADE, ON), MADE), tmp_path / "empty")
    assert load(tmp_path / "empty", MADE).snapshot.profiles == ()


def test_what_was_made_elsewhere_is_not_overwritten(folder):
    (folder / "mine.txt").write_text("x")
    with pytest.raises(OutputError, match=r"mine\.txt"):
        save(Peers.of(snapshot(SOME, MADE, ON), MADE), folder)


@pytest.mark.parametrize(
    ("change", "error"),
    [
        (lambda f: (f / HEAD).unlink(), "cannot be read"),
        (lambda f: (f / HEAD).write_text("{}"), "this is no population that can be read"),
        (lambda f: (f / HEAD).write_text("["), "this is no population that can be read"),
        (lambda f: altered(f, **{"made-by": "somebody"}), "this is no population that can be read"),
        (lambda f: altered(f, **{"scheme-digest": "sha256:0", "scheme": "other@1"}), "of other@1, not of"),
        (lambda f: altered(f, on="2025-12-31"), "not the one that its hash names"),
        (lambda f: (f / ROWS).write_bytes(b"PAR1"), "the table cannot be read"),
        (lambda f: (f / VALUES).unlink(), "the table cannot be read"),
        (lambda f: rewritten(f, pl.lit(7).cast(pl.Int32).alias("v:people")), "the table cannot be read"),
        (lambda f: rewritten(f, pl.lit("LT").alias("country")), "not the one that its hash names"),
        (lambda f: rewritten(f, pl.lit(1).alias("held")), "not the one that its hash names"),
    ],
)
def test_what_is_not_as_it_was_written_is_refused(folder, change, error):
    change(folder)
    with pytest.raises(InputError, match=error):
        load(folder, MADE)


def altered(folder, **parts):
    found = json.loads((folder / HEAD).read_text())
    (folder / HEAD).write_text(json.dumps(found | parts))


def rewritten(folder, column):
    pl.read_parquet(folder / ROWS).with_columns(column).write_parquet(folder / ROWS)
