"""The cheapest way to gain points: so many in each chapter and so many in all. An exact programme over points."""

from collections.abc import Sequence
from dataclasses import dataclass

Plan = tuple[int, tuple[tuple[str, int], ...]]
"""Effort, and the chosen criteria with the points that each shall have."""


@dataclass(frozen=True, slots=True)
class Item:
    """A criterion that can be raised: each choice is (points gained, effort, points then)."""

    id: str
    choices: tuple[tuple[int, int, int], ...]


@dataclass(frozen=True, slots=True)
class Chapter:
    """Criteria of which the chapter itself must gain `lacking` points."""

    lacking: int
    items: tuple[Item, ...]


def cheapest(chapters: Sequence[Chapter], lacking: int) -> dict[str, int] | None:
    """Which criteria to raise to how many points so that every chapter and the total gain what they lack; None if impossible.

    Cost: number of items x choices x points lacking. Among equal efforts, the fewest criteria, then the first by id.
    """
    goal = max(lacking, *(chapter.lacking for chapter in chapters), 0)
    best: list[Plan | None] = [(0, ())] + [None] * goal
    for chapter in chapters:
        best = _merged(best, _within(chapter, goal), goal)
    reached = [plan for plan in best[lacking:] if plan is not None]
    return dict(min(reached, key=_order)[1]) if reached else None


def _within(chapter: Chapter, goal: int) -> list[Plan | None]:
    """The cheapest plan of a chapter for every gain up to the goal; gains below what it lacks are not allowed."""
    plans: list[Plan | None] = [(0, ())] + [None] * goal
    for item in chapter.items:
        plans = _merged(plans, _alone(item, goal), goal)
    return [None if gained < chapter.lacking else plan for gained, plan in enumerate(plans)]


def _alone(item: Item, goal: int) -> list[Plan | None]:
    plans: list[Plan | None] = [(0, ())] + [None] * goal
    for gained, effort, after in item.choices:
        at = min(gained, goal)
        plans[at] = _better(plans[at], (effort, ((item.id, after),)))
    return plans


def _merged(first: list[Plan | None], second: list[Plan | None], goal: int) -> list[Plan | None]:
    """Every pair of plans, by what they gain together; gains beyond the goal count as the goal."""
    merged: list[Plan | None] = [None] * (goal + 1)
    for one, plan in enumerate(first):
        for two, other in enumerate(second):
            if plan is not None and other is not None:
                at = min(one + two, goal)
                merged[at] = _better(merged[at], (plan[0] + other[0], (*plan[1], *other[1])))
    return merged


def _better(old: Plan | None, new: Plan) -> Plan:
    return new if old is None or _order(new) < _order(old) else old


def _order(plan: Plan) -> tuple[int, int, tuple[tuple[str, int], ...]]:
    return plan[0], len(plan[1]), plan[1]
