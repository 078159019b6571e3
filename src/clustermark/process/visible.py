"""Who sees what in a case: one function, asked at every exit. Grants by role first, then what takes them away."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum, StrEnum
from typing import Any

from clustermark.process.case import Case, Standing
from clustermark.process.conflicts import standing
from clustermark.process.deeds import Deed
from clustermark.process.roles import APPLICANT, ASSESSING, RATING, Role, State
from clustermark.process.setting import Setting
from clustermark.process.terms import Result


class Sight(IntEnum):
    """How much of a thing somebody sees; `nothing` looks the same as if it were not there."""

    NOTHING = 0
    EXISTS = 1
    REDACTED = 2
    FULL = 3


class Kind(StrEnum):
    """What can be seen. `sheet` is what one sees before declaring interests: organisation, country, period."""

    SHEET = "sheet"
    STATE = "state"
    ORGANISATION = "organisation"
    TEAM = "team"
    DOSSIER = "dossier"
    DRAFT = "draft"
    SET = "set"
    CONSENSUS = "consensus"
    DISSENT = "dissent"
    REPORT = "report"
    REMARKS = "remarks"
    ROSTER = "roster"
    BALLOT = "ballot"
    VOTE = "vote"
    RESULT = "result"
    FACT = "fact"
    OFFICE = "office"
    PANEL = "panel"
    OWN = "own"
    LABEL = "label"


@dataclass(frozen=True, slots=True)
class Thing:
    """`about` is the person whose set, vote, fact or deed it is."""

    kind: Kind
    about: str = ""


R, N, E, F = Role, Sight.NOTHING, Sight.EXISTS, Sight.FULL
APPLICANTS, ASSESSORS = dict.fromkeys(APPLICANT, F), dict.fromkeys(ASSESSING, F)
JUDGES = {R.BOARD: F, R.DECIDER: F, R.APPEAL: F}
GRANTS: Mapping[Kind, Mapping[Role, Sight]] = {
    Kind.SHEET: dict.fromkeys(Role, F) | {R.ANYONE: N},
    Kind.STATE: dict.fromkeys(Role, F) | {R.ANYONE: N, R.OFFICE: E, R.MINISTRY: E},
    Kind.ORGANISATION: dict.fromkeys(Role, F) | {R.ANYONE: N},
    Kind.TEAM: APPLICANTS | ASSESSORS | JUDGES | {R.OFFICER: F, R.CLERK: F},
    Kind.DOSSIER: APPLICANTS | ASSESSORS | JUDGES | {R.OFFICER: F, R.CLERK: E},
    Kind.DRAFT: {},
    Kind.SET: ASSESSORS | {R.OFFICER: F, R.APPEAL: F},
    Kind.CONSENSUS: ASSESSORS | {R.OFFICER: F, R.APPEAL: F},
    Kind.DISSENT: ASSESSORS | JUDGES | {R.OFFICER: F},
    Kind.REPORT: APPLICANTS | ASSESSORS | JUDGES | {R.OFFICER: F, R.CLERK: F},
    Kind.REMARKS: APPLICANTS | ASSESSORS | JUDGES | {R.OFFICER: F},
    Kind.ROSTER: {R.OFFICER: F, R.CLERK: F, R.BOARD: F, R.APPEAL: F, R.DECIDER: F},
    Kind.BALLOT: {R.OFFICER: E, R.CLERK: F, R.BOARD: F, R.APPEAL: F},
    Kind.VOTE: {R.CLERK: F, R.BOARD: F, R.APPEAL: F},
    Kind.RESULT: APPLICANTS | ASSESSORS | JUDGES | {R.OFFICER: F, R.CLERK: F},
    Kind.FACT: {R.OFFICER: F, R.MANAGER: E, R.CONTACT: E},
    Kind.OFFICE: {R.OFFICER: F, R.APPEAL: F},
    Kind.PANEL: APPLICANTS | {R.OFFICER: F, R.APPEAL: F},
    Kind.OWN: {},
    Kind.LABEL: dict.fromkeys(Role, F),
}
"""The most that a role sees. What is one's own is seen in full by oneself."""
OWN = frozenset({Kind.DRAFT, Kind.SET, Kind.VOTE, Kind.FACT, Kind.OWN})


