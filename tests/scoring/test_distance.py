"""What would suffice for a level: every way, done, gives the level; and the example of the gold label's pass mark."""

import pytest
from building import agreed, case, criterion, level, scheme, text
from hypothesis import given
from hypothesis import strategies as st

from clustermark.scoring.decision import Outcome, assess
from clustermark.scoring.distance import Raise, ways_to


def ways(made=None, level_="best", **more):
    return ways_to(level_, assess(case(**more), made or scheme()))


def fine(rule, **more):
    return ways(scheme(rule), "fine", **more)


def test_a_level_that_is_reached_needs_nothing():
    [way] = ways(**agreed(proof=9, minutes=3, care=2))
    assert (way.effort, way.raises, way.gains, way.facts) == (0, (), (), ())


def test_the_total_is_reached_in_the_cheapest_way():
    [way] = ways(**agreed(proof=9, minutes=0, care=2))
    [gain] = way.gains
    assert (gain.points, gain.among, way.effort) == (1, ("minutes",), 1)
    assert gain.example == (Raise("minutes", 0, 1),)


def test_a_gate_says_how_many_are_lacking():
    [way] = ways(**agreed(proof=2, minutes=3, care=2))
    assert way.raises == (Raise("proof", 2, 5),)
    assert way.effort == 3
    assert ways(**agreed(minutes=3, care=2))[0].raises == (Raise("proof", 0, 5),)


def test_where_only_a_document_lacks_that_is_said():
    [way] = fine(
        {"criterion-at-least": {"criterion": "minutes", "points": 3}}, **agreed(documents=False, minutes=3)
    )
    assert way.raises == (Raise("minutes", 1, 3, evidence_only=True),)
    assert way.effort == 1
    [dearer] = fine(
        {"criterion-at-least": {"criterion": "minutes", "points": 3}}, **agreed(documents=False, minutes=2)
    )
    assert (dearer.raises, dearer.effort) == ((Raise("minutes", 1, 3),), 2)


def test_alternatives_are_ways_of_their_own_and_the_cheapest_comes_first():
    rule = {"any": [{"criterion-at-least": {"criterion": "care", "points": 4}}, {"gate-met": "proof"}]}
    cheap, dear = fine(rule, **agreed(proof=3, care=0))
    assert (cheap.raises, cheap.effort) == ((Raise("proof", 3, 5),), 2)
    assert (dear.raises, dear.effort) == ((Raise("care", 0, 4),), 6)


def test_a_way_that_asks_more_than_another_is_left_out():
    care, gate = {"criterion-at-least": {"criterion": "care", "points": 2}}, {"gate-met": "proof"}
    [only] = fine({"any": [{"all": [care, gate]}, care]}, **agreed(proof=3, care=0))
    assert only.raises == (Raise("care", 0, 2),)


def test_so_many_of_several_can_be_chosen():
    rule = {"count-at-least": {"criteria": ["care", "minutes", "size"], "points": 3, "at-least": 2}}
    raised = {tuple(r.criterion for r in way.raises) for way in fine(rule, **agreed(minutes=0, care=0))}
    assert raised == {("minutes",), ("care",)}


def test_facts_stand_beside_points():
    rule = {"all": [{"holds": "best"}, {"every-threshold": "audit"}, {"not": {"gate-met": "proof"}}]}
    [way] = fine(rule, **agreed(proof=9, minutes=0, care=0))
    assert way.raises == (Raise("minutes", 0, 1),)
    assert len(way.facts) == 2
    assert way.effort == 3


def test_conditions_and_requirements_are_opened():
    conditions = [
        {"id": "c", "title": text("C"), "rule": {"criterion-at-least": {"criterion": "care", "points": 2}}}
    ]
    listed = scheme(
        {"every-requirement": "base"},
        requirements=[{"id": "base", "title": text("B"), "requirements": conditions}],
    )
    eligible = scheme("eligible", eligibility=conditions)
    for made in (listed, eligible):
        [way] = ways(made, "fine", **agreed(care=0))
        assert way.raises == (Raise("care", 0, 2),)


def test_what_can_never_be_reached_has_no_way():
    assert fine({"criterion-at-least": {"criterion": "care", "points": 5}}) == ()
    assert fine({"total-at-least": {"instrument": "audit", "points": 99}}) == ()


def test_what_does_not_apply_needs_no_raise():
    marked = agreed(proof=9, care=2)
    marked["consensus"].append({"criterion": "minutes", "not-applicable": True, "note": "none are held"})
    rule = {"all": [{"criterion-at-least": {"criterion": "minutes", "points": 1}}, {"holds": "best"}]}
    [way] = fine(rule, **marked)
    assert way.raises == ()
    assert ways(**marked)[0].effort == 0


def test_chapters_have_limits_of_their_own():
    made = scheme({"group-at-least": {"instrument": "audit", "group": "all", "points": 5}})
    [way] = ways(made, "fine", answers={"members": 0}, **agreed(minutes=1, care=0))
    assert way.gains[0].points == 4
    assert sum(change.after - change.before for change in way.gains[0].example) >= 4


def test_a_cap_that_nothing_lifts_bounds_what_can_be_earned():
    banded = {
        "from": "members",
        "bands": [{"below": 10, "points": 0}, {"points": 3}],
        "caps": [{"at": 1, "reason": text("R")}],
    }
    made = scheme(
        {"criterion-at-least": {"criterion": "size", "points": 2}},
        criteria=[criterion("size", 2, banded=banded)],
    )
    assert ways(made, "fine", answers={"members": 0}) == ()


def gold(ratings, missing=()):
    rows = [criterion(f"c-{n}", n, rubric=[text(f"R{r}") for r in range(6)]) for n in range(30)]
    made = scheme(
        criteria=rows,
        levels=[level("gold", 1, [("total", {"total-at-least": {"instrument": "audit", "percent": 80}})])],
    )
    consensus = [{"criterion": f"c-{n}", "rating": r} for n, r in enumerate(ratings) if n not in missing]
    return made, case(consensus=consensus)


def test_one_point_below_the_pass_mark_any_criterion_with_room_will_do():
    made, near = gold([5] * 8 + [4] * 14 + [3] * 7 + [2])
    got = assess(near, made)
    assert got.scorecard.cards["audit"].total.points == 119
    assert got.decision("gold").outcome is Outcome.REFUSED
    [way] = ways_to("gold", got)
    assert (way.gains[0].points, len(way.gains[0].among), way.effort) == (1, 22, 1)


def done(change, rows):
    return {**rows, change.criterion: change.after}


@given(st.lists(st.integers(0, 5), min_size=30, max_size=30))
def test_whoever_goes_the_way_arrives(ratings):
    made, before = gold(ratings)
    for way in ways_to("gold", assess(before, made)):
        rows = {f"c-{n}": r for n, r in enumerate(ratings)}
        for change in [*way.raises, *(c for g in way.gains for c in g.example)]:
            rows = done(change, rows)
        after = case(consensus=[{"criterion": id_, "rating": r} for id_, r in rows.items()])
        assert assess(after, made).decision("gold").outcome is Outcome.AWARDED


@pytest.mark.parametrize("weight", [1, 2])
def test_points_move_in_steps_of_the_weight(weight):
    made = scheme(
        {"criterion-at-least": {"criterion": "care", "points": weight + 1}},
        criteria=[criterion("care", 1, rubric=[text(f"R{r}") for r in range(4)], weight=weight)],
    )
    [way] = ways(made, "fine", **agreed(care=0))
    assert way.raises[0].after == 2 * weight
