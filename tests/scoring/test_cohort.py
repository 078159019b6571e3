"""Both engines give equal scorecards and decisions."""

from datetime import date, timedelta
from fractions import Fraction

import pytest
from broken import SMALL as SMALL_FILE
from building import agreed, case, criterion, scheme, text
from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import cases_of, schemes

from clustermark.proofs.examples import case_of
from clustermark.scheme.loading import load
from clustermark.scoring.cohort import cohort_frame, decide_cohort, overflows
from clustermark.scoring.cohort.layout import codes
from clustermark.scoring.decision import OUTCOMES, assess
from clustermark.scoring.values import Missing

ORGANISATIONS = 25
SMALL = str(SMALL_FILE.parent)
SEEDS = st.integers(0, 2**32)


def expected(one, made):
    """What the reference engine gives, in the columns of the cohort engine."""
    got = assess(one, made)
    row = {}
    for id_, step in got.scorecard.indicators.items():
        row[f"i:{id_}"] = None if isinstance(step.value, Missing) else step.value
    for instrument, card in got.scorecard.cards.items():
        for id_, points in card.points.items():
            row[f"p:{instrument}/{id_}"] = points.value if isinstance(points.value, int) else None
            row[f"q:{instrument}/{id_}"] = points.value is None
        for name, total in {
            instrument: card.total,
            **{f"{instrument}/{g}": t for g, t in card.groups.items()},
        }.items():
            row[f"t:{name}"] = None if isinstance(total.points, Missing) else total.points
            row[f"x:{name}"] = total.maximum
    for id_, decision in got.decisions.items():
        row |= {f"c:{verdict.name}": verdict.met for verdict in decision.verdicts}
        row[f"l:{id_}"] = next(met for met, outcome in OUTCOMES.items() if outcome is decision.outcome)
    return row


def computed(row, made):
    """A row of the cohort engine, its fractions as values and its codes as options."""
    found = {name: value for name, value in row.items() if not name.startswith("j:")}
    for indicator in made.indicators:
        num, den = row[f"i:{indicator.id}"], row[f"j:{indicator.id}"]
        found[f"i:{indicator.id}"] = (
            None if num is None else _value(indicator.value, Fraction(num, den), made)
        )
    return found


def _value(term, number, made):
    of = getattr(term, "of", None)
    if term.word == "value" and of in made.indicator:
        return _value(made.indicator[of].value, number, made)
    question = made.question.get(of) if term.word == "value" else None
    if question is None or question.is_numeric:
        return number
    if question.type.value == "yes-no":
        return "yes" if number else "no"
    if question.type.value == "choice":
        return next(id_ for id_, code in codes(question).items() if code == number)
    return (date(1970, 1, 1) + timedelta(days=int(number))).isoformat()


def alike(made, some):
    rows = decide_cohort(cohort_frame(some, made), made).to_dicts()
    for one, row in zip(some, rows, strict=True):
        assert computed(row, made) == expected(one, made)


@pytest.mark.laws
@given(schemes(), SEEDS)
def test_both_engines_agree_on_random_schemes_and_cases(made, seed):
    assert overflows(made) == []
    alike(made, cases_of(made, seed, ORGANISATIONS))


def test_both_engines_agree_on_a_scheme_in_which_all_is_at_hand():
    ratings = [agreed(proof=p, minutes=m, care=c) for p in (4, 5) for m in (0, 1, 3) for c in (0, 2)]
    alike(scheme(), [case(answers={"members": n}, **found) for n in (0, 9, 10, 50) for found in ratings])


def test_an_empty_cohort_has_every_column():
    made = scheme()
    assert decide_cohort(cohort_frame([], made), made).shape[0] == 0


def test_levels_alone_can_be_asked_for():
    made = scheme()
    frame = cohort_frame([case(**agreed(proof=9, minutes=3, care=2))], made)
    assert decide_cohort(frame, made, levels_only=True).to_dicts() == [{"l:fine": True, "l:best": True}]


def huge(times):
    term = "members"
    for _ in range(times):
        term = {"ratio": {"of": term, "to": {"difference": {"of": "before", "less": "staff"}}, "times": 1000}}
    indicator = {
        "id": "it",
        "number": 1,
        "instrument": "audit",
        "group": "all",
        "basis": "design",
        "direction": "context",
    }
    return scheme(
        indicators=[indicator | {"title": text("It"), "unit": text("1"), "meaning": text("M"), "value": term}]
    )


def test_numbers_beyond_64_bits_stay_exact():
    made = huge(5)
    assert overflows(made) == []
    alike(made, [case(answers={"members": 999, "before": 7, "staff": "3.3"})])


def test_numbers_beyond_128_bits_are_found_by_the_limits_of_the_questions():
    [found] = overflows(huge(30))
    assert (found.id, found.size >= 2**126) == ("it", True)


@settings(max_examples=5)
@given(schemes())
def test_the_same_scheme_is_compiled_to_the_same_columns(made):
    first = decide_cohort(cohort_frame([], made), made)
    assert first.columns == decide_cohort(cohort_frame([case(answers={})], made), made).columns


CHOSEN = {"bands": [{"points": 1}], "from": "plan"}
ODD = [{"id": "odd", "of": "plan", "at-most": "members", "instrument": "audit", "text": text("Odd")}]


@pytest.mark.parametrize(
    "made",
    [
        scheme({"value-at-least": {"of": "plan", "at-least": 1}}),
        scheme({"complete": "audit"}, checks=ODD),
        scheme(criteria=[criterion("size", 2, banded=CHOSEN)]),
    ],
)
def test_what_is_no_number_has_no_value_in_either_engine(made):
    alike(made, [case(answers={"members": 60, "plan": "good"})])


@pytest.mark.parametrize("name", ["ecei@2012", "ecei@2020", SMALL])
def test_every_worked_example_comes_out_alike_in_both_engines(name):
    made = load(name)
    alike(made, [case_of(example, made) for example in made.examples if example.case is not None])
