"""To whom something is sent, and what stands in it: as much as that person sees at that moment; and names of files that name nobody."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from clustermark.process.case import Case
from clustermark.process.due import Obligation
from clustermark.process.roles import Role
from clustermark.process.setting import Setting
from clustermark.process.visible import Kind, Sight, Thing, Viewer

POSTS = {Role.OFFICE: "office", Role.MINISTRY: "ministry"}


@dataclass(frozen=True, slots=True)
class Letter:
    """One to one person, never with others in copy. `organisation` only for who may see it."""

    to: str
    case: str
    step: str
    due: date | None
    organisation: str


def letters(case: Case, owed: Iterable[Obligation], at: datetime, setting: Setting) -> tuple[Letter, ...]:
    """One for each holder who sees anything of the case now."""
    found = (_letter(case, one, person, at, setting) for one in owed for person in _holders(one, at, setting))
    return tuple(letter for letter in found if letter)


def _holders(owed: Obligation, at: datetime, setting: Setting) -> Iterable[str]:
    if owed.persons or owed.role not in POSTS:
        return owed.persons
    day = setting.calendar.day(at)
    return tuple(n for n in setting.people.by_number if setting.people.has(n, POSTS[owed.role], day))


def _letter(case: Case, owed: Obligation, person: str, at: datetime, setting: Setting) -> Letter | None:
    viewer = Viewer(case, person, at, setting)
    if not viewer.sees(Thing(Kind.SHEET)):
        return None
    named = viewer.sees(Thing(Kind.ORGANISATION)) is Sight.FULL
    return Letter(person, case.number, owed.step, owed.due, case.organisation if named else "")


def file_name(case: Case, thing: Thing, ending: str) -> str:
    """`c-1-set-lead.json`: the case, what it is, and the role; never a person."""
    who = case.who(thing.about)
    role = next((seat.role.value for seat in case.seats[::-1] if seat.person == who), "")
    return "-".join(part for part in (case.number, thing.kind.value, role) if part) + ending
