"""A small synthetic world, and what reports are made from."""

import pytest

from clustermark.benchmark.comparison import compared
from clustermark.benchmark.peers import Peers
from clustermark.benchmark.population import profile_of, snapshot
from clustermark.sample import make_world
from clustermark.sample.allocation import Row
from clustermark.sample.populating import profiles
from clustermark.scheme.loading import load
from clustermark.scoring.decision import assess


class Told:
    """An assessment with the one before and its comparison."""

    def __init__(self, attempts, peers):
        before, now = attempts[-2:]
        self.got = assess(now.case, load(now.case.scheme))
        self.before = assess(before.case, load(before.case.scheme))
        self.found = compared(profile_of(now.case, self.got.scheme), peers)


@pytest.fixture(scope="session")
def world():
    return make_world(allocation=(Row("DE", 40, 8, 8), Row("EE", 6), Row("NO", 6, 1, 2)))


@pytest.fixture(scope="session")
def told(world):
    """By the level of the last assessment."""
    scheme = load("ecei@2020")
    peers = Peers.of(snapshot(profiles(world, scheme), scheme, world.on), scheme)
    several = [m.attempts for m in world.members if len(m.attempts) > 1]
    new = [attempts for attempts in several if attempts[-1].case.scheme == scheme.name]
    return {
        level: Told(next(a for a in new if a[-1].level == level), peers)
        for level in ("bronze", "silver", "gold")
    }
