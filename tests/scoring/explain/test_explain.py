"""Every number and every yes or no has its sentence."""

import pytest
from building import DAY, QUESTIONS, agreed, case, criterion, level, scheme, text

from clustermark.scoring.decision import assess
from clustermark.scoring.explain import explain, explain_step

GIVEN = {
    "members": 80,
    "before": 64,
    "staff": "2.5",
    "fees": "1000.00",
    "near": 40,
    "since": "2021-01-31",
    "until": "2027-03-09",
    "plan": "good",
    "bodies": ["board"],
    "listed": True,
    "income": {"own": 25_000, "public": 75_000},
    "services": {"advice": "monthly", "events": "never"},
}


def told(term, **answers):
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
    made = scheme(indicators=[indicator])
    got = assess(case(answers={**GIVEN, **answers}), made)
    return [
        line.text.of("en").replace("\N{NO-BREAK SPACE}", " ")
        for _, line in explain_step(got.scorecard.indicators["it"], made).walk()
    ]


@pytest.mark.parametrize(
    ("term", "sentence"),
    [
        ("members", "Members → 80"),
        ("fees", "Fees → 1,000 €"),
        ("near", "Near → 40 %"),
        ("listed", "Listed → yes"),
        (5, "the number 5"),
        ({"sum": "income"}, "the sum of 2 values: 100,000 €"),
        ({"difference": {"of": "members", "less": "before"}}, "80 less 64: 16"),
        ({"share": {"of": "income.own", "in": {"sum": "income"}}}, "25,000 € of 100,000 €: 25 %"),
        ({"ratio": {"of": "members", "to": "staff", "times": 10}}, "80 to 2.5, times 10: 320"),
        ({"growth": {"from": "before", "to": "members"}}, "from 64 to 80: 25 %"),
        ({"mean": "services"}, "the mean: 1.5"),
        ({"count": {"of": "services", "at-least": 3}}, "how many reach 3: 1"),
        ({"count": "bodies"}, "Bodies: 1 chosen"),
        ({"choice": "plan"}, "Plan: “Good” counts as 4"),
        ({"years-since": "since"}, "Since: 31 January 2021, 5.1 years before the assessment"),
        ({"months-since": "since"}, "Since: 31 January 2021, 61 whole months before the assessment"),
        ({"months-until": "until"}, "Until: 9 March 2027, 11 whole months after the assessment"),
    ],
)
def test_every_operation_has_a_sentence(term, sentence):
    assert sentence in told(term)


@pytest.mark.parametrize(
    ("term", "answers", "sentence"),
    [
        ("members", {"members": None}, "It: missing (not answered: members)"),
        ("members", {"members": {"refused": True}}, "It: missing (the answer was refused: members)"),
        ("members", {"members": -1}, "It: missing (the answer does not fit: members)"),
        (
            {"growth": {"from": "before", "to": "members"}},
            {"before": 0},
            "It: missing (there is nothing to divide by: before)",
        ),
    ],
)
def test_what_is_missing_says_why(term, answers, sentence):
    assert sentence in told(term, **answers)


def lines(rule=None, made=None, level_="fine", **more):
    answers = {**GIVEN, **more.pop("answers", {})}
    got = assess(case(answers=answers, **more), made or scheme(rule))
    found = explain(got, level_)
    rows = [line for top in (*found.lines, *found.way_lines) for _, line in top.walk()]
    return [found.headline.of("en"), *(row.text.of("en").replace("\N{NO-BREAK SPACE}", " ") for row in rows)]


def conditions(*rules):
    return [{"id": f"c-{n}", "title": text(f"Condition {n}"), "rule": rule} for n, rule in enumerate(rules)]


LISTED, UNLISTED = ({"answer-is": {"question": "listed", "is": word}} for word in ("yes", "no"))


