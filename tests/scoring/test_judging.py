"""Every rule is met, not met, or undecided while something that it needs is missing."""

import pytest
from building import agreed, case, scheme
from hypothesis import given
from hypothesis import strategies as st

from clustermark.scoring.decision import assess
from clustermark.scoring.judging import all_met, negated

YES, NO, OPEN = (
    {"answer-is": {"question": "listed", "is": "yes"}},
    {"answer-is": {"question": "listed", "is": "no"}},
    {"answer-is": {"question": "plan", "is": ["good"]}},
)
TWO = {"title": {"en": "Baseline"}, "id": "baseline"}


def verdict(rule, made=None, **more):
    answers = {"members": 60, "listed": "yes", **more.pop("answers", {})}
    got = assess(case(answers=answers, **more), made or scheme(rule))
    return got.decision("fine").verdicts[0]


def conditions(*rules):
    return [{"id": f"c-{n}", "title": {"en": "C"}, "rule": rule} for n, rule in enumerate(rules)]


@pytest.mark.parametrize(
    ("rule", "met"),
    [
        ({"all": [YES, YES]}, True),
        ({"all": [YES, OPEN]}, None),
        ({"all": [NO, OPEN]}, False),
        ({"any": [NO, YES, OPEN]}, True),
        ({"any": [NO, OPEN]}, None),
        ({"any": [NO, NO]}, False),
        ({"not": YES}, False),
        ({"not": NO}, True),
        ({"not": OPEN}, None),
        ({"value-at-least": {"of": "members", "at-least": 60}}, True),
        ({"value-at-least": {"of": "members", "at-least": 61}}, False),
        ({"value-at-least": {"of": "staff", "at-least": 1}}, None),
        ({"value-at-most": {"of": "members", "at-most": 60}}, True),
        ({"value-at-most": {"of": "members", "at-most": 59}}, False),
        ({"value-at-most": {"of": "staff", "at-most": 59}}, None),
    ],
)
def test_answers_and_how_they_are_joined(rule, met):
    assert verdict(rule).met is met


def test_a_choice_may_be_one_of_several():
    assert verdict(OPEN, answers={"plan": "good"}).met is True
    assert verdict(OPEN, answers={"plan": "none"}).met is False
    assert verdict(OPEN, answers={"plan": "none"}).concerns == ("plan",)


@pytest.mark.parametrize(("rules", "met"), [([YES], True), ([YES, NO], False), ([YES, OPEN], None)])
def test_lists_of_conditions_name_those_that_stand_in_the_way(rules, met):
    eligible = verdict(None, scheme("eligible", eligibility=conditions(*rules)))
    listed = verdict(
        None,
        scheme({"every-requirement": "baseline"}, requirements=[TWO | {"requirements": conditions(*rules)}]),
    )
    for found in (eligible, listed):
        assert found.met is met
        assert found.concerns == (("c-1",) if met is not True else ())


def test_complete_wants_every_required_answer_and_no_failing_hard_check():
    check = {
        "id": "fit",
        "of": "before",
        "at-most": "members",
        "instrument": "audit",
        "text": {"en": "Too many"},
    }
    made = scheme({"complete": "audit"}, checks=[check])
    assert verdict(None, made).met is True
    assert verdict(None, made, answers={"members": None}).concerns == ("members",)
    assert verdict(None, made, answers={"before": 61}).concerns == ("fit",)
    assert (
        verdict(
            None, scheme({"complete": "audit"}, checks=[{**check, "soft": True}]), answers={"before": 61}
        ).met
        is True
    )


def holding(level, **days):
    usual = {"valid-from": "2024-01-01", "valid-until": "2026-01-31", "renewable-until": "2027-01-31"}
    return {"holdings": [{"level": level, **usual, **days}]}


@pytest.mark.parametrize(
    ("held", "met"),
    [
        ({}, False),
        (holding("fine"), True),
        (holding("best"), True),
        (holding("fine", **{"renewable-until": "2026-03-10"}), True),
        (holding("fine", **{"renewable-until": "2026-03-09"}), False),
        (holding("fine", **{"valid-from": "2026-03-11"}), False),
        (holding("of-another-scheme"), False),
    ],
)
def test_holds_is_the_level_or_a_higher_one_until_it_may_no_longer_be_renewed(held, met):
    assert verdict({"holds": "fine"}, **held).met is met


def test_a_lower_level_is_not_enough():
    assert verdict({"holds": "best"}, **holding("fine")).met is False


