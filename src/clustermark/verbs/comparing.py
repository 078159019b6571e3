"""What one can do with a population: see where one stands."""

from collections.abc import Iterator
from pathlib import Path

from clustermark.benchmark.comparison import Comparison, compared
from clustermark.benchmark.peers import Peers
from clustermark.benchmark.population import Profile, profile_of, snapshot
from clustermark.sample.labels import labels_of
from clustermark.sample.reading import load_world
from clustermark.sample.world import World, make_world
from clustermark.scheme.model import Scheme
from clustermark.scoring.decision import Assessment
from clustermark.verbs.cases import sound


def benchmark(file: str | Path, *, population: str | None = None, scheme: str | None = None) -> Comparison:
    """Where a case stands among its peers, for each indicator and each peer group of its scheme.

    `population` is the folder of a synthetic world that `sample` wrote; without one it is made afresh. Only assessments under
    the same version of the scheme are compared, the latest of each organisation, the own one left out.
    """
    return against(sound(Path(file), scheme), population)


def against(got: Assessment, population: str | None) -> Comparison:
    """An assessment among its peers. Raises InputError where the population cannot be read."""
    world = load_world(Path(population)) if population else make_world()
    return compared(profile_of(got.case, got.scheme), population_of(world, got.scheme))


def population_of(world: World, scheme: Scheme) -> Peers:
    """The organisations of a world that were assessed under one version, as of its day."""
    return Peers.of(snapshot(profiles(world, scheme), scheme, world.on), scheme)


def profiles(world: World, scheme: Scheme) -> Iterator[Profile]:
    """Every assessment under one version, with the levels that the organisation holds on the day of the world."""
    for member in world.members:
        held = [label.level for label in labels_of(member, world.on) if label.in_force(world.on)]
        cases = [attempt.case for attempt in member.attempts if attempt.case.scheme == scheme.name]
        for case in cases[-1:]:
            yield profile_of(case, scheme, held)
