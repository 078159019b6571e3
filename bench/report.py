"""Reports by Typst from one warm process on one core, against WeasyPrint on the same content; the pages for the screen."""

import json
import os
import statistics
import subprocess
import sys
from collections.abc import Iterator
from time import perf_counter

from weasyprint import HTML

from clustermark.benchmark.comparison import compared
from clustermark.benchmark.population import profile_of
from clustermark.report.html import page
from clustermark.report.making import report
from clustermark.report.pdf import typeset
from clustermark.report.spoken import spoken
from clustermark.sample import make_world
from clustermark.sample.populating import population_of
from clustermark.scheme.loading import load
from clustermark.scoring.decision import assess

MANY, SOME = 40, 3
FIRST = """
from time import perf_counter
start = perf_counter()
from clustermark.report.pdf import typeset
import json, sys
typeset("report", json.load(sys.stdin))
print(perf_counter() - start)
"""


def timed(work) -> float:
    start = perf_counter()
    work()
    return perf_counter() - start


def made(count: int):
    """Reports on bronze assessments of the synthetic world, in turn in both languages, each with the change since the one before."""
    world, scheme = make_world(), load("ecei@2020")
    peers = population_of(world, scheme)
    some = [
        m.attempts for m in world.members if len(m.attempts) > 1 and m.attempts[-1].case.scheme == scheme.name
    ]
    some = [a for a in some if a[-1].level == "bronze"][:count]
    for before, now in (attempts[-2:] for attempts in some):
        got, earlier = assess(now.case, scheme), assess(before.case, load(before.case.scheme))
        yield report(got, compared(profile_of(now.case, scheme), peers), earlier)


def rows() -> Iterator[tuple[str, str, str]]:
    if hasattr(os, "sched_setaffinity"):
        cores = os.sched_getaffinity(0)
        os.sched_setaffinity(0, {min(cores)})
    reports = [(one, lang) for one, lang in zip(made(MANY), ["en", "lv"] * MANY, strict=False)]
    datas = [spoken(one, lang) for one, lang in reports]
    typeset("report", datas[0])
    start = perf_counter()
    for one, lang in reports[1:]:
        typeset("report", spoken(one, lang))
    each = (perf_counter() - start) / len(reports[1:])
    yield "reports as PDF, warm, one core, each another one", f"{1 / each:.0f} a second", "at least 20"
    slow = statistics.median(
        timed(lambda d=d: HTML(string=page(d).decode()).write_pdf()) for d in datas[:SOME]
    )
    yield "the same content by WeasyPrint", f"{slow:.2f} s = {slow / each:.0f} x as long", "at least 10 x"
    screen = statistics.median(timed(lambda d=d: page(d)) for d in datas)
    yield "reports as a page", f"{1 / screen:.0f} a second", ""
    first = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-c", FIRST], input=json.dumps(datas[0]), capture_output=True, text=True, check=True
    )
    yield "the first report of a new process", f"{float(first.stdout):.2f} s", "at most 1.5 s"
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, cores)
