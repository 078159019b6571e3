"""The population of a synthetic world."""

from collections.abc import Iterator

from clustermark.benchmark.peers import Peers
from clustermark.benchmark.population import Profile, profile_of, snapshot
from clustermark.sample.labels import labels_of
from clustermark.sample.world import World
from clustermark.scheme.model import Scheme


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
