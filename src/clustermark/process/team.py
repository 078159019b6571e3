"""Who could assess a case: a ranked list with reasons, and who is blocked and why. An officer chooses."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from clustermark.process.attempt import Attempt
from clustermark.process.case import Case, Standing
from clustermark.process.conflicts import registered, standing
from clustermark.process.deeds import Propose
from clustermark.process.guards import bounds_kept
from clustermark.process.persons import Somebody
from clustermark.process.roles import Role
from clustermark.process.seats import mixed
from clustermark.process.setting import Setting
from clustermark.words.message import Message, say


@dataclass(frozen=True, slots=True)
class Candidate:
    """A person for a seat, with what speaks for and against; `blocked` is why it cannot be."""

    person: str
    name: str
    country: str
    points: int
    reasons: tuple[Message, ...]
    blocked: Message | None = None


def team(
    case: Case,
    role: Role,
    at: datetime,
    setting: Setting,
    *,
    languages: frozenset[str] = frozenset(),
    sector: str = "",
) -> tuple[Candidate, ...]:
    """Every assessor of the register: those who could take the seat, the best first, then those who are blocked."""
    assessors = (
        row for row in setting.people.by_number.values() if any(p.post == "assessor" for p in row.posts)
    )
    asked = _Asked(case, role, at, setting, languages, sector)
    found = (asked.candidate(row) for row in assessors if row.same_as is None)
    return tuple(sorted(found, key=lambda c: (c.blocked is not None, -c.points, c.person)))


@dataclass(frozen=True, slots=True)
class _Asked:
    case: Case
    role: Role
    at: datetime
    setting: Setting
    languages: frozenset[str]
    sector: str

    def candidate(self, row: Somebody) -> Candidate:
        weighed = tuple(self._weighed(row))
        points, reasons = sum(p for p, _ in weighed), tuple(why for _, why in weighed)
        return Candidate(row.number, row.name, row.country, points, reasons, self._blocked(row))

    def _blocked(self, row: Somebody) -> Message | None:
        day = self.setting.calendar.day(self.at)
        load = self.setting.people.load.get(row.number, 0)
        if standing(self.case, row.number, self.setting) in {Standing.DECLARED, Standing.FOUND}:
            return self._conflict(row)
        if wrong := mixed(self.case, row.number, self.role, self.setting):
            return wrong
        if not row.trained(self.case.level, day):
            return say("not trained for this level, or no longer")
        if any(period.covers(day) for period in row.away):
            return say("away on that day")
        if load >= row.most_cases:
            return say("has {n} cases of at most {most}", n=load, most=row.most_cases)
        what = Propose(person=row.number, role=self.role, country=row.country)
        return bounds_kept(Attempt(self.case, "", self.role, self.at, self.setting, what))

    def _conflict(self, row: Somebody) -> Message:
        grounds = [i.ground.value for i in registered(self.case, row.number, self.setting)]
        return (
            say("conflict of interest: {grounds}", grounds=grounds)
            if grounds
            else say("there is a conflict of interest")
        )

    def _weighed(self, row: Somebody) -> Iterator[tuple[int, Message]]:
        load = self.setting.people.load.get(row.number, 0)
        yield -load, say("has {n} cases of at most {most}", n=load, most=row.most_cases)
        if spoken := sorted(self.languages & set(row.languages)):
            yield 3, say("speaks {languages}", languages=spoken)
        if self.sector and self.sector in row.sectors:
            yield 2, say("knows the sector")
        if row.country == self.case.country:
            yield 0, say("from the same country")
        if self._declined(row):
            yield -5, say("declined this case before; ask first")

    def _declined(self, row: Somebody) -> bool:
        return any(seat.person == row.number and seat.ended is not None for seat in self.case.seats)
