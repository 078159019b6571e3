"""What must hold before a deed: each guard gives the reason in words, or None. The first line of each is what the table shows."""

from clustermark.process import windows
from clustermark.process.attempt import Attempt, of_content
from clustermark.process.case import Seat, Standing
from clustermark.process.conflicts import standing
from clustermark.process.roles import ASSESSING, Role, State
from clustermark.process.seats import mixed, team_roles, unready, vacant
from clustermark.process.terms import Rating, Result
from clustermark.words.message import Message, say

# ---- application


@of_content
def manages_it(a: Attempt) -> Message | None:
    people = a.setting.people
    if people.by_number and not people.has(a.who, "manager", a.day, a.what.organisation):
        return say("only a manager of the organisation can apply for it")
    return None


@of_content
def right_version(a: Attempt) -> Message | None:
    if a.what.procedure != a.setting.digest:
        return say("the case is of another version of the procedure")
    return (
        None
        if a.what.level in a.setting.levels
        else say("the scheme has no level {level}", level=a.what.level)
    )


def no_question_open(a: Attempt) -> Message | None:
    return say("a question to the applicant is open") if a.case.question else None


def question_open(a: Attempt) -> Message | None:
    return None if a.case.question else say("there is no question to answer")


@of_content
def every_condition(a: Attempt) -> Message | None:
    answered = {one.condition for one in a.what.conditions}
    missing = sorted(a.setting.conditions - answered)
    return say("these conditions are not answered: {missing}", missing=missing) if missing else None


@of_content
def all_met(a: Attempt) -> Message | None:
    wrong = sorted(one.condition for one in a.what.conditions if not one.met)
    return say("these conditions are not met: {wrong}", wrong=wrong) if wrong else None


@of_content
def one_not_met(a: Attempt) -> Message | None:
    met = all(one.met for one in a.what.conditions)
    return say("every condition is met") if met else None


# ---- seats


def no_officer(a: Attempt) -> Message | None:
    now = a.case.holder(Role.OFFICER)
    if now is None or standing(a.case, now.person, a.setting) in {Standing.DECLARED, Standing.FOUND}:
        return None
    return say("the case has an officer already")


def in_the_office(a: Attempt) -> Message | None:
    people = a.setting.people
    if people.by_number and not people.has(a.who, "office", a.day):
        return say("only somebody of the office can do this")
    return None


def in_the_ministry(a: Attempt) -> Message | None:
    people = a.setting.people
    if people.by_number and not people.has(a.who, "ministry", a.day):
        return say("only somebody of the ministry can do this")
    return None


def may_take_it(a: Attempt) -> Message | None:
    return mixed(a.case, a.who, Role.OFFICER, a.setting)


@of_content
def seat_open(a: Attempt) -> Message | None:
    if a.what.role in vacant(a.case, a.level):
        return None
    taken = a.case.in_role(a.what.role)
    return say("this seat is taken") if taken else say("there is no such seat now")


@of_content
def seatable(a: Attempt) -> Message | None:
    return mixed(a.case, a.case.who(a.what.person), a.what.role, a.setting)


@of_content
def bounds_kept(a: Attempt) -> Message | None:
    team, roles = a.level.team, team_roles(a.case, a.level)
    seated = [s.country for s in a.case.in_role(*roles)] + [a.what.country]
    left = len(roles) - len(seated)
    foreign = sum(country != a.case.country for country in seated)
    if a.what.role is Role.THIRD:
        return None
    if len(roles) < len(team.seats):
        return None
    if foreign + left < team.foreign:
        return say("somebody from another country is needed")
    national = len(seated) - foreign
    return say("somebody from the same country is needed") if national + left < team.national else None


@of_content
def country_true(a: Attempt) -> Message | None:
    row = a.setting.people.by_number.get(a.what.person)
    wrong = row is not None and row.country not in {"", a.what.country}
    return say("the register names another country for this person") if wrong else None


