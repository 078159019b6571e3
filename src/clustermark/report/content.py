"""What a report says, in no language yet: the same content becomes the PDF and the page."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from clustermark.scheme.criteria import Indicator
from clustermark.scheme.levels import Level
from clustermark.scheme.model import Scheme
from clustermark.scoring.case import Organisation
from clustermark.scoring.explain.lines import Line
from clustermark.words.figures import Figure
from clustermark.words.message import Message
from clustermark.words.text import Text

Words = Message | Text
Shown = Figure | Message | Text | str


@dataclass(frozen=True, slots=True)
class Rung:
    """A level of the ladder, what the report knows of it, and whether it is reached."""

    level: Level
    state: Message
    reached: bool


@dataclass(frozen=True, slots=True)
class Highlight:
    """A strength or a need: what it is about, why it is named, and the first step where one is needed."""

    chapter: Text
    title: Text
    why: Message
    step: Words | None = None


@dataclass(frozen=True, slots=True)
class Distance:
    """What is still missing for the next level. `assessed`: whether it was assessed at all; `steps`: the nearest way, cheapest first."""

    level: Level
    assessed: bool
    conditions: tuple[Line, ...]
    steps: tuple[Message, ...]


@dataclass(frozen=True, slots=True)
class GroupLine:
    """One peer group beside its strip; `half` are the quartiles, `ahead` is the share of peers with a lower value, ties as half."""

    title: Text
    size: int
    median: Shown
    half: tuple[Shown, Shown] | None
    ahead: Figure | None


@dataclass(frozen=True, slots=True)
class Entry:
    """One indicator: its value, where it stands in one sentence, and its strips."""

    indicator: Indicator
    value: Shown
    sentence: Message
    groups: tuple[GroupLine, ...]
    replaced: tuple[Message, ...]
    strip: str
    ends: tuple[Shown, Shown]


@dataclass(frozen=True, slots=True)
class Chapter:
    title: Text
    summary: Message
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Earned:
    """A criterion or a chapter with its points in words."""

    title: Text
    points: Message


@dataclass(frozen=True, slots=True)
class Judged:
    """What the assessors' instrument yields: its chapters, each criterion, and the total."""

    title: Text
    criteria: tuple[Earned, ...]
    chapters: tuple[Earned, ...]
    total: Message


class Tendency(StrEnum):
    BETTER = "better"
    WORSE = "worse"
    NEITHER = "neither"


@dataclass(frozen=True, slots=True)
class Change:
    """An indicator at the assessment before, now, and what became of it."""

    title: Text
    before: Shown
    now: Shown
    tendency: Tendency
    verdict: Message


@dataclass(frozen=True, slots=True)
class Report:
    organisation: Organisation
    scheme: Scheme
    digest: str
    assessed_on: date
    population: str
    population_on: date
    peers: int
    level: Level | None
    rungs: tuple[Rung, ...]
    strengths: tuple[Highlight, ...]
    needs: tuple[Highlight, ...]
    distance: Distance | None
    chapters: tuple[Chapter, ...]
    judged: tuple[Judged, ...]
    improvements: tuple[Highlight, ...]
    before_on: date | None
    changes: tuple[Change, ...]
    rules: Mapping[str, Shown]
