"""Who owes what until when. Nothing is stored: obligations, whom a case waits for, and reminders follow from the deeds."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from clustermark.process import windows
from clustermark.process.case import Case, Seat, Standing
from clustermark.process.conflicts import free, standing
from clustermark.process.roles import APPLICANT, ASSESSING, ROLES, Role, State
from clustermark.process.seats import team_roles, unready, vacant
from clustermark.process.setting import Setting
from clustermark.process.terms import Motion, Result
from clustermark.process.voting import body_of, tally
from clustermark.words.message import Message, say

S, R = State, Role
STEPS = {
    "apply": say("complete and submit the application"),
    "officer": say("take the case"),
    "eligibility": say("decide on eligibility"),
    "clarification": say("answer the question"),
    "contract": say("conclude the contract"),
    "staffing": say("put the team together"),
    "declaration": say("declare one's interests"),
    "objection": say("accept the assessor or object"),
    "objection-answer": say("answer the objection"),
    "opening": say("open the self-assessment"),
    "self-input": say("complete the self-assessment"),
    "visit": say("hold the visit or interview"),
    "findings": say("sign one's findings"),
    "consensus": say("propose what is agreed"),
    "agreement": say("agree or dissent"),
    "fact-check-start": say("send the report to the applicant"),
    "fact-check": say("check the facts of the report"),
    "fact-check-end": say("end the fact check"),
    "remark-answer": say("answer the remarks"),
    "quality": say("check the quality of the report"),
    "report": say("sign the report"),
    "roster": say("fill the seats that decide"),
    "substitutes": say("appoint a substitute board"),
    "ballot-start": say("open the ballot"),
    "vote": say("vote or recuse oneself"),
    "ballot-end": say("close the ballot"),
    "decision": say("decide"),
    "announcement": say("announce the decision"),
    "appeal": say("appeal, or let the period pass"),
    "settlement": say("close the period of appeal"),
    "appeal-panel": say("seat the appeal panel"),
    "appeal-decision": say("decide on the appeal"),
    "statement": say("give the statement of the year"),
    "concern": say("answer a change, complaint or late conflict"),
    "motion": say("carry out what the board voted for"),
    "suspension": say("reinstate or revoke the label"),
}
PERIOD = {
    "officer": "eligibility",
    "fact-check-end": "fact-check-start",
    "roster": "ballot-start",
    "ballot-end": "vote",
    "settlement": "announcement",
    "motion": "concern",
}
"""The period of a step that has none of its own name."""
HARD = frozenset({"objection", "fact-check", "appeal"})
"""Windows that give a right: after them it is gone. Every other period is soft: late is marked, and accepted."""


@dataclass(frozen=True, slots=True)
class Obligation:
    """`persons` hold it as `role`; without persons it lies with everybody of that post. `due` is the last day in time, inclusive."""

    case: str
    step: str
    role: Role
    persons: tuple[str, ...]
    opened: datetime
    by_deed: int
    due: date | None

    @property
    def id(self) -> str:
        who = (
            self.persons[0]
            if self.step in {"declaration", "findings", "agreement", "vote", "objection"}
            else ""
        )
        return ":".join(part for part in (self.case, self.step, str(self.by_deed), who) if part)

    @property
    def hard(self) -> bool:
        return self.step in HARD

    @property
    def title(self) -> Message:
        return STEPS[self.step]

    @property
    def holder(self) -> Message:
        return ROLES[self.role]

    def late(self, day: date) -> bool:
        return self.due is not None and day > self.due


def obligations(case: Case, setting: Setting, at: datetime) -> tuple[Obligation, ...]:
    """What is owed at a moment. Every case that has not ended has at least one, with somebody who can meet it."""
    if case.state in {S.NONE, S.CLOSED}:
        return ()
    return tuple(_Owed(case, setting, at).all())


def waiting_for(case: Case, setting: Setting, at: datetime) -> tuple[str, ...]:
    """The holders of what is owed: persons, or a post such as `office`."""
    found = (who for owed in obligations(case, setting, at) for who in owed.persons or (owed.role.value,))
    return tuple(dict.fromkeys(found))


Reminder = tuple[str, int]
"""An obligation by its id, and how many working days before its due date the step lies."""


def reminders(
    owed: Iterable[Obligation], sent: frozenset[Reminder], day: date, setting: Setting
) -> tuple[Reminder, ...]:
    """What is to be sent on a day: all that is due until then, less what was sent. A night that was missed catches up."""
    calendar = setting.calendar
    due = (
        (one.id, n)
        for one in owed
        if one.due is not None
        for n in setting.procedure.reminders
        if calendar.day(one.opened) < calendar.before(one.due, n) <= day
    )
    return tuple(key for key in dict.fromkeys(due) if key not in sent)


class _Owed:
    def __init__(self, case: Case, setting: Setting, at: datetime) -> None:
        self.case, self.setting, self.at = case, setting, at
        self.level = setting.levels[case.level]
        self.opened = case.entered or at

    def all(self) -> Iterator[Obligation]:
        yield from self._officer()
        yield from self._declarations()
        yield from BY_STATE[self.case.state](self)
        yield from self._concerns()

    # ---- who

    def _owe(
        self, step: str, role: Role, seats: Iterable[Seat] = (), opened: datetime | None = None, deed: int = 0
    ) -> Obligation:
        """An obligation of the seats of a role that are held by somebody free; else of the officer; else of the office."""
        case = self.case
        held = tuple(
            dict.fromkeys(seat.person for seat in (tuple(seats) or case.in_role(role)) if self._able(seat))
        )
        if not held and role not in {R.OFFICE, R.MINISTRY}:
            role = R.OFFICER
            held = tuple(seat.person for seat in case.in_role(R.OFFICER) if self._able(seat))
        if not held and role is R.OFFICER:
            role = R.OFFICE
        since = opened or self.opened
        return Obligation(
            case.number, step, role, held, since, deed or case.entered_by, self._due(step, since)
        )

    def _able(self, seat: Seat) -> bool:
        gone = seat.person in self.case.emptied or self.setting.people.emptied(seat.person)
        if gone:
            return False
        found = standing(self.case, seat.person, self.setting)
        return seat.role in APPLICANT or found in {Standing.NONE, Standing.UNKNOWN}

    def _due(self, step: str, opened: datetime) -> date | None:
        if self.case.paused:
            return None
        if step == "self-input" and self.case.closes:
            return windows.moved(self.case, self.setting, "self-input", self.case.closes, opened)
        if step == "suspension" and self.case.suspended_until:
            return self.case.suspended_until
        return windows.due(self.case, self.setting, PERIOD.get(step, step), opened)

    # ---- at any time

    def _officer(self) -> Iterator[Obligation]:
        if self.case.state is S.DRAFT:
            return
        now = self.case.holder(R.OFFICER)
        if now is None or not self._able(now):
            yield self._owe("officer", R.OFFICE)

    def _declarations(self) -> Iterator[Obligation]:
        case = self.case
        if case.state is S.DRAFT:
            return
        for seat in case.live:
            if (
                seat.role not in APPLICANT
                and standing(case, seat.person, self.setting) is Standing.UNKNOWN
                and self._able(seat)
            ):
                yield self._owe("declaration", seat.role, (seat,), seat.since, seat.deed)

    def _concerns(self) -> Iterator[Obligation]:
        for concern in self.case.open_concerns():
            yield self._owe("concern", R.OFFICER, (), concern.at, concern.deed)

    # ---- by state

    def draft(self) -> Iterator[Obligation]:
        yield self._owe("apply", R.MANAGER)

    def submitted(self) -> Iterator[Obligation]:
        if self.case.question:
            yield self._owe("clarification", R.MANAGER, (), self.case.question)
        else:
            yield self._owe("eligibility", R.OFFICER)

    def eligible(self) -> Iterator[Obligation]:
        yield self._owe("contract", R.OFFICER)

    def staffing(self) -> Iterator[Obligation]:
        yield from self._team()
        if unready(self.case, self.setting, self.at) is None or self._bad_team():
            yield self._owe("staffing", R.OFFICER)

    def _bad_team(self) -> bool:
        """Nothing is open, and the team is not right yet: somebody blocked, or from the wrong country."""
        return not any(True for _ in self._team()) and not any(True for _ in self._declarations())

    def _team(self) -> Iterator[Obligation]:
        case, roles = self.case, team_roles(self.case, self.level)
        missing = vacant(case, self.level) & {*roles, R.THIRD}
        blocked = [s for s in case.in_role(*ASSESSING) if not self._able(s)]
        if missing or blocked:
            yield self._owe("staffing", R.OFFICER)
        for seat in case.in_role(*ASSESSING):
            if seat.objected:
                yield self._owe("objection-answer", R.OFFICER, (), seat.objected, seat.deed)
            elif not seat.accepted and windows.within(case, self.setting, "objection", seat.since, self.at):
                yield self._owe("objection", R.MANAGER, (), seat.since, seat.deed)

    def staffed(self) -> Iterator[Obligation]:
        yield from self._team()
        yield self._owe("opening", R.OFFICER)

    def self_input(self) -> Iterator[Obligation]:
        yield from self._team()
        yield self._owe("self-input", R.MANAGER)

    def assessing(self) -> Iterator[Obligation]:
        case = self.case
        yield from self._team()
        visited = self.level.visit is None or (
            case.visit and all(s.person in case.present for s in case.raters)
        )
        if not visited:
            yield self._owe("visit", R.LEAD)
            return
        for seat in case.raters:
            if not case.has_signed(seat.person):
                yield self._owe("findings", seat.role, (seat,), case.visited or self.opened, seat.deed)

    def consensus(self) -> Iterator[Obligation]:
        case = self.case
        yield from self._team()
        if case.proposal is None:
            yield self._owe("consensus", R.LEAD)
            return
        for seat in case.in_role(*ASSESSING):
            if seat.person != case.proposal.by and seat.person not in case.proposal.replies:
                yield self._owe("agreement", seat.role, (seat,), case.proposal.since, case.proposal.deed)

    def report(self) -> Iterator[Obligation]:
        case = self.case
        yield from self._team()
        if not case.fact_checked:
            yield self._owe("fact-check-start", R.OFFICER)
        elif not all(case.remarks.values()):
            yield self._owe("remark-answer", R.LEAD)
        elif not case.quality:
            yield self._owe("quality", R.OFFICER)
        else:
            yield self._owe("report", R.LEAD)

    def fact_check(self) -> Iterator[Obligation]:
        if windows.within(self.case, self.setting, "fact-check", self.opened, self.at):
            yield self._owe("fact-check", R.MANAGER)
        else:
            yield self._owe("fact-check-end", R.OFFICER)

    def board(self) -> Iterator[Obligation]:
        case = self.case
        body = body_of(self.level, Motion.AWARD)
        if body is None:
            yield self._owe("decision" if case.holder(R.DECIDER) else "roster", R.DECIDER)
            return
        able = [s for s in case.in_role(R.BOARD) if free(case, s.person, self.setting)]
        if len(able) < body.quorum:
            yield self._owe("roster", R.OFFICER)
            yield self._owe("substitutes", R.MINISTRY)
        else:
            yield self._owe("ballot-start" if case.holder(R.CLERK) else "roster", R.CLERK)

    def ballot(self) -> Iterator[Obligation]:
        yield from self._votes(R.CLERK)

    def _votes(self, keeper: Role) -> Iterator[Obligation]:
        case, now = self.case, self.case.ballot
        if now is None:
            raise AssertionError
        found = tally(case, now, self.level, self.setting)
        seats = [s for s in case.live if s.person in found.able - found.counted]
        if now.on == case.basis and found.reachable:
            for seat in seats:
                yield self._owe("vote", seat.role, (seat,), now.since, now.deed)
        if not seats or found.quorum or now.on != case.basis or not found.reachable:
            yield self._owe("ballot-end", keeper, (), now.since, now.deed)

    def decided(self) -> Iterator[Obligation]:
        yield self._owe("announcement", R.OFFICER)

    def announced(self) -> Iterator[Obligation]:
        case = self.case
        refused = case.decision is not None and case.decision.result is not Result.AWARDED
        since = case.announced or self.opened
        if refused and windows.within(case, self.setting, "appeal", since, self.at):
            yield self._owe("appeal", R.MANAGER, (), since)
        else:
            yield self._owe("settlement", R.OFFICER, (), since)

    def appealed(self) -> Iterator[Obligation]:
        case = self.case
        panel = [s for s in case.in_role(R.APPEAL) if free(case, s.person, self.setting)]
        if len(panel) < self.level.appeal.quorum:
            yield self._owe("appeal-panel", R.OFFICER)
        elif case.ballot and not case.ballot.closed:
            yield from self._votes(R.APPEAL)
        else:
            yield self._owe("appeal-decision", R.APPEAL, panel, case.appealed)

    def in_force(self) -> Iterator[Obligation]:
        case = self.case
        since = case.statements[-1] if case.statements else case.announced
        yield self._owe("statement", R.MANAGER, (), since)
        yield from self._motions()

    def _motions(self) -> Iterator[Obligation]:
        case = self.case
        if case.ballot and not case.ballot.closed:
            yield from self._votes(R.CLERK)
        elif case.carried:
            yield self._owe("motion", R.OFFICER)

    def suspended(self) -> Iterator[Obligation]:
        board = self.level.decider is not None and self.level.decider.by == "board"
        yield self._owe("suspension", R.OFFICER if board else R.DECIDER)
        yield from self._motions()


BY_STATE: dict[State, Callable[[_Owed], Iterator[Obligation]]] = {
    S.DRAFT: _Owed.draft,
    S.SUBMITTED: _Owed.submitted,
    S.ELIGIBLE: _Owed.eligible,
    S.STAFFING: _Owed.staffing,
    S.STAFFED: _Owed.staffed,
    S.SELF_INPUT: _Owed.self_input,
    S.ASSESSING: _Owed.assessing,
    S.CONSENSUS: _Owed.consensus,
    S.REPORT: _Owed.report,
    S.FACT_CHECK: _Owed.fact_check,
    S.BOARD: _Owed.board,
    S.BALLOT: _Owed.ballot,
    S.DECIDED: _Owed.decided,
    S.ANNOUNCED: _Owed.announced,
    S.APPEALED: _Owed.appealed,
    S.IN_FORCE: _Owed.in_force,
    S.SUSPENDED: _Owed.suspended,
}
