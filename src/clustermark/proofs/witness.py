"""Looking for a case that gives a level: a worked example where there is one, else one made from the best of everything."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from clustermark.proofs.examples import EVIDENCE, case_of
from clustermark.scheme import rules
from clustermark.scheme.model import Scheme
from clustermark.scheme.questions import Question, Type
from clustermark.scheme.walking import parts
from clustermark.scoring.case import Case, Consensus, Holding
from clustermark.scoring.decision import Assessment, Outcome, assess
from clustermark.scoring.judging import Verdict

YEAR, WEEK = 365, 7
ROUNDS = 3
BACK = (0, 1, 12, 18, 24, 36, 48, 60, 120)


def witness(level: str, scheme: Scheme) -> Assessment:
    """A case decided as awarded, where one is found; else the best one met with."""
    for example in scheme.examples:
        if example.case is not None and example.expect.outcomes.get(level) == "awarded":
            got = assess(case_of(example, scheme), scheme)
            if got.decision(level).outcome is Outcome.AWARDED:
                return got
    return _climbed(level, scheme)


def _climbed(level: str, scheme: Scheme) -> Assessment:
    """One answer after the other is set to whatever leaves the fewest rules unmet, a few rounds long."""
    best = assess(_start(level, scheme), scheme)
    for _ in range(ROUNDS):
        for question in scheme.questions:
            best = min([best, *_tried(question, best, scheme)], key=lambda got: _lacking(got, level))
        if not _lacking(best, level):
            break
    return best


def _lacking(got: Assessment, level: str) -> int:
    return len(got.problems) + sum(_unmet(verdict) for verdict in got.decision(level).verdicts)


def _unmet(verdict: Verdict) -> int:
    below = sum(_unmet(part) for part in verdict.parts)
    return 0 if verdict.met else 1 + below + len(verdict.concerns)


def _tried(question: Question, got: Assessment, scheme: Scheme) -> Iterator[Assessment]:
    for answer in candidates(question, got.case.day, scheme):
        answers = {**got.case.answers, question.id: answer}
        yield assess(got.case.model_copy(update={"answers": answers}), scheme)


def _start(level: str, scheme: Scheme) -> Case:
    """Every rating at its top and backed, every gate just passed, every lower level held, and no number larger than it must be."""
    day = scheme.in_force_from + timedelta(days=YEAR)
    consensus = tuple(
        Consensus(criterion=c.id, rating=c.gate.at_least if c.gate else c.top, accepted=(EVIDENCE.id,))
        for c in scheme.criteria
        if not c.banded
    )
    rank = scheme.level[level].rank
    lasting = (day - timedelta(days=YEAR), day + timedelta(days=YEAR))
    held = tuple(
        Holding(level=low.id, valid_from=lasting[0], valid_until=lasting[1], renewable_until=lasting[1])
        for low in scheme.levels
        if low.rank < rank
    )
    answers = {q.id: next(iter(candidates(q, day, scheme)), None) for q in scheme.questions}
    return Case(
        assessed_on=day,
        answers={id_: answer for id_, answer in answers.items() if answer is not None},
        documents=(EVIDENCE,),
        consensus=consensus,
        holdings=held,
        benchmarked_on=(_benchmarked(scheme, day),),
    )


def _benchmarked(scheme: Scheme, day: date) -> date:
    """As long ago as the strictest rule about it asks."""
    months = [part.at_least or 0 for _, part in parts(scheme) if isinstance(part, rules.Elapsed)]
    return day - timedelta(days=31 * max([18, *months]) + WEEK)


def candidates(question: Question, day: date, scheme: Scheme) -> Iterator[Any]:
    """Answers that could make a difference: of a table, the same in every row."""
    values = list(_values(question, day, scheme))
    if question.type is Type.TABLE:
        yield from ({cell.id: value for cell in question.cells} for value in values)
    else:
        yield from values


def _values(question: Question, day: date, scheme: Scheme) -> Iterable[Any]:
    match question.cell_type:
        case Type.CHOICE:
            return [option.id for option in question.options]
        case Type.CHOICES:
            return [[option.id for option in question.options], []]
        case Type.YES_NO:
            return ["yes", "no"]
        case Type.DATE:
            earlier = [day - timedelta(days=31 * months) for months in BACK]
            return (
                earlier
                if question.not_in_future
                else [*earlier, *(day + timedelta(days=31 * m) for m in BACK)]
            )
        case Type.TEXT:
            return ["-"]
        case _:
            return _numbers(question, scheme)


def _numbers(question: Question, scheme: Scheme) -> list[Fraction]:
    """The ends of what is possible, and the limits that rules and bands name."""
    high = question.max or Fraction(0)
    named = [part.at_least for _, part in parts(scheme) if isinstance(part, rules.ValueAtLeast)]
    named += [part.at_most for _, part in parts(scheme) if isinstance(part, rules.ValueAtMost)]
    named += [
        band.end for c in scheme.criteria if c.banded for band in c.banded.bands if band.end is not None
    ]
    fine = [
        value
        for value in named
        if question.low <= value <= high and (value * 10**question.places).denominator == 1
    ]
    return list(dict.fromkeys([max(question.low, Fraction(1)), *sorted(fine), high, question.low]))
