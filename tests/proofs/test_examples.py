"""A worked example that comes out otherwise says where."""

import pytest
from building import scheme, text

from clustermark.proofs.examples import run_examples
from clustermark.scheme.examples import Example
from clustermark.scheme.model import Scheme

CASE = {"assessed-on": "2026-03-10", "answers": {"members": 60}}
ALL = [{"instrument": "audit", "each": 3, "gates": 9}]
PEERS = {"values": [10, 20, 30, 40, 50, 60, 70, 80], "own": 40}
DISCLOSURE = {
    "smallest-group": 5,
    "smallest-for-quartiles": 8,
    "smallest-for-extremes": 20,
    "dominance-percent": 50,
    "oldest-months": 48,
}


def differences(expect, made: Scheme | None = None, **more):
    example = Example.model_validate({"id": "it", "title": text("It"), "expect": expect, **more})
    scheme_ = (made or scheme(disclosure=DISCLOSURE)).model_copy(update={"examples": (example,)})
    [result] = run_examples(scheme_)
    return [difference.of("en") for difference in result.differences]


@pytest.mark.parametrize(
    ("expect", "more"),
    [
        (
            {"outcomes": {"fine": "awarded", "best": "awarded"}, "points": {"audit": [10, 10]}},
            {"case": CASE, "ratings": ALL},
        ),
        (
            {"outcomes": {"best": "refused"}, "unmet": {"best": ["gate"]}, "named": ["proof"]},
            {"case": CASE, "ratings": [{**ALL[0], "gates": 1}]},
        ),
        (
            {"points": {"audit": [7, 7]}},
            {"case": CASE, "ratings": [{**ALL[0], "not-applicable": {"minutes": "none"}}]},
        ),
        (
            {"counts-as": "first", "valid-until": "2028-03-31"},
            {"visit": {"level": "fine", "on": "2026-03-10"}},
        ),
        (
            {
                "quartiles": ["27.5", 45, "62.5"],
                "position-percent": "43.75",
                "median": 45,
                "shown": "quartiles",
            },
            {"peers": PEERS},
        ),
        ({"shown": "nothing"}, {"peers": {"values": [], "own": 1}}),
    ],
)
def test_what_comes_out_as_written_has_no_difference(expect, more):
    assert differences(expect, **more) == []


@pytest.mark.parametrize(
    ("expect", "more", "words"),
    [
        (
            {"outcomes": {"fine": "refused"}},
            {"case": CASE, "ratings": ALL},
            "fine should be refused and is awarded",
        ),
        (
            {"points": {"audit": [9, 10]}},
            {"case": CASE, "ratings": ALL},
            "audit should be 9, 10 and is 10, 10",
        ),
        ({"unmet": {"best": ["gate"]}}, {"case": CASE, "ratings": ALL}, "unmet should be best/gate and is "),
        (
            {"outcomes": {"best": "awarded"}, "named": ["care"]},
            {"case": CASE, "ratings": ALL},
            "the reasons should name care",
        ),
        (
            {"outcomes": {"best": "awarded"}},
            {"case": {**CASE, "answers": {"members": -1}}, "ratings": ALL},
            "the example has a problem: -1 is below",
        ),
        ({"outcomes": {}}, {"case": {"answers": {}}}, "the case cannot be read: the case has no day"),
        ({"outcomes": {}}, {"case": {"anwsers": {}}}, "the case cannot be read"),
        (
            {"counts-as": "renewal"},
            {"visit": {"level": "fine", "on": "2026-03-10"}},
            "counts-as should be renewal and is first",
        ),
        ({"shown": "median"}, {"peers": PEERS}, "shown should be median and is quartiles"),
        ({"median": 45}, {"peers": {"values": [], "own": 1}}, "median should be 45 and is missing"),
    ],
)
def test_what_comes_out_otherwise_is_told(expect, more, words):
    assert any(words in said for said in differences(expect, **more))


def test_indicators_are_compared_exactly_and_missing_is_missing():
    row = {"number": 1, "instrument": "audit", "group": "all", "direction": "context", "basis": "design"}
    names = {name: text("x") for name in ("title", "unit", "meaning")}
    made = scheme(
        indicators=[{"id": "it", "value": {"ratio": {"of": "members", "to": "before"}}, **row, **names}]
    )
    assert differences({"indicators": {"it": None}}, made, case=CASE) == []
    assert differences({"indicators": {"it": 3}}, made, case=CASE) == [
        "it should be 3 and is missing (unanswered)"
    ]


def test_peers_without_rules_of_disclosure_are_only_placed():
    assert differences({"position-percent": "43.75"}, scheme(), peers=PEERS) == []
    assert differences({"shown": "median"}, scheme(), peers=PEERS) == [
        "shown should be median and is missing"
    ]
