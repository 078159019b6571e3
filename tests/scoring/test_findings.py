import pytest
from building import CRITERIA, DAY, agreed, case, scheme

from clustermark.scoring.findings import Agreed, Record, problems_in
from clustermark.scoring.values import Missing, Why

SCHEME = scheme()
AUDIT = SCHEME.instrument["audit"]


def finding(assessor="karl", criterion="minutes", rating=2, **more):
    return {"assessor": assessor, "criterion": criterion, "rating": rating, **more}


def found(**more):
    return Record(SCHEME, case(**more)).agreed("minutes", AUDIT)


def said(**more):
    return [problem.of("en") for problem in problems_in(case(**more), SCHEME)]


def test_without_consensus_what_all_found_alike_counts():
    assert found(findings=[finding(evidence=["paper"])], documents=[{"id": "paper"}]) == Agreed(2, 1)
    assert found(findings=[]) == Missing(Why.NOT_JUDGED, "minutes")
    assert found(findings=[finding(), finding("ingrid", rating=3)]) == Missing(Why.NO_CONSENSUS, "minutes")


def test_only_documents_that_all_accepted_count():
    two = [finding(evidence=["paper", "photo"]), finding("ingrid", evidence=["paper"])]
    assert found(findings=two, documents=[{"id": "paper"}, {"id": "photo"}]) == Agreed(2, 1)


def test_the_consensus_stands_above_the_findings():
    two = [finding(rating=1), finding("ingrid", rating=2)]
    assert found(findings=two, consensus=[{"criterion": "minutes", "rating": 2}]) == Agreed(2)


@pytest.mark.parametrize(
    ("document", "counted"),
    [
        ({}, 1),
        ({"valid-from": "2026-03-10", "valid-until": "2026-03-10"}, 1),
        ({"valid-from": "2026-03-11"}, 0),
        ({"valid-until": "2026-03-09"}, 0),
    ],
)
def test_a_document_counts_for_the_days_that_it_covers(document, counted):
    consensus = [{"criterion": "minutes", "rating": 2, "accepted": ["paper"]}]
    assert found(consensus=consensus, documents=[{"id": "paper", **document}]) == Agreed(2, counted)


@pytest.mark.parametrize(
    ("more", "words"),
    [
        (
            {"findings": [finding(criterion="minuts")]},
            "minuts is no criterion of tiny@1 — did you mean minutes?",
        ),
        (
            {"findings": [finding(rating=4)]},
            "findings.0 — minutes: the rating 4 is off the scale — the scale runs from 0 to 3",
        ),
        ({"findings": [finding(rating=-1)]}, "is off the scale"),
        ({"findings": [finding(criterion="proof", rating=-1)]}, "is off the scale"),
        ({"findings": [finding(criterion="size")]}, "size is computed from answers and takes no finding"),
        ({"findings": [finding(rating=None)]}, "minutes has no rating"),
        ({"findings": [finding(evidence=["paper"])]}, "the document paper is not in the case"),
        (
            {"consensus": [{"criterion": "minutes", "rating": 2, "accepted": ["paper"]}]},
            "consensus.0 — the document paper",
        ),
        (
            {
                "findings": [
                    finding(criterion="care", rating=None, **{"not-applicable": True, "reason": "no"})
                ]
            },
            "care always applies",
        ),
        ({"findings": [finding(rating=None, **{"not-applicable": True})]}, "without a reason — say why"),
        (
            {"findings": [finding(**{"not-applicable": True, "reason": "no"})]},
            "both rated and not applicable",
        ),
        ({"findings": [finding(), finding(rating=3)]}, "karl states 2 findings for minutes — keep one"),
        ({"consensus": [{"criterion": "care", "rating": 1}] * 2}, "care has 2 consensus findings"),
        (
            {"documents": [{"id": "paper", "received": "2026-03-11"}]},
            "11 March 2026 is after the assessment of 10 March 2026",
        ),
        ({"benchmarked-on": ["2030-01-01"]}, "benchmarked-on.0 — 1 January 2030 is after"),
    ],
)
def test_what_is_wrong_with_the_record_is_said(more, words):
    [only] = said(**more)
    assert words in only


def test_a_notable_difference_needs_a_note():
    two = [finding(rating=0), finding("ingrid", rating=2)]
    agreed_on = {"criterion": "minutes", "rating": 1}
    [only] = said(findings=two, consensus=[agreed_on])
    assert "the assessors differ by 2 levels, and no note says how they agreed" in only
    assert said(findings=two, consensus=[{**agreed_on, "note": "We read them again."}]) == []
    assert said(findings=[finding(rating=1), finding("ingrid")], consensus=[agreed_on]) == []


def test_what_is_wrong_elsewhere_does_not_stop_the_look_at_differences():
    rows = [finding(criterion="proof", rating=9), finding(criterion="nonsense")]
    consensus = [{"criterion": id_, "rating": 1} for id_ in ("proof", "nonsense")]
    assert len(said(findings=rows, consensus=consensus)) == 2


def test_not_applicable_has_a_limit():
    lenient = scheme(criteria=[c | {"not-applicable": True} if "rubric" in c else c for c in CRITERIA])
    marks = [
        {"criterion": id_, "not-applicable": True, "note": "no such thing"} for id_ in ("minutes", "care")
    ]
    [problem] = problems_in(case(consensus=marks), lenient)
    assert "2 criteria are marked as not applicable: minutes, care" in problem.of("en")
    assert "at most 1 may be in the Audit" in problem.of("en")
    assert problems_in(case(consensus=marks[:1]), lenient) == ()


def test_a_sound_record_has_no_problem():
    assert said(**agreed(proof=9, minutes=3, care=2)) == []
    assert case().assessed_on == DAY