@of_content
def own_declaration(a: Attempt) -> Message | None:
    if a.case.who(a.what.person) != a.who:
        return say("nobody can declare the interests of somebody else")
    return say("this is declared already") if a.who in a.case.declared and not a.what.interests else None


def seat_not_used(a: Attempt) -> Message | None:
    return say("signed findings stay; ask to be released") if a.case.has_signed(a.who) else None


def _seat(a: Attempt) -> Seat | None:
    found = a.case.of.get(a.case.who(a.what.person), ())
    return next((seat for seat in found if seat.role in ASSESSING), None)


@of_content
def on_the_team(a: Attempt) -> Message | None:
    return None if _seat(a) else say("this person is not on the team")


@of_content
def objection_possible(a: Attempt) -> Message | None:
    seat = _seat(a)
    if seat and (seat.objected or seat.accepted):
        return say("this was answered already")
    late = seat and not windows.within(a.case, a.setting, "objection", seat.since, a.at)
    return say("the period for objections is over") if late else None


@of_content
def objection_open(a: Attempt) -> Message | None:
    seat = _seat(a)
    return None if seat and seat.objected else say("there is no open objection")


def team_ready(a: Attempt) -> Message | None:
    return unready(a.case, a.setting, a.at)


@of_content
def inside(a: Attempt) -> Message | None:
    who = a.case.who(a.what.person)
    held = any(seat.role not in {Role.MANAGER, Role.CONTACT} for seat in a.case.of.get(who, ()))
    return None if held else say("this person holds no seat")


@of_content
def involved(a: Attempt) -> Message | None:
    who = a.case.who(a.what.person)
    if who == a.who:
        return say("declare your own interests yourself")
    return None if who in a.case.once else say("this person holds no seat")


@of_content
def fact_of_another(a: Attempt) -> Message | None:
    fact = next((f for f in a.case.facts if f.deed == a.what.fact and not f.lifted), None)
    if fact is None:
        return say("there is no such fact")
    if a.case.who(fact.person) == a.who or a.case.who(a.case.by_deed[fact.deed]) == a.who:
        return say("a second person must do this")
    return None


@of_content
def only_appearance(a: Attempt) -> Message | None:
    fact = next((f for f in a.case.facts if f.deed == a.what.fact), None)
    wrong = fact is not None and fact.interest.ground.value != "appearance"
    return say("only an appearance of conflict can be waived") if wrong else None


@of_content
def not_appearance(a: Attempt) -> Message | None:
    fact = next((f for f in a.case.facts if f.deed == a.what.fact), None)
    wrong = fact is not None and fact.interest.ground.value == "appearance"
    return say("an appearance is waived, not refuted") if wrong else None


# ---- assessment


@of_content
def closes_later(a: Attempt) -> Message | None:
    return say("the closing date must lie ahead") if a.what.closes <= a.day else None


def visit_owed(a: Attempt) -> Message | None:
    if a.level.visit is None:
        return say("this level has no visit")
    owed = a.case.visit is None or any(seat.person not in a.case.present for seat in a.case.raters)
    return None if owed else say("the visit was held")


@of_content
def all_present(a: Attempt) -> Message | None:
    there = {a.case.who(person) for person in a.what.present}
    before = a.case.present if a.case.visit else frozenset()
    missing = [seat.person for seat in a.case.raters if seat.person not in there | before]
    if missing:
        return say("these were not present: {persons}", persons=missing)
    strange = sorted(there - {seat.person for seat in a.case.raters})
    return say("these are not on the team: {persons}", persons=strange) if strange else None


@of_content
def day_not_ahead(a: Attempt) -> Message | None:
    return say("a visit is recorded after it was held") if a.what.day > a.day else None


def not_signed(a: Attempt) -> Message | None:
    return say("your findings are signed") if a.case.has_signed(a.who) else None


