from building import case, scheme

from clustermark.scoring.decision import assess
from clustermark.scoring.selfcheck import as_if_confirmed, proposals

SCHEME = scheme()


def test_answers_propose_a_rating_with_its_derivation():
    steps = proposals(assess(case(answers={"members": 20}), SCHEME).standing)
    assert {id_: step.value for id_, step in steps.items()} == {"care": 1}
    assert steps["care"].inputs[0].ref == "members"


def test_a_proposal_counts_only_when_it_is_confirmed():
    before = case(answers={"members": 20})
    got = assess(before, SCHEME)
    assert got.scorecard.cards["audit"].points["care"].value.why == "not-judged"
    after = as_if_confirmed(before, proposals(got.standing))
    assert assess(after, SCHEME).scorecard.cards["audit"].points["care"].value == 2


def test_what_was_judged_keeps_its_finding():
    judged = case(answers={"members": 20}, findings=[{"assessor": "karl", "criterion": "care", "rating": 0}])
    after = as_if_confirmed(judged, proposals(assess(judged, SCHEME).standing))
    assert after.consensus == ()


def test_no_answer_proposes_nothing():
    empty = case(answers={})
    assert as_if_confirmed(empty, proposals(assess(empty, SCHEME).standing)).consensus == ()