def visible(  # noqa: PLR0917 - who, what and when, in the order of the question
    case: Case,
    person: str,
    thing: Thing,
    at: datetime,
    setting: Setting,
    only: frozenset[Kind] | None = None,
) -> Sight:
    """How much somebody sees of a thing. `only` is a delegation: it narrows, and never widens."""
    return Viewer(case, person, at, setting, only).sees(thing)


def visible_many(
    cases: Iterable[Case], person: str, things: Iterable[Thing], at: datetime, settings: Mapping[str, Setting]
) -> dict[str, dict[Thing, Sight]]:
    """The same for many cases at once, by case number; `settings` by scheme. What is nothing is left out."""
    wanted = tuple(things)
    found = {case.number: Viewer(case, person, at, settings[case.scheme]) for case in cases}
    seen = {
        number: {t: sight for t in wanted if (sight := viewer.sees(t))} for number, viewer in found.items()
    }
    return {number: sights for number, sights in seen.items() if sights}


class Viewer:
    """One person looking at one case."""

    def __init__(
        self, case: Case, person: str, at: datetime, setting: Setting, only: frozenset[Kind] | None = None
    ) -> None:
        self.case, self.at, self.setting, self.only = case, at, setting, only
        self.who = case.who(person)
        self.roles = self._effective()

    def _effective(self) -> frozenset[Role]:
        """The roles that count; none for whoever is blocked, only the sheet for whoever has not declared."""
        case, people = self.case, self.setting.people
        seats = case.roles(self.who)
        self.unknown = False
        if seats <= APPLICANT and seats:
            return seats | {Role.ANYONE}
        posts = frozenset(_posts(self.who, self.at, self.setting)) if people.by_number else frozenset[Role]()
        if not seats and not posts:
            return frozenset({Role.ANYONE})
        match standing(case, self.who, self.setting):
            case Standing.DECLARED | Standing.FOUND:
                return frozenset({Role.ANYONE})
            case Standing.UNKNOWN:
                self.unknown = bool(seats)
            case _:
                pass
        return seats | posts | {Role.ANYONE}

    def sees(self, thing: Thing) -> Sight:
        if self.only is not None and thing.kind not in self.only:
            return N
        if thing.kind is Kind.LABEL:
            return F if self.public else N
        own = thing.kind in OWN and bool(thing.about) and self.case.who(thing.about) == self.who
        if own:
            return F
        if self.unknown and thing.kind not in {Kind.SHEET, Kind.ORGANISATION}:
            return N
        grants = GRANTS[thing.kind]
        highest = max((grants.get(role, N) for role in self.roles), default=N)
        return self._ceiling(thing, highest) if highest else N

    @property
    def public(self) -> bool:
        """Only an award that was announced is public."""
        now = self.case.decision
        return now is not None and now.result is Result.AWARDED and self.case.announced is not None

    def _ceiling(self, thing: Thing, sight: Sight) -> Sight:
        match thing.kind:
            case Kind.SET:
                return min(sight, self._set(thing.about))
            case Kind.CONSENSUS | Kind.DISSENT:
                return min(sight, self._after_signing())
            case Kind.VOTE:
                return min(sight, self._vote())
            case Kind.RESULT:
                return min(sight, self._result())
            case Kind.REPORT | Kind.REMARKS:
                return min(sight, self._report())
            case Kind.DOSSIER if self.roles & {R.BOARD, R.DECIDER} and not self.roles & {R.OFFICER}:
                return sight if self._with_the_board() else N
            case Kind.ORGANISATION if R.BOARD in self.roles and self._blind_board():
                return min(sight, Sight.REDACTED)
            case Kind.FACT if self.roles & APPLICANT:
                return sight if self._on_the_team(thing.about) else N
            case _:
                return sight

    def _on_the_team(self, about: str) -> bool:
        """The applicant is told of the interests of those who assess, and of nobody else's."""
        who = self.case.who(about)
        return any(seat.person == who and seat.role in ASSESSING for seat in self.case.seats)

    def _set(self, about: str) -> Sight:
        """Others' findings: nothing until everybody who rates has signed; of a predecessor, nothing ever."""
        case, who = self.case, self.case.who(about)
        if self.roles & (RATING | {R.READER}) and not self.roles & {R.OFFICER, R.APPEAL}:
            return self._to_assessor(who)
        if case.all_signed or who not in case.sets:
            return F
        return E if case.has_signed(who) else N

    def _to_assessor(self, who: str) -> Sight:
        case = self.case
        if not case.all_signed or who not in case.sets:
            return N
        return F

    def _after_signing(self) -> Sight:
        """Where assessors come in late, they see no agreement before they have signed."""
        late = self.roles & ASSESSING and not self.case.all_signed
        return N if late else F

    def _vote(self) -> Sight:
        """Others' votes: nothing until the ballot is closed."""
        return F if self.case.ballot is None or self.case.ballot.closed else N

    def _result(self) -> Sight:
        """The result: before it is announced, only to those who decide and announce."""
        inside = self.roles & {R.OFFICER, R.CLERK, R.BOARD, R.DECIDER, R.APPEAL}
        return F if inside or self.case.announced else N

    def _report(self) -> Sight:
        if self.case.report is None:
            return N
        if self.roles & ASSESSING and not self.case.all_signed:
            return N
        board = self.roles & {R.BOARD, R.DECIDER, R.CLERK} and not self.roles & {R.OFFICER}
        return N if board and not self._with_the_board() else F

    def _with_the_board(self) -> bool:
        return self.case.signed is not None

    def _blind_board(self) -> bool:
        case, level = self.case, self.setting.levels[self.case.level]
        return level.names_hidden_from_board and case.state in {State.BOARD, State.BALLOT}


