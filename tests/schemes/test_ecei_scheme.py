"""The European scheme as a whole: both versions load, its worked examples come out, its sums and texts are complete."""

from datetime import date
from fractions import Fraction

import pytest

from clustermark.proofs.examples import case_of, run_examples
from clustermark.scheme.difference import difference
from clustermark.scheme.examples import Example, Expected, Ratings
from clustermark.scheme.loading import load
from clustermark.scheme.model import Scheme
from clustermark.scoring.decision import Assessment, Outcome, assess
from clustermark.scoring.validity import lifetime
from clustermark.words.text import Text

SCHEMES = {version: load(f"ecei@{version}") for version in ("2012", "2020")}
RESULTS = [
    pytest.param(result, id=f"{version}-{result.example.id}")
    for version, scheme in SCHEMES.items()
    for result in run_examples(scheme)
]
DAY = date(2026, 3, 10)
COUNTS = ("sme", "non-sme", "rd-institution", "university", "training", "finance", "consultant", "government")
ELIGIBLE = {
    "existing-organisation": "yes",
    "eccp-listed": "yes",
    "english-website": "yes",
    "link-to-public-bodies": "yes",
    "national-programme": "no",
    "staff-fte": "2.5",
    "committed": dict.fromkeys(COUNTS, 10) | {"other": 0},
}


@pytest.fixture(scope="module", params=SCHEMES)
def scheme(request: pytest.FixtureRequest) -> Scheme:
    return SCHEMES[request.param]


def rated(scheme: Scheme, instrument: str, each: int, **changes: int) -> Assessment:
    facts = {name: value for name, value in ELIGIBLE.items() if name in scheme.question}
    other = {name.replace("_", "-"): rating for name, rating in changes.items()}
    ratings = Ratings.model_validate({"instrument": instrument, "each": each, "gates": 15, "except": other})
    example = Example(
        id="synthetic",
        title=Text({"en": "Synthetic"}),
        case={"assessed-on": DAY.isoformat(), "answers": facts},
        ratings=(ratings,),
        expect=Expected(),
    )
    return assess(case_of(example, scheme), scheme)


def remarks(scheme: Scheme, example: str) -> dict[str, bool]:
    """The remarks beside the silver decision of a worked example, and whether each is a warning."""
    (found,) = (e for e in scheme.examples if e.id == example)
    decision = assess(case_of(found, scheme), scheme).decision("silver")
    return {remark.id: remark.warning for remark in decision.remarks}


@pytest.mark.parametrize("result", RESULTS)
def test_every_worked_example_comes_out_as_written(result):
    assert not [difference.of("en") for difference in result.differences]


@pytest.mark.parametrize(
    ("level", "outcomes"),
    [
        ("bronze", {"awarded", "refused"}),
        ("silver", {"awarded", "refused"}),
        ("gold", {"awarded", "refused"}),
    ],
)
def test_the_examples_award_and_refuse_every_level(scheme, level, outcomes):
    assert {e.expect.outcomes[level] for e in scheme.examples if level in e.expect.outcomes} == outcomes


def test_the_assessment_has_31_criteria_and_150_points(scheme):
    criteria = scheme.criteria_of("assessment")
    assert [c.number for c in criteria] == list(range(1, 32))
    assert sum(c.maximum for c in criteria) == 150
    assert [c.number for c in criteria if c.gate] == [1]
    assert criteria[0].gate.at_least == 15


def test_the_audit_judges_19_of_the_first_29_and_three_improvements(scheme):
    judged = scheme.criteria_of("audit")
    assert sum(c.number <= 29 for c in judged) == 19
    assert [c.id for c in judged if c.number > 29] == ["improvement-1", "improvement-2", "improvement-3"]


def test_each_rated_row_of_the_audit_has_the_minimum_level_2(scheme):
    assessed = scheme.criteria_of("assessment")
    minimum = {c.number for c in assessed if c.threshold is not None}
    assert minimum == {c.number for c in scheme.criteria_of("audit") if 1 < c.number <= 29}
    assert {c.threshold for c in assessed if c.number in minimum} == {2}


