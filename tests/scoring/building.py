"""A scheme in a few words, for the laws and examples of scoring: two levels above one instrument of every kind of criterion."""

from datetime import date
from typing import Any

from clustermark.scheme.model import Scheme
from clustermark.scoring.case import Case

DAY = date(2026, 3, 10)


def text(words: str) -> dict[str, str]:
    return {"en": words}


def question(id_: str, type_: str, **more: Any) -> dict[str, Any]:
    return {
        "id": id_,
        "type": type_,
        "instrument": "audit",
        "group": "all",
        "text": text(id_.title()),
        **more,
    }


QUESTIONS = [
    question("members", "count", max=1000),
    question("before", "count", max=1000, required=False),
    question("staff", "decimal", max=99, decimals=1, required=False),
    question("fees", "money", unit="EUR", max=1_000_000, required=False),
    question("near", "share", max=100, required=False),
    question("since", "date", **{"not-in-future": True}, required=False),
    question("until", "date", required=False),
    question(
        "plan",
        "choice",
        required=False,
        options=[
            {"id": "none", "text": text("None"), "value": 0},
            {"id": "good", "text": text("Good"), "value": 4},
        ],
    ),
    question("mood", "choice", required=False, options=[{"id": "merry", "text": text("Merry")}]),
    question(
        "bodies",
        "choices",
        required=False,
        options=[{"id": i, "text": text(i)} for i in ("board", "council")],
    ),
    question("listed", "yes-no", required=False),
    question("story", "text", required=False, **{"max-length": 20}),
    question(
        "income",
        "table",
        of="money",
        unit="EUR",
        max=1_000_000,
        required=False,
        cells=[{"id": "own", "text": text("Own")}, {"id": "public", "text": text("Public")}],
    ),
    question(
        "services",
        "table",
        of="choice",
        required=False,
        cells=[{"id": "advice", "text": text("Advice")}, {"id": "events", "text": text("Events")}],
        options=[
            {"id": "never", "text": text("Never"), "value": 0},
            {"id": "yearly", "text": text("Yearly"), "value": 1},
            {"id": "monthly", "text": text("Monthly"), "value": 3},
        ],
    ),
]

LADDER = [{"below": 10, "points": 0}, {"below": 50, "points": 1}, {"points": 3}]


def criterion(id_: str, number: int, **more: Any) -> dict[str, Any]:
    named = {"id": id_, "number": number, "instruments": ["audit"], "group": "all", "basis": "design"}
    return {**named, "title": text(id_.title()), "meaning": text("Why"), **more}


CRITERIA = [
    criterion("proof", 1, gate={"at-least": 5, "counts": text("Proven members")}),
    criterion("size", 2, banded={"from": "members", "bands": LADDER}, threshold=1),
    criterion(
        "minutes",
        3,
        rubric=[text(f"Rating {n}") for n in range(4)],
        threshold=1,
        **{"not-applicable": True, "evidence": {"expected": [text("Minutes")], "needed-from": 2}},
    ),
    criterion(
        "care",
        4,
        rubric=[text(f"Care {n}") for n in range(3)],
        weight=2,
        effort=3,
        proposal={"from": "members", "bands": LADDER},
    ),
]


def level(id_: str, rank: int, requires: list[Any], **more: Any) -> dict[str, Any]:
    conditions = [{"id": name, "title": text(name.title()), "rule": rule} for name, rule in requires]
    return {
        "id": id_,
        "rank": rank,
        "title": text(id_.title()),
        "motto": text("On"),
        "meaning": text("Good"),
        "requires": conditions,
        "procedure": {
            "instrument": "audit",
            "assessors": 1,
            "days": 1,
            "on-site": True,
            "decided-by": "board",
            "steps": [text("Visit")],
        },
        "validity": {"months": 24, "ends": "month-end"},
        "renewal": {"from-months-before": 6, "within-months-after": 12, "adds-months": 36},
        **more,
    }


def scheme(rule: Any = None, **more: Any) -> Scheme:
    """A scheme whose level `fine` asks for `rule`, and whose level `best` asks for 80 percent."""
    fine = [("rule", rule)] if rule is not None else [("minimum", {"every-threshold": "audit"})]
    data = {
        "id": "tiny",
        "version": "1",
        "in-force-from": "2020-01-01",
        "languages": ["en"],
        **{name: text(name.title()) for name in ("title", "description", "notice", "owner")},
        "instruments": [
            {
                "id": "audit",
                "number": 1,
                "title": text("Audit"),
                "description": text("A visit"),
                "not-applicable": 1,
                "groups": [{"id": "all", "title": text("All")}],
            }
        ],
        "questions": QUESTIONS,
        "criteria": CRITERIA,
        "levels": [
            level("fine", 1, fine),
            level(
                "best",
                2,
                [
                    ("gate", {"every-gate": "audit"}),
                    ("total", {"total-at-least": {"instrument": "audit", "percent": 80}}),
                ],
            ),
        ],
        **more,
    }
    return Scheme.model_validate(data)


def case(**more: Any) -> Case:
    """A case assessed on DAY."""
    return Case.model_validate({"assessed-on": DAY, "answers": {"members": 60}, **more})


def agreed(documents: bool = True, **ratings: int) -> dict[str, Any]:
    """Consensus findings by criterion, each backed by a document."""
    accepted = ["paper"] if documents else []
    return {
        "documents": [{"id": "paper"}],
        "consensus": [{"criterion": id_, "rating": n, "accepted": accepted} for id_, n in ratings.items()],
    }
