"""No solver and no engine writes to standard output, not even below Python."""

from contextlib import suppress

import pytest
from test_comparison import MADE, ON, profile
from test_suppression import COUNTS

from clustermark.benchmark.engines import opened
from clustermark.benchmark.peers import Peers
from clustermark.benchmark.population import snapshot
from clustermark.benchmark.ranked import write_ranks
from clustermark.benchmark.store import ROWS, load, save
from clustermark.benchmark.suppression import suppressed
from clustermark.errors import InputError


def test_the_solver_is_silent(capfd):
    suppressed(COUNTS, MADE.disclosure)
    assert capfd.readouterr().out == ""


@pytest.mark.parametrize("engine", ["polars", "duckdb"])
def test_the_engines_are_silent(engine, tmp_path, capfd):
    frozen, ranks = tmp_path / "frozen", tmp_path / "ranks"
    ranks.mkdir()
    save(Peers.of(snapshot([profile(n, 40 + n) for n in range(9)], MADE, ON), MADE), frozen)
    load(frozen, MADE)
    with opened(engine, frozen / ROWS) as frame:
        write_ranks(frame, MADE, frozen, 9, ranks)
    assert capfd.readouterr().out == ""


def test_a_damaged_file_makes_no_engine_speak(tmp_path, capfd):
    save(Peers.of(snapshot([profile(1), profile(2)], MADE, ON), MADE), tmp_path / "frozen")
    path = tmp_path / "frozen" / ROWS
    whole = path.read_bytes()
    for at in range(len(whole) - 200, len(whole)):
        path.write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
        with suppress(InputError):
            load(tmp_path / "frozen", MADE)
    assert capfd.readouterr() == ("", "")
