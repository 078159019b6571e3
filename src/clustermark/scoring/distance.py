"""The distance to a level: the smallest sets of changes that would suffice, cheapest first.

A level's rules ask three kinds of things: that single criteria reach some points, that sums of points (of an instrument or a group)
reach a limit, and facts beyond points. A way is one choice among the alternatives of the rules: the criteria it must raise, the
points it must gain beside, and the facts it must settle. Sums are covered at the least effort by an exact programme over points.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import combinations, product
from math import ceil

from clustermark.scheme import rules
from clustermark.scheme.criteria import Criterion
from clustermark.scoring.cards import Points
from clustermark.scoring.covering import Chapter, Item, cheapest
from clustermark.scoring.decision import Assessment
from clustermark.scoring.judging import Standing, Verdict

MOST_WAYS = 12
MOST_ALTERNATIVES = 2000


@dataclass(frozen=True, slots=True)
class Raise:
    """One criterion from so many points to so many; for a gate, the count from and to."""

    criterion: str
    before: int
    after: int
    evidence_only: bool = False


@dataclass(frozen=True, slots=True)
class Gain:
    """So many points more on any of these criteria, beyond what must be raised. `example` is one cheapest choice."""

    points: int
    among: tuple[str, ...]
    example: tuple[Raise, ...]


@dataclass(frozen=True, slots=True)
class Way:
    """One set of changes that suffices. `effort` counts steps of criteria times their effort, and each fact as one."""

    effort: int
    raises: tuple[Raise, ...] = ()
    gains: tuple[Gain, ...] = ()
    facts: tuple[Verdict, ...] = ()


@dataclass(frozen=True, slots=True)
class Demand:
    """What one alternative asks: least points by criterion, least sums, and facts; a gate's least is its count."""

    least: Mapping[str, int] = field(default_factory=dict)
    sums: tuple[rules.TotalAtLeast | rules.GroupAtLeast, ...] = ()
    facts: tuple[Verdict, ...] = ()

    def joined(self, other: "Demand") -> "Demand":
        least = dict(self.least)
        for id_, points in other.least.items():
            least[id_] = max(points, least.get(id_, 0))
        return Demand(least, (*self.sums, *other.sums), (*self.facts, *other.facts))


def ways_to(level: str, assessment: Assessment) -> tuple[Way, ...]:
    """The smallest sets of changes with which the level would be awarded, cheapest first; empty when none would do.

    A set that contains another one is left out.
    """
    at = assessment.standing
    alternatives = conjunction([demands(verdict, at) for verdict in assessment.decision(level).verdicts])
    found = {way for demand in alternatives for way in (_way(demand, at),) if way}
    ordered = sorted(found, key=lambda way: (way.effort, len(way.facts), str(way)))
    return tuple(_smallest(ordered))[:MOST_WAYS]


def _smallest(ways: Iterable[Way]) -> Iterator[Way]:
    kept: list[Way] = []
    for way in ways:
        if not any(_contains(way, other) for other in kept):
            kept.append(way)
            yield way


def _contains(way: Way, smaller: Way) -> bool:
    """Whether a way asks everything that another asks, and more."""
    raised = {r.criterion: r.after for r in way.raises}
    return (
        all(raised.get(r.criterion, -1) >= r.after for r in smaller.raises)
        and {v.rule for v in smaller.facts} <= {v.rule for v in way.facts}
        and sum(g.points for g in smaller.gains) <= sum(g.points for g in way.gains)
    )


def conjunction(parts: Iterable[list[Demand]]) -> list[Demand]:
    """Every combination of one alternative from each part, bounded."""
    joined = [Demand()]
    for alternatives in parts:
        joined = [first.joined(second) for first, second in product(joined, alternatives)][:MOST_ALTERNATIVES]
    return joined


def demands(verdict: Verdict, at: Standing) -> list[Demand]:
    """The alternatives under which a rule would be met. Points that a met rule rests on need no mention: points are only raised."""
    match verdict.rule:
        case rules.TotalAtLeast() | rules.GroupAtLeast() as rule:
            return [Demand(sums=(rule,))]
        case _ if verdict.met:
            return [Demand()]
        case rules.All() | rules.Eligible() | rules.EveryRequirement():
            return conjunction(demands(part, at) for part in verdict.parts)
        case rules.Any_():
            return [demand for part in verdict.parts for demand in demands(part, at)]
        case rules.EveryThreshold() | rules.EveryGate():
            return [Demand({id_: _least(at.scheme.criterion[id_]) for id_ in verdict.concerns})]
        case rules.CriterionAtLeast(criterion=id_, points=points):
            return [Demand({id_: ceil(points)})]
        case rules.GateMet(criterion=id_):
            return [Demand({id_: _least(at.scheme.criterion[id_])})]
        case rules.CountAtLeast(criteria=ids, points=points, at_least=wanted):
            missing = wanted - (len(ids) - len(verdict.concerns))
            return [
                Demand(dict.fromkeys(chosen, ceil(points)))
                for chosen in combinations(verdict.concerns, missing)
            ]
        case _:
            return [Demand(facts=(verdict,))]


def _least(criterion: Criterion) -> int:
    return criterion.gate.at_least if criterion.gate else ceil(criterion.threshold or Fraction(0))


def _way(demand: Demand, at: Standing) -> Way | None:
    """The cheapest way to satisfy a demand; None when it cannot be."""
    raises = [_raised(id_, points, at) for id_, points in sorted(demand.least.items())]
    if any(r is None for r in raises):
        return None
    needed = [r for r in raises if r and r.after > r.before]
    raised = {r.criterion: r.after for r in needed if not at.scheme.criterion[r.criterion].gate}
    gains = _gains(demand.sums, raised, at)
    if gains is None:
        return None
    effort = (
        sum(_effort(r, at) for r in needed)
        + sum(_effort(r, at) for g in gains for r in g.example)
        + len(demand.facts)
    )
    return Way(effort, tuple(needed), gains, demand.facts)


