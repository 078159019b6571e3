"""How long a label lasts: from the visit, or from the end of the label that is renewed."""

import calendar
from dataclasses import dataclass
from datetime import date
from typing import Literal

from clustermark.scheme.levels import Level


@dataclass(frozen=True, slots=True)
class Lifetime:
    """First and last day of a label, until when it may be renewed, and whether the visit counts as first or renewal."""

    valid_from: date
    valid_until: date
    renewable_until: date
    counts_as: Literal["first", "renewal"]


def lifetime(level: Level, visit: date, held_until: date | None = None) -> Lifetime:
    """The label that a visit yields. `held_until` is the last day of the label of this level held before.

    A visit within the renewal window moves the old end without a gap; any other counts as a first one.
    Source of the lengths: the scheme. Two years from the visit, three years on renewal for the European label.
    """
    renews = held_until is not None and in_renewal_window(level, visit, held_until)
    start, months = (
        (held_until, level.renewal.adds_months) if renews and held_until else (visit, level.validity.months)
    )
    until = ending(level, start, months)
    return Lifetime(
        visit,
        until,
        ending(level, until, level.renewal.within_months_after),
        "renewal" if renews else "first",
    )


def in_renewal_window(level: Level, visit: date, held_until: date) -> bool:
    earliest = months_later(held_until, -level.renewal.from_months_before)
    return earliest <= visit <= ending(level, held_until, level.renewal.within_months_after)


def ending(level: Level, start: date, months: int) -> date:
    """So many months later: the same day, or the last day of that month, as the scheme counts."""
    end = months_later(start, months)
    return month_end(end) if level.validity.ends == "month-end" else end


def months_later(day: date, months: int) -> date:
    """The same day of a later month, or the month's last day where it is shorter: 29 February 2028 + 24 = 28 February 2030."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def month_end(day: date) -> date:
    return day.replace(day=calendar.monthrange(day.year, day.month)[1])
