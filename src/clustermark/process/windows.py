"""Until when something is in time: period, extensions and pauses together."""

from datetime import date, datetime

from clustermark.process.calendar import Calendar, Days
from clustermark.process.case import Case
from clustermark.process.setting import Setting


def due(case: Case, setting: Setting, period: str, opened: datetime) -> date:
    """The last day in time. Only an extension or a pause moves it, and none to an earlier day."""
    days: Days = getattr(setting.procedure.periods, period.replace("-", "_"))
    calendar = setting.calendar
    start = calendar.day(opened)
    return moved(case, setting, period, calendar.after(start, days), opened)


def moved(case: Case, setting: Setting, period: str, last: date, opened: datetime) -> date:
    """A day that was named, as extensions and pauses have moved it."""
    days: Days = getattr(setting.procedure.periods, period.replace("-", "_"))
    calendar = setting.calendar
    start = calendar.day(opened)
    if more := case.extensions.get(period):
        last = calendar.after(last, _like(days, more))
    for begun, ended in case.pauses:
        if ended is not None and ended > opened and calendar.day(begun) <= last:
            first = max(calendar.day(begun), start)
            last = calendar.after(last, _like(days, _length(calendar, days, first, calendar.day(ended))))
    return last


def _like(days: Days, n: int) -> Days:
    return Days(n=n, of="working" if days.of == "working" else "calendar")


def _length(calendar: Calendar, days: Days, first: date, last: date) -> int:
    return calendar.working(first, last) if days.of == "working" else (last - first).days


def within(case: Case, setting: Setting, period: str, opened: datetime, at: datetime) -> bool:
    """Whether a moment is in time; while the case is paused, no time runs."""
    return case.paused or setting.calendar.day(at) <= due(case, setting, period, opened)
