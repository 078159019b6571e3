"""Exact fractions of whole-number expressions, each with a bound on how large it can become."""

from dataclasses import dataclass
from fractions import Fraction
from math import lcm

import narwhals.stable.v2 as nw

Expr = nw.Expr
Whole = Expr | int


@dataclass(frozen=True)
class Ratio:
    """`num / den`, `den` above zero; null where the value is missing.

    `low` and `high` bound the numerator, `bottom` the denominator, and `worst` is the largest number met on the way.
    """

    num: Expr
    den: Whole
    low: int
    high: int
    bottom: int
    worst: int

    @property
    def top(self) -> int:
        return max(abs(self.low), abs(self.high))


def whole(num: Expr, low: int, high: int, den: int = 1) -> Ratio:
    return Ratio(num, den, low, high, den, max(abs(low), abs(high), den))


def constant(value: Fraction, alike: Expr) -> Ratio:
    """A number beside an expression, of which it takes the type and nothing else."""
    num = alike.fill_null(0) * 0 + value.numerator
    return whole(num, value.numerator, value.numerator, value.denominator)


def plus(a: Ratio, b: Ratio, sign: int = 1) -> Ratio:
    """`a + b`, or `a - b`, over a common denominator."""
    den, up_a, up_b = _common(a.den, b.den)
    most_a, most_b, bottom = _common_bounds(a, b)
    num = scaled(a.num, up_a) + scaled(b.num, up_b) * sign
    below, beyond = (b.low, b.high) if sign > 0 else (-b.high, -b.low)
    low = min(a.low, 0) * most_a + min(below, 0) * most_b
    high = max(a.high, 0) * most_a + max(beyond, 0) * most_b
    far = a.top * most_a + b.top * most_b
    return Ratio(num, den, low, high, bottom, max(a.worst, b.worst, far, bottom))


def _common(a: Whole, b: Whole) -> tuple[Whole, Whole, Whole]:
    """A common denominator, and what each numerator is to be multiplied with."""
    if isinstance(a, int) and isinstance(b, int):
        den = lcm(a, b)
        return den, den // a, den // b
    return product(a, b), b, a


def _common_bounds(a: Ratio, b: Ratio) -> tuple[int, int, int]:
    """How large the two factors and the common denominator can become."""
    if isinstance(a.den, int) and isinstance(b.den, int):
        den = lcm(a.den, b.den)
        return den // a.den, den // b.den, den
    return b.bottom, a.bottom, a.bottom * b.bottom


def scaled(value: Expr, factor: Whole) -> Expr:
    """A product that leaves out the factor one."""
    return value if isinstance(factor, int) and factor == 1 else value * factor


def product(a: Whole, b: Whole) -> Whole:
    if isinstance(a, int):
        return a * b if isinstance(b, int) else scaled(b, a)
    return scaled(a, b)


def quotient(a: Ratio, b: Ratio, factor: int = 1) -> Ratio:
    """`factor * a / b`; null where `b` is zero."""
    up = a.num * factor
    num, den = scaled(up, b.den), scaled(b.num, a.den)
    far, bottom = a.top * abs(factor) * b.bottom, b.top * a.bottom
    if b.low < 0:
        sign = nw.when(den < 0).then(-1).otherwise(1)
        num, den = num * sign, den * sign
    worst = max(a.worst, b.worst, far, bottom)
    num = nw.when(den != 0).then(num)
    return Ratio(num, den, -far if a.low < 0 or b.low < 0 else 0, far, max(bottom, 1), worst)


def reaches(value: Ratio, limit: Fraction) -> Expr:
    """Whether a value is at least a limit."""
    return scaled(value.num, limit.denominator) >= product(value.den, limit.numerator)


def exceeds(value: Ratio, limit: Fraction) -> Expr:
    return scaled(value.num, limit.denominator) > product(value.den, limit.numerator)


def above(a: Ratio, b: Ratio) -> Expr:
    return scaled(a.num, b.den) > scaled(b.num, a.den)


def against(value: Ratio, limit: Fraction) -> int:
    """How large the products of a comparison can become."""
    return max(value.worst, value.top * limit.denominator, value.bottom * abs(limit.numerator))
