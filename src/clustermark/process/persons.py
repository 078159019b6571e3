"""Persons and their facts. A person may have several numbers; facts count for all of them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any, Literal

from pydantic import Field, TypeAdapter, ValidationError

from clustermark.errors import InputError, Place, Problem
from clustermark.files import MEGABYTE, File, taken
from clustermark.process.terms import Interest, Person
from clustermark.scheme.base import Frozen
from clustermark.scheme.wording import problems_of, said
from clustermark.scheme.yamlfile import read
from clustermark.words.message import say

LARGEST = 64 * MEGABYTE


class Period(Frozen):
    """From a day to a day, both inclusive; without one, without an end there."""

    from_: date | None = None
    until: date | None = None

    def covers(self, day: date) -> bool:
        return (self.from_ is None or self.from_ <= day) and (self.until is None or day <= self.until)


class Post(Period):
    """What somebody is outside of any case; for a manager, of which organisation."""

    post: Literal["assessor", "office", "board", "ministry", "manager"]
    organisation: str = Field(default="", max_length=60)


class Training(Frozen):
    """That somebody may assess a level until a day, inclusive."""

    level: str
    until: date


class Somebody(Frozen):
    """A person as the register knows them. An emptied row keeps its number and its interests."""

    number: Person
    name: str = Field(default="", max_length=200)
    country: str = Field(default="", pattern="^([A-Z]{2})?$")
    languages: tuple[str, ...] = ()
    sectors: tuple[str, ...] = ()
    posts: tuple[Post, ...] = ()
    training: tuple[Training, ...] = ()
    most_cases: int = Field(default=4, ge=0)
    away: tuple[Period, ...] = ()
    interests: tuple[Interest, ...] = ()
    same_as: Person | None = None
    emptied: bool = False
    synthetic: bool = False

    def has(self, post: str, day: date, organisation: str = "") -> bool:
        return any(
            p.post == post and p.covers(day) and (not organisation or p.organisation == organisation)
            for p in self.posts
        )

    def trained(self, level: str, day: date) -> bool:
        return any(t.level == level and day <= t.until for t in self.training)


@dataclass(frozen=True)
class People:
    """The register of persons, by number. `load` counts the cases in which each holds an assessor's seat."""

    by_number: Mapping[str, Somebody] = field(default_factory=dict)
    load: Mapping[str, int] = field(default_factory=dict)

    @classmethod
    def of(cls, persons: Iterable[Somebody], load: Mapping[str, int] | None = None) -> "People":
        return cls({person.number: person for person in persons}, load or {})

    def one(self, number: str) -> str:
        """The number that stands for all numbers of a person."""
        seen = {number}
        while (row := self.by_number.get(number)) and row.same_as and row.same_as not in seen:
            number = row.same_as
            seen.add(number)
        return number

    @cached_property
    def _numbers(self) -> dict[str, tuple[str, ...]]:
        found: dict[str, tuple[str, ...]] = {}
        for number in self.by_number:
            one = self.one(number)
            found[one] = (*found.get(one, ()), number)
        return found

    def rows(self, number: str) -> tuple[Somebody, ...]:
        """What is known of a person under any number."""
        numbers = self._numbers.get(self.one(number), (number,))
        return tuple(self.by_number[n] for n in numbers if n in self.by_number)

    def interests(self, number: str) -> tuple[Interest, ...]:
        return self._interests.get(number, ())

    @cached_property
    def _interests(self) -> dict[str, tuple[Interest, ...]]:
        found = {n: tuple(i for row in self.rows(n) for i in row.interests) for n in self.by_number}
        return {number: interests for number, interests in found.items() if interests}

    def has(self, number: str, post: str, day: date, organisation: str = "") -> bool:
        return any(row.has(post, day, organisation) and not row.emptied for row in self.rows(number))

    def known(self, number: str) -> bool:
        """With an empty register everybody is: then only the record itself is proved."""
        return not self.by_number or number in self.by_number

    def emptied(self, number: str) -> bool:
        return number in self._emptied

    @cached_property
    def _emptied(self) -> frozenset[str]:
        return frozenset(n for n in self.by_number if any(row.emptied for row in self.rows(n)))


NOBODY = People()
_ROWS = TypeAdapter(tuple[Somebody, ...])


def read_people(file: File) -> People:
    """The register from a YAML or JSON list of persons. Raises InputError."""
    document = read(taken(file, LARGEST), LARGEST)
    data: Any = document.data.get("persons") if isinstance(document.data, dict) else document.data
    try:
        rows = _ROWS.validate_python(data)
    except ValidationError as error:
        found = [(said(f), document.place(f["loc"])) for f in problems_of(error)]
        problems = [Problem(what, remedy, place, code="person") for (what, remedy), place in found]
        raise InputError(problems) from error
    twice = {row.number for row in rows if sum(r.number == row.number for r in rows) > 1} if rows else set()
    if twice:
        what = say("{number} stands here twice", number=min(twice))
        raise InputError.because(what, say("keep one of them"), Place(document.file), code="person-twice")
    return People.of(rows)
