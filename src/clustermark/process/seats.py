"""Which seats a case needs, which are free, and who may sit where: assessment, decision and appeal have disjoint actors."""

from collections.abc import Iterator
from datetime import datetime

from clustermark.process import windows
from clustermark.process.case import Case, Seat, Standing
from clustermark.process.conflicts import standing
from clustermark.process.procedure import LevelProcedure
from clustermark.process.roles import APPLICANT, ASSESSING, Role, State
from clustermark.process.setting import Setting
from clustermark.words.message import Message, say

GROUPS = {
    **dict.fromkeys(APPLICANT, "applicant"),
    **dict.fromkeys(ASSESSING, "assessment"),
    Role.OFFICER: "office",
    Role.CLERK: "ballot",
    Role.BOARD: "decision",
    Role.DECIDER: "decision",
    Role.APPEAL: "appeal",
}
"""Nobody holds seats of two groups in one case."""
POST = {
    **dict.fromkeys(ASSESSING, ("assessor",)),
    Role.OFFICER: ("office",),
    Role.CLERK: ("office",),
    Role.DECIDER: ("office",),
    Role.BOARD: ("board",),
    Role.APPEAL: ("board", "office", "assessor"),
}


def team_roles(case: Case, level: LevelProcedure) -> tuple[Role, ...]:
    return level.team.for_renewal if case.renews and level.team.for_renewal else level.team.seats


def vacant(case: Case, level: LevelProcedure) -> frozenset[Role]:
    """The seats that somebody can be proposed for or appointed to now."""
    return frozenset(_vacant(case, level))


def _vacant(case: Case, level: LevelProcedure) -> Iterator[Role]:
    roles = {seat.role for seat in case.live}
    yield from (role for role in team_roles(case, level) if role not in roles)
    if case.third and Role.THIRD not in roles:
        yield Role.THIRD
    if Role.CLERK not in roles:
        yield Role.CLERK
    decider = level.decider
    if decider and decider.board and len(case.in_role(Role.BOARD)) < decider.board.seats:
        yield Role.BOARD
    if decider and decider.by == "officer" and Role.DECIDER not in roles:
        yield Role.DECIDER
    if case.state is State.APPEALED and len(case.in_role(Role.APPEAL)) < level.appeal.seats:
        yield Role.APPEAL


def mixed(case: Case, person: str, role: Role, setting: Setting) -> Message | None:
    """Why somebody cannot hold a seat."""
    people = setting.people
    if not people.known(person):
        return say("the register does not know {person}", person=person)
    one = people.one(person)
    same = {who for who in case.once if who == person or (people.by_number and people.one(who) == one)}
    if any(case.of.get(who) for who in same):
        return say("this person holds a seat already")
    if standing(case, person, setting) in {Standing.DECLARED, Standing.FOUND}:
        return say("there is a conflict of interest")
    if person in case.emptied or people.emptied(person):
        return say("the person's row was emptied")
    return _groups(case, same, role, setting) or _post(person, role, setting, case)


def _groups(case: Case, same: set[str], role: Role, setting: Setting) -> Message | None:
    before = {GROUPS[seat.role] for seat in case.seats if seat.person in same}
    decider = setting.levels[case.level].decider
    if role is Role.DECIDER and decider and not decider.other_than_eligibility:
        before -= {"office"}
    wrong = before - {GROUPS[role]} or (role is Role.APPEAL and case.acted & same)
    return say("this person has had another part in the case") if wrong else None


def _post(person: str, role: Role, setting: Setting, case: Case) -> Message | None:
    people = setting.people
    if not people.by_number or case.last_at is None:
        return None
    day = setting.calendar.day(case.last_at)
    fit = any(people.has(person, post, day) for post in POST.get(role, ()))
    return None if fit or role in APPLICANT else say("the register knows this person in no fitting post")


def unready(case: Case, setting: Setting, at: datetime) -> Message | None:
    """Why the team is not complete, or None: every seat held by somebody free whom the applicant accepted or let pass."""
    level = setting.levels[case.level]
    roles = team_roles(case, level)
    wanted = (*roles, Role.THIRD) if case.third else roles
    seats = [case.holder(role) for role in wanted]
    if any(seat is None for seat in seats):
        return say("a seat of the team is empty")
    held = [seat for seat in seats if seat]
    for seat in held:
        if wrong := _unready(case, seat, setting, at):
            return wrong
    return _bounds(case, [seat for seat in held if seat.role is not Role.THIRD], level)


def _unready(case: Case, seat: Seat, setting: Setting, at: datetime) -> Message | None:
    match standing(case, seat.person, setting):
        case Standing.UNKNOWN:
            return say("somebody of the team has not declared their interests")
        case Standing.DECLARED | Standing.FOUND:
            return say("somebody of the team has a conflict of interest")
        case _:
            pass
    if seat.objected:
        return say("an objection is not answered")
    open_ = not seat.accepted and windows.within(case, setting, "objection", seat.since, at)
    return say("the applicant can still object to somebody of the team") if open_ else None


def _bounds(case: Case, seats: list[Seat], level: LevelProcedure) -> Message | None:
    foreign = sum(seat.country != case.country for seat in seats)
    if len(seats) < len(level.team.seats):
        return None
    if foreign < level.team.foreign:
        return say("somebody from another country is needed")
    return (
        say("somebody from the same country is needed")
        if len(seats) - foreign < level.team.national
        else None
    )
