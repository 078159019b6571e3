"""Numbers, shares, money and dates as people read them. The only place that rounds."""

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_EVEN, Decimal
from fractions import Fraction
from functools import cache, lru_cache
from typing import assert_never

from babel.core import Locale
from babel.dates import format_date
from babel.numbers import NumberPattern, format_currency, format_decimal, parse_pattern

EXTRA_DIGITS = 6


@dataclass(frozen=True, slots=True)
class Percent:
    """A share in percent. With `against`, enough decimals are shown to tell it from that limit."""

    value: Fraction
    against: Fraction | None = None
    decimals: int = 2


@dataclass(frozen=True, slots=True)
class Money:
    """An amount in whole units of its currency, as a person reads a budget."""

    value: Fraction
    currency: str


@dataclass(frozen=True, slots=True)
class Number:
    value: Fraction
    decimals: int = 2


Figure = Percent | Money | Number


def rounded(value: Fraction, decimals: int) -> Decimal:
    """A fraction to so many decimals, half to even: 1/8 to two decimals is 0.12."""
    scaled = round(value * 10**decimals)
    return Decimal(scaled).scaleb(-decimals)


@lru_cache(maxsize=1 << 16)
def number(value: Fraction | int, lang: str, decimals: int = 2) -> str:
    return format_decimal(rounded(Fraction(value), decimals), format=_pattern(decimals), locale=_locale(lang))


@cache
def _pattern(decimals: int) -> NumberPattern:
    return parse_pattern("#,##0." + "#" * decimals if decimals else "#,##0")


@cache
def _locale(lang: str) -> Locale:
    return Locale.parse(lang)


def percent(share: Percent, lang: str) -> str:
    """`79.33 %`; where rounding would hide the side of the limit, more decimals: `79.999 %`."""
    decimals = share.decimals
    while _hides_the_side(share, decimals) and decimals < share.decimals + EXTRA_DIGITS:
        decimals += 1
    return f"{number(share.value, lang, decimals)}\N{NO-BREAK SPACE}%"


def _hides_the_side(share: Percent, decimals: int) -> bool:
    if share.against is None or share.value == share.against:
        return False
    return rounded(share.value, decimals) == rounded(share.against, decimals)


def money(amount: Money, lang: str) -> str:
    whole = Decimal(round(amount.value)).quantize(Decimal(1), ROUND_HALF_EVEN)
    return format_currency(
        whole, amount.currency, format="#,##0\N{NO-BREAK SPACE}¤", locale=lang, currency_digits=False
    )


def day(value: date, lang: str) -> str:
    """A date written out: `31 March 2028`, `2028. gada 31. marts`."""
    return format_date(value, "d MMMM y" if lang == "en" else "long", locale=lang)


def figure(value: Figure, lang: str) -> str:
    match value:
        case Percent():
            return percent(value, lang)
        case Money():
            return money(value, lang)
        case Number():
            return number(value.value, lang, value.decimals)
        case _:
            assert_never(value)
