"""Levels: which rule implies which, and that a case is found for each level."""

import pytest
from building import CRITERIA, criterion, level, scheme, text

from clustermark.proofs.levels import implies
from clustermark.proofs.lint import lint
from clustermark.proofs.witness import candidates, witness
from clustermark.scheme.rules import All
from clustermark.scoring.decision import Outcome

LISTED, PLAN = (
    {"answer-is": {"question": "listed", "is": "yes"}},
    {"answer-is": {"question": "plan", "is": ["good"]}},
)


def least(term, n):
    return {"value-at-least": {"of": term, "at-least": n}}


def most(term, n):
    return {"value-at-most": {"of": term, "at-most": n}}


def total(**limit):
    return {"total-at-least": {"instrument": "audit", **limit}}


def group(**limit):
    return {"group-at-least": {"instrument": "audit", "group": "all", **limit}}


def points(id_, n):
    return {"criterion-at-least": {"criterion": id_, "points": n}}


def several(ids, n, k):
    return {"count-at-least": {"criteria": ids, "points": n, "at-least": k}}


@pytest.mark.parametrize(
    ("strong", "weak", "holds"),
    [
        (LISTED, LISTED, True),
        (LISTED, PLAN, False),
        ({"all": [LISTED, PLAN]}, PLAN, True),
        (LISTED, {"any": [PLAN, LISTED]}, True),
        ({"all": [LISTED, PLAN]}, {"all": [PLAN, LISTED]}, True),
        ({"any": [LISTED, {"all": [LISTED, PLAN]}]}, LISTED, True),
        ({"any": [LISTED, PLAN]}, LISTED, False),
        ({"holds": "best"}, {"holds": "fine"}, True),
        ({"holds": "fine"}, {"holds": "best"}, False),
        (least("members", 5), least("members", 4), True),
        (least("members", 4), least("members", 5), False),
        (least("members", 5), least("before", 4), False),
        (most("members", 4), most("members", 5), True),
        (most("members", 4), most("before", 5), False),
        (total(percent=80), total(percent=60), True),
        (total(percent=80), total(points=1), False),
        (total(points=5), total(points=4), True),
        (group(percent=80), group(percent=60), True),
        (points("care", 4), points("care", 2), True),
        (points("care", 4), points("minutes", 2), False),
        (several(["care"], 2, 1), several(["care", "minutes"], 2, 1), True),
        (several(["care", "minutes"], 2, 1), several(["care"], 2, 1), False),
    ],
)
def test_what_meets_one_rule_meets_the_other(strong, weak, holds):
    made = scheme({"all": [strong, weak]})
    rule = made.level["fine"].requires[0].rule
    assert isinstance(rule, All)
    assert implies(*rule.of, made) is holds


WANTED = {
    "all": [
        least("members", 20),
        most("staff", 3),
        least({"months-since": "since"}, 24),
        least({"months-until": "until"}, 12),
        least({"sum": "income"}, 1),
        least({"mean": "services"}, 2),
        least({"count": "bodies"}, 2),
        LISTED,
        PLAN,
        {"elapsed": {"since": "audit", "at-least": 20}},
        {"complete": "audit"},
        {"every-gate": "audit"},
        {"every-threshold": "audit"},
    ]
}


def test_a_case_is_made_for_a_level_that_asks_for_everything():
    got = witness("fine", scheme(WANTED))
    assert got.decision("fine").outcome is Outcome.AWARDED
    assert got.problems == ()


def test_a_case_holds_the_levels_below():
    made = scheme(
        levels=[
            level("fine", 1, [("gate", {"every-gate": "audit"})]),
            level("best", 2, [("held", {"holds": "fine"})]),
        ]
    )
    assert witness("best", made).decision("best").outcome is Outcome.AWARDED


def test_a_worked_example_that_does_not_come_out_is_no_witness():
    example = {
        "id": "wrong",
        "title": text("Wrong"),
        "case": {"assessed-on": "2026-01-01"},
        "expect": {"outcomes": {"fine": "awarded"}},
    }
    assert witness("fine", scheme(examples=[example])).decision("fine").outcome is Outcome.AWARDED


def test_levels_of_the_same_rank_are_told():
    made = scheme(levels=[level(name, 1, [("gate", {"every-gate": "audit"})]) for name in ("fine", "best")])
    assert "fine and best have the same rank" in [p.what.of("en") for p in lint(made).problems]


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        (several(["care", "minutes"], 4, 2), "2 criteria are asked for, but only 1 can reach 4 points"),
        ({"gate-met": "care"}, "care is no gate, so it can never be passed"),
        (total(points=11), "11 points are asked for, but there are only 10"),
        (group(points=11), "11 points are asked for, but there are only 10"),
    ],
)
def test_what_asks_for_more_than_there_is_is_told(rule, words):
    assert words in [p.what.of("en") for p in lint(scheme(rule)).problems]


@pytest.mark.parametrize("place", ["eligibility", "requirements"])
def test_a_turned_rule_is_found_in_lists_of_conditions(place):
    conditions = [{"id": "k", "title": text("K"), "rule": {"not": points("care", 2)}}]
    lists = (
        conditions
        if place == "eligibility"
        else [{"id": "base", "title": text("B"), "requirements": conditions}]
    )
    rule = "eligible" if place == "eligibility" else {"every-requirement": "base"}
    assert any(
        "as soon as points meet this rule" in p.what.of("en")
        for p in lint(scheme({"any": [rule, LISTED]}, **{place: lists})).problems
    )


def test_bands_below_everything_are_told():
    bands = [{"below": -5, "points": 0}, {"below": 0, "points": 1}, {"points": 2}]
    made = scheme(criteria=[criterion("size", 2, banded={"from": "members", "bands": bands}), *CRITERIA[2:]])
    said = [p.of("en") for p in lint(made).problems]
    assert sum("no value can fall in band" in words for words in said) == 2


def test_numbers_that_are_too_large_are_told():
    term = "members"
    for _ in range(30):
        term = {"ratio": {"of": term, "to": {"difference": {"of": "before", "less": "staff"}}, "times": 1000}}
    made = scheme(least(term, 1))
    assert any("too large to compute with" in p.what.of("en") for p in lint(made).problems)


def test_fees_that_overlap_and_classes_with_a_gap_are_told():
    fees = [
        {
            "id": f"f-{n}",
            "level": "fine",
            "title": text("Visit"),
            "amount": n,
            "currency": "EUR",
            "from": f"202{n}-01-01",
        }
        for n in range(2)
    ]
    classes = [
        {"id": "young", "title": text("Young"), "below": 2},
        {"id": "old", "title": text("Old"), "from": 3},
    ]
    groups = [
        {"id": "age", "title": text("Age"), "by": "all", "classes": classes, "falls-back-to": "all"},
        {"id": "all", "title": text("All"), "by": "all"},
    ]
    said = [p.what.of("en") for p in lint(scheme(fees=fees, **{"peer-groups": groups})).problems]
    assert "f-0 and f-1 are in force at the same time" in said
    assert "young ends at 2, old begins at 3" in said


def test_candidates_of_a_date_that_may_lie_ahead_lie_ahead():
    made = scheme()
    days = list(candidates(made.question["until"], made.in_force_from, made))
    assert max(days) > made.in_force_from >= max(candidates(made.question["since"], made.in_force_from, made))
