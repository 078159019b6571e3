from fractions import Fraction

import pytest
from building import CRITERIA, LADDER, agreed, case, criterion, scheme, text

from clustermark.scoring.decision import assess
from clustermark.scoring.values import Missing, Why


def points(made=None, **more):
    got = assess(case(**more), made or scheme())
    return {id_: p.value for id_, p in got.scorecard.cards["audit"].points.items()}


def total(made=None, **more):
    sum_ = assess(case(**more), made or scheme()).scorecard.cards["audit"].total
    return sum_.points, sum_.maximum, sum_.percent


def test_each_way_of_earning_earns():
    assert points(**agreed(proof=9, minutes=3, care=2)) == {"proof": 0, "size": 3, "minutes": 3, "care": 4}
    assert total(**agreed(proof=9, minutes=3, care=2)) == (10, 10, 100)


@pytest.mark.parametrize(("members", "earned"), [(0, 0), (9, 0), (10, 1), (49, 1), (50, 3), (1000, 3)])
def test_bands_are_half_open(members, earned):
    assert points(answers={"members": members})["size"] == earned


@pytest.mark.parametrize(("members", "earned"), [(10, 0), (11, 1), (50, 1), (51, 3)])
def test_bands_can_be_closed_above(members, earned):
    up_to = [{"up-to": 10, "points": 0}, {"up-to": 50, "points": 1}, {"points": 3}]
    made = scheme(criteria=[criterion("size", 2, banded={"from": "members", "bands": up_to}), *CRITERIA[2:]])
    assert points(made, answers={"members": members})["size"] == earned


def test_from_where_evidence_is_needed_a_rating_counts_only_as_far_as_documents_carry_it():
    assert [points(**agreed(documents=False, minutes=n))["minutes"] for n in range(4)] == [0, 1, 1, 1]
    assert [points(**agreed(minutes=n))["minutes"] for n in range(4)] == [0, 1, 2, 3]


def test_what_is_missing_leaves_the_total_open():
    assert total(**agreed(proof=9, minutes=3)) == (Missing(Why.NOT_JUDGED, "care"), 10, None)
    assert points(answers={})["size"] == Missing(Why.UNANSWERED, "members")


def test_what_is_missing_earns_nothing_where_the_scheme_says_so():
    lenient = [c | {"missing": "no-points"} for c in CRITERIA]
    assert total(scheme(criteria=lenient), answers={}) == (0, 10, 0)


def test_what_does_not_apply_counts_neither_way():
    found = agreed(proof=9, care=2)
    found["consensus"].append({"criterion": "minutes", "not-applicable": True, "note": "none are held"})
    assert points(**found)["minutes"] is None
    assert total(**found) == (7, 7, 100)


def test_a_total_of_nothing_has_no_percentage():
    made = scheme(criteria=[CRITERIA[0]])
    assert total(made, **agreed(proof=9)) == (0, 0, None)


def capped(cap, **answers):
    banded = {"from": "members", "bands": LADDER, "caps": [{"at": 1, "reason": text("Only listed"), **cap}]}
    made = scheme(criteria=[criterion("size", 2, banded=banded)])
    return points(made, answers={"members": 60, **answers})["size"]


def test_a_cap_holds_unless_its_rule_is_met():
    lifted = {"unless": {"answer-is": {"question": "listed", "is": "yes"}}}
    assert capped(lifted, listed="yes") == 3
    assert capped(lifted, listed="no") == 1
    assert capped(lifted) == 1
    assert capped({}, listed="yes") == 1
    assert capped({}, members=9) == 0


def test_a_banded_text_is_no_number():
    made = scheme(criteria=[criterion("size", 2, banded={"from": "plan", "bands": LADDER})])
    assert points(made, answers={"plan": "good"})["size"] == Missing(Why.INVALID, "plan")


def test_every_point_has_its_derivation():
    card = assess(case(**agreed(minutes=3, care=1)), scheme()).scorecard.cards["audit"]
    care = card.points["care"].step
    assert (care.op, care.value, care.detail) == ("weighted", Fraction(2), 2)
    assert (care.inputs[0].op, care.inputs[0].value) == ("rating", Fraction(1))
    band = card.points["size"].step
    assert (band.op, band.detail.points, band.inputs[0].value) == ("band", 3, Fraction(60))


def test_groups_add_up_to_the_total():
    card = assess(case(**agreed(proof=9, minutes=3, care=2)), scheme()).scorecard.cards["audit"]
    assert card.groups["all"] == card.total


def test_a_card_that_is_not_there_is_an_error():
    cards = assess(case(), scheme()).scorecard.cards
    assert (list(cards), len(cards)) == (["audit"], 1)
    with pytest.raises(KeyError):
        cards["nowhere"]
