"""For the worker: everything imported before it forks, a tiny world, and no more computing than is needed to write something."""

from contextlib import nullcontext
from types import SimpleNamespace

from clustermark.sample import make_world
from clustermark.sample.allocation import Row
from clustermark.verbs import (
    benchmarking,
    checking,
    decisions,
    demonstrating,
    forms,
    populations,
    registries,
    reporting,
    schemes,
)

LOADED = (benchmarking, checking, decisions, forms, populations, registries, schemes)
WORLD = make_world(allocation=(Row("DE", 20, 2, 2), Row("EE", 2)))

demonstrating.make_world = lambda *_given, **_more: WORLD
reporting.against = lambda *_given: SimpleNamespace(population="sha256:0")
reporting.made = reporting.spoken = lambda *_given: None
reporting.WRITERS = {".html": lambda _data: b"<p>A report</p>" * 1000}


def ranks(_frame, _scheme, _population, _size, folder):
    (folder / "positions").mkdir()
    (folder / "positions" / "01.parquet").write_bytes(b"positions")


populations.opened = lambda *_given: nullcontext()
populations.write_ranks = ranks
