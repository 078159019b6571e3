"""Labels: how many are signed and checked a second, against another implementation in the same run, and memory in a large batch."""

import resource
import sys
import time
from dataclasses import replace
from pathlib import Path

from openbadgeslib.ob3 import OB3LdpVerifier

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "credential"))
from labels import FACTS, LIST, NOW, issuers, listed, signed, status_list
from test_second_opinions import PUBLIC_PEM

from clustermark.credential import label
from clustermark.credential.verification import read_list, verify

SOME, BATCH = 500, 100_000


def per_second(work, times):
    start = time.perf_counter()
    for number in range(times):
        work(number)
    return times / (time.perf_counter() - start)


def memory():
    """Mebibytes at the highest so far."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def issue(number):
    place = label.StatusEntry(list_address=LIST, index=number)
    return signed(
        address=f"{FACTS.address}/{number}",
        status=place,
        recipient=replace(FACTS.recipient, number=f"LV-{number}"),
    )


def rows():
    data, by, found = signed(), issuers(), status_list()
    second = OB3LdpVerifier(PUBLIC_PEM)
    raw = listed()
    sign = per_second(issue, SOME)
    check = per_second(lambda _: verify(data, by, found, NOW), SOME)
    whole = per_second(lambda _: verify(data, by, read_list(raw, by), NOW), SOME)
    theirs = per_second(lambda _: second.verify(data), SOME // 10)
    yield "labels signed a second", f"{sign:.0f}", "at least 300"
    yield "labels checked a second, the status list read once", f"{check:.0f}", "at least 300"
    yield "labels checked a second, each with its status list", f"{whole:.0f}", ""
    yield (
        "  the same by openbadgeslib with pyld, without a list",
        f"{theirs:.0f}, ours is {check / theirs:.1f} times as fast",
        "",
    )
    per_second(issue, 1000)
    before = memory()
    batch = per_second(issue, BATCH)
    grown = memory() - before
    yield (
        f"{BATCH:,} labels in one batch",
        f"{batch:.0f} a second, {grown:.1f} MiB more memory than after 1,000",
        "none",
    )