@of_content
def on_scale(a: Attempt) -> Message | None:
    given = a.what.findings if hasattr(a.what, "findings") else a.what.agreed
    return next((wrong for rating in given if (wrong := _off(rating, a))), None)


def _off(rating: Rating, a: Attempt) -> Message | None:
    top = a.setting.rated[a.case.level].get(rating.criterion)
    if top is None:
        return say("{id} is not judged at this level", id=rating.criterion)
    if rating.rating is not None and rating.rating > top:
        return say(
            "{id}: {n} is off the scale, which ends at {top}", id=rating.criterion, n=rating.rating, top=top
        )
    return None


def was_present(a: Attempt) -> Message | None:
    missing = a.level.visit is not None and a.who not in a.case.present
    return say("the visit comes first") if missing else None


def own_set_complete(a: Attempt) -> Message | None:
    own = a.case.sets.get(a.who)
    judged = {r.criterion for r in own.ratings.values() if r.judged} if own else set()
    missing = [id_ for id_ in a.setting.rated[a.case.level] if id_ not in judged]
    return say("not judged yet: {n} criteria", n=len(missing)) if missing else None


@of_content
def covers_all(a: Attempt) -> Message | None:
    judged = {r.criterion for r in a.what.agreed if r.judged}
    missing = sorted(set(a.setting.rated[a.case.level]) - judged)
    return say("not judged yet: {n} criteria", n=len(missing)) if missing else None


@of_content
def differences_explained(a: Attempt) -> Message | None:
    agreeing = a.level.agreeing
    limit = agreeing.note_from if agreeing else 1
    sets = [a.case.sets[seat.person].ratings for seat in a.case.raters if seat.person in a.case.sets]
    for agreed in a.what.agreed:
        found = [s[agreed.criterion] for s in sets if agreed.criterion in s] + [agreed]
        if agreed.reason is None and _spread(found) >= limit:
            return say("{id}: the ratings differ, and no note says why", id=agreed.criterion)
    return None


def _spread(ratings: list[Rating]) -> int:
    """How far ratings lie apart; a rating and `not applicable` differ in any case."""
    levels = [r.rating for r in ratings if r.rating is not None]
    if any(r.not_applicable for r in ratings) and levels:
        return 1_000_000
    return max(levels, default=0) - min(levels, default=0)


def no_third_awaited(a: Attempt) -> Message | None:
    awaited = a.case.third and a.case.holder(Role.THIRD) is None
    return say("a third assessor is awaited") if awaited else None


@of_content
def of_current_proposal(a: Attempt) -> Message | None:
    now = a.case.proposal
    return None if now and now.deed == a.what.proposal else say("there is a newer proposal, or none")


def reply_awaited(a: Attempt) -> Message | None:
    now = a.case.proposal
    if now is None:
        return say("nothing is proposed yet")
    return say("you have answered this proposal") if a.who in now.replies else None


# ---- report


def fact_check_open(a: Attempt) -> Message | None:
    return say("the fact check was held") if a.case.fact_checked else None


def in_fact_check_window(a: Attempt) -> Message | None:
    late = a.case.entered and not windows.within(a.case, a.setting, "fact-check", a.case.entered, a.at)
    return say("the period of the fact check is over") if late else None


def fact_check_over(a: Attempt) -> Message | None:
    return say("the period of the fact check still runs") if in_fact_check_window(a) is None else None


@of_content
def remark_open(a: Attempt) -> Message | None:
    return None if a.case.remarks.get(a.what.remark) is False else say("there is no open remark")


def remarks_answered(a: Attempt) -> Message | None:
    if not a.case.fact_checked:
        return say("the fact check comes first")
    return None if all(a.case.remarks.values()) else say("a remark is not answered")


def quality_checked(a: Attempt) -> Message | None:
    return None if a.case.quality else say("the office has not checked the quality")


def quality_open(a: Attempt) -> Message | None:
    return say("the quality was checked") if a.case.quality else None


# ---- at any time


