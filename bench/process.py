"""How fast a case is folded and looked at, and how much faster agreement is measured than in a plain loop."""

import sys
from collections.abc import Iterator
from pathlib import Path
from time import process_time

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests" / "process"))

from stories import SMALL, Story, at, ratings

from clustermark.process import deeds as d
from clustermark.process.check import check
from clustermark.process.due import obligations, reminders
from clustermark.process.fold import fold
from clustermark.process.roles import State
from clustermark.process.visible import Kind, Thing, visible_many
from clustermark.reliability.agreement import COEFFICIENTS, samples
from clustermark.reliability.coefficients import once

TIMES, CASES, BOOTSTRAPS, LOOPS = 5, 2000, 1000, 20


def fastest(job) -> float:
    def once_() -> float:
        start = process_time()
        job()
        return process_time() - start

    return min(once_() for _ in range(TIMES))


def long_story() -> Story:
    """A gold case of 120 deeds."""
    story = at(State.ASSESSING)
    for n in range(78):
        story.do("karl", d.SaveFindings(findings=ratings(aims=n % 4)))
    story.sign("karl").sign("ingrid").agree()
    story.do("eva", d.SendToFactCheck(report=story.case.dossier))
    story.finish_report()
    story.roster()
    return story


def rows() -> Iterator[tuple[str, str, str]]:
    story = long_story()
    deeds, case = story.record.deeds, story.case
    yield (
        f"fold of {len(deeds)} deeds",
        f"{fastest(lambda: fold(deeds, SMALL)) * 1000:.1f} ms",
        "at most 2 ms",
    )
    speed = len(deeds) / fastest(lambda: check(story.record, SMALL))
    yield "deeds checked", f"{speed:,.0f} a second", "at least 20,000"
    cases = [case.with_(number=f"c-{n}") for n in range(50)]
    things = [Thing(kind, "karl") for kind in Kind]
    seen = fastest(lambda: visible_many(cases, "karl", things, story.at, {"ecei@2020": SMALL}))
    yield "what one person sees of 50 cases", f"{seen * 1000:.1f} ms", "at most 10 ms"
    day = story.day
    owed = fastest(
        lambda: [reminders(obligations(c, SMALL, story.at), frozenset(), day, SMALL) for c in cases * 60]
    )
    yield "obligations and reminders of 3,000 cases", f"{owed:.2f} s", "at most 0.5 s"
    yield from agreement()


def agreement() -> Iterator[tuple[str, str, str]]:
    """One criterion of thirty; the loop draws the same cases again, one sample after the other."""
    luck = np.random.default_rng(1)
    first = luck.integers(0, 5, CASES)
    data = np.stack([first, np.clip(first + luck.integers(-1, 2, CASES), 0, 4)], axis=1).astype(float)
    weights = samples(CASES, BOOTSTRAPS)
    for name in ("kappa-quadratic", "alpha-ordinal", "icc-2-1"):
        coefficient = COEFFICIENTS[name]
        whole = fastest(lambda c=coefficient: c(data, weights))
        drawn = [np.repeat(data, w.astype(int), axis=0) for w in weights[:LOOPS]]
        each = fastest(lambda n=name, d=drawn: [PLAIN[n](x.tolist()) for x in d]) / LOOPS * BOOTSTRAPS
        assert abs(PLAIN[name](data.tolist()) - coefficient(data, once(data))[0]) < 1e-9
        yield f"{BOOTSTRAPS} bootstraps of {name}", f"{each / whole:.0f} x a plain loop", "at least 50 x"


def plain_kappa(pairs: list[list[float]]) -> float:
    n = len(pairs)
    seen = sum((a - b) ** 2 for a, b in pairs) / n
    expected = sum((a - b) ** 2 * p * q for a, p in shares(pairs, 0) for b, q in shares(pairs, 1))
    return 1 - seen / expected


def shares(pairs: list[list[float]], who: int) -> list[tuple[float, float]]:
    values = [pair[who] for pair in pairs]
    return [(value, values.count(value) / len(values)) for value in sorted(set(values))]


def plain_alpha(pairs: list[list[float]]) -> float:
    every = [value for pair in pairs for value in pair]
    counts = {value: every.count(value) for value in sorted(set(every))}
    ends, below = {}, 0
    for value, n in counts.items():
        ends[value] = below + n / 2
        below += n
    seen = sum(2 * (ends[a] - ends[b]) ** 2 for a, b in pairs)
    expected = sum(n * m * (ends[a] - ends[b]) ** 2 for a, n in counts.items() for b, m in counts.items())
    return 1 - seen * (len(every) - 1) / expected


def plain_icc(pairs: list[list[float]]) -> float:
    n, k = len(pairs), 2
    grand = sum(a + b for a, b in pairs) / (n * k)
    between = k * sum(((a + b) / 2 - grand) ** 2 for a, b in pairs) / (n - 1)
    judges = [sum(pair[j] for pair in pairs) / n for j in (0, 1)]
    spread = n * sum((j - grand) ** 2 for j in judges)
    within = sum((a - (a + b) / 2) ** 2 + (b - (a + b) / 2) ** 2 for a, b in pairs)
    error = (within - spread) / ((n - 1) * (k - 1))
    return (between - error) / (between + (k - 1) * error + k * (spread / (k - 1) - error) / n)


PLAIN = {"kappa-quadratic": plain_kappa, "alpha-ordinal": plain_alpha, "icc-2-1": plain_icc}