@pytest.mark.parametrize(
    ("rule", "more", "sentences"),
    [
        ({"all": [LISTED, UNLISTED]}, {}, ["all of these: not met", "Listed: met", "Listed: not met"]),
        ({"any": [LISTED]}, {}, ["at least one of these: met"]),
        ({"not": LISTED}, {}, ["this must not hold: not met"]),
        ({"complete": "audit"}, {}, ["Audit: every required answer is there and fits"]),
        (
            {"complete": "audit"},
            {"answers": {"members": None}},
            ["Audit: 1 answer is missing or does not fit: members"],
        ),
        ({"holds": "best"}, {}, ["the level is not held: Best"]),
        ({"elapsed": {"since": "audit", "at-least": 18}}, {}, ["Audit: there was none before"]),
        (
            {"elapsed": {"since": "audit", "at-least": 18}},
            {"benchmarked-on": ["2024-03-10"]},
            ["Audit: the last one was 24 months ago"],
        ),
        (
            {"value-at-least": {"of": "staff", "at-least": 3}},
            {},
            ["2.5, at least 3 is needed: not met", "Staff → 2.5"],
        ),
        ({"value-at-most": {"of": "near", "at-most": 30}}, {}, ["40 %, at most 30 % is allowed: not met"]),
        ({"every-gate": "audit"}, agreed(proof=9), ["the entry condition is passed"]),
        (
            {"gate-met": "proof"},
            agreed(proof=4),
            [
                "the entry condition is not passed: Proof",
                "Proof: 4 found, 5 are needed",
                "Proof: 5 are needed, 4 are proven",
            ],
        ),
        ({"every-threshold": "audit"}, agreed(minutes=1), ["every minimum level is met"]),
        (
            {"every-threshold": "audit"},
            {},
            ["below the minimum level or not judged: Minutes", "Minutes: missing (not judged yet)"],
        ),
        (
            {"criterion-at-least": {"criterion": "care", "points": 2}},
            agreed(care=0),
            [
                "Care: at least 2 needed: not met",
                "Care: times 2 makes 0",
                "Care: from 0 to 2 points (Care 1)",
            ],
        ),
        (
            {"count-at-least": {"criteria": ["care", "minutes"], "points": 2, "at-least": 2}},
            agreed(care=1, minutes=0),
            ["1 of 2 reach 2; 2 are needed"],
        ),
        (
            {"total-at-least": {"instrument": "audit", "percent": 80}},
            agreed(proof=9, minutes=0, care=2),
            [
                "total 7 of 10 points = 70 %, below 80 %",
                "1 step suffices",
                "1 more point on this criterion:",
            ],
        ),
        (
            {"total-at-least": {"instrument": "audit", "percent": 80}},
            agreed(proof=9, minutes=3, care=2),
            ["Fine: awarded", "total 10 of 10 points = 100 %, at least 80 %"],
        ),
        (
            {"total-at-least": {"instrument": "audit", "percent": 80}},
            {},
            ["Fine: not decided yet", "total: not every criterion is judged yet"],
        ),
        (
            {"total-at-least": {"instrument": "audit", "points": 8}},
            agreed(proof=9, minutes=0, care=2),
            ["total 7 of 10 points, below 8"],
        ),
        (
            {"total-at-least": {"instrument": "audit", "points": 7}},
            agreed(proof=9, minutes=0, care=2),
            ["total 7 of 10 points, 7 reached"],
        ),
        (
            {"group-at-least": {"instrument": "audit", "group": "all", "percent": 80}},
            agreed(proof=9, minutes=0, care=2),
            ["All 7 of 10 points = 70 %, below 80 %"],
        ),
        (
            {"criterion-at-least": {"criterion": "minutes", "points": 3}},
            agreed(documents=False, minutes=3),
            [
                "Minutes: counts as 1; from 2 on an accepted document is needed",
                "Minutes: an accepted document raises it from 1 to 3 points",
            ],
        ),
        (
            {"all": [{"holds": "best"}, LISTED]},
            {"answers": {"listed": None}},
            ["Fine: refused", "Listed → not answered yet"],
        ),
    ],
)
def test_every_rule_has_a_sentence(rule, more, sentences):
    found = lines(rule, **more)
    assert [sentence for sentence in sentences if sentence not in found] == []


def test_a_level_held_is_said():
    held = {
        "level": "best",
        "valid-from": "2024-01-01",
        "valid-until": "2026-01-31",
        "renewable-until": "2027-01-31",
    }
    assert "the level is held or may still be renewed: Best" in lines({"holds": "best"}, holdings=[held])


