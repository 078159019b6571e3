"""An attacker who holds every published position, and knows who is in which group, tries to learn about a few organisations."""

from collections import defaultdict
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from scipy import optimize
from scipy.optimize import linprog
from test_comparison import MADE, ON, OWN, profile

from clustermark.benchmark import comparison, table
from clustermark.benchmark.comparison import compared, members_of
from clustermark.benchmark.differencing import Known, certain, changed_too_little, told_apart
from clustermark.benchmark.peers import Peers
from clustermark.benchmark.population import snapshot

LEAST = MADE.disclosure.smallest_group


def below(position):
    return position.below


def above(position):
    return position.size - position.below - position.equal


def published(population, own=OWN, earlier=None, side=below):
    """The member sets that a report names, with how many of each are on one side of the own value."""
    peers = Peers.of(snapshot(population, MADE, ON), MADE)
    before = Peers.of(snapshot(earlier, MADE, ON), MADE) if earlier else None
    members = members_of(own, peers)
    numbers = [p.number for p in peers.snapshot.profiles]
    [row] = compared(own, peers, before).rows
    return {
        among.used: ({numbers[i] for i in members[among.used].nonzero()[0]}, side(among.position))
        for among in row.among
        if among.position
    }


def attacked(figures):
    """Of whom the attacker knows for certain on which side they stand, by linear programming over alike organisations."""
    alike = defaultdict(set)
    for number in set().union(*(group for group, _ in figures.values())):
        alike[tuple(number in group for group, _ in figures.values())].add(number)
    kinds = list(alike)
    rows = np.array([[float(kind[g]) for kind in kinds] for g in range(len(figures))])
    below = [count for _, count in figures.values()]
    bounds = [(0, len(alike[kind])) for kind in kinds]
    known = set()
    for at, kind in enumerate(kinds):
        aim = np.zeros(len(kinds))
        aim[at] = 1
        least, most = (
            sign * linprog(sign * aim, A_eq=rows, b_eq=below, bounds=bounds).fun for sign in (1, -1)
        )
        if most < 0.5 or least > len(alike[kind]) - 0.5:
            known |= alike[kind]
    return known


def learned(figures):
    """What follows from the groups together and from none of them alone."""
    alone = [group for group, below in figures.values() if below in {0, len(group)}]
    return attacked(figures) - set().union(*alone)


@st.composite
def populations(draw):
    size = draw(st.integers(8, 45))
    people = st.integers(30, 70)
    rows = st.tuples(
        people,
        st.sampled_from(["LV", "EE", "NO"]),
        st.sampled_from(["food", "health", "ict"]),
        st.booleans(),
    )
    return [
        profile(n, people, country=country, sector=sector, held=["best"] if best else ())
        for n, (people, country, sector, best) in enumerate(
            draw(st.lists(rows, min_size=size, max_size=size)), 1
        )
    ]


FEW_BESIDE = [profile(n, 45 if n > 8 else 30, sector="food" if n < 9 else "health") for n in range(1, 11)]
"""Eight of the same sector below, and two of the family above."""


def at_two_sides(population, own=OWN):
    """The figures of both sides: how many have less, and how many have more."""
    return [published(population, own, side=side) for side in (below, above)]


THREE_GROUPS = [
    *(profile(n, 60, country="EE", sector="food") for n in range(1, 7)),
    *(profile(n, 60, country="LV", sector="food") for n in range(7, 11)),
    *(profile(n, 60, country="EE", sector="health", held=["best"]) for n in range(11, 17)),
    *(profile(n, 60, country="LV", sector="health", held=["best"]) for n in range(17, 21)),
    *(profile(n, 51, country="LV", sector="health") for n in range(21, 24)),
]
"""Nobody of the same sector and nobody with the level has less, so those of the country who have are the other three."""


@pytest.mark.laws
@given(populations())
@example(FEW_BESIDE)
def test_all_groups_together_tell_of_no_few_what_none_tells_alone(population):
    for figures in at_two_sides(population):
        assert not figures or not 0 < len(learned(figures)) < LEAST


def unprotected(monkeypatch):
    monkeypatch.setattr(table, "told_apart", lambda *_: False)
    monkeypatch.setattr(comparison, "certain", lambda tables: [0] * len(tables))


def test_without_the_protection_the_attacker_succeeds(monkeypatch):
    some = [*FEW_BESIDE[:7], profile(8, 60, country="LV"), *FEW_BESIDE[8:]]
    assert not any(map(learned, at_two_sides(some)))
    unprotected(monkeypatch)
    assert {"s-009", "s-010"} <= learned(at_two_sides(some)[0])


def test_without_the_programme_three_groups_would_tell(monkeypatch):
    for figures in at_two_sides(THREE_GROUPS, own=profile(0, 55)):
        assert not 0 < len(learned(figures)) < LEAST
    monkeypatch.setattr(comparison, "certain", lambda tables: [0] * len(tables))
    assert learned(at_two_sides(THREE_GROUPS, own=profile(0, 55))[0]) == {"s-021", "s-022", "s-023"}


@given(populations(), st.integers(1, LEAST - 1), st.randoms(use_true_random=False))
def test_a_snapshot_that_differs_by_a_few_is_not_shown_again(population, few, random):
    changed = list(population)
    for at in random.sample(range(len(changed)), few):
        was = changed[at]
        changed[at] = profile(
            int(was.number[2:]), was.values["people"] + 200, was.country, was.sector, was.held
        )
    before, after = published(population), published(changed, earlier=population)
    for used, (group, _) in after.items():
        then = {p.number: p.values["people"] for p in population if p.number in before.get(used, (set(),))[0]}
        now = {p.number: p.values["people"] for p in changed if p.number in group}
        assert not changed_too_little(then, now, LEAST) or used not in before


def test_few_are_told_apart():
    def group(*members):
        return np.array([n in members for n in range(20)])

    first = group(*range(10))
    assert told_apart(first, group(*range(8)), 5)
    assert told_apart(group(*range(8)), first, 5)
    assert told_apart(first, group(*range(9), 11, 12, 13, 14, 15), 5)
    assert not told_apart(first, group(*range(5)), 5)
    assert not told_apart(first, first, 5)
    assert not told_apart(first, group(*range(10, 20)), 5)


def test_few_changes_are_too_few():
    then = {f"s-{n}": Fraction(n) for n in range(10)}
    assert not changed_too_little(then, then, 5)
    assert changed_too_little(then, then | {"s-1": Fraction(7)}, 5)
    assert changed_too_little(then, {k: v for k, v in then.items() if k != "s-1"}, 5)
    assert changed_too_little(then, then | {"new": Fraction(1)}, 5)
    assert not changed_too_little(then, {k: v + 1 for k, v in then.items()}, 5)


def test_a_programme_without_an_answer_counts_everything_as_certain(monkeypatch):
    nested = Known(
        np.array([[True] * 9, [False] * 4 + [True] * 5]), np.array([False] * 4 + [True] * 3 + [False] * 2)
    )
    overlapping = Known(
        np.array([[True] * 7 + [False] * 4, [False] * 4 + [True] * 7]),
        np.array([False] * 4 + [True, False, False] + [True, True, False, False]),
    )
    assert certain([nested, overlapping]) == [4, 0]
    monkeypatch.setattr(optimize, "linprog", lambda *_, **__: optimize.OptimizeResult(x=None))
    assert certain([nested, overlapping]) == [4, 4]
