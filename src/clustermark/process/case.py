"""A case as its deeds have made it. Nothing here is stored; all of it is the fold of the deeds."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from functools import cached_property
from typing import Any, Self, TypeVar

from clustermark.process.roles import RATING, Role, State
from clustermark.process.terms import Choice, Interest, Motion, Rating, Result, named

T = TypeVar("T")


class Standing(StrEnum):
    """Whether somebody is free to judge. What is unknown blocks."""

    UNKNOWN = "unknown"
    NONE = "none"
    DECLARED = "declared"
    FOUND = "found"


class Ended(StrEnum):
    """Why a seat was freed."""

    DECLINED = "declined"
    CONFLICT = "conflict"
    OBJECTION = "objection"
    RELEASED = "released"
    RECUSED = "recused"
    MERGED = "merged"
    EMPTIED = "emptied"


@dataclass(frozen=True)
class Seat:
    """One person's duty in the case. `deed` opened it; once `ended` it is history."""

    deed: int
    role: Role
    person: str
    since: datetime
    country: str = ""
    accepted: datetime | None = None
    objected: datetime | None = None
    ended: Ended | None = None
    reason: str = ""

    def with_(self, **changes: Any) -> Self:
        return _with(self, changes)


@dataclass(frozen=True)
class Fact:
    """A conflict fact of the case: by the deed that stated it. Refuted or waived, it blocks no more."""

    deed: int
    person: str
    interest: Interest
    stated_by: str
    lifted: bool = False


@dataclass(frozen=True)
class FindingSet:
    """One assessor's findings. Signed, they never change; void, they stay and count nowhere."""

    person: str
    role: Role
    ratings: Mapping[str, Rating] = field(default_factory=dict)
    signed: datetime | None = None
    deed: int = 0
    void: bool = False
    present: bool = False


@dataclass(frozen=True)
class Proposal:
    """What the lead proposes to agree on, and what the others said to it."""

    deed: int
    by: str
    agreed: tuple[Rating, ...]
    since: datetime
    replies: Mapping[str, bool] = field(default_factory=dict)


@dataclass(frozen=True)
class Ballot:
    """A vote on a motion, on one hash, by a roster that is fixed at its opening."""

    deed: int
    motion: Motion
    on: str
    roster: tuple[str, ...]
    since: datetime
    by: str
    votes: Mapping[str, Choice] = field(default_factory=dict)
    recused: frozenset[str] = frozenset()
    closed: bool = False
    passed: Choice | None = None


@dataclass(frozen=True)
class Decision:
    result: Result
    by: frozenset[str]
    deed: int
    at: datetime
    basis: str | None = None
    note: str = ""


@dataclass(frozen=True)
class Concern:
    """A reported change, a complaint or a late conflict that somebody must answer."""

    deed: int
    kind: str
    at: datetime
    by: str
    answered: bool = False


