"""Days in the owner's zone, working days, and whether something is in time."""

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import Literal
from zoneinfo import ZoneInfo

from pydantic import Field

from clustermark.scheme.base import Frozen

FIRST, LAST = 2005, 2060


class Days(Frozen):
    """So many days: working days, calendar days or months."""

    n: int = Field(ge=0, le=4000)
    of: Literal["working", "calendar", "months"] = "working"


@lru_cache(maxsize=32)
def _working_days(country: str) -> tuple[int, ...]:
    from holidays import country_holidays  # noqa: PLC0415 - half a second, only where a period is counted

    free = {day.toordinal() for day in country_holidays(country, years=range(FIRST, LAST + 1))}
    every = range(date(FIRST, 1, 1).toordinal(), date(LAST, 12, 31).toordinal() + 1)
    return tuple(day for day in every if day not in free and (day - 1) % 7 < 5)  # noqa: PLR2004 - Saturday is 5


@dataclass(frozen=True, slots=True)
class Calendar:
    """The owner's: every date that the process names is a day there, whoever looks at it from wherever."""

    zone: str = "Europe/Riga"
    country: str = "LV"

    def day(self, at: datetime) -> date:
        return at.astimezone(ZoneInfo(self.zone)).date()

    def end_of(self, day: date) -> datetime:
        """The first moment after a day, in UTC."""
        following = day + timedelta(days=1)
        return datetime(
            following.year, following.month, following.day, tzinfo=ZoneInfo(self.zone)
        ).astimezone(UTC)

    def after(self, start: date, days: Days) -> date:
        """The last day of a period that opens on `start`; that day is inclusive and the start is not counted."""
        match days.of:
            case "calendar":
                return start + timedelta(days=days.n)
            case "months":
                return months_after(start, days.n)
            case _:
                table = _working_days(self.country)
                return (
                    date.fromordinal(table[bisect_right(table, start.toordinal()) + days.n - 1])
                    if days.n
                    else start
                )

    def working(self, first: date, last: date) -> int:
        """Working days after `first` until `last`, inclusive."""
        table = _working_days(self.country)
        return max(0, bisect_right(table, last.toordinal()) - bisect_right(table, first.toordinal()))

    def before(self, day: date, working_days: int) -> date:
        """The working day so many working days before a day; negative numbers lie after it."""
        table = _working_days(self.country)
        return (
            date.fromordinal(table[bisect_left(table, day.toordinal()) - working_days])
            if working_days
            else day
        )


def months_after(start: date, n: int) -> date:
    year, month = divmod(start.year * 12 + start.month - 1 + n, 12)
    following = date(year + (month + 1) // 12, (month + 1) % 12 + 1, 1)
    return min(date(year, month + 1, 1) + timedelta(days=start.day - 1), following - timedelta(days=1))
