"""Somebody about to do something: what the guards look at."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any

from clustermark.process.case import Case
from clustermark.process.procedure import LevelProcedure
from clustermark.process.roles import Role
from clustermark.process.setting import Setting
from clustermark.process.terms import What
from clustermark.words.message import Message


@dataclass(frozen=True)
class Attempt:
    """`what` and `relies_on` are None where it is only asked whether the deed is open to this person now."""

    case: Case
    who: str
    role: Role
    at: datetime
    setting: Setting
    what: Any = None
    relies_on: str | None = None

    @cached_property
    def day(self) -> date:
        return self.setting.calendar.day(self.at)

    @property
    def level(self) -> LevelProcedure:
        return self.setting.levels[self.case.level]


Guard = Callable[[Attempt], Message | None]
"""What speaks against a deed, or None."""


def of_content(guard: Guard) -> Guard:
    """A guard that needs the content of the deed; it says nothing where there is none yet."""

    def asked(attempt: Attempt) -> Message | None:
        return guard(attempt) if isinstance(attempt.what, What) else None

    asked.__name__, asked.__doc__ = guard.__name__, guard.__doc__
    return asked
