"""One organisation among its peers: who they are, and what of them may be shown."""

from datetime import date
from fractions import Fraction

import pytest
from building import case, scheme, text
from hypothesis import given
from hypothesis import strategies as st

from clustermark.benchmark.comparison import compared, members_of
from clustermark.benchmark.groups import chain
from clustermark.benchmark.peers import Peers
from clustermark.benchmark.population import Profile, profile_of, snapshot
from clustermark.benchmark.position import Position, position, quantile, quartiles
from clustermark.errors import InputError

ON = date(2026, 1, 1)
INDICATOR = {
    "id": "people",
    "number": 1,
    "instrument": "audit",
    "group": "all",
    "title": text("People"),
    "unit": text("1"),
    "value": "members",
    "direction": "context",
    "basis": "design",
    "meaning": text("Why"),
}
CLASSES = [
    {"id": "small", "title": text("Small"), "below": 50},
    {"id": "large", "title": text("Large"), "from": 50},
]
FAMILIES = [{"id": "life", "title": text("Life"), "members": ["food", "health"]}]
GROUPS = [
    {"id": "all", "by": "all", "title": text("All")},
    {"id": "sector", "by": "sector", "title": text("Sector"), "falls-back-to": "family"},
    {"id": "family", "by": "sector", "title": text("Family"), "classes": FAMILIES, "falls-back-to": "all"},
    {"id": "country", "by": "country", "title": text("Country"), "falls-back-to": "region"},
    {"id": "region", "by": "region", "title": text("Region"), "falls-back-to": "all"},
    {"id": "size", "by": "indicator", "indicator": "people", "title": text("Size"), "classes": CLASSES},
    {"id": "best", "by": "level", "level": "best", "title": text("Best")},
]
DISCLOSURE = {
    "smallest-group": 5,
    "smallest-for-quartiles": 8,
    "smallest-for-extremes": 20,
    "dominance-percent": 50,
    "oldest-months": 48,
}
COUNTRIES = [
    {"code": code, "region": region}
    for code, region in (("LV", "baltic"), ("EE", "baltic"), ("NO", "nordic"))
]
MADE = scheme(indicators=[INDICATOR], countries=COUNTRIES, disclosure=DISCLOSURE, **{"peer-groups": GROUPS})


def profile(number, people=40, country="LV", sector="food", held=(), assessed_on=date(2025, 1, 1)):
    values = {} if people is None else {"people": Fraction(people)}
    return Profile(f"s-{number:03}", country, sector, assessed_on, frozenset(held), values)


OWN = profile(0)


def among(population, own=OWN, made=MADE):
    [row] = compared(own, Peers.of(snapshot(population, made, ON), made)).rows
    return {place.group: place for place in row.among}


def test_groups_are_those_alike():
    population = snapshot(
        [
            OWN,
            profile(1, 60),
            profile(2, country="EE"),
            profile(3, sector="health"),
            profile(4, country="NO", sector="ict", held=["best"]),
        ],
        MADE,
        ON,
    )
    prepared = Peers.of(population, MADE)
    members = {
        id_: [population.profiles[i].number for i in mask.nonzero()[0]]
        for id_, mask in members_of(OWN, prepared).items()
    }
    assert members == {
        "all": ["s-001", "s-002", "s-003", "s-004"],
        "sector": ["s-001", "s-002"],
        "family": ["s-001", "s-002", "s-003"],
        "country": ["s-001", "s-003"],
        "region": ["s-001", "s-002", "s-003"],
        "size": ["s-002", "s-003", "s-004"],
        "best": ["s-004"],
    }


def test_what_is_not_known_is_like_nobody():
    nowhere = profile(9, None, country="", sector="")
    population = snapshot([profile(1, country="", sector="", people=None), profile(2)], MADE, ON)
    for group in MADE.peer_groups:
        if group.by not in {"all", "level"}:
            assert not members_of(nowhere, Peers.of(population, MADE))[group.id].any()


