from datetime import date
from fractions import Fraction

import pytest
from building import DAY, scheme, text

from clustermark.scheme.model import Scheme
from clustermark.scoring.answers import understood
from clustermark.scoring.derivation import Sheet, answered, months_between, passed
from clustermark.scoring.values import Missing, Why

GIVEN = {
    "members": 80,
    "before": 64,
    "staff": "2.5",
    "since": "2021-01-31",
    "until": "2027-03-09",
    "plan": "good",
    "bodies": ["board"],
    "listed": True,
    "income": {"own": 50_000, "public": 50_000},
    "services": {"advice": "monthly", "events": "never"},
}


def derived(term, **answers):
    indicator = {
        "id": "it",
        "number": 1,
        "instrument": "audit",
        "group": "all",
        "title": text("It"),
        "unit": text("1"),
        "value": term,
        "direction": "context",
        "basis": "design",
        "meaning": text("Why"),
    }
    made: Scheme = scheme(indicators=[indicator, {**indicator, "id": "same", "value": "it"}])
    sheet = Sheet(made, understood({**GIVEN, **answers}, made, DAY), DAY)
    assert sheet.indicator("same").value == sheet.indicator("it").value
    return sheet.indicator("it").value


@pytest.mark.parametrize(
    ("term", "result"),
    [
        ("members", 80),
        (5, 5),
        ({"number": "1.5"}, Fraction(3, 2)),
        ({"sum": "income"}, 100_000),
        ({"sum": ["members", "before", 1]}, 145),
        ({"difference": {"of": "before", "less": "members"}}, -16),
        ({"share": {"of": "income.own", "in": {"sum": "income"}}}, 50),
        ({"ratio": {"of": "members", "to": "staff"}}, 32),
        ({"ratio": {"of": "staff", "to": "members", "times": 10}}, Fraction(5, 16)),
        ({"growth": {"from": "before", "to": "members"}}, 25),
        ({"mean": "services"}, Fraction(3, 2)),
        ({"mean": {"of": "services", "at-least": 1}}, 3),
        ({"mean": ["members", "before"]}, 72),
        ({"count": {"of": "services", "at-least": 1}}, 1),
        ({"count": "services"}, 1),
        ({"count": {"of": "income", "at-least": 50_000}}, 2),
        ({"count": "bodies"}, 1),
        ({"choice": "plan"}, 4),
        ({"years-since": "since"}, Fraction(1864 * 100, 36525)),
        ({"months-since": "since"}, 61),
        ({"months-until": "until"}, 11),
        ("listed", "yes"),
        ("plan", "good"),
    ],
)
def test_every_operation_is_exact(term, result):
    assert derived(term) == result


@pytest.mark.parametrize(
    ("term", "answers", "missing"),
    [
        (
            {"share": {"of": "income.own", "in": {"sum": "income"}}},
            {"income": {"own": 0, "public": 0}},
            Missing(Why.ZERO_WHOLE, "income.own"),
        ),
        ({"growth": {"from": "before", "to": "members"}}, {"before": 0}, Missing(Why.ZERO_WHOLE, "before")),
        ({"ratio": {"of": 1, "to": 0}}, {}, Missing(Why.ZERO_WHOLE, "")),
        ({"sum": "income"}, {"income": {"own": 1}}, Missing(Why.UNANSWERED, "income.public")),
        (
            {"difference": {"of": "members", "less": "before"}},
            {"before": None},
            Missing(Why.UNANSWERED, "before"),
        ),
        (
            {"growth": {"from": "before", "to": "members"}},
            {"members": None},
            Missing(Why.UNANSWERED, "members"),
        ),
        (
            {"mean": {"of": "services", "at-least": 1}},
            {"services": {"advice": "never", "events": "never"}},
            Missing(Why.ZERO_WHOLE, "services.advice"),
        ),
        ({"mean": "services"}, {"services": {"advice": "never"}}, Missing(Why.UNANSWERED, "services.events")),
        ({"count": "bodies"}, {"bodies": {"refused": True}}, Missing(Why.REFUSED, "bodies")),
        ({"count": "services"}, {"services": None}, Missing(Why.UNANSWERED, "services.advice")),
        ({"choice": "plan"}, {"plan": None}, Missing(Why.UNANSWERED, "plan")),
        ({"choice": "mood"}, {"mood": "merry"}, Missing(Why.INVALID, "mood")),
        ({"years-since": "since"}, {"since": None}, Missing(Why.UNANSWERED, "since")),
        ({"months-since": "since"}, {"since": "2027-01-01"}, Missing(Why.INVALID, "since")),
    ],
)
def test_what_is_missing_stays_missing_and_says_where(term, answers, missing):
    assert derived(term, **answers) == missing


def test_a_mean_of_none_is_what_the_scheme_says():
    term = {"mean": {"of": "services", "at-least": 1, "empty": 0}}
    assert derived(term, services={"advice": "never", "events": "never"}) == 0


def test_time_that_has_passed_counts_as_no_months_ahead():
    assert derived({"months-until": "until"}, until="2020-01-01") == 0


def test_several_choices_and_dates_can_be_shown_as_answers():
    made = scheme()
    sheet = Sheet(made, understood(GIVEN, made, DAY), DAY)
    assert answered("bodies", sheet).value == "board"
    assert answered("since", sheet).value == "2021-01-31"
    assert answered("income.own", sheet).value == 50_000


@pytest.mark.parametrize(
    ("start", "end", "months"),
    [
        (date(2026, 1, 31), date(2026, 2, 28), 0),
        (date(2026, 1, 28), date(2026, 2, 28), 1),
        (date(2024, 2, 29), date(2026, 2, 28), 23),
        (date(2026, 3, 10), date(2026, 3, 9), -1),
    ],
)
def test_months_are_whole(start, end, months):
    assert months_between(start, end) == months


def test_while_there_is_no_day_of_assessment_what_depends_on_it_is_missing():
    sheet = Sheet(scheme(), understood(GIVEN, scheme(), None), None)
    for word in ("years-since", "months-since"):
        assert passed(word, "since", sheet).value == Missing(Why.UNANSWERED, "assessed-on")