def paused(a: Attempt) -> Message | None:
    return None if a.case.paused else say("the case is not paused")


def not_paused(a: Attempt) -> Message | None:
    return say("the case is paused") if a.case.paused else None


@of_content
def known_obligation(a: Attempt) -> Message | None:
    names = {name.replace("_", "-") for name in type(a.setting.procedure.periods).model_fields}
    return None if a.what.obligation in names else say("there is no such period")


@of_content
def of_somebody_else(a: Attempt) -> Message | None:
    doer = a.case.by_deed.get(a.what.deed)
    if doer is None:
        return say("there is no deed of this number")
    return say("a second person must do this") if a.case.who(doer) == a.who else None


@of_content
def signed_set(a: Attempt) -> Message | None:
    return None if a.case.has_signed(a.case.who(a.what.person)) else say("there are no signed findings")


@of_content
def two_persons(a: Attempt) -> Message | None:
    both = {a.case.who(a.what.person), a.case.who(a.what.into)}
    if a.who in both:
        return say("a second person must do this")
    return say("this is one number already") if len(both) == 1 else None


@of_content
def no_ballot_of(a: Attempt) -> Message | None:
    now = a.case.ballot
    busy = now is not None and not now.closed and a.case.who(a.what.person) in now.roster
    return say("wait until the ballot is closed") if busy else None


@of_content
def not_the_doer(a: Attempt) -> Message | None:
    return say("a second person must do this") if a.case.who(a.what.person) == a.who else None


@of_content
def contact_free(a: Attempt) -> Message | None:
    held = a.case.of.get(a.case.who(a.what.person)) or a.case.who(a.what.person) in a.case.once
    return say("this person holds a seat already") if held else None


@of_content
def seats_the_board(a: Attempt) -> Message | None:
    return None if a.what.role is Role.BOARD else say("the ministry appoints board members only")


def no_open_ballot(a: Attempt) -> Message | None:
    now = a.case.ballot
    busy = now is not None and not now.closed and a.who in now.roster
    return say("a ballot is open; recuse yourself instead") if busy else None


@of_content
def returnable(a: Attempt) -> Message | None:
    ineligible = a.case.decision is not None and a.case.decision.result is Result.INELIGIBLE
    if ineligible != (a.what.to is State.SUBMITTED):
        return say("the case never reached that step, or is long past it")
    if a.what.to is State.CONSENSUS and a.level.agreeing is None:
        return say("this level has no such step")
    return None


def by_its_decider(a: Attempt) -> Message | None:
    board = a.level.decider is not None and a.level.decider.by == "board"
    if board == (a.role is Role.OFFICER):
        return None
    return (
        say("the officer acts on a motion of the board") if board else say("the deciding officer does this")
    )


def of_the_office(a: Attempt) -> Message | None:
    return in_the_office(a) if a.role is Role.OFFICE else None


# ---- whether there is anything to do it to


def seat_of_team_open(a: Attempt) -> Message | None:
    return None if vacant(a.case, a.level) & ASSESSING else say("there is no such seat now")


def other_seat_open(a: Attempt) -> Message | None:
    return None if vacant(a.case, a.level) - ASSESSING else say("there is no such seat now")


def some_fact(a: Attempt) -> Message | None:
    return None if any(not fact.lifted for fact in a.case.facts) else say("there is no such fact")


def some_objection(a: Attempt) -> Message | None:
    return None if any(seat.objected for seat in a.case.live) else say("there is no open objection")


def some_answer_awaited(a: Attempt) -> Message | None:
    awaited = any(not s.accepted and not s.objected for s in a.case.in_role(*ASSESSING))
    return None if awaited else say("this was answered already")


def some_remark(a: Attempt) -> Message | None:
    return None if False in a.case.remarks.values() else say("there is no open remark")


def some_concern(a: Attempt) -> Message | None:
    return None if any(a.case.open_concerns()) else say("there is nothing to answer")
