"""Which synthetic organisations there are, and how each of them shall stand on the day of the count."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

from clustermark.sample.allocation import ALLOCATION, LEVELS, LISTED, Row
from clustermark.sample.character import Place
from clustermark.sample.draws import Draws
from clustermark.sample.history import Aim

ENDED = {
    Aim("bronze", "grace"): 80,
    Aim("silver", "grace"): 8,
    Aim("gold", "grace"): 6,
    Aim("bronze", "expired"): 150,
    Aim("silver", "expired"): 8,
    Aim("gold", "expired"): 4,
}
"""How many besides whose label has ended, for a population of the published size."""
STOPPED = {"suspended": 4, "withdrawn": 4, "revoked": 2}
"""How many besides whose bronze label would still last but for what happened to it."""
PUBLISHED = sum(row.bronze + row.silver + row.gold for row in ALLOCATION)
SMALL_COUNTRY = 12
REAL = frozenset(entry.country for entry in LISTED)
"""Where nobody is invented, so that nothing invented stands beside a real name."""
FIRST_NUMBER = 1001


@dataclass(frozen=True, slots=True)
class Wanted:
    """An organisation to be made. `stopped` is what happened to its label, if anything."""

    country: str
    aim: Aim
    stopped: str = ""


def wanted(allocation: Sequence[Row], seed: int) -> list[Wanted]:
    """Those with a label in force as allocated, less the real ones, and in proportion those without."""
    draws = Draws(seed, "population")
    holders = [
        Wanted(row.country, Aim(level))
        for row in allocation
        for level in LEVELS
        for _ in range(_invented(row, level))
    ]
    return [*holders, *_without(allocation, len(holders) / PUBLISHED, draws)]


def _invented(row: Row, level: str) -> int:
    real = sum((entry.level, entry.country) == (level, row.country) for entry in LISTED)
    return max(0, row.held(level) - real)


def _without(allocation: Sequence[Row], scale: float, draws: Draws) -> Iterator[Wanted]:
    countries = {row.country: float(row.bronze) for row in allocation if row.country not in REAL}
    for aim, count in ENDED.items():
        for _ in range(round(count * scale)):
            yield Wanted(draws.weighted(countries), aim)
    for stopped, count in STOPPED.items():
        for _ in range(max(1, round(count * scale))):
            yield Wanted(draws.weighted(countries), Aim("bronze"), stopped)


def places(population: Sequence[Wanted], seed: int) -> list[Place]:
    """Each one's place: a slice of quality within its level, and of nearness within its country, so that all is evenly covered."""
    draws = Draws(seed, "places")
    levels, countries = [one.aim.level for one in population], [one.country for one in population]
    tiers = tier_of(levels)
    ranks, nears = ranked(levels, draws), ranked(countries, draws)
    per_level, per_country = Counter(levels), Counter(countries)
    return [
        Place(
            number=FIRST_NUMBER + n,
            country=one.country,
            aim=one.aim,
            tier=tiers[one.aim.level],
            rank=(ranks[n] + 0.5) / per_level[one.aim.level],
            near=(nears[n], per_country[one.country]),
            small_country=per_country[one.country] <= SMALL_COUNTRY,
            stopped=one.stopped,
        )
        for n, one in enumerate(population)
    ]


def tier_of(levels: Sequence[str]) -> dict[str, tuple[float, float]]:
    """Between which cumulative shares of the population each level lies, the lowest first."""
    counts = Counter(levels)
    ends = accumulate((counts[level] / len(levels) for level in LEVELS), initial=0.0)
    return dict(zip(LEVELS, pairwise(ends), strict=True))


def ranked(keys: Sequence[str], draws: Draws) -> list[int]:
    """For each its place, by chance, among those with the same key."""
    seen: Counter[str] = Counter()
    places_of = [0] * len(keys)
    for n in draws.shuffled(range(len(keys))):
        places_of[n] = seen[keys[n]]
        seen[keys[n]] += 1
    return places_of
