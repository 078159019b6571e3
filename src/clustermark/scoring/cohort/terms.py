"""Terms as exact fractions of column expressions."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from fractions import Fraction
from functools import reduce
from typing import Any, assert_never

import narwhals.stable.v2 as nw

from clustermark.scheme import terms
from clustermark.scheme.model import Scheme
from clustermark.scheme.terms import Term
from clustermark.scoring.cohort.layout import DAY, codes, codes_are_values
from clustermark.scoring.cohort.ratio import (
    Expr,
    Ratio,
    against,
    constant,
    plus,
    product,
    quotient,
    reaches,
    scaled,
    whole,
)

NARROW, WIDE = 2**63, 2**126
DAYS, MONTHS = 4_000_000, 130_000
HUNDRED = 100


@dataclass(frozen=True)
class Terms:
    """Compiles the terms of a scheme; with `wide`, in numbers of 128 bits."""

    scheme: Scheme
    wide: bool = False

    def column(self, name: str) -> Expr:
        return nw.col(name).cast(nw.Int128) if self.wide else nw.col(name)

    def of(self, term: Term) -> Ratio:
        match term:
            case terms.Value(of=of):
                return (
                    self.of(self.scheme.indicator[of].value)
                    if of in self.scheme.indicator
                    else self.answer(of)
                )
            case terms.Number(of=number):
                return constant(number, self.column(f"a:{DAY}"))
            case terms.Sum(of=of):
                return total(self.each(of))
            case terms.Difference(of=of, less=less):
                return plus(self.of(of), self.of(less), -1)
            case terms.Share(of=of, in_=in_):
                return quotient(self.of(of), self.of(in_), HUNDRED)
            case terms.Ratio(of=of, to=to, times=factor):
                return quotient(self.of(of), self.of(to), factor)
            case terms.Growth(from_=before, to=now):
                return quotient(plus(self.of(now), self.of(before), -1), self.of(before), HUNDRED)
            case terms.Mean():
                return self.mean(term)
            case terms.Count(of=of, at_least=least):
                return self.count(of, Fraction(1) if least is None else least)
            case terms.Choice(of=of):
                return self.choice(of)
            case terms.YearsSince() | terms.MonthsSince() | terms.MonthsUntil():
                return self.time(term)
            case _:
                assert_never(term)

    def answer(self, reference: str) -> Ratio:
        question, column = self.scheme.question[reference], self.column(f"a:{reference}")
        if not question.is_numeric:
            return whole(column, -DAYS, DAYS)
        scale = 10**question.places
        return whole(column, int(question.low * scale), int((question.max or 0) * scale), scale)

    def each(self, of: str | tuple[Term, ...]) -> list[Ratio]:
        if isinstance(of, str):
            return [self.answer(reference) for reference in self.scheme.question[of].references]
        return [self.of(term) for term in of]

    def chosen(self, of: str | tuple[Term, ...]) -> list[Ratio]:
        if isinstance(of, str):
            return [self.choice(reference) for reference in self.scheme.question[of].references]
        return [self.of(term) for term in of]

    def mean(self, term: terms.Mean) -> Ratio:
        values = self.chosen(term.of)
        if term.at_least is None:
            return quotient(total(values), constant(Fraction(len(values)), values[0].num))
        taken = [reaches(value, term.at_least).cast(nw.Int64) for value in values]
        parts = [
            Ratio(
                v.num * t,
                v.den,
                min(v.low, 0),
                max(v.high, 0),
                v.bottom,
                against(v, term.at_least or Fraction(0)),
            )
            for v, t in zip(values, taken, strict=True)
        ]
        number = whole(reduce(_plus, taken), 0, len(values))
        mean = quotient(total(parts), number)
        return mean if term.empty is None else _or_empty(mean, number.num, term.empty)

    def count(self, of: str, least: Fraction) -> Ratio:
        question = self.scheme.question[of]
        if not question.cells:
            return whole(self.column(f"a:{of}"), 0, len(question.options))
        values = self.chosen(of) if question.asks_choice else self.each(of)
        reached = [reaches(value, least).cast(nw.Int64) for value in values]
        worst = max(against(value, least) for value in values)
        return Ratio(reduce(_plus, reached), 1, 0, len(values), 1, worst)

    def choice(self, reference: str) -> Ratio:
        """What the chosen option counts as; null where it counts as nothing."""
        question, column = self.scheme.question[reference], self.column(f"a:{reference}")
        worth = [option.value or 0 for option in question.options]
        if not codes_are_values(question):
            column = _looked_up(column, {codes(question)[o.id]: o.value for o in question.options})
        return whole(column, min(worth), max(worth))

    def time(self, term: terms.YearsSince | terms.MonthsSince | terms.MonthsUntil) -> Ratio:
        match term:
            case terms.YearsSince(of=of):
                days = self.column(f"a:{DAY}") - self.column(f"a:{of}")
                return Ratio(days * HUNDRED, 36525, -DAYS * HUNDRED, DAYS * HUNDRED, 36525, DAYS * HUNDRED)
            case terms.MonthsSince(of=of):
                return whole(months(self.column, of, DAY), -MONTHS, MONTHS)
            case terms.MonthsUntil(of=of):
                ahead = months(self.column, DAY, of)
                return whole(nw.when(ahead < 0).then(ahead * 0).otherwise(ahead), 0, MONTHS)
            case _:
                assert_never(term)


def months(column: Callable[[str], Expr], start: str, end: str) -> Expr:
    """Whole months from one date to another, as `months_between` counts them."""
    short = (column(f"d:{end}") < column(f"d:{start}")).cast(nw.Int64)
    return column(f"m:{end}") - column(f"m:{start}") - short


def _plus(a: Expr, b: Expr) -> Expr:
    return a + b


def total(values: Iterable[Ratio]) -> Ratio:
    return reduce(plus, values)


def _looked_up(column: Expr, worth: dict[int, int | None]) -> Expr:
    found: Expr = nw.lit(None, dtype=nw.Int64)
    for code, value in worth.items():
        if value is not None:
            found = nw.when(column == code).then(nw.lit(value, dtype=nw.Int64)).otherwise(found)
    return found


def _or_empty(mean: Ratio, number: Expr, empty: Fraction) -> Ratio:
    """The mean, but a given value where nothing takes part; still null where something is missing."""
    den = product(mean.den, empty.denominator)
    num = scaled(mean.num, empty.denominator)
    filled_num = nw.when(number == 0).then(number * 0 + empty.numerator).otherwise(num)
    filled_den = nw.when(number == 0).then(number * 0 + empty.denominator).otherwise(den)
    reach = max(mean.top * empty.denominator, abs(empty.numerator))
    bottom = max(mean.bottom * empty.denominator, empty.denominator)
    return Ratio(filled_num, filled_den, -reach, reach, bottom, max(mean.worst, reach, bottom))


class TooLargeError(ArithmeticError):
    """A computation of a scheme that leaves even 128 bits; carries how large it can become."""


def fitted(scheme: Scheme, compiled: Callable[[Terms], tuple[Any, int]]) -> Any:
    """What is compiled in 64 bits where its numbers fit there, else in 128 bits. Raises TooLargeError."""
    for wide, most in ((False, NARROW), (True, WIDE)):
        made, worst = compiled(Terms(scheme, wide))
        if worst < most:
            return made
    raise TooLargeError(worst)


def is_category(term: Term, scheme: Scheme) -> bool:
    """Whether a term stands for an answer that is no number."""
    if not isinstance(term, terms.Value):
        return False
    if term.of in scheme.indicator:
        return is_category(scheme.indicator[term.of].value, scheme)
    return not scheme.question[term.of].is_numeric
