from collections import Counter

import pytest

from clustermark.sample.allocation import ALLOCATION, LISTED, Row
from clustermark.sample.history import Aim
from clustermark.sample.population import PUBLISHED, places, tier_of, wanted


def test_the_allocation_adds_up_to_what_was_published():
    totals = {level: sum(row.held(level) for row in ALLOCATION) for level in ("bronze", "silver", "gold")}
    assert totals == {"bronze": 997, "silver": 100, "gold": 94}
    countries = {level: sum(row.held(level) > 0 for row in ALLOCATION) for level in totals}
    assert countries == {"bronze": 43, "silver": 18, "gold": 18}
    assert len({row.country for row in ALLOCATION}) == 43


def test_the_real_entries_are_those_of_latvia():
    latvia = next(row for row in ALLOCATION if row.country == "LV")
    assert Counter(entry.level for entry in LISTED) == {"bronze": latvia.bronze, "silver": latvia.silver}


def test_nobody_is_invented_in_the_place_of_a_real_organisation():
    population = wanted(ALLOCATION, 1)
    assert not [one for one in population if one.country == "LV"]
    valid = [one for one in population if one.aim.state == "in-force" and not one.stopped]
    assert len(valid) == PUBLISHED - len(LISTED)


def test_a_small_world_has_its_share_of_those_without_a_label():
    states = Counter(one.stopped or one.aim.state for one in wanted([Row("DE", 100, 20, 5)], 1))
    assert states["in-force"] == 125
    assert states["grace"] > 5
    assert states["expired"] > 10
    assert states["suspended"] == states["withdrawn"] == states["revoked"] == 1


def test_every_place_is_taken_once():
    found = places(wanted(ALLOCATION, 1), 1)
    assert len({place.number for place in found}) == len(found)
    gold = [place for place in found if place.aim.level == "gold"]
    assert len({place.rank for place in gold}) == len(gold)
    german = [place.near for place in found if place.country == "DE"]
    assert sorted(german) == [(n, len(german)) for n in range(len(german))]


def test_the_tiers_cover_the_population_from_bronze_to_gold():
    tiers = tier_of(["gold", "bronze", "bronze", "silver"])
    assert tiers == {
        "bronze": (0, 0.5),
        "silver": (0.5, 0.75),
        "gold": (0.75, pytest.approx(1)),
    }


def test_aims_are_in_proportion():
    aims = Counter(one.aim for one in wanted(ALLOCATION, 1))
    assert aims[Aim("gold", "grace")] < aims[Aim("bronze", "grace")] < aims[Aim("bronze")]