def _posts(who: str, at: datetime, setting: Setting) -> Iterable[Role]:
    day = setting.calendar.day(at)
    if setting.people.has(who, "office", day):
        yield Role.OFFICE
    if setting.people.has(who, "ministry", day):
        yield Role.MINISTRY


TO_ALL, TEAM, OFFICE = Thing(Kind.STATE), Thing(Kind.TEAM), Thing(Kind.OFFICE)
ABOUT: Mapping[str, Kind] = {
    **dict.fromkeys(
        ("propose", "object", "accept", "answer-objection", "hold-visit", "confirm-team"), Kind.TEAM
    ),
    **dict.fromkeys(("propose-consensus", "agree"), Kind.CONSENSUS),
    "dissent": Kind.DISSENT,
    "sign-findings": Kind.SET,
    "save-findings": Kind.DRAFT,
    **dict.fromkeys(
        ("check-quality", "correct", "merge", "empty", "answer-concern", "complain"), Kind.OFFICE
    ),
    **dict.fromkeys(("sign-report", "send-to-fact-check"), Kind.REPORT),
    **dict.fromkeys(("remark", "answer-remark", "end-fact-check"), Kind.REMARKS),
    **dict.fromkeys(("open-ballot", "close-ballot", "annul-ballot"), Kind.BALLOT),
    **dict.fromkeys(("vote", "recuse"), Kind.VOTE),
    "decide": Kind.RESULT,
    **dict.fromkeys(("declare", "decline", "find", "refute", "waive", "void"), Kind.FACT),
    **dict.fromkeys(("uphold", "return", "dismiss", "appeal"), Kind.PANEL),
}
"""Whether a deed shows follows from what it is about."""


def thing_of(deed: Deed, case: Case) -> Thing:
    """What a deed shows something of."""
    what: Any = deed.what
    kind = ABOUT.get(deed.kind, Kind.STATE)
    about = getattr(what, "person", deed.by) if kind is Kind.FACT else deed.by
    if deed.kind == "appoint":
        kind = Kind.PANEL if what.role is R.APPEAL else Kind.ROSTER
    if deed.kind == "release":
        seat = next((s for s in case.seats if s.person == case.who(what.person)), None)
        kind = Kind.TEAM if seat and seat.role in ASSESSING else Kind.ROSTER
    return Thing(kind, about)


def seen_deeds(
    deeds: Iterable[Deed], case: Case, person: str, setting: Setting, at: datetime
) -> tuple[tuple[Deed, Sight], ...]:
    """The deeds that somebody sees anything of, in order. One's own are always among them."""
    viewer = Viewer(case, person, at, setting)
    found = ((deed, _sight(viewer, deed)) for deed in deeds)
    return tuple((deed, sight) for deed, sight in found if sight)


def _sight(viewer: Viewer, deed: Deed) -> Sight:
    if viewer.case.who(deed.by) == viewer.who:
        return F
    return viewer.sees(thing_of(deed, viewer.case))
