"""When an organisation was visited and for which level, from 2012 on, so that it stands on the day of the count as it should."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import takewhile

from clustermark.sample.draws import Draws
from clustermark.scheme.model import Scheme
from clustermark.scoring.validity import Lifetime, lifetime, months_later

BEGINNING = date(2012, 1, 16)
YEAR = 365.25
TRIES = 2_000
SATURDAY = 5
AGAIN_MONTHS = (18, 23)
"""A second benchmarking lies so many months after the first."""


@dataclass(frozen=True, slots=True)
class Visit:
    """A visit for a level, and whether the label is to be earned."""

    level: str
    on: date
    earns: bool = True


@dataclass(frozen=True, slots=True)
class Aim:
    """How an organisation shall stand: the highest level in force, in the year of grace, or expired for longer."""

    level: str
    state: str = "in-force"


@dataclass(frozen=True, slots=True)
class Calendar:
    """The versions of a scheme by the first day that falls under each."""

    schemes: tuple[Scheme, ...]
    until: date

    def in_force(self, day: date) -> Scheme:
        return [scheme for scheme in self.schemes if scheme.in_force_from <= day][-1]

    def lasts(self, visit: Visit, held_until: date | None) -> Lifetime:
        return lifetime(self.in_force(visit.on).level[visit.level], visit.on, held_until)


def visits(aim: Aim, age: float, calendar: Calendar, draws: Draws) -> tuple[Visit, ...]:
    """A history that ends as aimed at. `age` in years at the last visit; nobody is visited in the first half year."""
    for _ in range(TRIES):
        plan = tuple(_plan(aim, age, calendar, draws))
        if plan and _possible(plan, age) and standing(plan, calendar) == aim:
            return plan
    return simplest(aim, calendar, draws)


def _possible(plan: Sequence[Visit], age: float) -> bool:
    first, last = plan[0].on, plan[-1].on
    return first >= BEGINNING and (last - first).days <= (age - 0.5) * YEAR


def simplest(aim: Aim, calendar: Calendar, draws: Draws) -> tuple[Visit, ...]:
    """The shortest history with that end, for organisations too young for another."""
    months = {"in-force": (1, 22), "grace": (26, 34), "expired": (40, 60)}[aim.state]
    last = weekday(months_later(calendar.until, -draws.whole(*months)))
    before = Visit("bronze", weekday(months_later(last, -21)))
    return (before, Visit(aim.level, last)) if aim.level == "silver" else (Visit(aim.level, last),)


def _plan(aim: Aim, age: float, calendar: Calendar, draws: Draws) -> Iterator[Visit]:
    longest = min((calendar.until - BEGINNING).days, (age + 1.5) * YEAR)
    first = Visit("bronze", weekday(calendar.until - timedelta(days=int(draws.uniform(0, longest)))))
    climb = [first, *_climb(aim.level, first, draws)]
    kept = list(takewhile(lambda visit: visit.on <= calendar.until, climb))
    yield from kept
    if len(kept) == len(climb):
        yield from _renewals(kept, calendar, draws)


def _climb(level: str, first: Visit, draws: Draws) -> Iterator[Visit]:
    """From bronze to the level aimed at, sometimes over silver, sometimes refused at the first attempt."""
    day = first.on
    if level == "silver" or (level == "gold" and draws.chance(0.5)):
        day = later(day, draws.whole(*AGAIN_MONTHS), draws)
        yield Visit("silver", day)
    if level == "gold":
        if draws.chance(0.2):
            day = later(day, draws.whole(7, 20), draws)
            yield Visit("gold", day, earns=False)
        yield Visit("gold", later(day, draws.whole(8, 22), draws))
    elif draws.chance(0.03):
        yield Visit("gold", later(day, draws.whole(8, 20), draws), earns=False)


def _renewals(visits_so_far: list[Visit], calendar: Calendar, draws: Draws) -> Iterator[Visit]:
    """What follows the highest label: renewed in time, now and then late and hence new, or given up."""
    level = [visit for visit in visits_so_far if visit.earns][-1].level
    until = ends(visits_so_far, calendar)[level].valid_until
    last = visits_so_far[-1].on
    while draws.chance(0.8):
        late = draws.chance(0.08)
        offset = draws.whole(14, 26) if late else min(draws.whole(-5, 11), draws.whole(-5, 11))
        day = later(until, -5 if level == "silver" else offset, draws)
        if day > calendar.until:
            return
        if level == "silver" and months_later(last, AGAIN_MONTHS[1]) < day:
            yield Visit("bronze", weekday(months_later(day, -draws.whole(19, 22))))
        visit = Visit(level, day)
        yield visit
        until, last = calendar.lasts(visit, until).valid_until, day


def later(day: date, months: int, draws: Draws) -> date:
    """So many months later, on some day of the two weeks after; always a working day."""
    return weekday(months_later(day, months) + timedelta(days=draws.whole(1, 14)))


def weekday(day: date) -> date:
    """The day itself, or the Monday after a weekend."""
    return day + timedelta(days=(7 - day.weekday()) % 7 if day.weekday() >= SATURDAY else 0)


def ends(plan: Sequence[Visit], calendar: Calendar) -> Mapping[str, Lifetime]:
    """The life of the latest label of each level."""
    found: dict[str, Lifetime] = {}
    for visit in plan:
        if visit.earns:
            before = found.get(visit.level)
            found[visit.level] = calendar.lasts(visit, before.valid_until if before else None)
    return found


def standing(plan: Sequence[Visit], calendar: Calendar) -> Aim:
    """Where a history leads on the last day of the calendar."""
    lives, rank = ends(plan, calendar), calendar.schemes[-1].level
    ordered = sorted(lives, key=lambda level: rank[level].rank, reverse=True)
    valid = [level for level in ordered if lives[level].valid_until >= calendar.until]
    if valid:
        return Aim(valid[0])
    grace = [level for level in ordered if lives[level].renewable_until >= calendar.until]
    return Aim(grace[0], "grace") if grace else Aim(ordered[0], "expired")