def _raised(id_: str, points: int, at: Standing) -> Raise | None:
    """The raise of a criterion to at least so many points, in whole steps of its rating; None when it cannot reach them."""
    criterion, now = at.scheme.criterion[id_], at.points(id_)
    if criterion.gate:
        return Raise(id_, int(Fraction(str(now.step.value))) if now.passed is not None else 0, points)
    reachable = next((step for step in steps(criterion) if step >= points), None)
    if reachable is None or now.value is None:
        return None if reachable is None else Raise(id_, reachable, reachable)
    return Raise(id_, have(now), max(reachable, have(now)), backed_enough(now, reachable))


def have(points: Points) -> int:
    """The points so far; what is missing counts as none here."""
    return points.value if isinstance(points.value, int) else 0


def backed_enough(points: Points, wanted: int) -> bool:
    """Whether the rating given would already earn so many points, were an accepted document there."""
    rating = points.step
    while rating.inputs and rating.op in {"weighted", "without-evidence"}:
        rating = rating.inputs[0]
    weight = points.maximum and points.step.op == "weighted" and points.step.detail
    worth = (
        rating.value * (weight if isinstance(weight, int) and weight else 1)
        if isinstance(rating.value, Fraction)
        else 0
    )
    return rating is not points.step and worth >= wanted > have(points)


def steps(criterion: Criterion) -> list[int]:
    """The points that a criterion can have, ascending."""
    if criterion.banded:
        tops = {
            min([band.points, *(cap.at for cap in criterion.banded.caps if cap.unless is None)])
            for band in criterion.banded.bands
        }
        return sorted(points * criterion.weight for points in tops)
    return [rating * criterion.weight for rating in range(len(criterion.rubric))]


def _effort(change: Raise, at: Standing) -> int:
    criterion = at.scheme.criterion[change.criterion]
    if criterion.gate:
        return change.after - change.before
    item = _item(at.points(change.criterion), change.before, at)
    return next((cost for _, cost, after in item.choices if after == change.after), 0)


def _gains(
    sums: Iterable[rules.TotalAtLeast | rules.GroupAtLeast], raised: Mapping[str, int], at: Standing
) -> tuple[Gain, ...] | None:
    """What must be gained in each instrument so that its sums reach their limits; None when they cannot."""
    by_instrument: dict[str, list[rules.TotalAtLeast | rules.GroupAtLeast]] = {}
    for rule in sums:
        by_instrument.setdefault(rule.instrument, []).append(rule)
    found = [_gain(instrument, wanted, raised, at) for instrument, wanted in sorted(by_instrument.items())]
    if any(gain is None for gain in found):
        return None
    return tuple(gain for gain in found if gain and gain.points)


def _gain(
    instrument: str,
    wanted: list[rules.TotalAtLeast | rules.GroupAtLeast],
    raised: Mapping[str, int],
    at: Standing,
) -> Gain | None:
    card = at.card[instrument]
    applying = {
        p.criterion: max(have(p), raised.get(p.criterion, 0))
        for p in card.points.values()
        if p.value is not None
    }
    chapters = [
        Chapter(
            _short(wanted, group.id, card.groups[group.id].maximum, applying, at),
            tuple(
                _item(card.points[id_], points, at)
                for id_, points in applying.items()
                if at.scheme.criterion[id_].group == group.id
            ),
        )
        for group in at.scheme.instrument[instrument].groups
    ]
    lacking = _short(wanted, None, card.total.maximum, applying, at)
    chosen = cheapest(chapters, lacking)
    if chosen is None:
        return None
    gained = sum(after - applying[id_] for id_, after in chosen.items())
    headroom = tuple(id_ for id_ in applying if steps(at.scheme.criterion[id_])[-1:] > [applying[id_]])
    example = tuple(
        Raise(id_, applying[id_], after, backed_enough(card.points[id_], after))
        for id_, after in sorted(chosen.items())
    )
    return Gain(min(gained, max(lacking, sum(c.lacking for c in chapters))), headroom, example)


def _short(
    wanted: list[rules.TotalAtLeast | rules.GroupAtLeast],
    group: str | None,
    maximum: int,
    applying: Mapping[str, int],
    at: Standing,
) -> int:
    """How many points a total (or a group's sum) lacks for the strictest of its limits."""
    limits = [_limit(rule, maximum) for rule in wanted if getattr(rule, "group", None) == group]
    points = sum(p for id_, p in applying.items() if group in (None, at.scheme.criterion[id_].group))
    return max([0, *(limit - points for limit in limits)])


def _limit(rule: rules.TotalAtLeast | rules.GroupAtLeast, maximum: int) -> int:
    return ceil(rule.percent * maximum / 100 if rule.percent is not None else rule.points or 0)


def _item(now: Points, points: int, at: Standing) -> Item:
    """A criterion that has `points` at least; steps that only lack an accepted document cost one together."""
    criterion = at.scheme.criterion[now.criterion]
    higher = [step for step in steps(criterion) if step > points]
    free = sum(backed_enough(now, step) for step in higher)
    effort = [1 if n < free else criterion.effort * (n + 1 - free) + min(free, 1) for n in range(len(higher))]
    return Item(
        now.criterion, tuple((step - points, cost, step) for step, cost in zip(higher, effort, strict=True))
    )
