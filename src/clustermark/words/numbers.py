"""Numbers as people and programs write them: plain digits, bounded before they are converted, never guessed at."""

import re
from decimal import Decimal
from fractions import Fraction
from typing import Any

from clustermark.words.message import Message, say

DIGITS = 20
"""The most digits of a number; nothing that we count or measure has more."""
LONGEST_RATIO = 4000
"""Characters of a number that we wrote ourselves as a ratio of two whole numbers."""
PLAIN = re.compile(r"[+-]?[0-9]+(\.[0-9]+)?")
WITH_POWER = re.compile(r"[+-]?[0-9.]+[eE][+-]?[0-9]+")
ONE_GROUP = re.compile(r"[+-]?[1-9][0-9]{0,2},[0-9]{3}")
GROUPS = re.compile(
    r"[+-]?[0-9]{1,3}([,.' \N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}][0-9]{3})+([.,][0-9]+)?"
)
COMMA = re.compile(r"[+-]?[0-9]+,[0-9]+")
RATIO = re.compile(r"-?[0-9]+/[0-9]+")


class NoNumber(ValueError):  # noqa: N818 - not an error of the program but a finding about a text
    """What is written is no number that we take, and what to write instead."""

    def __init__(self, what: Message, remedy: Message | None = None) -> None:
        self.what, self.remedy = what, remedy
        super().__init__(what, remedy)


def number(raw: Any) -> Fraction:
    """An exact number out of a whole number, a decimal, or its text. Raises NoNumber, at once whatever it is."""
    match raw:
        case bool():
            raise NoNumber(say("a number is expected, not yes or no"))
        case int():
            return Fraction(_few(raw))
        case Decimal():
            return _decimal(raw)
        case Fraction():
            return raw
        case str():
            return _written(raw.strip())
        case _:
            raise NoNumber(say("a number is expected, written like 12 or 12.5"))


def whole(raw: Any) -> int:
    """A whole number. Raises NoNumber."""
    found = number(raw)
    if found.denominator != 1:
        raise NoNumber(say("a whole number is expected"))
    return found.numerator


def binary(raw: float) -> Fraction:
    """A binary number of a table as its shortest decimal. Raises NoNumber where it is not finite, or too large."""
    return _decimal(Decimal(repr(raw)))


def ratio(text: str) -> Fraction:
    """A number that we wrote ourselves: whole, or two whole numbers with a stroke between. Raises NoNumber."""
    if len(text) <= LONGEST_RATIO and RATIO.fullmatch(text):
        above, _, below = text.partition("/")
        if int(below):
            return Fraction(int(above), int(below))
    return number(text)


def _few(value: int) -> int:
    if abs(value) >= 10**DIGITS:
        raise NoNumber(*_too_long())
    return value


def _decimal(value: Decimal) -> Fraction:
    """Bounded by its exponent first: 1E+99999999 is never written out."""
    if not value.is_finite():
        raise NoNumber(say("a number is expected, written like 12 or 12.5"))
    if value and (
        value.adjusted() >= DIGITS or len(value.as_tuple().digits) > DIGITS or value.adjusted() < -2 * DIGITS
    ):
        raise NoNumber(*_too_long())
    return Fraction(value) if value else Fraction(0)


def _written(text: str) -> Fraction:
    if len(text) <= DIGITS + 2 and PLAIN.fullmatch(text) and sum(sign.isdigit() for sign in text) <= DIGITS:
        return Fraction(text)
    raise NoNumber(*_why_not(text))


def _why_not(text: str) -> tuple[Message, Message | None]:
    shown = text if len(text) <= 2 * DIGITS else f"{text[: 2 * DIGITS]}…"
    if any(sign.isdigit() and not sign.isascii() for sign in text[:1000]):
        return say("{value} holds digits other than 0 to 9", value=shown), say(
            "write it with the digits 0 to 9"
        )
    if PLAIN.fullmatch(text):
        return (
            say("{value} has more digits than any number here", value=shown),
            say("write at most {n} digits", n=DIGITS),
        )
    if WITH_POWER.fullmatch(text):
        return say("{value} is written with a power of ten", value=shown), say(
            "write the digits out, like 12 or 12.5"
        )
    return _by_separator(text) if shown is text else (say("{value} is no number", value=shown), _like())


def _by_separator(text: str) -> tuple[Message, Message | None]:
    what = say("{value} is no number here", value=text)
    if ONE_GROUP.fullmatch(text):
        first, second = text.replace(",", ""), text.replace(",", ".")
        return (
            say("{value} can be meant in two ways", value=text),
            say("write {first} or {second}, as it is meant", first=first, second=second),
        )
    if COMMA.fullmatch(text):
        return what, say("write it with a decimal point: {example}", example=text.replace(",", "."))
    if GROUPS.fullmatch(text):
        return what, say("write it without signs between the thousands: {example}", example=_ungrouped(text))
    return say("{value} is no number", value=text), _like()


def _like() -> Message:
    return say("write it like 12 or 12.5")


def _ungrouped(text: str) -> str:
    """The digits in one piece; a last sign that stands once, or before other than three digits, is the decimal point."""
    signs = [sign for sign in text if not sign.isdigit() and sign not in "+-"]
    head, last, tail = text.rpartition(signs[-1])
    fraction = last in ".," and (len(tail) != 3 or (signs.count(last) == 1 and len(signs) > 1))  # noqa: PLR2004
    digits = "".join(sign for sign in head if sign.isdigit() or sign in "+-")
    return f"{digits}.{tail}" if fraction else f"{digits}{tail}"


def _too_long() -> tuple[Message, Message]:
    return say("the number has more digits than any number here"), say("write at most {n} digits", n=DIGITS)
