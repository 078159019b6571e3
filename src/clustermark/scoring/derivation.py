"""The reference engine for terms: plain Python on exact numbers, obviously right, every step kept."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import assert_never

from clustermark.scheme import terms
from clustermark.scheme.model import Scheme
from clustermark.scheme.terms import Term
from clustermark.scoring.answers import Answers
from clustermark.scoring.values import Missing, Result, Step, Why, first_missing

ZERO, HUNDRED = Fraction(0), Fraction(100)
DAY = "assessed-on"
YEAR = Fraction(36525, 100)


@dataclass(frozen=True)
class Sheet:
    """The answers of one case, from which every term of its scheme can be derived; indicators once each."""

    scheme: Scheme
    answers: Answers
    assessed_on: date | None
    _known: dict[str, Step] = field(default_factory=dict)
    _given: dict[str, Step] = field(default_factory=dict)

    def indicator(self, id_: str) -> Step:
        """The value of an indicator, with the steps that led to it."""
        if id_ not in self._known:
            found = derive(self.scheme.indicator[id_].value, self)
            self._known[id_] = Step("indicator", found.value, (found,), id_)
        return self._known[id_]

    def answer(self, reference: str) -> Step:
        """An answer, read once."""
        if reference not in self._given:
            self._given[reference] = answered(reference, self)
        return self._given[reference]


def derive(term: Term, sheet: Sheet) -> Step:
    """The value of a term, exactly, with the steps that led to it."""
    match term:
        case terms.Value(of=of):
            return sheet.indicator(of) if of in sheet.scheme.indicator else sheet.answer(of)
        case terms.Number(of=number):
            return Step("number", number)
        case terms.Sum(of=of):
            return total(_each(of, sheet))
        case terms.Difference(of=of, less=less):
            return combined("difference", lambda a, b: a - b, derive(of, sheet), derive(less, sheet))
        case terms.Share(of=of, in_=whole):
            return divided("share", HUNDRED, derive(of, sheet), derive(whole, sheet))
        case terms.Ratio(of=of, to=to, times=times):
            return divided("ratio", Fraction(times), derive(of, sheet), derive(to, sheet))
        case terms.Growth(from_=before, to=now):
            return grown(derive(before, sheet), derive(now, sheet))
        case terms.Mean():
            return mean(_chosen(term.of, sheet), term)
        case terms.Count(of=of, at_least=least):
            return counted(of, least, sheet)
        case terms.Choice(of=of):
            return chosen(of, sheet)
        case terms.YearsSince(of=of) | terms.MonthsSince(of=of) | terms.MonthsUntil(of=of):
            return passed(term.word, of, sheet)
        case _:
            assert_never(term)


def answered(reference: str, sheet: Sheet) -> Step:
    """An answer as it is; a yes is `yes`, several choices are their ids in order."""
    match sheet.answers.value(reference):
        case bool() as yes:
            return Step("answer", "yes" if yes else "no", ref=reference)
        case frozenset() as ticked:
            return Step("answer", " ".join(sorted(ticked)), ref=reference)
        case date() as day:
            return Step("answer", day.isoformat(), ref=reference)
        case value:
            return Step("answer", value, ref=reference)


def _each(of: str | tuple[Term, ...], sheet: Sheet) -> tuple[Step, ...]:
    if isinstance(of, str):
        return tuple(sheet.answer(reference) for reference in sheet.scheme.question[of].references)
    return tuple(derive(term, sheet) for term in of)


def _chosen(of: str | tuple[Term, ...], sheet: Sheet) -> tuple[Step, ...]:
    if isinstance(of, str):
        return tuple(chosen(reference, sheet) for reference in sheet.scheme.question[of].references)
    return tuple(derive(term, sheet) for term in of)


def numbers(steps: Iterable[Step]) -> list[Fraction]:
    return [step.value for step in steps if isinstance(step.value, Fraction)]


def total(steps: tuple[Step, ...]) -> Step:
    return Step("sum", first_missing(steps) or added(numbers(steps)), steps)


def added(values: list[Fraction]) -> Fraction:
    """The sum; in one step where all have the same denominator, as most answers do."""
    below = {value.denominator for value in values}
    if len(below) > 1:
        return sum(values, ZERO)
    return Fraction(sum(value.numerator for value in values), below.pop() if below else 1)


def combined(op: str, work: Callable[..., Fraction], *steps: Step) -> Step:
    return Step(op, first_missing(steps) or work(*numbers(steps)), steps)


def divided(op: str, times: Fraction, part: Step, whole: Step) -> Step:
    """`times` parts for each whole; missing where the whole is zero."""
    return Step(
        op, first_missing((part, whole)) or _quotient(times, part, whole), (part, whole), detail=times
    )


def _quotient(times: Fraction, part: Step, whole: Step) -> Result:
    above, below = numbers((part, whole))
    return above * times / below if below else Missing(Why.ZERO_WHOLE, _name(whole))


def _name(step: Step) -> str:
    """The id that a step is about, or the first one below it."""
    return step.ref or next((_name(below) for below in step.inputs), "")


def grown(before: Step, now: Step) -> Step:
    missing = first_missing((before, now))
    more = combined("difference", lambda new, old: new - old, now, before)
    return Step("growth", missing or _quotient(HUNDRED, more, before), (before, now))


def mean(steps: tuple[Step, ...], term: terms.Mean) -> Step:
    """The mean of the values that take part; `empty` where none does."""
    taking_part = [v for v in numbers(steps) if term.at_least is None or v >= term.at_least]
    value: Result
    if missing := first_missing(steps):
        value = missing
    elif taking_part:
        value = added(taking_part) / len(taking_part)
    else:
        value = term.empty if term.empty is not None else Missing(Why.ZERO_WHOLE, _name(steps[0]))
    return Step("mean", value, steps, detail=term.at_least)


def counted(of: str, least: Fraction | None, sheet: Sheet) -> Step:
    """How many options are ticked, or how many cells reach `least` (1 where nothing is said)."""
    question = sheet.scheme.question[of]
    if not question.cells:
        ticked = sheet.answers.value(of)
        number = Fraction(len(ticked)) if isinstance(ticked, frozenset) else ticked
        return Step("count-ticked", number if isinstance(number, Fraction | Missing) else ZERO, ref=of)
    steps = _chosen(of, sheet) if question.asks_choice else _each(of, sheet)
    limit = Fraction(1) if least is None else least
    reached = Fraction(sum(value >= limit for value in numbers(steps)))
    return Step("count", first_missing(steps) or reached, steps, of, limit)


def chosen(reference: str, sheet: Sheet) -> Step:
    """What the chosen option counts as."""
    answer = sheet.answers.value(reference)
    if isinstance(answer, Missing):
        return Step("choice", answer, ref=reference)
    option = sheet.scheme.question[reference].option(str(answer))
    worth = option.value if option else None
    return Step(
        "choice",
        Missing(Why.INVALID, reference) if worth is None else Fraction(worth),
        ref=reference,
        detail=answer,
    )


def passed(op: str, reference: str, sheet: Sheet) -> Step:
    """Time between a date and the assessment; missing while that has no day."""
    day = sheet.answers.value(reference)
    if not isinstance(day, date):
        return Step(op, day if isinstance(day, Missing) else Missing(Why.INVALID, reference), ref=reference)
    if sheet.assessed_on is None:
        return Step(op, Missing(Why.UNANSWERED, DAY), ref=reference, detail=day)
    return Step(op, _time(op, day, sheet.assessed_on), ref=reference, detail=day)


def _time(op: str, day: date, assessed_on: date) -> Fraction:
    match op:
        case "years-since":
            return Fraction((assessed_on - day).days) / YEAR
        case "months-since":
            return Fraction(months_between(day, assessed_on))
        case _:
            return Fraction(max(0, months_between(assessed_on, day)))


def months_between(start: date, end: date) -> int:
    """Whole months from one day to a later one; negative, rounded down, the other way round."""
    return (end.year - start.year) * 12 + end.month - start.month - (end.day < start.day)
