"""Random schemes with every word of the vocabulary, and random cases for them."""

from datetime import date, timedelta
from fractions import Fraction
from random import Random
from typing import Any

from building import criterion, level, question, text
from hypothesis import strategies as st

from clustermark.scheme.model import Scheme
from clustermark.scoring.case import Case

DAY = date(2024, 2, 29)
SMALL = st.integers(0, 12)
RATING = 3
NUMBERS = ("count", "other", "decimal", "share", "money", "debt", "table.a", "table.b")
INSTRUMENTS = ("audit", "visit")

OPTIONS = [
    {"id": id_, "text": text(id_), "value": value} for id_, value in (("low", 0), ("mid", 2), ("high", 5))
]
UNEVEN = [
    {"id": id_, "text": text(id_), **worth}
    for id_, worth in (("x", {"value": 1}), ("y", {"value": 1}), ("z", {}))
]


def asked(id_, type_, *, required, **more):
    return {**question(id_, type_, required=required, **more), "instrument": "audit", "group": "all"}


@st.composite
def questions(draw):
    needed = st.booleans()
    return [
        asked("count", "count", required=draw(needed), max=40),
        asked("other", "count", required=draw(needed), max=40),
        asked("decimal", "decimal", required=draw(needed), max=20, decimals=draw(st.integers(1, 3))),
        asked("share", "share", required=draw(needed), max=100),
        asked("money", "money", required=draw(needed), max=10 ** draw(st.integers(2, 12)), unit="EUR"),
        asked("debt", "money", required=False, min=-50, max=50, unit="EUR"),
        asked("table", "table", required=draw(needed), of="count", max=20, cells=_cells()),
        asked("grades", "table", required=draw(needed), of="choice", options=OPTIONS, cells=_cells()),
        asked("choice", "choice", required=draw(needed), options=draw(st.sampled_from([OPTIONS, UNEVEN]))),
        asked("ticks", "choices", required=False, options=OPTIONS),
        asked("yes", "yes-no", required=draw(needed)),
        asked("day", "date", required=draw(needed)),
        asked("story", "text", required=True),
    ]


def _cells():
    return [{"id": "a", "text": text("A")}, {"id": "b", "text": text("B")}]


LIMITS = st.fractions(-5, 60, max_denominator=7)
EXACT = LIMITS
BASIC = st.one_of(
    st.sampled_from(NUMBERS),
    st.integers(-3, 30),
    st.sampled_from(
        [
            {"sum": "table"},
            {"mean": "grades"},
            {"count": "ticks"},
            {"choice": "choice"},
            {"choice": "grades.a"},
        ]
    ),
    st.sampled_from([{"years-since": "day"}, {"months-since": "day"}, {"months-until": "day"}]),
    st.builds(lambda n: {"count": {"of": "grades", "at-least": n}}, SMALL),
    st.builds(lambda n: {"count": {"of": "table", "at-least": n}}, LIMITS),
    st.builds(
        lambda n, e: {"mean": {"of": "grades", "at-least": n} | ({} if e is None else {"empty": e})},
        SMALL,
        st.none() | SMALL,
    ),
)


def _nested(terms):
    pair = st.tuples(terms, terms)
    return st.one_of(
        st.lists(terms, min_size=1, max_size=3).map(lambda t: {"sum": t}),
        st.lists(terms, min_size=1, max_size=3).map(lambda t: {"mean": t}),
        st.builds(
            lambda t, n: {"mean": {"of": t, "at-least": n}}, st.lists(terms, min_size=1, max_size=2), SMALL
        ),
        pair.map(lambda p: {"difference": {"of": p[0], "less": p[1]}}),
        pair.map(lambda p: {"share": {"of": p[0], "in": p[1]}}),
        st.builds(lambda p, n: {"ratio": {"of": p[0], "to": p[1], "times": n}}, pair, st.integers(1, 10)),
        pair.map(lambda p: {"growth": {"from": p[0], "to": p[1]}}),
    )


TERMS = st.recursive(BASIC, _nested, max_leaves=4)
INDICATORS = ("first", "second")


@st.composite
def indicators(draw):
    rest = {"number": 1, "instrument": "audit", "group": "all", "direction": "context", "basis": "design"}
    words = {"title": text("T"), "unit": text("1"), "meaning": text("M")}
    second = draw(
        st.one_of(TERMS, st.sampled_from(["first", "choice", "yes", "day", {"sum": ["first", "count"]}]))
    )
    return [
        {"id": "first", "value": draw(TERMS), **rest, **words},
        {"id": "second", "value": second, **rest, **words},
    ]


@st.composite
def bands(draw):
    ends = draw(st.lists(LIMITS, max_size=4, unique=True).map(sorted))
    kind = draw(st.sampled_from(["below", "up-to"]))
    points = draw(st.lists(st.integers(0, 5), min_size=len(ends) + 1, max_size=len(ends) + 1))
    limited = [{kind: end, "points": p} for end, p in zip(ends, points, strict=False)]
    return [*limited, {"points": points[-1]}]


