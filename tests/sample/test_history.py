from collections import Counter
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clustermark.sample.draws import Draws
from clustermark.sample.history import BEGINNING, Aim, Visit, ends, simplest, standing, visits, weekday

AIMS = [
    Aim(level, state) for level in ("bronze", "silver", "gold") for state in ("in-force", "grace", "expired")
]
ON = date(2020, 9, 15)


@pytest.fixture(scope="module")
def plans(calendar):
    return {aim: [visits(aim, 9.5, calendar, Draws(aim, n)) for n in range(40)] for aim in AIMS}


@pytest.mark.parametrize("aim", AIMS, ids=str)
def test_a_history_ends_as_aimed_at(aim, plans, calendar):
    assert {standing(plan, calendar) for plan in plans[aim]} == {aim}


def test_visits_are_in_order_on_working_days_within_the_years(plans):
    for plan in (plan for found in plans.values() for plan in found):
        days = [visit.on for visit in plan]
        assert days == sorted(set(days))
        assert all(day.weekday() < 5 for day in days)
        assert BEGINNING <= days[0] <= days[-1] <= ON


def test_whoever_is_gold_began_with_bronze_and_silver_comes_after_a_second_benchmarking(plans):
    gold = plans[Aim("gold")]
    assert {plan[0].level for plan in gold} == {"bronze"}
    assert 5 < sum("silver" in {visit.level for visit in plan} for plan in gold) < 35
    for plan in plans[Aim("silver")]:
        first, second = plan[0].on, next(visit.on for visit in plan if visit.level == "silver")
        assert 18 * 30 < (second - first).days < 25 * 31


def test_some_are_refused_gold_at_the_first_attempt_and_some_renew_it(plans):
    gold = plans[Aim("gold")]
    assert 2 < sum(not visit.earns for plan in gold for visit in plan) < 25
    assert max(Counter(visit.level for visit in plan if visit.earns)["gold"] for plan in gold) > 1


@given(st.sampled_from(AIMS), st.integers(0, 1000))
@settings(max_examples=30)
def test_the_simplest_history_ends_as_aimed_at_too(calendar, aim, seed):
    assert standing(simplest(aim, calendar, Draws(seed)), calendar) == aim


def test_a_very_young_organisation_gets_the_simplest_history(calendar):
    plan = visits(Aim("silver", "expired"), 0.6, calendar, Draws("young"))
    assert [visit.level for visit in plan] == ["bronze", "silver"]


def test_a_refused_visit_gives_no_label(calendar):
    plan = (Visit("bronze", date(2019, 3, 4)), Visit("gold", date(2020, 3, 4), earns=False))
    assert set(ends(plan, calendar)) == {"bronze"}


@given(st.dates(date(2012, 1, 1), date(2030, 1, 1)))
def test_a_weekend_moves_to_monday(day):
    moved = weekday(day)
    assert moved.weekday() < 5
    assert 0 <= (moved - day).days <= 2
