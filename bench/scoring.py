"""Scoring: one organisation by the reference engine, and many by the cohort engine against it."""

import resource
import sys
from collections.abc import Iterator
from random import Random
from time import perf_counter

import polars as pl

from clustermark.sample import make_world
from clustermark.sample.allocation import Row
from clustermark.scheme import load
from clustermark.scoring.cohort import cohort_frame, decide_cohort
from clustermark.scoring.decision import OUTCOMES, assess
from clustermark.scoring.explain import explain

SCHEME = "ecei@2020"
SIZES = (1_200, 100_000, 1_000_000)
ALLOCATION = (Row("DE", 200, 60, 60), Row("ES", 150, 40, 40), Row("FR", 150, 40, 40))


def cases(number):
    """Cases of a synthetic world, most of them with findings; taken again in turn where there are too few."""
    found = [a.case for a in make_world(allocation=ALLOCATION).attempts if a.case.scheme == SCHEME]
    found.sort(key=lambda case: -len(case.findings))
    return [found[n % len(found)] for n in range(number)]


def timed(work):
    start = perf_counter()
    result = work()
    return perf_counter() - start, result


def memory():
    """Peak resident memory in bytes."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak if sys.platform == "darwin" else peak * 1024


def rows() -> Iterator[tuple[str, str, str]]:
    scheme = load(SCHEME)
    base = cases(SIZES[0])
    judged = [case for case in base if len(case.consensus) > 30] or base[:50]
    some = (judged * 50)[:50]
    full, _ = timed(
        lambda: [
            [explain(got, level) for level in scheme.level] for got in (assess(case, scheme) for case in some)
        ]
    )
    yield (
        "one organisation, 31 criteria, every level explained",
        f"{1000 * full / len(some):.2f} ms",
        "at most 5 ms",
    )
    spent, decided = timed(lambda: [outcomes(case, scheme) for case in base])
    each = spent / len(base)
    yield "reference engine, organisations a second", f"{1 / each:,.0f}", "at least 1,000"
    yield from cohorts(scheme, base, decided, each)


MET = {outcome: met for met, outcome in OUTCOMES.items()}


def outcomes(case, scheme):
    """What every level gives, and nothing kept of how."""
    return [MET[decision.outcome] for decision in assess(case, scheme).decisions.values()]


def cohorts(scheme, base, decided, each):
    frame = cohort_frame(base, scheme)
    decide_cohort(frame, scheme, levels_only=True)
    for size in SIZES:
        dice = Random(size)  # noqa: S311 - chosen, not secret
        chosen = [dice.randrange(len(base)) for _ in range(size)]
        many = frame[chosen]
        before = memory()
        spent, result = timed(lambda many=many: decide_cohort(many, scheme, levels_only=True))
        alike = result.rows() == [tuple(decided[n]) for n in chosen]
        grown = (memory() - before) / size
        assert alike, "the engines differ"
        limit = "at least 50 times" if size == 100_000 else ""
        yield (
            f"cohort engine on {size:,}: identical decisions, times as fast",
            f"{each * size / spent:,.0f}",
            limit,
        )
        yield (
            f"cohort engine on {size:,}: input, and growth beyond it, bytes each",
            f"{many.estimated_size() / size:,.0f} + {grown:,.0f}",
            "linear",
        )


if __name__ == "__main__":
    pl.Config.set_tbl_rows(20)
    for row in rows():
        print(row)
