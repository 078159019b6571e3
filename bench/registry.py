"""The registry as of any date: a million events, asked as of days spread over its years."""

import gc
from collections.abc import Iterator
from datetime import date
from time import perf_counter

from clustermark.registry import Event, Holder, Kind, Registry
from clustermark.words.text import Text

LABELS = 250_000
COUNTRIES = ("DE", "ES", "FR", "IT", "LV", "NO", "PL", "RO")
LEVELS = ("bronze", "silver", "gold")
DAYS = (date(2013, 6, 30), date(2016, 2, 29), date(2019, 12, 31))


def events() -> Iterator[Event]:
    """Four for each label: awarded, suspended, reinstated, renewed. Synthetic, and numbered in the order of their days."""
    for turn, kind in enumerate((Kind.AWARDED, Kind.SUSPENDED, Kind.REINSTATED, Kind.RENEWED)):
        for label in range(LABELS):
            yield one(turn, kind, label)


def one(turn, kind, label):
    day = date(2012 + turn, 1 + label % 12, 1 + label % 28)
    number = turn * LABELS + label + 1
    facts = {"number": number, "kind": kind, "label": f"L{label}", "on": day, "synthetic": True}
    if kind in {Kind.AWARDED, Kind.RENEWED}:
        end = date(2015 + turn, 12, 31)
        facts |= {"valid_from": day, "valid_until": end, "renewable_until": end.replace(year=end.year + 1)}
    if kind is Kind.AWARDED:
        name = Text({"en": f"Synthetic {label}"})
        facts |= {
            "holder": Holder(f"S{label // 2}", name, COUNTRIES[label // 2 % 8]),
            "level": LEVELS[label % 2],
        }
    return Event(**facts)


def timed(work):
    start = perf_counter()
    result = work()
    return perf_counter() - start, result


def rows():
    many = tuple(events())
    loading, registry = timed(lambda: Registry.of(many))
    laying, _ = timed(lambda: registry.columns)
    tidying, _ = timed(
        gc.collect
    )  # millions of new objects are looked through once; the first question after would pay for it
    state = max(timed(lambda day=day: registry.as_of(day))[0] for day in DAYS)
    count = max(timed(lambda day=day: registry.counts(day))[0] for day in DAYS)
    what = f"registry, {len(many):,} events"
    yield f"{what}: loaded and laid out", f"{loading + laying + tidying:.1f} s", ""
    yield f"{what}: every label as of a day", f"{state:.2f} s", "at most 1 s"
    yield f"{what}: counts", f"{count:.2f} s", "at most 0.3 s"
