"""What happened to a label. Events are never edited; a `corrected` one replaces facts that an earlier one stated."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from clustermark.words.text import Text


class Kind(StrEnum):
    """`listed`: a source attests the label for a day; who awarded it, and when, is not known."""

    LISTED = "listed"
    AWARDED = "awarded"
    RENEWED = "renewed"
    SUSPENDED = "suspended"
    REINSTATED = "reinstated"
    WITHDRAWN = "withdrawn"
    REVOKED = "revoked"
    TRANSFERRED = "transferred"
    CORRECTED = "corrected"


BEGINS = frozenset({Kind.LISTED, Kind.AWARDED})
"""What a label's life begins with."""


@dataclass(frozen=True, slots=True)
class Holder:
    """An organisation as the registry names it, in one or more languages."""

    number: str
    name: Text
    country: str
    sector: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One thing that happened to one label, from the day `on` (inclusive). What the event does not state is None or empty.

    `number` counts the events as they were recorded; `corrects` is the number of the event whose facts are replaced.
    `source` and `stated` say where a published fact stands and for which day; `derived` that `valid_from` was computed.
    """

    number: int
    kind: Kind
    label: str
    on: date
    holder: Holder | None = None
    level: str = ""
    valid_from: date | None = None
    valid_until: date | None = None
    renewable_until: date | None = None
    reason: str = ""
    source: str = ""
    stated: date | None = None
    derived: bool = False
    synthetic: bool = False
    corrects: int | None = None

    @property
    def facts(self) -> Mapping[str, Any]:
        """The facts stated, by name."""
        return {name: value for name in FACTS if (value := getattr(self, name))}


FACTS = (
    "holder",
    "level",
    "valid_from",
    "valid_until",
    "renewable_until",
    "reason",
    "source",
    "stated",
    "derived",
)
"""What a correction may replace."""
