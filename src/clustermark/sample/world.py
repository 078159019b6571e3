"""The synthetic world: organisations, all their visits since 2012, the decisions on them, and who holds what."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from clustermark.sample.allocation import ALLOCATION, LEVELS, LISTED, PUBLISHED_ON, Listed, Row
from clustermark.sample.deciding import Attempt
from clustermark.sample.history import Calendar
from clustermark.sample.labels import labels_of
from clustermark.sample.members import Member, member
from clustermark.sample.population import places, wanted
from clustermark.scheme.loading import load
from clustermark.scheme.places import built_in

Progress = Callable[[str, int, int], None]
"""Told what is being made, how many are done, and of how many."""
SEED = 20200915
FAMILY = "ecei"


@dataclass(frozen=True, slots=True)
class Standing:
    """The highest level that an organisation holds on a day."""

    country: str
    level: str
    name: str
    synthetic: bool


@dataclass(frozen=True, slots=True)
class World:
    """Everything is invented and flagged so, but for the few real entries of the registry, which have no answers."""

    seed: int
    on: date
    members: tuple[Member, ...]
    listed: tuple[Listed, ...] = ()

    @property
    def attempts(self) -> Iterable[Attempt]:
        return (attempt for member in self.members for attempt in member.attempts)

    @property
    def standings(self) -> tuple[Standing, ...]:
        """Who holds which highest level on the day of the count."""
        return (*_invented(self.members, self.on), *_real(self.listed, self.on))


def _invented(members: Iterable[Member], on: date) -> Iterator[Standing]:
    for one in members:
        held = [label.level for label in labels_of(one, on) if label.in_force(on)]
        if held:
            highest = max(held, key=LEVELS.index)
            yield Standing(one.organisation.country, highest, one.organisation.name, synthetic=True)


def _real(listed: Iterable[Listed], on: date) -> Iterator[Standing]:
    """What a source attests for a day says nothing about another."""
    return (
        Standing(entry.country, entry.level, entry.english, synthetic=False)
        for entry in listed
        if entry.on == on
    )


def calendar_until(on: date) -> Calendar:
    """The built-in versions in order of their coming into force."""
    versions = (load(f"{FAMILY}@{version}") for version in built_in()[FAMILY])
    return Calendar(tuple(sorted(versions, key=lambda scheme: scheme.in_force_from)), on)


def listed_in(allocation: Iterable[Row]) -> tuple[Listed, ...]:
    """The real entries of the countries allocated."""
    countries = {row.country for row in allocation}
    return tuple(entry for entry in LISTED if entry.country in countries)


def make_world(
    seed: int = SEED,
    on: date = PUBLISHED_ON,
    *,
    allocation: Sequence[Row] = ALLOCATION,
    progress: Progress | None = None,
) -> World:
    """The same for the same seed on every machine. `allocation` says how many hold what in which country on that day."""
    calendar = calendar_until(on)
    found = places(wanted(allocation, seed), seed)
    members = []
    for done, place in enumerate(found, 1):
        members.append(member(place, seed, calendar))
        if progress:
            progress("organisations", done, len(found))
    return World(seed, on, tuple(members), listed_in(allocation))
