"""A small synthetic world for the laws; the full one is made only where its counts are the point."""

from datetime import date

import pytest

from clustermark.sample import World, make_world
from clustermark.sample.allocation import Row
from clustermark.sample.world import calendar_until

SMALL = (Row("DE", 24, 8, 8), Row("ES", 18, 4, 6), Row("LV", 5, 1), Row("EE", 6, 2), Row("CA", 1))
ON = date(2020, 9, 15)


@pytest.fixture(scope="session")
def calendar():
    return calendar_until(ON)


@pytest.fixture(scope="session")
def world() -> World:
    return make_world(7, ON, allocation=SMALL)
