"""The facts that the European scheme asks for: what follows from them, what refuses them, and who may apply."""

from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from clustermark.scheme.loading import load
from clustermark.scheme.model import Scheme
from clustermark.scheme.rules import Eligible
from clustermark.scoring.answers import understood
from clustermark.scoring.case import Case
from clustermark.scoring.checks import failed
from clustermark.scoring.decision import Assessment, assess
from clustermark.scoring.derivation import Sheet
from clustermark.scoring.judging import judge
from clustermark.scoring.values import Missing

DAY = date(2026, 3, 10)
SME, ALL = 48, 80
SYNTHETIC: dict[str, Any] = {
    "existing-organisation": "yes",
    "founded-on": "2016-03-10",
    "committed": {
        "sme": SME,
        "non-sme": 8,
        "rd-institution": 3,
        "university": 2,
        "training": 1,
        "finance": 0,
        "consultant": 0,
        "government": 0,
        "other": 18,
    },
    "committed-near": 60,
    "committed-24m-ago": 64,
    "participants-listed": 100,
    "main-driving-force": "balanced",
    "staff-fte": "2.5",
    "staff-headcount": 4,
    "staff-qualified": 2,
    "manager-since": "2018-09-10",
    "staff-24m-ago": 4,
    "staff-still-here": 3,
    "legal-form": "association",
    "bodies": ["general-meeting", "board"],
    "seats-total": 8,
    "seats-companies": 6,
    "strategy-state": "with-targets",
    "income": {
        "fees": 40000,
        "services": 10000,
        "private-other": 0,
        "regional": 25000,
        "national": 20000,
        "eu": 5000,
    },
    "funded-until": "2027-06-09",
    "rd-projects-24m": 2,
    "training-days": "12.5",
    "intl-actions-24m": 5,
    "contacted-12m": 40,
    "events-12m": 10,
    "attendances-12m": 300,
    "working-groups": 3,
    "in-joint-projects": 30,
    "media-12m": 12,
    "media-foreign-12m": 2,
    "stories-24m": 3,
    "effect-business": "strong",
    "effect-rd": "weak",
    "effect-intl": "strong",
}
LISTED = {
    "eccp-listed": "yes",
    "english-website": "yes",
    "link-to-public-bodies": "yes",
    "national-programme": "no",
}
SERVICES = {"funding": "monthly", "rd": "yearly", "digital": "quarterly", "entrepreneurship": "quarterly"}
EXPECTED: dict[str, int | str] = {
    "committed-participants": 80,
    "sme-share": 60,
    "research-education-share": "7.5",
    "regional-concentration": 75,
    "participant-growth": 25,
    "commitment-ratio": 80,
    "management-fte": "2.5",
    "participants-per-fte": 32,
    "manager-tenure": "7.5",
    "team-qualification": 50,
    "staff-retention": 75,
    "governance-structure": 2,
    "agenda-setting-industry": 75,
    "strategy-status": 3,
    "annual-budget": 100000,
    "private-funding-share": 50,
    "public-funding-share": 50,
    "membership-fee-share": 40,
    "service-income-share": 10,
    "secured-funding-months": 14,
    "service-frequency": 2,
    "service-rd-cooperation": 4,
    "service-human-resources": "1.5625",
    "service-internationalisation": "2.5",
    "personal-contact-coverage": 50,
    "events-per-year": 10,
    "active-working-groups": 3,
    "joint-project-participation": "37.5",
    "media-mentions": 12,
    "success-stories": 3,
    "effect-sme-business": 3,
    "effect-sme-rd-international": 2,
}


@pytest.fixture(scope="module", params=["2012", "2020"])
def scheme(request: pytest.FixtureRequest) -> Scheme:
    return load(f"ecei@{request.param}")


@pytest.fixture(scope="module")
def newest() -> Scheme:
    return load("ecei@2020")


def answers(scheme: Scheme, **changes: Any) -> dict[str, Any]:
    offered = {cell.id: SERVICES.get(cell.id, "not-offered") for cell in scheme.question["service"].cells}
    facts = SYNTHETIC | {"service": offered} | (LISTED if "eccp-listed" in scheme.question else {})
    return facts | {name.replace("_", "-"): value for name, value in changes.items()}


def sheet(scheme: Scheme, **changes: Any) -> Sheet:
    return Sheet(scheme, understood(answers(scheme, **changes), scheme, DAY), DAY)


def assessed(scheme: Scheme, **changes: Any) -> Assessment:
    return assess(Case(assessed_on=DAY, answers=answers(scheme, **changes)), scheme)


def refused(scheme: Scheme, **changes: Any) -> set[str]:
    soft, hard = failed(scheme, sheet(scheme, **changes))
    return {check.id for check, _ in (*soft, *hard)}


def eligible(scheme: Scheme, **changes: Any) -> bool:
    return judge(Eligible(), assessed(scheme, **changes).standing).met is True


def test_every_indicator_follows_from_the_facts(scheme: Scheme) -> None:
    values = sheet(scheme)
    assert {id_: values.indicator(id_).value for id_ in EXPECTED} == {
        id_: Fraction(value) for id_, value in EXPECTED.items()
    }
    assert values.indicator("driving-force").value == "balanced"
    assert sorted(i.number for i in scheme.indicators) == list(range(1, 37))


