from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from building import DAY, scheme

from clustermark.scoring.answers import restored, understood
from clustermark.scoring.values import Missing, Why

SCHEME = scheme()


def value(reference, raw, question=None):
    return understood({question or reference.split(".")[0]: raw}, SCHEME, DAY).value(reference)


def said(question, raw):
    [problem] = understood({question: raw}, SCHEME, DAY).problems
    assert problem.code
    assert problem.place.questions
    assert problem.place.path.startswith(f"answers.{question}")
    return problem.of("en")


@pytest.mark.parametrize(
    ("reference", "raw", "meant"),
    [
        ("members", 60, Fraction(60)),
        ("members", "60", Fraction(60)),
        ("staff", Decimal("2.5"), Fraction(5, 2)),
        ("staff", "2.5", Fraction(5, 2)),
        ("since", "2020-02-29", date(2020, 2, 29)),
        ("since", date(2020, 2, 29), date(2020, 2, 29)),
        ("plan", "good", "good"),
        ("bodies", ["council", "board"], frozenset({"board", "council"})),
        ("listed", "yes", True),
        ("listed", False, False),
        ("story", "Once", "Once"),
    ],
)
def test_an_answer_becomes_an_exact_value(reference, raw, meant):
    assert value(reference, raw) == meant


def test_a_table_is_answered_row_by_row():
    answers = understood({"income": {"own": 100}}, SCHEME, DAY)
    assert answers.value("income.own") == 100
    assert answers.value("income.public") == Missing(Why.UNANSWERED, "income.public")
    assert answers.problems == ()


@pytest.mark.parametrize(
    ("raw", "why"),
    [(None, Why.UNANSWERED), ({"refused": True}, Why.REFUSED), ({"unknown": True}, Why.UNANSWERED)],
)
def test_no_answer_is_no_value_and_never_zero(raw, why):
    assert value("members", raw) == Missing(why, "members")
    assert value("income.own", raw, "income") == Missing(why, "income.own")


@pytest.mark.parametrize(
    ("question", "raw", "words"),
    [
        ("staff", "12,5", "12,5 is no number here — write it with a decimal point: 12.5"),
        ("staff", "x", "x is no number — write it like 12 or 12.5"),
        ("staff", "1" * 41, "has more digits than any number here — write at most 20 digits"),
        ("staff", True, "not yes or no"),
        ("staff", 2.5, "a number is expected"),
        ("staff", "2.55", "at most 1 decimals"),
        ("members", "2.5", "a whole number is expected"),
        ("members", -1, "-1 is below the least possible, 0"),
        ("near", 101, "101 is above the most possible, 100"),
        ("since", 12, "12 is not a date"),
        ("staff", "1,000", "1,000 can be meant in two ways — write 1000 or 1.000, as it is meant"),
        ("staff", "1e9999999", "is written with a power of ten"),
        ("staff", "9" * 27, "write at most 20 digits"),
        ("staff", "1/2", "1/2 is no number"),
        ("since", 20200229, "20200229 is not a date"),
        ("plan", "x" * 999, "x… is not one of the options"),
        ("story", "a\u202eb", "the text holds signs that nobody sees: U+202E RIGHT-TO-LEFT OVERRIDE"),
        ("since", "31.12.2020", "is not a date — write year-month-day, such as 2026-03-31"),
        ("since", "2026-03-11", "is after the assessment of 10 March 2026"),
        ("plan", "great", "great is not one of the options — use one of: none, good"),
        ("plan", ["good"], "is not one of the options"),
        ("bodies", "board", "a list of options is expected — use any of: board, council"),
        ("bodies", ["senate"], "senate is not one of the options"),
        ("listed", "maybe", "maybe is neither yes nor no"),
        ("listed", 1.5, "is neither yes nor no"),
        ("story", 3, "a text is expected"),
        ("story", "x" * 21, "the text has 21 characters; at most 20 are possible"),
        ("income", 5, "a value for each row of the table is expected — rows: own, public"),
        ("income", {"owm": 5}, "owm is no row of this table — did you mean own?"),
        ("members ", 5, "is no question of tiny@1"),
        ("membres", 5, "membres is no question of tiny@1 — did you mean members?"),
    ],
)
def test_what_does_not_fit_is_said_with_its_place_and_remedy(question, raw, words):
    assert words in said(question, raw)


def test_what_does_not_fit_has_no_value():
    assert value("members", -1) == Missing(Why.INVALID, "members")


def test_everything_wrong_is_said_at_once():
    problems = understood({"members": -1, "near": 101, "nonsense": 1}, SCHEME, DAY).problems
    assert len(problems) == 3


def test_without_a_day_of_assessment_no_day_is_too_late():
    assert understood({"since": "2999-01-01"}, SCHEME, None).problems == ()


def test_answers_come_back_out_of_their_canonical_form():
    raw = {"staff": "5/2", "story": "5/2", "income": {"own": "1/3", "public": "x/y"}, "members": 60}
    assert restored(raw, SCHEME) == raw | {
        "staff": Fraction(5, 2),
        "income": {"own": Fraction(1, 3), "public": "x/y"},
    }
