"""Every rule and every term in words."""

import pytest
from building import scheme, text

from clustermark.scheme.describe import describe
from clustermark.scheme.ladder import ladder

LISTED = {"answer-is": {"question": "listed", "is": "yes"}}
CONDITIONS = [{"id": "k", "title": text("Listed"), "rule": LISTED}]
INDICATOR = {
    "id": "it",
    "number": 1,
    "instrument": "audit",
    "group": "all",
    "title": text("The indicator"),
    "unit": text("1"),
    "value": "members",
    "direction": "context",
    "basis": "design",
    "meaning": text("Why"),
}


def value(term):
    return {"value-at-least": {"of": term, "at-least": 5}}


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        ({"all": [LISTED, {"not": LISTED}]}, "all of: Listed yes; not: Listed yes"),
        ({"any": [LISTED]}, "at least one of: Listed yes"),
        ("eligible", "eligible: Listed"),
        ({"every-requirement": "base"}, "every requirement: Listed"),
        ({"complete": "audit"}, "every required answer of the Audit"),
        ({"holds": "best"}, "Best or a higher level is held"),
        (
            {"elapsed": {"since": "audit", "at-least": 3, "at-most": 9}},
            "the last Audit was 3 to 9 months ago",
        ),
        ({"elapsed": {"since": "audit", "at-least": 3}}, "the last Audit was at least 3 months ago"),
        ({"elapsed": {"since": "audit", "at-most": 9}}, "the last Audit was at most 9 months ago"),
        ({"elapsed": {"since": "audit"}}, "there was a Audit before"),
        (value("members"), "Members: at least 5"),
        (value("it"), "The indicator: at least 5"),
        (value("income.own"), "Income – Own: at least 5"),
        (value({"number": 7}), "the number 7: at least 5"),
        (
            value({"share": {"of": "members", "in": {"sum": ["before", 1]}}}),
            "the share of Members; the sum of Before; the number 1: at least 5",
        ),
        (value({"sum": "income"}), "the sum of Income: at least 5"),
        (value({"mean": {"of": "services", "at-least": 1}}), "the mean of Services: at least 5"),
        ({"value-at-most": {"of": "members", "at-most": "2.5"}}, "Members: at most 2.5"),
        ({"answer-is": {"question": "listed", "is": "no"}}, "Listed no"),
        ({"answer-is": {"question": "plan", "is": ["good"]}}, "Plan Good"),
        ({"every-gate": "audit"}, "every entry condition: Proven members: 5"),
        ({"every-threshold": "audit"}, "the minimum level on each of 2 criteria"),
        ({"gate-met": "proof"}, "the entry condition: Proof"),
        ({"criterion-at-least": {"criterion": "care", "points": 2}}, "Care: at least 2 points"),
        (
            {"count-at-least": {"criteria": ["care", "size"], "points": 2, "at-least": 1}},
            "at least 1 of these with 2 points: Care; Size",
        ),
        (
            {"total-at-least": {"instrument": "audit", "percent": 80}},
            "at least 80\N{NO-BREAK SPACE}% of the points of the Audit",
        ),
        (
            {"group-at-least": {"instrument": "audit", "group": "all", "points": 8}},
            "at least 8 of the points of the All",
        ),
    ],
)
def test_a_rule_says_what_it_asks(rule, words):
    made = scheme(
        rule,
        eligibility=CONDITIONS,
        requirements=[{"id": "base", "title": text("B"), "requirements": CONDITIONS}],
        indicators=[INDICATOR],
    )
    assert describe(made.level["fine"].requires[0].rule, made).of("en") == words


def test_a_ladder_has_the_fees_of_its_day():
    fees = [
        {
            "id": f"fee-{n}",
            "level": "fine",
            "title": text("Visit"),
            "amount": n,
            "currency": "EUR",
            "from": start,
            **end,
        }
        for n, (start, end) in enumerate([("2020-01-01", {"until": "2020-12-31"}), ("2021-01-01", {})])
    ]
    made = scheme(fees=fees)
    for day, amount in (("2020-12-31", 0), ("2021-01-01", 1)):
        rung = ladder(made, made.in_force_from.fromisoformat(day)).rungs[0]
        assert [fee.amount for fee in rung.fees] == [amount]
