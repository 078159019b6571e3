"""A scheme version as a whole."""

from collections.abc import Iterable
from datetime import date
from functools import cached_property

from pydantic import Field

from clustermark.scheme.base import Named
from clustermark.scheme.criteria import Check, Condition, Criterion, Indicator, Instrument, RequirementList
from clustermark.scheme.examples import Example
from clustermark.scheme.levels import Country, Disclosure, Fee, Level, PeerGroup, Sector
from clustermark.scheme.migration import Migration
from clustermark.scheme.questions import Question
from clustermark.words.text import Text


class Scheme(Named):
    """One version of a scheme: questions, indicators, criteria, levels, and all that goes with them.

    `in_force_from` is the first day on which a visit falls under this version.
    """

    version: str = Field(pattern=r"^[0-9a-z][0-9a-z.-]*$", max_length=40)
    in_force_from: date
    languages: tuple[str, ...] = Field(min_length=1)
    title: Text
    description: Text
    notice: Text
    owner: Text
    instruments: tuple[Instrument, ...] = Field(min_length=1)
    questions: tuple[Question, ...] = ()
    checks: tuple[Check, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    criteria: tuple[Criterion, ...] = ()
    requirements: tuple[RequirementList, ...] = ()
    eligibility: tuple[Condition, ...] = ()
    levels: tuple[Level, ...] = Field(min_length=1)
    sectors: tuple[Sector, ...] = ()
    countries: tuple[Country, ...] = ()
    regions: tuple[Sector, ...] = ()
    peer_groups: tuple[PeerGroup, ...] = ()
    disclosure: Disclosure | None = None
    fees: tuple[Fee, ...] = ()
    examples: tuple[Example, ...] = ()
    migration: Migration | None = None

    @property
    def name(self) -> str:
        """`ecei@2020`."""
        return f"{self.id}@{self.version}"

    @cached_property
    def asked(self) -> dict[str, Question]:
        """Questions by id, without the cells of tables."""
        return {q.id: q for q in self.questions}

    @cached_property
    def question(self) -> dict[str, Question]:
        """Questions by reference: by id, and a table also by each of its cells."""
        by_cell = {reference: q for q in self.questions for reference in q.references}
        return {q.id: q for q in self.questions} | by_cell

    @cached_property
    def indicator(self) -> dict[str, Indicator]:
        return {i.id: i for i in self.indicators}

    @cached_property
    def criterion(self) -> dict[str, Criterion]:
        return {c.id: c for c in self.criteria}

    @cached_property
    def instrument(self) -> dict[str, Instrument]:
        return {i.id: i for i in self.instruments}

    @cached_property
    def requirement_list(self) -> dict[str, RequirementList]:
        return {r.id: r for r in self.requirements}

    @cached_property
    def level(self) -> dict[str, Level]:
        """Levels by id, from the lowest."""
        return {level.id: level for level in self.ladder}

    @cached_property
    def ladder(self) -> tuple[Level, ...]:
        """Levels from the lowest to the highest."""
        return tuple(sorted(self.levels, key=lambda level: level.rank))

    def criteria_of(self, instrument: str) -> tuple[Criterion, ...]:
        """The criteria that an instrument judges, in the order of their numbers."""
        return self._criteria_of.get(instrument, ())

    @cached_property
    def _criteria_of(self) -> dict[str, tuple[Criterion, ...]]:
        def of(instrument: str) -> Iterable[Criterion]:
            return (c for c in self.criteria if instrument in c.instruments)

        return {i.id: tuple(sorted(of(i.id), key=lambda c: (c.number, c.id))) for i in self.instruments}

    def next_level(self, level: str | None) -> Level | None:
        """The level above, the lowest where none is held, None above the highest."""
        rank = self.level[level].rank if level else 0
        return next((step for step in self.ladder if step.rank > rank), None)
