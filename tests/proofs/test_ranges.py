"""Which values a term can have: intervals that hold every value, and are met at their ends."""

from fractions import Fraction

import pytest
from building import DAY, scheme
from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import TERMS, cases_of, scheme_data

from clustermark.proofs.ranges import FREE, Range, range_of
from clustermark.scheme.model import Scheme
from clustermark.scoring.decision import assess

INDICATOR = {"number": 1, "instrument": "audit", "group": "all", "direction": "context", "basis": "design"}
WORDS = {name: {"en": "x"} for name in ("title", "unit", "meaning")}


@pytest.mark.parametrize(
    ("term", "low", "high"),
    [
        ("members", 0, 1000),
        (7, 7, 7),
        ({"sum": "income"}, 0, 2_000_000),
        ({"sum": ["members", {"months-since": "since"}]}, None, None),
        ({"difference": {"of": "members", "less": "before"}}, -1000, 1000),
        ({"share": {"of": "members", "in": {"sum": ["before", 10]}}}, 0, 10_000),
        ({"share": {"of": "members", "in": "before"}}, 0, None),
        ({"ratio": {"of": {"difference": {"of": "members", "less": 1}}, "to": 2}}, None, None),
        ({"ratio": {"of": "members", "to": 0}}, 0, None),
        ({"growth": {"from": "before", "to": "members"}}, None, None),
        ({"mean": "services"}, 0, 3),
        ({"mean": {"of": ["members", 3], "empty": -1}}, -1, 1000),
        ({"mean": [{"months-since": "since"}, 3]}, None, None),
        ({"count": "services"}, 0, 2),
        ({"count": "bodies"}, 0, 2),
        ({"choice": "plan"}, 0, 4),
        ({"choice": "mood"}, None, None),
        ({"years-since": "since"}, None, None),
        ({"months-until": "until"}, 0, None),
    ],
)
def test_the_limits_of_questions_bound_what_is_derived(term, low, high):
    made = scheme(
        indicators=[
            {"id": "it", "value": term, **INDICATOR, **WORDS},
            {"id": "same", "value": "it", **INDICATOR, **WORDS},
        ]
    )
    wanted = Range(*(None if end is None else Fraction(end) for end in (low, high)))
    assert range_of(made.indicator["it"].value, made) == wanted
    assert range_of(made.indicator["same"].value, made) == wanted


@settings(max_examples=60)
@given(scheme_data(), TERMS, st.integers(0, 2**32))
def test_no_value_lies_outside(data, term, seed):
    made = Scheme.model_validate(
        data
        | {
            "indicators": [
                data["indicators"][0] | {"id": "first", "value": term},
                data["indicators"][1] | {"value": "count"},
            ]
        }
    )
    possible = range_of(made.indicator["first"].value, made)
    for case in cases_of(made, seed, 5):
        value = assess(case, made).scorecard.indicators["first"].value
        if isinstance(value, Fraction):
            assert possible.low is None or value >= possible.low
            assert possible.high is None or value <= possible.high


def test_free_is_free():
    assert Range(None, None) == FREE
    assert DAY