FACTS = st.one_of(
    st.builds(lambda t, n: {"value-at-least": {"of": t, "at-least": n}}, TERMS, EXACT),
    st.builds(lambda t, n: {"value-at-most": {"of": t, "at-most": n}}, TERMS, EXACT),
    st.sampled_from(["yes", "no"]).map(lambda w: {"answer-is": {"question": "yes", "is": w}}),
    st.sampled_from(["grades.a", "grades.b"]).map(
        lambda q: {"answer-is": {"question": q, "is": ["low", "high"]}}
    ),
    st.sampled_from(["silver", "gold"]).map(lambda name: {"holds": name}),
    st.builds(
        lambda a, b: {
            "elapsed": {"since": "audit"} | ({"at-least": a} if a else {}) | ({"at-most": b} if b else {})
        },
        st.none() | st.integers(1, 30),
        st.none() | st.integers(1, 30),
    ),
)


@st.composite
def criteria(draw):
    rows = []
    for number in range(draw(st.integers(2, 5))):
        kind = draw(st.sampled_from(["gate", "rubric", "banded"]))
        more: dict[str, Any] = {
            "instruments": draw(
                st.sampled_from([["audit"], ["visit"], ["visit", "audit"], ["audit", "visit"]])
            )
        }
        more["group"] = draw(st.sampled_from(["all", "more"]))
        more["missing"] = draw(st.sampled_from(["undecided", "undecided", "no-points"]))
        if kind == "gate":
            more["gate"] = {"at-least": draw(st.integers(1, 5)), "counts": text("C")}
        else:
            more |= {"weight": draw(st.integers(1, 3)), "threshold": draw(st.none() | st.integers(0, 4))}
        if kind == "banded":
            caps = st.lists(st.builds(_cap, st.integers(0, 3), st.none() | FACTS), max_size=2)
            more["banded"] = {"from": draw(TERMS), "bands": draw(bands()), "caps": draw(caps)}
        if kind == "rubric":
            more |= {
                "rubric": [text(f"R{n}") for n in range(RATING + 1)],
                "not-applicable": draw(st.booleans()),
            }
            needed = draw(st.none() | st.integers(1, 3))
            more["evidence"] = {"expected": [text("E")]} | ({"needed-from": needed} if needed else {})
        rows.append(criterion(f"c-{number}", number, **more))
    return rows


def _cap(at, unless):
    return {"at": at, "reason": text("R")} | ({"unless": unless} if unless else {})


def rules(rows):
    ids = [row["id"] for row in rows]
    instrument = st.sampled_from(INSTRUMENTS)
    limit = st.one_of(st.integers(0, 100).map(lambda n: {"percent": n}), EXACT.map(lambda n: {"points": n}))
    points = st.one_of(
        instrument.map(lambda i: {"every-threshold": i}),
        instrument.map(lambda i: {"every-gate": i}),
        instrument.map(lambda i: {"complete": i}),
        st.sampled_from(["eligible", {"every-requirement": "base"}]),
        st.builds(lambda i, n: {"total-at-least": {"instrument": i, **n}}, instrument, limit),
        st.builds(
            lambda i, g, n: {"group-at-least": {"instrument": i, "group": g, **n}},
            instrument,
            st.sampled_from(["all", "more"]),
            limit,
        ),
        st.builds(
            lambda c, n: {"criterion-at-least": {"criterion": c, "points": n}}, st.sampled_from(ids), SMALL
        ),
        st.builds(
            lambda c, n, k: {"count-at-least": {"criteria": c, "points": n, "at-least": min(k, len(c))}},
            st.lists(st.sampled_from(ids), min_size=1, max_size=3, unique=True),
            st.integers(0, 5),
            st.integers(1, 3),
        ),
    )
    gates = [row["id"] for row in rows if "gate" in row]
    basic = [
        points,
        points,
        FACTS,
        *([st.sampled_from(gates).map(lambda g: {"gate-met": g})] if gates else []),
    ]
    return st.recursive(st.one_of(*basic), _joined, max_leaves=4)


def _joined(parts):
    some = st.lists(parts, min_size=1, max_size=3)
    return st.one_of(
        some.map(lambda p: {"all": p}), some.map(lambda p: {"any": p}), parts.map(lambda p: {"not": p})
    )


def _instrument(id_, number, assessors, omitted):
    groups = [{"id": "all", "title": text("All")}, {"id": "more", "title": text("More")}]
    more = {"assessors": assessors, "not-applicable": omitted, "groups": groups}
    return {"id": id_, "number": number, "title": text(id_), "description": text("D"), **more}


