"""The programme against trying everything."""

from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from clustermark.scoring.covering import Chapter, Item, cheapest

CHOICES = st.dictionaries(st.integers(1, 4), st.integers(1, 5), max_size=3).map(
    lambda gains: tuple((gain, effort, gain) for gain, effort in sorted(gains.items()))
)


@st.composite
def chapters(draw):
    sizes = draw(st.lists(st.integers(0, 3), min_size=1, max_size=3))
    return [
        Chapter(draw(st.integers(0, 5)), tuple(Item(f"c-{number}-{n}", draw(CHOICES)) for n in range(size)))
        for number, size in enumerate(sizes)
    ]


def gained(chapter, plan):
    return sum(plan.get(item.id, 0) for item in chapter.items)


def effort(chapter_list, plan):
    costs = {
        (item.id, after): cost for c in chapter_list for item in c.items for _, cost, after in item.choices
    }
    return sum(costs[entry] for entry in plan.items())


def suffices(chapter_list, lacking, plan):
    gains = [gained(chapter, plan) for chapter in chapter_list]
    return sum(gains) >= lacking and all(g >= c.lacking for g, c in zip(gains, chapter_list, strict=True))


def every_plan(chapter_list):
    items = [item for chapter in chapter_list for item in chapter.items]
    options = [[None, *(after for _, _, after in item.choices)] for item in items]
    for choice in product(*options):
        yield {item.id: after for item, after in zip(items, choice, strict=True) if after is not None}


@given(chapters(), st.integers(0, 12))
def test_nothing_cheaper_suffices(chapter_list, lacking):
    plan = cheapest(chapter_list, lacking)
    enough = [p for p in every_plan(chapter_list) if suffices(chapter_list, lacking, p)]
    if plan is None:
        assert enough == []
    else:
        assert suffices(chapter_list, lacking, plan)
        assert effort(chapter_list, plan) == min(effort(chapter_list, p) for p in enough)


def test_nothing_lacking_asks_for_nothing():
    assert cheapest([], 0) == {}
    assert cheapest([], 1) is None
