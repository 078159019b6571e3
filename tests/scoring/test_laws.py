"""What must hold of every scheme and every case."""

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import case_of, cases_of, scheme_data

from clustermark.scheme.canonical import canonical, digest, scheme_of
from clustermark.scheme.model import Scheme
from clustermark.scoring.case import Case
from clustermark.scoring.decision import Outcome, assess

SEEDS = st.integers(0, 2**32)
CASES = 20
pytestmark = pytest.mark.laws


def outcomes(case, scheme):
    return [decision.outcome for decision in assess(case, scheme).decisions.values()]


def affirmed(data):
    """The same rules without any `not`, so that nothing asks for few points."""
    if isinstance(data, dict):
        return (
            affirmed(data["not"])
            if set(data) == {"not"}
            else {key: affirmed(item) for key, item in data.items()}
        )
    return [affirmed(item) for item in data] if isinstance(data, list) else data


def raised(case, criterion):
    rows = tuple(
        row.model_copy(update={"rating": row.rating + 1})
        if row.criterion == criterion and row.rating is not None
        else row
        for row in case.consensus
    )
    return case.model_copy(update={"consensus": rows})


@settings(max_examples=40)
@given(scheme_data().map(affirmed), SEEDS)
def test_more_points_never_cost_a_level(data, seed):
    scheme = Scheme.model_validate(data)
    for case in cases_of(scheme, seed, CASES):
        for row in case.consensus:
            top = 99 if scheme.criterion[row.criterion].gate else scheme.criterion[row.criterion].top
            if row.rating is not None and row.rating < top:
                before, after = outcomes(case, scheme), outcomes(raised(case, row.criterion), scheme)
                lost = [
                    b is Outcome.AWARDED and a is not Outcome.AWARDED
                    for b, a in zip(before, after, strict=True)
                ]
                assert not any(lost)


RENAMED = (
    "first",
    "second",
    "silver",
    "gold",
    "grades",
    "ticks",
    "story",
    "c-",
    "check-",
    "k-",
    "base",
    "more",
)


def relabelled(value):
    """The same with other ids, which moreover sort the other way round."""
    match value:
        case str() if value.startswith(RENAMED):
            head, dot, cell = value.partition(".")
            return f"{_turned(head)}{dot}{cell}"
        case dict():
            return {relabelled(key): relabelled(item) for key, item in value.items()}
        case list() | tuple():
            return [relabelled(item) for item in value]
        case _:
            return value


def _turned(id_):
    return "z" + "".join(chr(ord("a") + ord("z") - ord(c)) if c.isalpha() else c for c in id_)


@settings(max_examples=40)
@given(scheme_data(), SEEDS)
def test_relabelling_ids_changes_nothing(data, seed):
    scheme, other = Scheme.model_validate(data), Scheme.model_validate(relabelled(data))
    for case in cases_of(scheme, seed, CASES):
        renamed = Case.model_validate(relabelled({**case.model_dump(), "answers": case.answers}))
        assert outcomes(renamed, other) == outcomes(case, scheme)


def test_the_labels_are_really_others():
    assert relabelled({"first": ["grades.a", "c-1"]}) == {"zurihg": ["ztizwvh.a", "zx-1"]}


def shuffled(value, dice):
    match value:
        case dict():
            rows = list(value.items())
            dice.shuffle(rows)
            return {key: shuffled(item, dice) for key, item in rows}
        case [{"id": _}, *_]:
            return dice.sample([shuffled(item, dice) for item in value], len(value))
        case list():
            return [shuffled(item, dice) for item in value]
        case _:
            return value


@settings(max_examples=40)
@given(scheme_data(), SEEDS)
def test_the_order_of_rows_changes_nothing(data, seed):
    dice = Random(seed)  # noqa: S311 - chosen, not secret
    scheme, other = Scheme.model_validate(data), Scheme.model_validate(shuffled(data, dice))
    assert digest(other) == digest(scheme)
    for case in [case_of(scheme, dice) for _ in range(CASES)]:
        rows = {
            name: dice.sample(rows, len(rows))
            for name in ("findings", "consensus", "documents", "holdings")
            for rows in [getattr(case, name)]
        }
        assert outcomes(
            case.model_copy(update={name: tuple(r) for name, r in rows.items()}), other
        ) == outcomes(case, scheme)


@settings(max_examples=20)
@given(scheme_data())
def test_a_scheme_read_back_from_its_canonical_form_is_the_same(data):
    scheme = Scheme.model_validate(data)
    assert digest(scheme_of(canonical(scheme))) == digest(scheme)
