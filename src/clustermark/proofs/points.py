"""That points behave: every band can be reached, every minimum can be met, and more points never cost a level."""

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from clustermark.errors import Problem
from clustermark.proofs.proof import Proof, Subject, proof
from clustermark.proofs.ranges import Range, range_of
from clustermark.scheme import rules
from clustermark.scheme.criteria import Band, Banded, Criterion
from clustermark.scheme.fitting import OF_POINTS
from clustermark.scheme.model import Scheme
from clustermark.scheme.rules import Rule
from clustermark.scheme.walking import parts
from clustermark.scoring.distance import steps
from clustermark.words.message import Message, say


def bands(subject: Subject) -> Proof:
    """Gaps and overlaps are refused when a scheme is loaded; here, that some value falls in each band."""
    criteria = enumerate(subject.scheme.criteria)
    rows = [(n, c, key) for n, c in criteria for key in ("banded", "proposal") if getattr(c, key)]
    title = say("the bands cover every value once, and each can be reached")
    checked = sum(len(getattr(c, key).bands) for _, c, key in rows)
    return proof("bands", title, checked, _unreached(rows, subject))


def _unreached(rows: list[tuple[int, Criterion, str]], subject: Subject) -> Iterator[Problem]:
    for n, criterion, key in rows:
        banded: Banded = getattr(criterion, key)
        possible = range_of(banded.from_, subject.scheme)
        start: Fraction | None = None
        for m, band in enumerate(banded.bands):
            if _beyond(start, band, possible):
                what = say("{id}: no value can fall in band {n}", id=criterion.id, n=m + 1)
                yield Problem(
                    what,
                    _possible(possible),
                    subject.place("criteria", n, key, "bands", m),
                    code="impossible-band",
                )
            start = band.end


def _beyond(start: Fraction | None, band: Band, possible: Range) -> bool:
    """Whether a band lies wholly above or below what is possible."""
    above = start is not None and possible.high is not None and start > possible.high
    below = (
        band.end is not None
        and possible.low is not None
        and (band.end < possible.low or (band.below is not None and band.end <= possible.low))
    )
    return above or below


def _possible(range_: Range) -> Message:
    return say("possible are values from {low} to {high}", low=_bound(range_.low), high=_bound(range_.high))


def _bound(value: Fraction | None) -> object:
    return say("without limit") if value is None else value


def minimums(subject: Subject) -> Proof:
    found = [*_thresholds(subject), *_limits(subject)]
    checked = sum(c.threshold is not None for c in subject.scheme.criteria) + sum(
        1 for _ in _asked(subject.scheme)
    )
    return proof("minimums", say("every minimum can be met"), checked, found)


def _thresholds(subject: Subject) -> Iterator[Problem]:
    for n, criterion in enumerate(subject.scheme.criteria):
        most = max(steps(criterion), default=0)
        if criterion.threshold is not None and criterion.threshold > most:
            what = say(
                "{id}: the minimum is {least}, but at most {most} can be earned",
                id=criterion.id,
                least=criterion.threshold,
                most=most,
            )
            yield Problem(
                what,
                say("lower it, or add points"),
                subject.place("criteria", n, "threshold"),
                code="impossible-threshold",
            )


def _asked(scheme: Scheme) -> Iterator[tuple[Any, tuple[str | int, ...]]]:
    return ((part, path) for path, part in parts(scheme) if isinstance(part, OF_POINTS))


def _limits(subject: Subject) -> Iterator[Problem]:
    for rule, path in _asked(subject.scheme):
        if problem := _impossible(rule, subject.scheme):
            yield Problem(
                problem, say("ask for no more than there is"), subject.place(*path), code="impossible-points"
            )


def _impossible(rule: Rule, scheme: Scheme) -> Message | None:
    match rule:
        case rules.CriterionAtLeast(criterion=id_, points=least) if least > _most(id_, scheme):
            return say(
                "{least} points are asked of {id}, which can earn {most}",
                least=least,
                id=id_,
                most=_most(id_, scheme),
            )
        case rules.CountAtLeast(criteria=ids, points=least, at_least=wanted):
            able = sum(_most(id_, scheme) >= least for id_ in ids)
            return (
                say(
                    "{wanted} criteria are asked for, but only {able} can reach {least} points",
                    wanted=wanted,
                    able=able,
                    least=least,
                )
                if able < wanted
                else None
            )
        case rules.GateMet(criterion=id_) if not scheme.criterion[id_].gate:
            return say("{id} is no gate, so it can never be passed", id=id_)
        case rules.TotalAtLeast() | rules.GroupAtLeast() if rule.points is not None:
            most = _sum(rule, scheme)
            return (
                say("{least} points are asked for, but there are only {most}", least=rule.points, most=most)
                if rule.points > most
                else None
            )
        case _:
            return None


def _most(id_: str, scheme: Scheme) -> int:
    return max(steps(scheme.criterion[id_]), default=0)


def _sum(rule: rules.TotalAtLeast | rules.GroupAtLeast, scheme: Scheme) -> int:
    group = getattr(rule, "group", None)
    return sum(_most(c.id, scheme) for c in scheme.criteria_of(rule.instrument) if group in (None, c.group))


def monotone(subject: Subject) -> Proof:
    """No rule about points stands below an odd number of `not`, so that raising points can only turn rules from no to yes."""
    found = [
        problem
        for n, level in enumerate(subject.scheme.levels)
        for m, condition in enumerate(level.requires)
        for problem in _turned(condition.rule, ("levels", n, "requires", m, "rule"), subject, level=level.id)
    ]
    checked = sum(1 for level in subject.scheme.levels for _ in level.requires)
    return proof("monotone", say("more points never cost a level"), checked, found)


def _turned(
    rule: Any, path: tuple[str | int, ...], subject: Subject, *, level: str, turned: bool = False
) -> Iterator[Problem]:
    if turned and isinstance(rule, OF_POINTS):
        example = say(
            "as soon as points meet this rule, {level} is lost: {name}", level=level, name=rule.word
        )
        yield Problem(example, say("leave out the not"), subject.place(*path), code="points-cost-level")
    match rule:
        case rules.Not(of=of):
            yield from _turned(of, (*path, "not", "of"), subject, level=level, turned=not turned)
        case rules.All(of=of) | rules.Any_(of=of):
            for n, part in enumerate(of):
                yield from _turned(part, (*path, rule.word, "of", n), subject, level=level, turned=turned)
        case rules.Eligible():
            yield from _in_list(subject.scheme.eligibility, ("eligibility",), subject, level, turned=turned)
        case rules.EveryRequirement(list=name):
            index = [r.id for r in subject.scheme.requirements].index(name)
            wanted = subject.scheme.requirements[index].requirements
            yield from _in_list(
                wanted, ("requirements", index, "requirements"), subject, level, turned=turned
            )
        case _:
            return


def _in_list(
    conditions: Any, path: tuple[str | int, ...], subject: Subject, level: str, *, turned: bool
) -> Iterator[Problem]:
    for n, condition in enumerate(conditions):
        yield from _turned(condition.rule, (*path, n, "rule"), subject, level=level, turned=turned)
