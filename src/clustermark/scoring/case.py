"""A case: what one organisation answered and what was found, for one assessment under one scheme version."""

from datetime import date
from typing import Any

from pydantic import Field

from clustermark.errors import InputError, Place, Problem
from clustermark.scheme.base import Day, Frozen, Id, Lines, OneLine, Whole
from clustermark.words.marking import marked as marked  # noqa: PLC0414 - handed on
from clustermark.words.message import say

Short = Field(default="", max_length=4000)
HIGHEST_COUNT = 1_000_000


class Organisation(Frozen):
    """Whom the case is about. A synthetic organisation is invented and always shown as such."""

    number: OneLine = Field(default="", max_length=60)
    name: OneLine = Field(default="", max_length=400)
    country: str = Field(default="", pattern="^([A-Z]{2})?$")
    sector: OneLine = Field(default="", max_length=60)
    synthetic: bool = False


class Document(Frozen):
    """A piece of evidence: its hash, when it was received, and the period that it speaks of."""

    id: Id
    title: OneLine = Short
    sha256: str = Field(default="", pattern="^([0-9a-f]{64})?$")
    received: Day | None = None
    valid_from: Day | None = None
    valid_until: Day | None = None

    def covers(self, day: date | None) -> bool:
        """Whether it speaks of a day; while there is none yet, of any."""
        return day is None or (
            (self.valid_from is None or self.valid_from <= day)
            and (self.valid_until is None or day <= self.valid_until)
        )


class Finding(Frozen):
    """What one assessor states for one criterion. A gate's rating is the count that was found."""

    assessor: OneLine = Field(min_length=1, max_length=60)
    criterion: Id
    rating: Whole | None = None
    not_applicable: bool = False
    reason: Lines = Short
    evidence: tuple[Id, ...] = ()


class Consensus(Frozen):
    """What the assessors agreed on for one criterion; each one's own finding is kept beside it."""

    criterion: Id
    rating: Whole | None = None
    not_applicable: bool = False
    note: Lines = Short
    accepted: tuple[Id, ...] = ()


class Holding(Frozen):
    """A label held before: its level, and from when, until when and until when renewable."""

    level: Id
    valid_from: Day
    valid_until: Day
    renewable_until: Day


class Case(Frozen):
    """Answers, findings and facts. `benchmarked_on` are the days of earlier benchmarkings. A draft has no day of assessment yet."""

    scheme: str = ""
    organisation: Organisation = Organisation()
    assessed_on: Day | None = None
    answers: dict[str, Any] = Field(default_factory=dict)
    documents: tuple[Document, ...] = ()
    findings: tuple[Finding, ...] = ()
    consensus: tuple[Consensus, ...] = ()
    holdings: tuple[Holding, ...] = ()
    benchmarked_on: tuple[Day, ...] = ()

    @property
    def day(self) -> date:
        """The day of the assessment. Raises InputError where the case is still a draft."""
        if self.assessed_on is None:
            raise InputError(no_day(self))
        return self.assessed_on


def no_day(case: Case) -> tuple[Problem, ...]:
    """What a draft lacks before it can be scored or decided."""
    if case.assessed_on is not None:
        return ()
    what = say("the case has no day of assessment; it is still a draft")
    remedy = say("write the day, such as assessed-on: 2026-03-31")
    return (Problem(what, remedy, Place(path="assessed-on"), code="no-day"),)
