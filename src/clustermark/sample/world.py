"""The synthetic world: organisations, all their visits since 2012, the decisions on them, and the registry that follows."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from clustermark.sample.allocation import ALLOCATION, PUBLISHED_ON, Row
from clustermark.sample.deciding import Attempt
from clustermark.sample.history import Calendar
from clustermark.sample.members import Member, member
from clustermark.sample.population import places, wanted
from clustermark.scheme.loading import built_in, load

Progress = Callable[[str, int, int], None]
"""Told what is being made, how many are done, and of how many."""
SEED = 20200915
FAMILY = "ecei"


@dataclass(frozen=True, slots=True)
class World:
    """Everything is invented and flagged so, but for the few real entries of the registry, which have no answers."""

    seed: int
    on: date
    members: tuple[Member, ...]

    @property
    def attempts(self) -> Iterable[Attempt]:
        return (attempt for member in self.members for attempt in member.attempts)


def calendar_until(on: date) -> Calendar:
    """The built-in versions in order of their coming into force."""
    versions = (load(f"{FAMILY}@{folder.name}") for folder in built_in()[FAMILY])
    return Calendar(tuple(sorted(versions, key=lambda scheme: scheme.in_force_from)), on)


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
    return World(seed, on, tuple(members))
