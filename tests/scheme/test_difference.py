"""What became of every part, and what the migration says wrongly or not at all."""

import pytest
from building import CRITERIA, QUESTIONS, scheme, text

from clustermark.scheme.difference import difference

LONGER = [{**CRITERIA[3], "rubric": [text("A"), text("B")]}]


def moved(fate, old=(), new=(), kind="criteria", **more):
    move = {"fate": fate, "old": list(old), "new": list(new), "reason": text("Because")}
    return scheme(version="2", migration={"from-version": "1", "summary": text("All"), kind: [move]}, **more)


def only(new, old=None):
    [change] = [c for c in difference(old or scheme(), new).changes if c.kind == "criteria"]
    return change


def test_what_stayed_is_counted():
    found = difference(scheme(), scheme())
    assert found.changes == ()
    assert found.unchanged["criteria"] == len(CRITERIA)
    assert found.undeclared == ()


def test_a_declared_change_has_its_reason_and_details():
    change = only(moved("reworded", ["care"], ["care"], criteria=[*CRITERIA[:3], *LONGER]))
    assert change.reason.of("en") == "Because"
    assert [d.path for d in change.details] == ["care.rubric"]
    assert change.undeclared is None


@pytest.mark.parametrize(
    ("new", "words"),
    [
        (
            moved("unchanged", ["care"], ["care"], criteria=[*CRITERIA[:3], *LONGER]),
            "care are declared unchanged, but differ",
        ),
        (moved("reworded", ["care"], ["care"]), "care are declared changed, but do not differ"),
        (moved("new", [], ["care"]), "care are declared new, but were there before"),
        (moved("retired", ["care"]), "care are declared retired, but are still there"),
        (moved("retired", ["nowhere"]), "nowhere are not in the version that the migration names"),
        (scheme(criteria=CRITERIA[:3]), "it is gone, and the migration does not say so"),
        (
            scheme(criteria=[*CRITERIA, {**CRITERIA[3], "id": "more"}]),
            "it is new, and the migration does not say so",
        ),
        (scheme(criteria=[*CRITERIA[:3], *LONGER]), "it changed, and the migration does not say so"),
    ],
)
def test_what_is_declared_wrongly_or_not_at_all_is_told(new, words):
    assert only(new).undeclared.of("en") == words


def test_a_split_names_both_and_rows_are_compared_by_id():
    halves = [{**CRITERIA[3], "id": f"care-{n}"} for n in (1, 2)]
    change = only(moved("split", ["care"], ["care-1", "care-2"], criteria=[*CRITERIA[:3], *halves]))
    assert (change.old, change.new, change.undeclared) == (("care",), ("care-1", "care-2"), None)


def test_settings_differ_by_the_id_of_their_rows():
    cheap = [
        {
            "id": "visit",
            "level": "fine",
            "title": text("Visit"),
            "amount": 10,
            "currency": "EUR",
            "from": "2020-01-01",
        }
    ]
    dear = [{**cheap[0], "amount": 20}]
    [detail] = difference(scheme(fees=cheap), scheme(fees=dear)).settings
    assert (detail.path, detail.before, detail.after) == ("fees.visit.amount", 10, 20)


def test_options_of_a_question_are_compared_one_by_one():
    plan = next(q for q in QUESTIONS if q["id"] == "plan")
    fewer = [q if q is not plan else {**plan, "options": plan["options"][:1]} for q in QUESTIONS]
    [change] = difference(scheme(), scheme(questions=fewer)).changes
    assert [d.path for d in change.details] == ["plan.options.good"]