def test_the_versions_differ_in_their_themes() -> None:
    old, new = sheet(load("ecei@2012")), sheet(load("ecei@2020"))
    assert (old.indicator("service-breadth").value, new.indicator("service-breadth").value) == (3, 4)
    assert (old.indicator("service-entrepreneurship").value, new.indicator("service-transition").value) == (
        2,
        2,
    )


def test_a_cluster_without_services_has_frequency_zero(scheme: Scheme) -> None:
    nothing = {cell.id: "not-offered" for cell in scheme.question["service"].cells}
    assert sheet(scheme, service=nothing).indicator("service-frequency").value == 0


def test_a_cluster_without_an_earlier_team_has_no_retention(scheme: Scheme) -> None:
    young = sheet(scheme, staff_24m_ago=0, staff_still_here=0, committed_24m_ago=0)
    assert isinstance(young.indicator("staff-retention").value, Missing)
    assert isinstance(young.indicator("participant-growth").value, Missing)


def test_the_facts_are_complete_and_fit(scheme: Scheme) -> None:
    found = assessed(scheme)
    assert not found.problems
    assert not found.warnings
    assert "benchmarking" not in found.standing.incomplete


@pytest.mark.parametrize(
    ("check", "changes"),
    [
        ("near-within-committed", {"committed_near": ALL + 1}),
        ("contacted-within-committed", {"contacted_12m": ALL + 1}),
        ("joint-projects-within-committed", {"in_joint_projects": ALL + 1}),
        ("committed-within-listed", {"participants_listed": ALL - 1}),
        ("fte-within-headcount", {"staff_fte": "4.01"}),
        ("qualified-within-headcount", {"staff_qualified": 5}),
        ("still-here-within-earlier-team", {"staff_24m_ago": 2}),
        ("company-seats-within-seats", {"seats_total": 5}),
        ("foreign-within-media", {"media_foreign_12m": 13}),
        ("some-income", {"income": dict.fromkeys(SYNTHETIC["income"], 0)}),
        ("done-within-planned", {"planned_actions": 4, "actions_done": 5}),
        ("unusual-team", {"staff_fte": "60.01", "staff_headcount": 100}),
        ("unusual-size", {"committed": SYNTHETIC["committed"] | {"other": 1439}, "participants_listed": 1501,
                          "committed_24m_ago": 1500}),
        ("unusual-growth", {"committed_24m_ago": 19}),
        ("unusual-growth", {"committed_24m_ago": 161}),
        ("manager-within-cluster-age", {"manager_since": "2016-02-10"}),
        ("still-here-within-headcount", {"staff_24m_ago": 9, "staff_still_here": 5}),
        ("attendances-cover-events", {"attendances_12m": 9}),
        ("leavers-within-committed", {"leavers_12m": ALL + 1}),
        ("improvement-1-in-order", {"improvement_1_before_on": "2026-02-01", "improvement_1_after_on": "2025-12-01"}),
    ],
)  # fmt: skip
def test_each_check_notices_just_what_it_is_for(scheme: Scheme, check: str, changes: dict[str, Any]) -> None:
    assert refused(scheme, **changes) == {check}


@pytest.mark.parametrize(
    ("changes", "may_apply"),
    [
        ({}, True),
        ({"existing_organisation": "no"}, False),
        ({"eccp_listed": "no"}, False),
        ({"eccp_listed": "no", "national_programme": "yes"}, False),
        ({"staff_fte": "0.5"}, True),
        ({"staff_fte": "0.49"}, False),
        ({"staff_fte": "0.49", "national_programme": "yes"}, True),
        ({"english_website": "no"}, False),
        ({"english_website": "no", "national_programme": "yes"}, True),
        ({"link_to_public_bodies": "no"}, False),
        ({"link_to_public_bodies": "no", "national_programme": "yes"}, True),
        ({"link_to_public_bodies": "no", "committed": SYNTHETIC["committed"] | {"government": 1}}, True),
        ({"committed": dict.fromkeys(SYNTHETIC["committed"], 0) | {"sme": ALL}}, False),
        ({"committed": dict.fromkeys(SYNTHETIC["committed"], 0) | {"sme": 13, "other": 1}}, False),
    ],
)
def test_who_may_apply(newest: Scheme, changes: dict[str, Any], may_apply: bool) -> None:
    assert eligible(newest, **changes) is may_apply


def test_each_recommendation_has_a_first_step_and_a_gold_criterion(scheme: Scheme) -> None:
    for indicator in scheme.indicators:
        assert (indicator.advice is not None) == (indicator.direction == "higher-is-better")
        assert [scheme.criterion[id_].instruments for id_ in indicator.prepares]


def test_every_question_explains_itself(scheme: Scheme) -> None:
    assert not [question.id for question in scheme.questions if question.guidance is None]


def test_a_silver_area_is_tied_to_one_of_the_indicators(scheme: Scheme) -> None:
    for area in (1, 2, 3):
        options = {option.id for option in scheme.question[f"improvement-{area}-indicator"].options}
        assert options == set(scheme.indicator)


def test_every_published_field_and_country_group_is_known(scheme: Scheme) -> None:
    families = {c.id: c.members for g in scheme.peer_groups if g.id == "sector-family" for c in g.classes}
    assert sorted(member for members in families.values() for member in members) == sorted(
        sector.id for sector in scheme.sectors
    )
    assert {country.region for country in scheme.countries} == {region.id for region in scheme.regions}
