"""Rules judged: met, not met, or undecided while something they need is missing; always with what was looked at."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any, assert_never

from clustermark.scheme import rules
from clustermark.scheme.model import Scheme
from clustermark.scheme.rules import Rule
from clustermark.scoring.cards import Card, Points, Total
from clustermark.scoring.case import Case
from clustermark.scoring.derivation import Sheet, derive, months_between
from clustermark.scoring.values import Missing, Step

Met = bool | None


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a rule is met; None while undecided. `concerns` are the criteria, questions or conditions that stand in the way."""

    rule: Rule
    met: Met
    parts: tuple["Verdict", ...] = ()
    concerns: tuple[str, ...] = ()
    step: Step | None = None
    total: Total | None = None
    name: str = ""


@dataclass(frozen=True, slots=True)
class Standing:
    """All that a rule may look at. `incomplete` names for each instrument the answers that are missing or do not fit."""

    scheme: Scheme
    case: Case
    sheet: Sheet
    card: Mapping[str, Card] = field(default_factory=dict)
    incomplete: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    _judged: dict[int, Verdict] = field(default_factory=dict, compare=False)

    def points(self, criterion: str) -> Points:
        """The points of a criterion under the first instrument that judged it, else under the first that could."""
        instruments = self.scheme.criterion[criterion].instruments
        judged = [i for i in instruments if not isinstance(self.card[i].points[criterion].value, Missing)]
        return self.card[(judged or list(instruments))[0]].points[criterion]


def all_met(mets: Iterable[Met]) -> Met:
    """False when one is False, else undecided when one is, else True."""
    seen = set(mets)
    return False if False in seen else None if None in seen else True


def negated(met: Met) -> Met:
    return None if met is None else not met


def judge(rule: Rule, at: Standing) -> Verdict:
    """The verdict on a rule; on the very same one, such as a condition that every level asks, it is kept."""
    if id(rule) not in at._judged:  # noqa: SLF001 - of this module
        at._judged[id(rule)] = _verdict(rule, at)  # noqa: SLF001
    return at._judged[id(rule)]  # noqa: SLF001


def _verdict(rule: Rule, at: Standing) -> Verdict:
    match rule:
        case rules.All(of=of):
            return _joined(rule, of, at, all_met)
        case rules.Any_(of=of):
            return _joined(rule, of, at, lambda mets: negated(all_met(negated(met) for met in mets)))
        case rules.Not(of=of):
            part = judge(of, at)
            return Verdict(rule, negated(part.met), (part,))
        case rules.Eligible():
            return _conditions(rule, ((c.id, c.rule) for c in at.scheme.eligibility), at)
        case rules.EveryRequirement(list=name):
            wanted = at.scheme.requirement_list[name].requirements
            return _conditions(rule, ((c.id, c.rule) for c in wanted), at)
        case rules.Complete(instrument=instrument):
            lacking = at.incomplete.get(instrument, ())
            return Verdict(rule, not lacking, concerns=lacking)
        case rules.Holds(level=level):
            return Verdict(rule, _holds(level, at))
        case rules.Elapsed():
            return _elapsed(rule, at)
        case rules.ValueAtLeast(of=of, at_least=limit):
            return _compared(rule, derive(of, at.sheet), lambda value: value >= limit)
        case rules.ValueAtMost(of=of, at_most=limit):
            return _compared(rule, derive(of, at.sheet), lambda value: value <= limit)
        case rules.AnswerIs():
            return _answered(rule, at)
        case _:
            return _of_points(rule, at)


def _of_points(rule: Any, at: Standing) -> Verdict:
    match rule:
        case rules.EveryGate(instrument=instrument):
            gates = [p for p in at.card[instrument].points.values() if at.scheme.criterion[p.criterion].gate]
            return _every(rule, gates, lambda p: p.passed)
        case rules.EveryThreshold(instrument=instrument):
            return _every(
                rule,
                at.card[instrument].points.values(),
                lambda p: _reaches(p, at.scheme.criterion[p.criterion].threshold),
            )
        case rules.GateMet(criterion=id_):
            return _every(rule, [at.points(id_)], lambda p: p.passed)
        case rules.CriterionAtLeast(criterion=id_, points=least):
            return _every(rule, [at.points(id_)], lambda p: _reaches(p, least))
        case rules.CountAtLeast():
            return _count(rule, at)
        case rules.TotalAtLeast(instrument=instrument):
            return _total(rule, at.card[instrument].total, rule)
        case rules.GroupAtLeast(instrument=instrument, group=group):
            return _total(rule, at.card[instrument].groups[group], rule)
        case _:
            assert_never(rule)