def test_a_group_that_is_too_small_falls_back_and_says_so():
    found = among([profile(n, 10 * n, country="EE" if n > 3 else "LV") for n in range(1, 9)])
    assert (found["country"].used, found["country"].size) == ("region", 8)
    assert (found["best"].used, found["best"].size, found["best"].median, found["best"].position) == (
        "best",
        0,
        None,
        None,
    )
    assert [group.id for group in chain(MADE.peer_groups[1], MADE)] == ["sector", "family", "all"]


def test_the_worked_example_of_eight_peers():
    found = among([profile(n, 10 * n) for n in range(1, 9)])["all"]
    assert (found.lower, found.median, found.upper) == (Fraction(55, 2), 45, Fraction(125, 2))
    assert found.position == Position(3, 1, 8)
    assert found.position.percent == Fraction(175, 4)


@pytest.mark.parametrize(
    ("number", "median", "lower"), [(4, False, False), (5, True, False), (7, True, False), (8, True, True)]
)
def test_how_much_is_shown_depends_on_the_size(number, median, lower):
    found = among([profile(n, n) for n in range(1, number + 1)])["all"]
    assert (found.median is not None, found.lower is not None) == (median, lower)


def test_an_own_value_that_is_missing_has_no_position():
    found = among([profile(n, n) for n in range(1, 9)], own=profile(0, None))
    assert found["all"].position is None
    assert found["all"].median is not None


def test_without_rules_of_disclosure_nothing_is_shown():
    bare = MADE.model_copy(update={"disclosure": None})
    [row] = compared(OWN, Peers.of(snapshot([profile(1)], bare, ON), bare)).rows
    assert row.among == ()
    assert row.is_context


def test_only_the_latest_assessment_counts_and_none_too_old_or_of_the_future():
    days = [date(2023, 1, 1), date(2025, 1, 1), date(2024, 1, 1), date(2022, 1, 1), date(2026, 1, 2)]
    found = snapshot([profile(1, n, assessed_on=day) for n, day in enumerate(days)], MADE, ON)
    assert [p.values["people"] for p in found.profiles] == [1]
    assert snapshot([profile(1, assessed_on=date(2022, 1, 1))], MADE, ON).profiles == ()


def test_a_population_has_one_assessment_of_a_day_and_numbers():
    with pytest.raises(
        InputError, match="s-001 is in the population twice on 1 January 2025 — keep one of them"
    ):
        snapshot([profile(1), profile(1)], MADE, ON)
    with pytest.raises(InputError, match="has no number — give it one"):
        snapshot([Profile("", "LV", "food", ON, frozenset(), {})], MADE, ON)


def test_a_snapshot_is_named_by_what_is_in_it_in_any_order():
    some = [profile(n, n) for n in range(5)]
    assert snapshot(some, MADE, ON).digest == snapshot(some[::-1], MADE, ON).digest
    assert snapshot(some, MADE, ON).digest != snapshot(some[1:], MADE, ON).digest


def test_a_profile_comes_from_a_case():
    found = profile_of(
        case(organisation={"number": "s-1", "country": "LV", "sector": "food"}), MADE, ["best"]
    )
    assert (found.number, found.values, found.held) == ("s-1", {"people": Fraction(60)}, frozenset({"best"}))


VALUES = st.lists(st.fractions(-100, 100, max_denominator=50), min_size=1, max_size=40)


@given(VALUES, st.fractions(-100, 100, max_denominator=50))
def test_a_position_counts_everybody_once(values, own):
    found = position(own, values)
    assert found.below + found.equal + sum(v > own for v in values) == found.size == len(values)
    assert 0 <= found.percent <= 100


@given(VALUES)
def test_quartiles_lie_between_and_in_order(values):
    lower, median, upper = quartiles(values)
    assert min(values) <= lower <= median <= upper <= max(values)
    assert quantile(sorted(values), Fraction(0)) == min(values)
    assert quantile(sorted(values), Fraction(1)) == max(values)


def test_nobody_has_no_position():
    assert position(Fraction(1), []).percent is None


def test_nobody_to_compare_with_and_an_indicator_that_nobody_answered():
    assert {(place.size, place.median) for place in among([]).values()} == {(0, None)}
    silent = [profile(n, None) for n in range(1, 30)]
    assert {(place.size, place.position) for place in among(silent).values()} == {(0, None)}