def _conditions(rule_list):
    return [{"id": f"k-{n}", "title": text("K"), "rule": rule} for n, rule in enumerate(rule_list)]


@st.composite
def scheme_data(draw):
    """A scheme as it would stand in its file."""
    rows = draw(criteria())
    rule, fact = rules(rows), FACTS
    wanted = st.lists(rule, min_size=1, max_size=3)
    checks = [
        {
            "id": f"check-{n}",
            "of": draw(TERMS),
            "at-most": draw(TERMS),
            "instrument": "audit",
            "text": text("C"),
            "soft": draw(st.booleans()),
        }
        for n in range(draw(st.integers(0, 2)))
    ]
    return {
        "id": "random",
        "version": "1",
        "in-force-from": "2020-01-01",
        "languages": ["en"],
        **{name: text(name) for name in ("title", "description", "notice", "owner")},
        "instruments": [_instrument("audit", 1, 1, 9), _instrument("visit", 2, draw(st.integers(1, 2)), 9)],
        "questions": draw(questions()),
        "checks": checks,
        "indicators": draw(indicators()),
        "criteria": rows,
        "eligibility": _conditions(draw(st.lists(fact, max_size=2))),
        "requirements": [
            {
                "id": "base",
                "title": text("B"),
                "requirements": _conditions(draw(st.lists(fact, min_size=1, max_size=2))),
            }
        ],
        "levels": [
            level(name, rank, [(f"k-{n}", r) for n, r in enumerate(draw(wanted))])
            for rank, name in enumerate(("silver", "gold"), 1)
        ],
    }


def schemes():
    return scheme_data().map(Scheme.model_validate)


def _number(question_, dice):
    scale = 10**question_.places
    low, high = int(question_.low * scale), int((question_.max or 0) * scale)
    near = min(high, low + 12 * scale)
    return Fraction(dice.randint(low, dice.choice([near, high])), scale)


def _answer(question_, dice):
    options = [option.id for option in question_.options]
    match question_.cell_type.value:
        case "choice":
            return dice.choice(options)
        case "choices":
            return dice.sample(options, dice.randint(0, len(options)))
        case "yes-no":
            return dice.random() < 0.5
        case "date":
            return _day(dice)
        case "text":
            return "Once"
        case _:
            return _number(question_, dice)


def _day(dice):
    return DAY + timedelta(days=dice.randint(-900, 900))


def _given(question_, dice):
    def value():
        return dice.choice([None, {"refused": True}]) if dice.random() < 0.15 else _answer(question_, dice)

    if not question_.cells or dice.random() < 0.05:
        return {"refused": True} if question_.cells else value()
    return {cell.id: value() for cell in question_.cells}


def _judgement(row, dice):
    if row.not_applicable and dice.random() < 0.25:
        return {"not-applicable": True}
    return {"rating": dice.randint(0, 8 if row.gate else RATING)}


def _papers(dice):
    return dice.choice([[], ["paper"], ["paper", "old"], ["old"]])


def _finding(assessor, row, dice):
    return {
        "assessor": assessor,
        "criterion": row.id,
        "reason": "seen",
        "evidence": _papers(dice),
        **_judgement(row, dice),
    }


def _consensus(row, dice):
    return {"criterion": row.id, "accepted": _papers(dice), "note": "agreed", **_judgement(row, dice)}


def _holding(dice):
    start = _day(dice)
    ends = {"valid-until": start + timedelta(days=300), "renewable-until": start + timedelta(days=600)}
    return {"level": dice.choice(["silver", "gold", "other"]), "valid-from": start, **ends}


def case_of(scheme, dice):
    """A case of a scheme: most things are there, some are missing, refused or in dispute."""
    findings, consensus = [], []
    for row in scheme.criteria:
        kind = (
            "" if row.banded else dice.choice(["agreed", "agreed", "agreed", "agreed", "one", "both", "none"])
        )
        if kind == "agreed":
            consensus.append(_consensus(row, dice))
        if kind in {"one", "both"}:
            findings.append(_finding("karl", row, dice))
        if kind == "both":
            findings.append(_finding("ingrid", row, dice))
    answers = {q.id: _given(q, dice) for q in scheme.questions}
    return Case.model_validate(
        {
            "assessed-on": DAY,
            "answers": {id_: value for id_, value in answers.items() if value is not None},
            "documents": [{"id": "paper"}, {"id": "old", "valid-until": "2020-01-01"}],
            "findings": findings,
            "consensus": consensus,
            "holdings": [_holding(dice) for _ in range(dice.randint(0, 2))],
            "benchmarked-on": [_day(dice) for _ in range(dice.randint(0, 2))],
        }
    )


def cases_of(scheme, seed, number):
    """So many cases, the same for the same seed."""
    dice = Random(seed)  # noqa: S311 - chosen, not secret
    return [case_of(scheme, dice) for _ in range(number)]