def _joined(rule: Rule, of: Iterable[Rule], at: Standing, join: Callable[[list[Met]], Met]) -> Verdict:
    parts = tuple(judge(part, at) for part in of)
    return Verdict(rule, join([part.met for part in parts]), parts)


def _conditions(rule: Rule, wanted: Iterable[tuple[str, Rule]], at: Standing) -> Verdict:
    parts = tuple(named(id_, judge(part, at)) for id_, part in wanted)
    return Verdict(
        rule, all_met(part.met for part in parts), parts, tuple(p.name for p in parts if not p.met)
    )


def named(name: str, verdict: Verdict) -> Verdict:
    return Verdict(
        verdict.rule, verdict.met, verdict.parts, verdict.concerns, verdict.step, verdict.total, name
    )


def _holds(level: str, at: Standing) -> bool:
    rank, day = at.scheme.level[level].rank, at.case.day
    return any(
        at.scheme.level[h.level].rank >= rank and h.valid_from <= day <= h.renewable_until
        for h in at.case.holdings
        if h.level in at.scheme.level
    )


def _elapsed(rule: rules.Elapsed, at: Standing) -> Verdict:
    earlier = [day for day in at.case.benchmarked_on if day <= at.case.day]
    if not earlier:
        return Verdict(rule, met=False)
    months = months_between(max(earlier), at.case.day)
    enough = rule.at_least is None or months >= rule.at_least
    soon = rule.at_most is None or months <= rule.at_most
    return Verdict(
        rule,
        enough and soon,
        step=Step("months-since", Fraction(months), ref=rule.since, detail=max(earlier)),
    )


def _compared(rule: Rule, step: Step, holds: Callable[[Fraction], bool]) -> Verdict:
    return Verdict(rule, holds(step.value) if isinstance(step.value, Fraction) else None, step=step)


def _answered(rule: rules.AnswerIs, at: Standing) -> Verdict:
    answer = at.sheet.answers.value(rule.question)
    if isinstance(answer, Missing):
        return Verdict(rule, None, concerns=(rule.question,))
    given = ("yes" if answer else "no") if isinstance(answer, bool) else str(answer)
    wanted = (rule.is_,) if isinstance(rule.is_, str) else rule.is_
    return Verdict(rule, given in wanted, concerns=() if given in wanted else (rule.question,))


def _reaches(points: Points, least: Fraction | None) -> Met:
    """Whether points reach a minimum; what does not apply is passed over."""
    if least is None or points.value is None:
        return True
    return None if isinstance(points.value, Missing) else points.value >= least


def _every(rule: Rule, points: Iterable[Points], holds: Callable[[Points], Met]) -> Verdict:
    mets = {p.criterion: holds(p) for p in points}
    return Verdict(rule, all_met(mets.values()), concerns=tuple(id_ for id_, met in mets.items() if not met))


def _count(rule: rules.CountAtLeast, at: Standing) -> Verdict:
    mets = {id_: _reaches(at.points(id_), rule.points) for id_ in rule.criteria}
    sure = sum(met is True for met in mets.values())
    possible = sum(met is not False for met in mets.values())
    met = True if sure >= rule.at_least else None if possible >= rule.at_least else False
    return Verdict(rule, met, concerns=tuple(id_ for id_, m in mets.items() if not m))


def _total(rule: Rule, total: Total, limit: rules.TotalAtLeast | rules.GroupAtLeast) -> Verdict:
    """Compared as whole numbers: 100 times the points against percent times the maximum."""
    if isinstance(total.points, Missing) or (limit.percent is not None and not total.maximum):
        return Verdict(rule, None, total=total, concerns=_missing_ref(total))
    if limit.percent is not None:
        return Verdict(rule, 100 * total.points >= limit.percent * total.maximum, total=total)
    return Verdict(rule, total.points >= (limit.points or 0), total=total)


def _missing_ref(total: Total) -> tuple[str, ...]:
    return (total.points.ref,) if isinstance(total.points, Missing) else ()