@pytest.mark.parametrize(
    ("made", "fine", "wrong"),
    [
        (
            lambda rules: scheme("eligible", eligibility=conditions(*rules)),
            "every condition of eligibility is met",
            "1 condition of eligibility is not met",
        ),
        (
            lambda rules: scheme(
                {"every-requirement": "base"},
                requirements=[{"id": "base", "title": text("B"), "requirements": conditions(*rules)}],
            ),
            "every minimum requirement is met",
            "1 minimum requirement is not met",
        ),
    ],
)
def test_lists_say_which_of_them_is_not_met(made, fine, wrong):
    assert fine in lines(made=made([LISTED]))
    found = lines(made=made([LISTED, UNLISTED]))
    assert wrong in found
    assert "Condition 1: not met" in found
    assert "Condition 0: met" not in found


def test_many_missing_answers_are_cut_short():
    many = [{**QUESTIONS[0], "id": f"q-{n}"} for n in range(9)]
    made = scheme({"complete": "audit"}, questions=[*QUESTIONS, *many])
    assert "Audit: 9 answers are missing or do not fit: q-0, q-1, q-2, q-3, q-4, q-5, and others" in lines(
        made=made
    )


def test_a_total_of_nothing_is_said():
    made = scheme(criteria=[criterion("proof", 1, gate={"at-least": 5, "counts": text("Proven")})])
    made = made.model_copy(
        update={"levels": scheme({"total-at-least": {"instrument": "audit", "percent": 80}}).levels}
    )
    assert "total: no criterion applies" in lines(made=made, **agreed(proof=9))


def steps_of(id_, made=None, **more):
    got = assess(case(**more), made or scheme())
    tree = explain_step(got.scorecard.cards["audit"].points[id_].step, got.scheme)
    return [line.text.of("en") for _, line in tree.walk()]


def banded(bands, **more):
    return scheme(criteria=[criterion("size", 2, banded={"from": "members", "bands": bands, **more})])


def test_points_from_bands_name_the_stretch():
    up_to = [{"up-to": 10, "points": 0}, {"points": 1}]
    assert steps_of("size", answers={"members": 5}) == ["a value below 10 earns 0 points", "Members → 5"]
    assert steps_of("size", banded(up_to), answers={"members": 10})[0] == "a value up to 10 earns 0 points"
    assert steps_of("size", banded(up_to), answers={"members": 11})[0] == "any higher value earns 1 point"
    assert steps_of("size", answers={})[0] == "points: missing (not answered: members)"


def test_caps_give_their_reason():
    made = banded([{"points": 3}], caps=[{"at": 1, "reason": text("Nobody looked.")}])
    assert steps_of("size", made)[0] == "no more than 1 point: Nobody looked."


def test_what_does_not_apply_and_what_earns_nothing_are_said():
    marked = {"consensus": [{"criterion": "minutes", "not-applicable": True, "note": "none are held"}]}
    assert steps_of("minutes", **marked) == ["Minutes: does not apply, and counts neither way"]
    lenient = scheme(criteria=[criterion("care", 4, rubric=[text("A"), text("B")], missing="no-points")])
    assert steps_of("care", lenient)[0] == "Care: what is missing earns no points"
    two = [{"assessor": name, "criterion": "care", "rating": n} for n, name in enumerate(("karl", "ingrid"))]
    assert steps_of("care", findings=two)[-1] == "Care: missing (the assessors have not agreed yet)"


def test_a_raise_without_a_rubric_is_said_in_points():
    made = scheme({"criterion-at-least": {"criterion": "size", "points": 3}})
    assert "Size: from 1 to 3 points" in lines(made=made, answers={"members": 20})


def test_cells_are_named_with_their_table():
    assert "Income – Own → 25,000 €" in [s.replace("\N{NO-BREAK SPACE}", " ") for s in told("income.own")]


def test_a_remark_stands_beside_the_decision():
    remark = {"id": "many", "when": LISTED, "text": text("Well listed")}
    made = scheme(levels=[level("fine", 1, [("gate", {"every-gate": "audit"})], remarks=[remark])])
    assert [r.id for r in explain(assess(case(answers=GIVEN), made), "fine").remarks] == ["many"]
    assert case().assessed_on == DAY