@pytest.mark.parametrize(
    ("earlier", "limits", "met"),
    [
        ([], {"at-least": 18}, False),
        (["2024-09-10"], {"at-least": 18, "at-most": 24}, True),
        (["2024-09-11"], {"at-least": 18}, False),
        (["2023-09-10"], {"at-most": 24}, False),
        (["2020-01-01", "2024-09-10"], {"at-least": 18}, True),
        (["2024-09-10", "2027-01-01"], {"at-least": 18}, True),
        (["2024-09-10"], {}, True),
    ],
)
def test_elapsed_counts_from_the_last_benchmarking_before(earlier, limits, met):
    found = verdict({"elapsed": {"since": "audit", **limits}}, **{"benchmarked-on": earlier})
    assert found.met is met


@pytest.mark.parametrize(
    ("rule", "ratings", "met"),
    [
        ({"every-gate": "audit"}, {"proof": 5}, True),
        ({"every-gate": "audit"}, {"proof": 4}, False),
        ({"every-gate": "audit"}, {}, None),
        ({"gate-met": "proof"}, {"proof": 5}, True),
        ({"every-threshold": "audit"}, {"minutes": 1}, True),
        ({"every-threshold": "audit"}, {"minutes": 0}, False),
        ({"every-threshold": "audit"}, {}, None),
        ({"criterion-at-least": {"criterion": "care", "points": 2}}, {"care": 1}, True),
        ({"criterion-at-least": {"criterion": "care", "points": 3}}, {"care": 1}, False),
        ({"criterion-at-least": {"criterion": "care", "points": 3}}, {}, None),
        (
            {"count-at-least": {"criteria": ["care", "minutes"], "points": 2, "at-least": 1}},
            {"care": 1},
            True,
        ),
        (
            {"count-at-least": {"criteria": ["care", "minutes"], "points": 2, "at-least": 2}},
            {"care": 1},
            None,
        ),
        (
            {"count-at-least": {"criteria": ["care", "minutes"], "points": 2, "at-least": 2}},
            {"care": 1, "minutes": 0},
            False,
        ),
        (
            {"total-at-least": {"instrument": "audit", "percent": 80}},
            {"proof": 5, "minutes": 1, "care": 2},
            True,
        ),
        (
            {"total-at-least": {"instrument": "audit", "percent": "80.01"}},
            {"proof": 5, "minutes": 1, "care": 2},
            False,
        ),
        ({"total-at-least": {"instrument": "audit", "percent": 80}}, {"care": 2}, None),
        (
            {"total-at-least": {"instrument": "audit", "points": 8}},
            {"proof": 5, "minutes": 1, "care": 2},
            True,
        ),
        (
            {"total-at-least": {"instrument": "audit", "points": 9}},
            {"proof": 5, "minutes": 1, "care": 2},
            False,
        ),
        (
            {"group-at-least": {"instrument": "audit", "group": "all", "percent": 80}},
            {"proof": 5, "minutes": 1, "care": 2},
            True,
        ),
    ],
)
def test_rules_about_points(rule, ratings, met):
    assert verdict(rule, **agreed(**ratings)).met is met


def test_a_percentage_of_nothing_is_undecided():
    rule = {"total-at-least": {"instrument": "audit", "percent": 80}}
    made = scheme(rule, criteria=[c for c in scheme().criteria if c.gate])
    assert verdict(None, made, **agreed(proof=9)).met is None


def test_what_does_not_apply_stands_in_nobodys_way():
    marked = {"consensus": [{"criterion": "minutes", "not-applicable": True, "note": "none are held"}]}
    assert verdict({"every-threshold": "audit"}, **marked).met is True


def test_a_criterion_of_two_instruments_is_taken_from_the_one_that_judged_it():
    made = scheme()
    other = made.instruments[0].model_copy(update={"id": "visit", "number": 2, "assessors": 2})
    criteria = tuple(c.model_copy(update={"instruments": ("visit", "audit")}) for c in made.criteria)
    both = made.model_copy(update={"instruments": (*made.instruments, other), "criteria": criteria})
    finding = {"assessor": "karl", "criterion": "care", "rating": 2}
    standing = assess(case(findings=[finding]), both).standing
    assert standing.points("care").value == 4
    assert standing.card["visit"].points["care"].value.why == "not-judged"


METS = st.sampled_from([True, False, None])


@given(st.lists(METS))
def test_undecided_never_hides_a_certain_no(mets):
    assert (all_met(mets) is False) == (False in mets)
    assert (all_met(mets) is True) == (set(mets) <= {True})


@given(METS)
def test_not_not_is_as_it_was(met):
    assert negated(negated(met)) is met
