"""Days as offices write them."""

import re
from datetime import date
from functools import lru_cache

from clustermark.errors import InputError
from clustermark.words.message import say

EARLIEST, LATEST = 1900, 2200
MONTHS = 12
SHOWN = 40
YEAR_FIRST = re.compile(r"([0-9]{4})([-/.])([0-9]{1,2})\2([0-9]{1,2})\.?")
DAY_FIRST = re.compile(r"([0-9]{1,2})\.\s?([0-9]{1,2})\.\s?([0-9]{4})\.?")
EITHER = re.compile(r"([0-9]{1,2})([-/])([0-9]{1,2})\2([0-9]{4})")
MIDNIGHT = re.compile(r"[T ]0?0:00(:00(\.0+)?)?Z?$")


@lru_cache(maxsize=1 << 14)
def day_of(text: str) -> date:
    """`2016-03-05`, `2016/03/05`, `05.03.2016`; `25/03/2016` too, as it can be read in one way only. Raises InputError."""
    plain = MIDNIGHT.sub("", text)
    if found := YEAR_FIRST.fullmatch(plain):
        return _day(text, found[1], found[3], found[4])
    if found := DAY_FIRST.fullmatch(plain):
        return _day(text, found[3], found[2], found[1])
    if found := EITHER.fullmatch(plain):
        return _either(text, found[1], found[3], found[4])
    raise _no_date(text)


def _either(text: str, first: str, second: str, year: str) -> date:
    if first != second and int(first) <= MONTHS and int(second) <= MONTHS:
        raise InputError.because(
            say("{value} can be read as two dates", value=text),
            say(
                "write {one} or {other}",
                one=f"{year}-{second:0>2}-{first:0>2}",
                other=f"{year}-{first:0>2}-{second:0>2}",
            ),
            code="ambiguous-date",
        )
    month, day = (first, second) if int(second) > MONTHS else (second, first)
    return _day(text, year, month, day)


def _day(text: str, year: str, month: str, day: str) -> date:
    try:
        found = date(int(year), int(month), int(day))
    except ValueError:
        raise _no_date(text) from None
    if not EARLIEST <= found.year <= LATEST:
        raise _no_date(text)
    return found


def _no_date(text: str) -> InputError:
    what = say("{value} is not a date", value=text[:SHOWN])
    return InputError.because(what, say("write it like 2016-03-05 or 05.03.2016"), code="not-a-date")
