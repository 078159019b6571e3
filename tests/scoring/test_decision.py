from datetime import date

import pytest
from building import agreed, case, level, scheme

from clustermark.scoring.decision import Outcome, assess

BEST = agreed(proof=9, minutes=3, care=2)


def decision(level_="best", made=None, **more):
    return assess(case(**more), made or scheme()).decision(level_)


@pytest.mark.parametrize(
    ("found", "outcome", "unmet"),
    [
        (BEST, Outcome.AWARDED, []),
        (agreed(proof=9, minutes=1, care=2), Outcome.AWARDED, []),
        (agreed(proof=4, minutes=3, care=2), Outcome.REFUSED, ["best/gate"]),
        (agreed(proof=4, minutes=0, care=1), Outcome.REFUSED, ["best/gate", "best/total"]),
        (agreed(proof=9, care=2), Outcome.UNDECIDED, ["best/total"]),
        (agreed(proof=4, care=2), Outcome.REFUSED, ["best/gate", "best/total"]),
    ],
)
def test_a_level_is_awarded_refused_or_not_decided_yet(found, outcome, unmet):
    got = decision(**found)
    assert got.outcome is outcome
    assert [verdict.name for verdict in got.unmet] == unmet


def test_levels_come_from_the_lowest():
    assert list(assess(case(), scheme()).decisions) == ["fine", "best"]


def test_a_label_has_a_life_only_where_it_is_awarded():
    assert decision(**BEST).lifetime.valid_until == date(2028, 3, 31)
    assert decision().lifetime is None


def test_a_label_held_before_is_renewed():
    held = {
        "level": "best",
        "valid-from": "2024-01-01",
        "valid-until": "2026-01-31",
        "renewable-until": "2027-01-31",
    }
    life = decision(**BEST, holdings=[held, {**held, "level": "fine"}]).lifetime
    assert (life.counts_as, life.valid_until) == ("renewal", date(2029, 1, 31))


def test_a_remark_is_made_when_its_rule_holds():
    remark = {
        "id": "many",
        "when": {"value-at-least": {"of": "members", "at-least": 50}},
        "text": {"en": "Many"},
    }
    made = scheme(levels=[level("best", 1, [("all", {"every-gate": "audit"})], remarks=[remark])])
    assert [r.id for r in decision(made=made, answers={"members": 50}).remarks] == ["many"]
    assert decision(made=made, answers={"members": 49}).remarks == ()


def test_problems_and_warnings_are_kept_apart():
    checks = [
        {
            "id": id_,
            "of": "before",
            limit: bound,
            "instrument": "audit",
            "text": {"en": f"Look {id_}"},
            "soft": soft,
        }
        for id_, limit, bound, soft in (
            ("hard", "at-most", "members", False),
            ("soft", "at-least", 100, True),
        )
    ]
    got = assess(case(answers={"members": 50, "before": 60}), scheme(checks=checks))
    assert [p.of("en") for p in got.problems] == ["checks.hard — Look hard"]
    assert [p.of("en") for p in got.warnings] == ["checks.soft — Look soft"]
    assert assess(case(answers={"members": 50}), scheme(checks=checks)).problems == ()
    assert assess(case(answers={"before": 500}), scheme(checks=checks)).problems == ()
