"""What a case runs in: the procedure of its scheme version, what is rated and asked there, and the register of persons."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache

from clustermark.process.calendar import Calendar
from clustermark.process.persons import NOBODY, People
from clustermark.process.procedure import LevelProcedure, Procedure, load_procedure
from clustermark.scheme.loading import load
from clustermark.scheme.model import Scheme


@dataclass(frozen=True)
class Setting:
    """`rated`: for each level, the highest rating by criterion. `conditions`: the ids of the conditions of eligibility."""

    procedure: Procedure
    rated: Mapping[str, Mapping[str, int]]
    conditions: frozenset[str] = frozenset()
    people: People = field(default=NOBODY)

    @cached_property
    def calendar(self) -> Calendar:
        return self.procedure.calendar

    @cached_property
    def levels(self) -> dict[str, LevelProcedure]:
        return {level.id: level for level in self.procedure.levels}

    @cached_property
    def digest(self) -> str:
        return self.procedure.digest

    @cached_property
    def bare(self) -> "Setting":
        """Without the register: what follows from the deeds alone, so that a case stays what it was."""
        return self.knowing(NOBODY)

    def knowing(self, people: People) -> "Setting":
        return replace(self, people=people)


def setting_of(scheme: str, people: People = NOBODY) -> Setting:
    """The setting of a scheme version by its name. Raises SchemeError."""
    return _setting(scheme).knowing(people)


@lru_cache(maxsize=16)
def _setting(name: str) -> Setting:
    scheme = load(name)
    rated = {level.id: _rated(scheme, level.procedure.instrument) for level in scheme.levels}
    return Setting(load_procedure(name), rated, frozenset(c.id for c in scheme.eligibility))


def _rated(scheme: Scheme, instrument: str) -> dict[str, int]:
    """The criteria that assessors judge; a gate is a count."""
    return {c.id: 1_000_000 if c.gate else c.top for c in scheme.criteria_of(instrument) if not c.banded}
