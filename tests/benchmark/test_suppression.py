"""Tables with margins: what is left out stays unknown to whoever holds everything else."""

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import optimize
from test_comparison import MADE

from clustermark.benchmark import suppression
from clustermark.benchmark.suppression import TOTAL, Table, bounds, must_hide, need, protected, suppressed
from clustermark.errors import ClustermarkError

RULES = MADE.disclosure


@st.composite
def tables(draw, counts):
    rows, columns = (
        tuple(f"{kind}{n}" for n in range(draw(st.integers(2, most)))) for kind, most in (("r", 4), ("c", 3))
    )
    amounts = st.just(1) if counts else st.integers(1, 1000)
    cell = st.lists(amounts, max_size=14).map(tuple)
    return Table(rows, columns, {(r, c): draw(cell) for r in rows for c in columns}, counts)


def attacked(found):
    """What the attacker knows of every cell left out: its least and greatest possible value, from the figures shown alone."""
    shown = found.shown
    unknown = [cell for cell, value in shown.items() if value is None]
    rows, columns = found.table.rows, found.table.columns
    lines = [([(r, c) for c in columns], (r, TOTAL)) for r in (*rows, TOTAL)]
    lines += [([(r, c) for r in rows], (TOTAL, c)) for c in (*columns, TOTAL)]
    left = np.zeros((len(lines), len(unknown)))
    right = np.zeros(len(lines))
    for at, (parts, margin) in enumerate(lines):
        for cell, sign in [*((part, 1) for part in parts), (margin, -1)]:
            if shown[cell] is None:
                left[at, unknown.index(cell)] += sign
            else:
                right[at] -= sign * shown[cell]
    known = {}
    for at, cell in enumerate(unknown):
        aim = np.zeros(len(unknown))
        aim[at] = 1
        ends = [optimize.linprog(sign * aim, A_eq=left, b_eq=right) for sign in (1, -1)]
        known[cell] = (ends[0].fun, np.inf if ends[1].status == 3 else -ends[1].fun)
    return known


def holds(found):
    """Whether the stated protection holds for every cell that must not be shown."""
    known = attacked(found)
    return all(
        known[cell][0] <= max(0, value - by) + 1e-5 and known[cell][1] >= value + by - 1e-5
        for cell in found.primary
        for value in [found.table.values[cell]]
        for by in [need(found.table.given(cell), RULES, found.table)]
    )


@pytest.mark.laws
@settings(max_examples=25, deadline=None)
@given(st.booleans().flatmap(tables))
def test_the_attacker_learns_nothing_narrower_than_the_stated_protection(table):
    try:
        found = suppressed(table, RULES)
    except ClustermarkError:
        return
    assert holds(found)
    assert all(must_hide(table.given(cell), RULES, table) for cell in found.primary)
    assert not any(must_hide(table.given(c), RULES, table) for c, v in found.shown.items() if v is not None)


COUNTS = Table(
    ("Latvia", "Norway", "Spain"),
    ("bronze", "silver", "gold"),
    {
        ("Latvia", "bronze"): (1,) * 12,
        ("Latvia", "silver"): (1,) * 2,
        ("Latvia", "gold"): (1,) * 6,
        ("Norway", "bronze"): (1,) * 30,
        ("Norway", "silver"): (1,) * 9,
        ("Norway", "gold"): (1,) * 13,
        ("Spain", "bronze"): (1,) * 50,
        ("Spain", "silver"): (1,) * 10,
        ("Spain", "gold"): (1,) * 14,
    },
    counts=True,
)


def test_one_small_cell_takes_three_others_with_it():
    found = suppressed(COUNTS, RULES)
    assert found.primary == {("Latvia", "silver")}
    assert len(found.complementary) == 3
    assert found.smallest
    assert ("Latvia", "gold") in found.complementary
    assert found.shown["Latvia", TOTAL] == 20


def test_without_complementary_suppression_the_attacker_succeeds():
    found = suppressed(COUNTS, RULES)
    bare = type(found)(COUNTS, found.primary, frozenset(), smallest=True)
    assert attacked(bare) == {("Latvia", "silver"): (2, 2)}
    assert not holds(bare)
    assert holds(found)


def test_no_smaller_set_would_do():
    found = suppressed(COUNTS, RULES)
    others = [cell for cell in COUNTS.cells if cell not in found.primary]
    for size in range(len(found.complementary)):
        for some in combinations(others, size):
            hidden = found.primary | set(some)
            assert not all(
                protected(c, need(COUNTS.given(c), RULES, COUNTS), hidden, COUNTS) for c in found.primary
            )


def test_a_total_in_which_one_dominates_is_left_out():
    given = {
        ("a", "x"): (600, 100, 100, 100, 100),
        ("a", "y"): (300, 200, 200, 200, 200),
        ("b", "x"): (250, 200, 200, 200, 150),
        ("b", "y"): (200,) * 5,
    }
    money = Table(("a", "b"), ("x", "y"), given)
    found = suppressed(money, RULES)
    assert found.primary == {("a", "x")}
    assert len(found.complementary) == 3
    assert need(money.given(("a", "x")), RULES, money) == 300
    low, high = attacked(found)["a", "x"]
    assert low <= 700
    assert high >= 1300
    assert not must_hide((1,) * 5, RULES, COUNTS)
    assert not must_hide((), RULES, COUNTS)


def test_nothing_to_hide_hides_nothing():
    table = Table(("a",), ("x",), {("a", "x"): (1,) * 9}, counts=True)
    found = suppressed(table, RULES)
    assert found.shown == dict.fromkeys(table.cells, 9)


def test_what_cannot_be_protected_is_refused(monkeypatch):
    """One cell with too few, and nothing beside it that could vary."""
    table = Table(("a", "b"), ("x", "y"), {("a", "x"): (1, 1), ("b", "y"): (1,) * 9}, counts=True)
    found = suppressed(table, RULES)
    assert (TOTAL, TOTAL) in found.complementary
    monkeypatch.setattr(suppression, "protected", lambda *_: False)
    with pytest.raises(ClustermarkError, match="no set of cells protects this table — show fewer rows"):
        suppressed(table, RULES)
    monkeypatch.setattr(optimize, "milp", lambda *_, **__: optimize.OptimizeResult(x=None, status=2))
    with pytest.raises(ClustermarkError, match="no set of cells"):
        suppressed(table, RULES)


def test_bounds_are_those_of_the_attacker():
    found = suppressed(COUNTS, RULES)
    hidden = found.primary | found.complementary
    for cell, (low, high) in attacked(found).items():
        assert bounds(cell, hidden, COUNTS) == pytest.approx((low, high))
