"""A case: what one organisation answered and what was found, for one assessment under one scheme version."""

from datetime import date
from typing import Any

from pydantic import Field

from clustermark.scheme.base import Frozen, Id
from clustermark.words.marking import marked as marked  # noqa: PLC0414 - handed on

Short = Field(default="", max_length=4000)


class Organisation(Frozen):
    """Whom the case is about. A synthetic organisation is invented and always shown as such."""

    number: str = Field(default="", max_length=60)
    name: str = Field(default="", max_length=400)
    country: str = Field(default="", pattern="^([A-Z]{2})?$")
    sector: str = Field(default="", max_length=60)
    synthetic: bool = False


class Document(Frozen):
    """A piece of evidence: its hash, when it was received, and the period that it speaks of."""

    id: Id
    title: str = Short
    sha256: str = Field(default="", pattern="^([0-9a-f]{64})?$")
    received: date | None = None
    valid_from: date | None = None
    valid_until: date | None = None

    def covers(self, day: date) -> bool:
        return (self.valid_from is None or self.valid_from <= day) and (
            self.valid_until is None or day <= self.valid_until
        )


class Finding(Frozen):
    """What one assessor states for one criterion. A gate's rating is the count that was found."""

    assessor: str = Field(min_length=1, max_length=60)
    criterion: Id
    rating: int | None = None
    not_applicable: bool = False
    reason: str = Short
    evidence: tuple[Id, ...] = ()


class Consensus(Frozen):
    """What the assessors agreed on for one criterion; each one's own finding is kept beside it."""

    criterion: Id
    rating: int | None = None
    not_applicable: bool = False
    note: str = Short
    accepted: tuple[Id, ...] = ()


class Holding(Frozen):
    """A label held before: its level, and from when, until when and until when renewable."""

    level: Id
    valid_from: date
    valid_until: date
    renewable_until: date


class Case(Frozen):
    """Answers, findings and facts. `benchmarked_on` are the days of earlier benchmarkings."""

    scheme: str = ""
    organisation: Organisation = Organisation()
    assessed_on: date
    answers: dict[str, Any] = Field(default_factory=dict)
    documents: tuple[Document, ...] = ()
    findings: tuple[Finding, ...] = ()
    consensus: tuple[Consensus, ...] = ()
    holdings: tuple[Holding, ...] = ()
    benchmarked_on: tuple[date, ...] = ()
