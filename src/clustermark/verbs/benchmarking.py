"""Where one stands, and where everybody stands."""

from pathlib import Path

from clustermark.benchmark.comparison import Comparison, compared
from clustermark.benchmark.population import profile_of
from clustermark.errors import InputError
from clustermark.files import File
from clustermark.scoring.decision import Assessment
from clustermark.verbs.cases import sound
from clustermark.verbs.populations import Ranked, peers_of, ranked
from clustermark.words.message import say


def benchmark(
    file: File | None = None,
    *,
    population: str | None = None,
    earlier: str | None = None,
    scheme: str | None = None,
    engine: str = "polars",
    out: str | Path | None = None,
) -> Comparison | Ranked:
    """Where a case stands among its peers, for each indicator and each peer group of its scheme.

    `population` is a folder: a frozen population or a synthetic world; without one the world is made afresh. `earlier` is the
    population of figures published before: groups that a few organisations have changed since are not shown again. Without a case
    everybody of a frozen population is ranked by an engine (`polars`, `duckdb`, `spark`), and written to `out`.
    """
    if file is not None:
        return against(sound(file, scheme), population, earlier)
    if population is None or out is None:
        raise InputError.because(
            say("there is neither a case nor a whole population to rank"),
            say("name a case, or a population and a folder to write to: --population, --out"),
            code="nothing-to-rank",
        )
    return ranked(population, out, engine=engine)


def against(got: Assessment, population: str | None, earlier: str | None = None) -> Comparison:
    """An assessment among its peers. Raises InputError where the population cannot be read."""
    before = peers_of(earlier, got.scheme) if earlier else None
    return compared(profile_of(got.case, got.scheme), peers_of(population, got.scheme), before)
