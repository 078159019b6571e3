"""What somebody can do in a case now, and for what cannot be done the reason in words."""

from dataclasses import dataclass
from datetime import datetime
from functools import cache

from clustermark.process.attempt import Attempt
from clustermark.process.case import Case, Standing
from clustermark.process.conflicts import standing
from clustermark.process.roles import APPLICANT, POSTS, ROLES, STATES, Role
from clustermark.process.setting import Setting
from clustermark.process.table import BY_STATE, Row, row_of
from clustermark.process.terms import KINDS, What
from clustermark.words.message import Message, say

POST_OF = {Role.OFFICE: "office", Role.MINISTRY: "ministry"}


@dataclass(frozen=True, slots=True)
class Option:
    """One kind of deed in one role; without `why` it is open."""

    kind: str
    role: Role
    title: Message
    why: Message | None = None

    @property
    def open(self) -> bool:
        return self.why is None


def may(person: str, case: Case, at: datetime, setting: Setting) -> tuple[Option, ...]:
    """Everything that is done in this state in a role of this person; the content of a deed is looked at when it comes."""
    roles = _roles(case, person, at, setting)
    rows = BY_STATE[case.state]
    pairs = dict.fromkeys((row.kind, role) for row in rows for role in sorted(row.roles & roles))
    return tuple(
        Option(kind, role, KINDS[kind].title, why_not(case, person, kind, role, at, setting))
        for kind, role in pairs
    )


def _roles(case: Case, person: str, at: datetime, setting: Setting) -> frozenset[Role]:
    people, day = setting.people, setting.calendar.day(at)
    posts = {role for role, post in POST_OF.items() if not people.by_number or people.has(person, post, day)}
    return case.roles(person) | posts | {Role.ANYONE}


def why_not(  # noqa: PLR0917 - the same five everywhere, then the deed
    case: Case,
    person: str,
    kind: str,
    role: Role,
    at: datetime,
    setting: Setting,
    what: What | None = None,
    relies_on: str | None = None,
) -> Message | None:
    """What speaks against a deed, or None. Without its content only what does not depend on that is asked."""
    row = row_of(case.state, kind, role)
    if row is None:
        return _no_row(kind, role, case)
    who = case.who(person)
    if wrong := _no_standing(case, who, row, role, setting):
        return wrong
    attempt = Attempt(case, who, role, at, setting, what, relies_on)
    if what is not None and row.relies and relies_on != relied(case, row.relies):
        return say("it relies on an older version")
    return next((wrong for guard in row.guards if (wrong := guard(attempt))), None)


def _no_row(kind: str, role: Role, case: Case) -> Message:
    title = KINDS[kind].title if kind in KINDS else kind
    return say(
        "“{deed}” is not possible as {role} while the case is: {state}",
        deed=title,
        role=ROLES[role],
        state=STATES[case.state],
    )


def _no_standing(case: Case, who: str, row: Row, role: Role, setting: Setting) -> Message | None:
    """Whether somebody holds the seat, and is free to use it."""
    if not setting.people.known(who):
        return say("the register does not know {person}", person=who)
    if role not in POSTS and role not in case.roles(who):
        return say("you do not hold this seat")
    if role in APPLICANT or role is Role.ANYONE:
        return None
    match standing(case, who, setting):
        case Standing.DECLARED | Standing.FOUND:
            return say("you have a conflict of interest")
        case Standing.UNKNOWN if not row.unknown:
            return say("declare your interests first")
        case _:
            return None


def relied(case: Case, on: str) -> str | None:
    """The hash that a deed must name."""
    return {"dossier": case.dossier, "report": case.report, "basis": case.basis}[on]


@cache
def relies(kind: str, role: Role, state: str) -> str:
    row = next(
        (
            r
            for s, rows in BY_STATE.items()
            if s.value == state
            for r in rows
            if r.kind == kind and role in r.roles
        ),
        None,
    )
    return row.relies if row else ""