def test_the_baseline_has_twelve_requirements(scheme):
    assert len(scheme.requirement_list["baseline"].requirements) == 12


def test_what_always_applies_and_how_much_may_not(scheme):
    always = {c.number for c in scheme.criteria_of("assessment") if not c.not_applicable}
    assert always == {1, 3, 17, 18, 19}
    assert scheme.instrument["assessment"].not_applicable == 2


def test_documents_are_needed_from_level_3(scheme):
    rows = [c for c in scheme.criteria_of("assessment") if not c.gate]
    assert {c.evidence.needed_from if c.evidence else None for c in rows} == {3}


@pytest.mark.parametrize("language", ["en", "lv"])
def test_every_rubric_has_six_distinct_texts(scheme, language):
    rows = [c for c in scheme.criteria_of("assessment") if c.rubric]
    assert len(rows) == 30
    assert not [c.id for c in rows if len({text.root[language] for text in c.rubric}) != 6]
    assert not [c.id for c in rows if len(c.rubric) != 6]


def test_it_says_that_it_is_not_the_official_instrument(scheme):
    assert "not the official instrument" in scheme.notice.root["en"]
    assert "nav oficiālais vērtēšanas instruments" in scheme.notice.root["lv"]


def test_level_4_everywhere_is_exactly_gold(scheme):
    found = rated(scheme, "assessment", 4)
    total = found.scorecard.cards["assessment"].total
    assert (total.points, total.maximum) == (120, 150)
    assert found.decision("gold").outcome is Outcome.AWARDED


@pytest.mark.parametrize("row", range(2, 32))
def test_one_point_less_in_any_row_is_not_gold(scheme, row):
    (criterion,) = (c for c in scheme.criteria_of("assessment") if c.number == row)
    found = rated(scheme, "assessment", 4, **{criterion.id: 3}).decision("gold")
    assert (found.outcome, [v.name for v in found.unmet]) == (Outcome.REFUSED, ["gold/total"])


def test_an_unconfirmed_third_improvement_is_remarked_and_the_window_kept(scheme):
    assert remarks(scheme, "silver-awarded") == {"an-improvement-not-confirmed": False}


def test_outside_the_usual_window_is_a_warning_and_no_refusal(scheme):
    (found,) = (e for e in scheme.examples if e.id == "silver-awarded")
    case = case_of(found, scheme)
    early = case.model_copy(
        update={"benchmarked_on": (case.assessed_on.replace(year=case.assessed_on.year - 1),)}
    )
    decision = assess(early, scheme).decision("silver")
    assert decision.outcome is Outcome.AWARDED
    assert {r.id for r in decision.remarks if r.warning} == {"outside-the-usual-window"}


@pytest.mark.parametrize("level", ["bronze", "silver", "gold"])
def test_the_same_visit_ends_on_the_day_or_with_the_month(level):
    ends = {v: lifetime(s.level[level], DAY).valid_until for v, s in SCHEMES.items()}
    assert ends == {"2012": date(2028, 3, 10), "2020": date(2028, 3, 31)}


def test_who_assesses_and_who_decides(scheme):
    steps = [level.procedure for level in scheme.ladder]
    assert [(p.assessors, p.foreign, p.decided_by) for p in steps] == [
        (1, 0, "secretariat"),
        (1, 0, "board"),
        (2, 1, "board"),
    ]
    assert [p.days for p in steps] == [Fraction(3, 8), Fraction(5, 8), 2]
    assert {p.independent_for_months for p in steps} == {36}
    assert steps[1].retry_after_months == 6


def test_the_migration_tells_every_difference():
    found = difference(SCHEMES["2012"], SCHEMES["2020"])
    assert not found.undeclared
    assert {c.new for c in found.changes if c.kind == "levels"} == {("bronze", "silver", "gold")}
    assert not [c for c in found.changes if c.kind == "criteria"]
