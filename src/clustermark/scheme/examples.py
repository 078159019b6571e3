"""Worked examples: what a scheme's author says must come out. Lint computes each and compares."""

from datetime import date
from typing import Any, Literal, Self

from pydantic import Field, model_validator

from clustermark.scheme.base import Exact, Frozen, Id, Named, Whole
from clustermark.words.message import say
from clustermark.words.text import Text


class Ratings(Frozen):
    """Findings in short: the same rating everywhere on an instrument but for the criteria named.

    A gate takes `gates` as its count. Every rating counts as backed by an accepted document unless `documents` is off.
    """

    instrument: Id
    each: Whole = Field(ge=0)
    except_: dict[Id, Whole] = Field(default_factory=dict)
    gates: Whole = Field(default=0, ge=0)
    not_applicable: dict[Id, str] = Field(default_factory=dict)
    documents: bool = True


class Visit(Frozen):
    """A visit for a level, and until when the label held before lasts."""

    level: Id
    on: date
    valid_until: date | None = None


class Peers(Frozen):
    """Values of peers and one's own."""

    values: tuple[Exact, ...]
    own: Exact


class Expected(Frozen):
    """What must come out; only what is written is compared.

    `unmet` names for each level the conditions that refuse it; `named` the criteria that the reasons name.
    """

    indicators: dict[Id, Exact | None] = Field(default_factory=dict)
    points: dict[Id, tuple[Exact, Exact]] = Field(default_factory=dict)
    outcomes: dict[Id, Literal["awarded", "refused", "undecided"]] = Field(default_factory=dict)
    unmet: dict[Id, tuple[Id, ...]] = Field(default_factory=dict)
    named: tuple[Id, ...] = ()
    counts_as: Literal["first", "renewal"] | None = None
    valid_until: date | None = None
    renewable_until: date | None = None
    quartiles: tuple[Exact, Exact, Exact] | None = None
    median: Exact | None = None
    position_percent: Exact | None = None
    shown: Literal["nothing", "median", "quartiles"] | None = None


class Example(Named):
    """Exactly one of: a case (answers, findings, facts) to decide, a visit to date, peers to stand among."""

    title: Text
    case: dict[str, Any] | None = None
    ratings: tuple[Ratings, ...] = ()
    visit: Visit | None = None
    peers: Peers | None = None
    expect: Expected

    @model_validator(mode="after")
    def _one_kind(self) -> Self:
        if [self.case is None, self.visit is None, self.peers is None].count(False) != 1:
            raise ValueError(say("an example has exactly one of case, visit and peers"))
        return self
