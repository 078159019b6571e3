"""Levels, how they are awarded and how long they last; peer groups, disclosure and fees."""

from datetime import date
from typing import Literal

from pydantic import Field

from clustermark.scheme.base import Exact, Frozen, Id, Named, Whole
from clustermark.scheme.criteria import Condition
from clustermark.scheme.rules import Rule
from clustermark.words.text import Text


class Procedure(Frozen):
    """Who assesses, how long, and who decides. `steps` are the stages in order, in plain words."""

    instrument: Id
    assessors: Whole = Field(ge=0, le=9)
    foreign: Whole = Field(default=0, ge=0)
    days: Exact
    on_site: bool
    decided_by: Literal["secretariat", "board"]
    independent_for_months: Whole = Field(default=36, ge=0)
    steps: tuple[Text, ...] = Field(min_length=1)
    retry_after_months: Whole = Field(default=0, ge=0)


class Validity(Frozen):
    """How long a first label lasts, counted from the visit: to the same day, or to the end of that month."""

    months: Whole = Field(ge=1, le=600)
    ends: Literal["day", "month-end"]


class Renewal(Frozen):
    """From when and until when a visit renews, and by how much the old end moves."""

    from_months_before: Whole = Field(ge=0)
    within_months_after: Whole = Field(ge=0)
    adds_months: Whole = Field(ge=1, le=600)


class Remark(Named):
    """Said beside a decision when its rule holds; it changes nothing."""

    when: Rule
    text: Text
    warning: bool = False


class Replaced(Frozen):
    """A condition of a lower level that this level does not ask again, and why."""

    level: Id
    condition: Id
    reason: Text


class Level(Named):
    """`requires` is met when every condition is. `rank` orders the levels; the highest is the best."""

    rank: Whole = Field(ge=1)
    title: Text
    motto: Text
    meaning: Text
    requires: tuple[Condition, ...] = Field(min_length=1)
    replaces: tuple[Replaced, ...] = ()
    remarks: tuple[Remark, ...] = ()
    procedure: Procedure
    validity: Validity
    renewal: Renewal


class Class(Named):
    """One class of a classified peer group: age from 2 to below 5 years; a family of sectors."""

    title: Text
    from_: Exact | None = None
    below: Exact | None = None
    members: tuple[str, ...] = ()


class PeerGroup(Named):
    """The organisations one is compared with: those alike `by` a profile field, an indicator's class, or a level held.

    `falls_back_to` is the next wider group where this one is too small.
    """

    title: Text
    by: Literal["all", "sector", "country", "region", "indicator", "level"]
    indicator: Id | None = None
    level: Id | None = None
    classes: tuple[Class, ...] = ()
    falls_back_to: Id | None = None


class Disclosure(Frozen):
    """What may be shown of a peer group. `dominance`: no one may contribute more than this share of a money total."""

    smallest_group: Whole = Field(ge=2)
    smallest_for_quartiles: Whole = Field(ge=4)
    smallest_for_extremes: Whole = Field(ge=2)
    dominance_percent: Exact
    oldest_months: Whole = Field(ge=1)


class Fee(Named):
    """What an assessment costs from a date on, without tax, in whole units of the currency."""

    level: Id
    title: Text
    amount: Exact = Field(ge=0)
    currency: str = Field(pattern="^[A-Z]{3}$")
    from_: date
    until: date | None = None


class Sector(Named):
    title: Text


class Country(Frozen):
    """By ISO 3166-1 code; names come from the CLDR."""

    code: str = Field(pattern="^[A-Z]{2}$")
    region: Id
