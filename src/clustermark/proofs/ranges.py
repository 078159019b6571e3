"""Which values a term can have, by the limits of its questions: exact intervals, or none where nothing bounds them."""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from typing import assert_never

from clustermark.scheme import terms
from clustermark.scheme.model import Scheme
from clustermark.scheme.terms import Term

HUNDRED = Fraction(100)


@dataclass(frozen=True, slots=True)
class Range:
    """From `low` to `high`, both possible; None is no bound."""

    low: Fraction | None
    high: Fraction | None

    def times(self, factor: int) -> "Range":
        return Range(_scaled(self.low, factor), _scaled(self.high, factor))


FREE = Range(None, None)
UPWARD = Range(Fraction(0), None)


def range_of(term: Term, scheme: Scheme) -> Range:
    match term:
        case terms.Value(of=of):
            return (
                range_of(scheme.indicator[of].value, scheme) if of in scheme.indicator else answer(of, scheme)
            )
        case terms.Number(of=number):
            return Range(number, number)
        case terms.Sum(of=of):
            return total(each(of, scheme))
        case terms.Difference(of=of, less=less):
            return minus(range_of(of, scheme), range_of(less, scheme))
        case terms.Share(of=of, in_=whole):
            return divided(range_of(of, scheme), range_of(whole, scheme)).times(100)
        case terms.Ratio(of=of, to=to, times=times):
            return divided(range_of(of, scheme), range_of(to, scheme)).times(times)
        case terms.Growth():
            return FREE
        case terms.Mean(of=of):
            return spread(each(of, scheme), term.empty)
        case terms.Count(of=of):
            question = scheme.question[of]
            return Range(Fraction(0), Fraction(len(question.cells) or len(question.options)))
        case terms.Choice(of=of):
            return answer(of, scheme)
        case terms.YearsSince() | terms.MonthsSince():
            return FREE
        case terms.MonthsUntil():
            return UPWARD
        case _:
            assert_never(term)


def answer(reference: str, scheme: Scheme) -> Range:
    """The limits of a number; the least and the most that an option counts as."""
    question = scheme.question[reference]
    if question.is_numeric:
        return Range(question.low, question.max)
    worth = [Fraction(option.value) for option in question.options if option.value is not None]
    return Range(min(worth), max(worth)) if worth else FREE


def each(of: str | tuple[Term, ...], scheme: Scheme) -> list[Range]:
    if isinstance(of, str):
        return [answer(reference, scheme) for reference in scheme.question[of].references]
    return [range_of(term, scheme) for term in of]


def total(parts: Iterable[Range]) -> Range:
    found = list(parts)
    return Range(_summed(part.low for part in found), _summed(part.high for part in found))


def minus(first: Range, second: Range) -> Range:
    return Range(_less(first.low, second.high), _less(first.high, second.low))


def divided(part: Range, whole: Range) -> Range:
    """Unbounded above where the whole can come near to zero."""
    if part.low is None or part.low < 0 or whole.low is None or whole.low < 0:
        return FREE
    low = part.low / whole.high if whole.high else Fraction(0)
    return Range(low, part.high / whole.low if part.high is not None and whole.low else None)


def spread(parts: Iterable[Range], empty: Fraction | None) -> Range:
    """A mean lies between the least and the most of its parts."""
    found = [*parts, *([Range(empty, empty)] if empty is not None else [])]
    lows, highs = [part.low for part in found], [part.high for part in found]
    return Range(_least(lows), _most(highs))


def _scaled(value: Fraction | None, factor: int) -> Fraction | None:
    return None if value is None else value * factor


def _summed(values: Iterable[Fraction | None]) -> Fraction | None:
    found = list(values)
    return None if None in found else sum((v for v in found if v is not None), Fraction(0))


def _less(first: Fraction | None, second: Fraction | None) -> Fraction | None:
    return None if first is None or second is None else first - second


def _least(values: list[Fraction | None]) -> Fraction | None:
    known = [value for value in values if value is not None]
    return min(known) if len(known) == len(values) else None


def _most(values: list[Fraction | None]) -> Fraction | None:
    known = [value for value in values if value is not None]
    return max(known) if len(known) == len(values) else None
