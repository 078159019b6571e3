"""Indicators and criteria: what is derived from answers, and what earns points."""

from enum import StrEnum
from fractions import Fraction
from typing import Literal, Self

from pydantic import Field, model_validator

from clustermark.scheme.base import Exact, Frozen, Id, Named, Whole
from clustermark.scheme.rules import Rule
from clustermark.scheme.terms import Term
from clustermark.words.message import Message, say
from clustermark.words.text import Text


class Direction(StrEnum):
    HIGHER = "higher-is-better"
    LOWER = "lower-is-better"
    CONTEXT = "context"


class Group(Named):
    """A chapter of an instrument."""

    title: Text


class Instrument(Named):
    """One way of assessing. `not_applicable` is how many of its criteria may be so marked."""

    number: Whole
    title: Text
    description: Text
    groups: tuple[Group, ...]
    assessors: Whole = Field(default=1, ge=1, le=9)
    not_applicable: Whole = Field(default=0, ge=0)
    notable_difference: Whole = Field(default=2, ge=1)


class Indicator(Named):
    """A value derived from answers and compared with peers. `basis` says whether the topic is published or our design."""

    number: Whole
    instrument: Id
    group: Id
    title: Text
    unit: Text
    value: Term
    direction: Direction
    basis: Literal["source", "design"]
    meaning: Text
    shown_beside: tuple[Id, ...] = ()
    prepares: tuple[Id, ...] = ()
    advice: Text | None = None


class Band(Frozen):
    """Points for a stretch of values. The upper end is open with `below`, closed with `up-to`; none means no end.

    `from` and `above` may restate the lower end; lint compares it with the band before.
    """

    points: Whole = Field(ge=0, le=1000)
    from_: Exact | None = None
    above: Exact | None = None
    below: Exact | None = None
    up_to: Exact | None = None

    @model_validator(mode="after")
    def _one_end_each(self) -> Self:
        if self.from_ is not None and self.above is not None:
            raise ValueError(say("say either from or above"))
        if self.below is not None and self.up_to is not None:
            raise ValueError(say("say either below or up-to"))
        return self

    @property
    def end(self) -> Exact | None:
        return self.below if self.below is not None else self.up_to

    @property
    def start(self) -> Exact | None:
        return self.from_ if self.from_ is not None else self.above

    def holds(self, value: Exact) -> bool:
        """Whether a value stays within the upper end."""
        if self.below is not None:
            return value < self.below
        return self.up_to is None or value <= self.up_to


def _unfit(band: Band, before: Band | None) -> Message | None:
    """What is wrong between a band and the one before, with a value that shows it."""
    if before is None:
        below = band.start is not None
        return say("a value of {value} falls in no band", value=(band.start or 0) - 1) if below else None
    if before.end is None:
        return say("a band stands after one that has no end, and can hold no value")
    if band.start is None:
        overtaken = band.end is not None and band.end <= before.end
        return say("the bands are not in ascending order at {value}", value=before.end) if overtaken else None
    if band.start != before.end:
        return _twice_or_never((band.start + before.end) / 2, twice=band.start < before.end)
    if (before.below is not None) != (band.from_ is not None):
        return _twice_or_never(before.end, twice=band.from_ is not None)
    return None


def _twice_or_never(value: Fraction, *, twice: bool) -> Message:
    if twice:
        return say("a value of {value} falls in two bands", value=value)
    return say("a value of {value} falls in no band", value=value)


class Cap(Frozen):
    """No more than `at` points unless a rule holds; without a rule, never more."""

    at: Whole = Field(ge=0)
    unless: Rule | None = None
    reason: Text


class Banded(Frozen):
    """Points from an indicator or another term, through bands, then caps."""

    from_: Term
    bands: tuple[Band, ...] = Field(min_length=1)
    caps: tuple[Cap, ...] = ()

    @model_validator(mode="after")
    def _covers_every_value(self) -> Self:
        """Each band begins where the one before ends, and the last has no end: every value falls in exactly one."""
        before: Band | None = None
        for band in self.bands:
            if problem := _unfit(band, before):
                raise ValueError(problem)
            before = band
        if before is not None and before.end is not None:
            raise ValueError(
                say("a value of {value} falls in no band; the last one needs no end", value=before.end + 1)
            )
        return self

    @property
    def most(self) -> int:
        return max(band.points for band in self.bands)


class Gate(Frozen):
    """A count that the assessor establishes, and the least that lets one pass. Earns no points."""

    at_least: Whole = Field(ge=1)
    counts: Text


class Evidence(Frozen):
    """Which documents are expected; ratings from `needed_from` on count only with an accepted one."""

    expected: tuple[Text, ...] = Field(min_length=1)
    needed_from: Whole | None = Field(default=None, ge=1)


class Criterion(Named):
    """Earns points in one of three ways: `gate`, `rubric` (an assessor's rating), or `banded`.

    A rubric has one text for each rating from 0; a rating earns as many points, times `weight`.
    A `proposal` offers a rating from the answers; it counts for a self-check only, until an assessor confirms it.
    """

    number: Whole
    code: str = Field(default="", max_length=20)
    instruments: tuple[Id, ...] = Field(min_length=1)
    group: Id
    title: Text
    meaning: Text
    basis: Literal["source", "design"]
    gate: Gate | None = None
    rubric: tuple[Text, ...] = ()
    banded: Banded | None = None
    proposal: Banded | None = None
    weight: Whole = Field(default=1, ge=1, le=100)
    threshold: Exact | None = None
    not_applicable: bool = False
    missing: Literal["undecided", "no-points"] = "undecided"
    evidence: Evidence | None = None
    advice: Text | None = None
    effort: Whole = Field(default=1, ge=1, le=100)

    @model_validator(mode="after")
    def _one_way_of_earning(self) -> Self:
        ways = [bool(self.gate), bool(self.rubric), bool(self.banded)]
        if sum(ways) != 1:
            raise ValueError(say("a criterion has exactly one of gate, rubric and banded"))
        if self.proposal and not self.rubric:
            raise ValueError(say("a proposal offers a rating; only a criterion with a rubric has one"))
        return self

    @property
    def top(self) -> int:
        """The highest rating of a rubric."""
        return len(self.rubric) - 1

    @property
    def maximum(self) -> int:
        """The most points."""
        if self.gate:
            return 0
        return self.weight * (self.banded.most if self.banded else self.top)


class Condition(Named):
    """A rule with a name, so that a decision can say which rule refused."""

    title: Text
    rule: Rule


class RequirementList(Named):
    """A list of minimum requirements, each a rule in plain words."""

    title: Text
    requirements: tuple[Condition, ...] = Field(min_length=1)


class Check(Named):
    """Answers that must fit together: `of` at most `at_most`. A soft check warns, a hard one refuses."""

    of: Term
    at_most: Term | None = None
    at_least: Term | None = None
    soft: bool = False
    text: Text
    instrument: Id

    @model_validator(mode="after")
    def _has_a_limit(self) -> Self:
        if self.at_most is None and self.at_least is None:
            raise ValueError(say("a check needs at-most or at-least"))
        return self
