"""The registry as of any date: states, counts, and the public list."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Self

from clustermark.errors import InputError, Place, Problem
from clustermark.registry.events import Event
from clustermark.registry.state import FIRST_PROBLEMS, LEVELS, Span, State, Status, ledger
from clustermark.words.alphabet import Key, sort_key
from clustermark.words.message import say
from clustermark.words.text import FALLBACK

if TYPE_CHECKING:
    from clustermark.registry.columns import Columns

STATUSES = {status.value: status for status in Status}


@dataclass(frozen=True, slots=True)
class Line:
    """One organisation on the public list, with the label that says most: the highest in force, else the last one."""

    state: State
    status: Status


@dataclass(frozen=True, slots=True)
class Count:
    """Organisations by the highest level that each has in force, and in how many countries they are."""

    level: str
    organisations: int
    by_country: Mapping[str, int]

    @property
    def countries(self) -> int:
        return len(self.by_country)


@dataclass(frozen=True)
class Registry:
    """Events that have been found possible, and every state that a label had since which day."""

    events: tuple[Event, ...]
    spans: tuple[Span, ...]
    levels: tuple[str, ...] = LEVELS

    @classmethod
    def of(cls, events: Iterable[Event], levels: tuple[str, ...] = LEVELS) -> Self:
        """Raises InputError with every impossible event, and every level that is none of these."""
        kept = tuple(events)
        spans = tuple(ledger(kept).spans)
        _refuse_unknown(spans, levels)
        return cls(kept, spans, levels)

    @cached_property
    def columns(self) -> "Columns":
        """Laid out once, when the registry is first asked."""
        from clustermark.registry.columns import Columns  # noqa: PLC0415 - Polars is loaded where it is used

        return Columns.of(self.spans, self.levels)

    def as_of(self, on: date, country: str = "") -> tuple[tuple[State, Status], ...]:
        """Every label known on a day, with its status."""
        rows = self.columns.as_of(on, country).sort("label-code")
        return tuple(self._found(span, status) for span, status in rows.select("span", "status").iter_rows())

    def show(self, label: str) -> tuple[Event, ...]:
        """What happened to a label, in the order of the records."""
        return tuple(sorted((e for e in self.events if e.label == label), key=lambda e: e.number))

    def public_list(self, on: date, country: str = "", lang: str = FALLBACK) -> tuple[Line, ...]:
        """One line an organisation, by its name in a language; withdrawn and revoked labels are left out."""
        rows = self.columns.best(on, country).select("span", "status").iter_rows()
        lines = (Line(*self._found(span, status)) for span, status in rows)
        return tuple(sorted(lines, key=lambda line: _by_name(line.state, lang)))

    def counts(self, on: date, country: str = "") -> tuple[Count, ...]:
        """For each level, the highest last. An organisation counts once, at the highest level that it has in force."""
        found = Counter[tuple[str, str]]()
        for level, place, number in self.columns.counts(on, country).iter_rows():
            found[level, place] = number
        return tuple(_count(level, found) for level in self.levels)

    def _found(self, span: int, status: str) -> tuple[State, Status]:
        return self.spans[span].state, STATUSES[status]


def _refuse_unknown(spans: Iterable[Span], levels: tuple[str, ...]) -> None:
    problems = [
        Problem(
            say("the label {label} has the level {level}", label=state.label, level=state.level),
            say("the levels are {names}; those of another scheme need --scheme", names=levels),
            Place(path=state.label),
            code="unknown-level",
        )
        for state in (span.state for span in spans)
        if state.level not in levels
    ]
    if problems:
        raise InputError(problems[:FIRST_PROBLEMS])


def _by_name(state: State, lang: str) -> tuple[Key, str]:
    return sort_key(state.holder.name.of(lang), lang), state.holder.number


def _count(level: str, found: Mapping[tuple[str, str], int]) -> Count:
    here = {place: number for (name, place), number in sorted(found.items()) if name == level}
    return Count(level, sum(here.values()), here)