@dataclass(frozen=True)
class Case:
    """The state of a case after some of its deeds."""

    number: str = ""
    state: State = State.NONE
    deeds: int = 0
    last: str | None = None
    last_at: datetime | None = None
    entered: datetime | None = None
    entered_by: int = 0
    scheme: str = ""
    procedure: str = ""
    level: str = ""
    organisation: str = ""
    country: str = ""
    renews: str = ""
    synthetic: bool = False
    began: datetime | None = None
    seats: tuple[Seat, ...] = ()
    declared: Mapping[str, datetime] = field(default_factory=dict)
    facts: tuple[Fact, ...] = ()
    aliases: Mapping[str, str] = field(default_factory=dict)
    emptied: frozenset[str] = frozenset()
    question: datetime | None = None
    eligible_by: str = ""
    dossier: str | None = None
    closes: date | None = None
    visit: date | None = None
    visited: datetime | None = None
    present: frozenset[str] = frozenset()
    sets: Mapping[str, FindingSet] = field(default_factory=dict)
    old_sets: tuple[FindingSet, ...] = ()
    proposal: Proposal | None = None
    dissents: tuple[int, ...] = ()
    third: bool = False
    agreed: tuple[Rating, ...] = ()
    report: str | None = None
    fact_checked: bool = False
    quality: bool = False
    signed: datetime | None = None
    remarks: Mapping[int, bool] = field(default_factory=dict)
    ballot: Ballot | None = None
    ballots: tuple[Ballot, ...] = ()
    decision: Decision | None = None
    announced: datetime | None = None
    announced_day: date | None = None
    valid_until: date | None = None
    appeals: int = 0
    appealed: datetime | None = None
    carried: Motion | None = None
    panel: Choice | None = None
    suspended_until: date | None = None
    concerns: tuple[Concern, ...] = ()
    statements: tuple[datetime, ...] = ()
    transfer: str = ""
    pauses: tuple[tuple[datetime, datetime | None], ...] = ()
    extensions: Mapping[str, int] = field(default_factory=dict)
    corrected: frozenset[int] = frozenset()
    taints: tuple[int, ...] = ()
    by_deed: Mapping[int, str] = field(default_factory=dict)
    assessed: frozenset[str] = frozenset()
    voted: frozenset[str] = frozenset()
    clerked: frozenset[str] = frozenset()
    judged_appeal: frozenset[str] = frozenset()
    acted: frozenset[str] = frozenset()

    def with_(self, **changes: Any) -> Self:
        return _with(self, changes)

    def who(self, person: str) -> str:
        """The number that stands for a person after all merging in this case."""
        while person in self.aliases:
            person = self.aliases[person]
        return person

    @cached_property
    def live(self) -> tuple[Seat, ...]:
        return tuple(seat for seat in self.seats if seat.ended is None)

    @cached_property
    def of(self) -> Mapping[str, tuple[Seat, ...]]:
        """The live seats of each person."""
        found: dict[str, tuple[Seat, ...]] = {}
        for seat in self.live:
            found[seat.person] = (*found.get(seat.person, ()), seat)
        return found

    @cached_property
    def once(self) -> frozenset[str]:
        """Everybody who ever held a seat."""
        return frozenset(seat.person for seat in self.seats)

    def roles(self, person: str) -> frozenset[Role]:
        return frozenset(seat.role for seat in self.of.get(self.who(person), ()))

    def in_role(self, *roles: Role) -> tuple[Seat, ...]:
        return tuple(seat for seat in self.live if seat.role in roles)

    def holder(self, role: Role) -> Seat | None:
        return next((seat for seat in self.live if seat.role is role), None)

    @cached_property
    def raters(self) -> tuple[Seat, ...]:
        return self.in_role(*RATING)

    @cached_property
    def all_signed(self) -> bool:
        """Whether everybody who rates has signed a set that counts."""
        return bool(self.raters) and all(self.has_signed(seat.person) for seat in self.raters)

    def has_signed(self, person: str) -> bool:
        own = self.sets.get(person)
        return own is not None and own.signed is not None and not own.void

    @property
    def basis(self) -> str | None:
        """The hash on which a decision rests: of report and dossier together."""
        return named(f"{self.report}\n{self.dossier}".encode()) if self.report else self.dossier

    @property
    def paused(self) -> bool:
        return bool(self.pauses) and self.pauses[-1][1] is None

    @cached_property
    def signed_sets(self) -> tuple[FindingSet, ...]:
        """Every set as it was first signed, those of former assessors included, void ones left out."""
        every = (*self.old_sets, *self.sets.values())
        return tuple(one for one in every if one.signed and not one.void)

    def open_concerns(self) -> Iterator[Concern]:
        return (one for one in self.concerns if not one.answered)


COMPUTED = ("live", "of", "once", "raters", "all_signed", "signed_sets")


def _with(value: T, changes: dict[str, Any]) -> T:
    """A changed copy; quicker than `dataclasses.replace`, and what was computed of the old one is left behind."""
    new = object.__new__(type(value))
    content = new.__dict__
    content.update(value.__dict__)
    for name in COMPUTED:
        content.pop(name, None)
    content.update(changes)
    return new
