"""Laws 1 to 10: conflicts and people."""

import dataclasses
from datetime import date, timedelta

import pytest
from stories import AT, NAMES, ORG, PEOPLE, PERSONS, SMALL, TEXT, Story, at, hash_of, somebody

from clustermark.errors import InputError
from clustermark.process import deeds as d
from clustermark.process.case import Ended, Standing
from clustermark.process.persons import People
from clustermark.process.roles import APPLICANT, Role, State
from clustermark.process.terms import Choice, Ground, Interest, Motion
from clustermark.process.visible import Kind, Sight, Thing

PAID = Interest(ground=Ground.PAID, organisation=ORG)
THINGS = [Thing(kind) for kind in Kind]


def with_facts(**interests):
    """The register with further facts about some persons."""
    rows = [p.model_copy(update={"interests": interests.get(p.number, ())}) for p in PERSONS]
    return SMALL.knowing(People.of(rows))


# ---- 1


def test_1_unknown_sees_only_the_sheet():
    story = at(State.STAFFING)
    story.do("eva", d.Propose(person="karl", role=Role.LEAD, country="LV"))
    seen = {kind for kind in Kind if story.sees("karl", kind)}
    assert seen == {Kind.SHEET, Kind.ORGANISATION}
    assert set(story.page("karl")) - {"case", "roles", "may", "waiting"} == {"sheet"}
    assert story.open_to("karl") - {"complain"} == {"declare", "decline"}
    story.free("karl")
    assert story.sees("karl", Kind.DOSSIER) is Sight.FULL


def test_1_an_officer_too_declares_before_anything_else():
    story = Story().begin()
    story.do("anna", d.Submit(dossier=hash_of("v1")))
    story.do("eva", d.Take())
    assert story.open_to("eva") - {"complain", "find"} == {"declare", "decline"}
    assert story.why_not("eva", d.Clarify(question=TEXT)) == "declare your interests first"
    assert not story.sees("eva", Kind.DOSSIER)


# ---- 2


@pytest.mark.parametrize("ground", [Ground.EMPLOYED, Ground.PAID, Ground.ADVISED])
@pytest.mark.parametrize(("months", "blocked"), [(35, True), (36, True), (37, False)])
def test_2_a_fact_blocks_for_the_months_of_independence(ground, months, blocked):
    from clustermark.process.calendar import months_after  # noqa: PLC0415

    until = months_after(date(2026, 3, 2), -months)
    setting = with_facts(karl=(Interest(ground=ground, until=until, organisation=ORG),))
    story = Story(setting=setting).staffing()
    why = story.why_not("eva", d.Propose(person="karl", role=Role.LEAD, country="LV"))
    assert bool(why) == blocked
    assert not blocked or why == "there is a conflict of interest"


def test_2_through_any_number_of_the_person():
    twin = somebody("karl-2", "LV", "assessor", interests=[PAID.model_dump()], same_as="karl")
    story = Story(setting=SMALL.knowing(People.of((*PERSONS, twin)))).staffing()
    for number in ("karl", "karl-2"):
        what = d.Propose(person=number, role=Role.LEAD, country="LV")
        assert story.why_not("eva", what) == "there is a conflict of interest"


def test_2_nobody_sits_twice_through_two_numbers():
    twin = somebody("karl-2", "NO", "assessor", same_as="karl")
    story = Story(setting=SMALL.knowing(People.of((*PERSONS, twin)))).staffing()
    story.do("eva", d.Propose(person="karl", role=Role.LEAD, country="LV"))
    what = d.Propose(person="karl-2", role=Role.SECOND, country="NO")
    assert story.why_not("eva", what) == "this person holds a seat already"


def test_2_a_fact_about_another_organisation_blocks_nobody():
    other = Interest(ground=Ground.PAID, organisation="org-2")
    assert Story(setting=with_facts(karl=(other,))).staffed().state is State.STAFFED


# ---- 3


@pytest.mark.parametrize("state", AT)
@pytest.mark.parametrize("person", ["karl", "eva", "mette", "zoe"])
def test_3_a_further_fact_widens_nothing_for_anybody(state, person):
    story = at(state)
    before = {n: (story.open_to(n), {t: story.sees(n, t.kind) for t in THINGS}) for n in NAMES}
    story.setting = with_facts(**{person: (PAID,)})
    for name in NAMES:
        deeds, sights = before[name]
        repair = {"take", "annul-ballot"}  # putting right what the fact has broken is open to others
        assert story.open_to(name) - repair <= deeds
        for thing in THINGS:
            assert story.sees(name, thing.kind) <= sights[thing]


# ---- 4


def test_4_nobody_declares_for_another_and_nothing_in_bulk():
    story = at(State.STAFFING)
    story.do("eva", d.Propose(person="karl", role=Role.LEAD, country="LV"))
    for person, role in (("eva", Role.OFFICER), ("karl", Role.LEAD)):
        other = "karl" if person == "eva" else "ingrid"
        what = d.Declare(person=other, interests=())
        assert story.why_not(person, what, role) == "nobody can declare the interests of somebody else"
    assert story.standing("karl") is Standing.UNKNOWN
    assert set(d.Declare.model_fields) == {"person", "interests"}


# ---- 5


def test_5_merging_loses_no_fact():
    story = at(State.STAFFING)
    for person, role in (("karl", Role.LEAD), ("ingrid", Role.SECOND)):
        story.do("eva", d.Propose(person=person, role=role, country=PEOPLE.by_number[person].country))
    story.free("karl")
    story.do("ingrid", d.Declare(person="ingrid", interests=(PAID,)))
    story.do("eva", d.Merge(person="ingrid", into="karl"))
    assert story.standing("karl") is Standing.DECLARED
    assert [f.interest for f in story.case.facts] == [PAID]
    assert not story.case.in_role(Role.LEAD, Role.SECOND)


def test_5_of_two_answers_one_is_not_enough():
    story = at(State.STAFFING)
    for person, role in (("karl", Role.LEAD), ("ingrid", Role.SECOND)):
        story.do("eva", d.Propose(person=person, role=role, country=PEOPLE.by_number[person].country))
    story.free("karl")
    story.do("eva", d.Merge(person="karl", into="ingrid"))
    assert story.standing("ingrid") is Standing.UNKNOWN


def test_5_emptying_keeps_the_facts_and_hands_the_duties_over():
    story = at(State.ASSESSING)
    story.do("eva", d.Find(person="karl", interest=PAID, stated_by="office"))
    story.do("eva", d.Empty(person="ingrid"))
    assert [f.person for f in story.case.facts] == ["karl"]
    assert story.case.seats[-1].ended is Ended.EMPTIED
    assert set(story.waits_for()) == {"eva"}


# ---- 6


@pytest.mark.parametrize(
    ("state", "person", "role"),
    [
        (State.BOARD, "karl", Role.BOARD),
        (State.BOARD, "karl", Role.CLERK),
        (State.BOARD, "eva", Role.BOARD),
        (State.CONSENSUS, "eva", Role.CLERK),
        (State.APPEALED, "karl", Role.APPEAL),
        (State.APPEALED, "mette", Role.APPEAL),
        (State.APPEALED, "zoe", Role.APPEAL),
        (State.APPEALED, "eva", Role.APPEAL),
    ],
)
def test_6_assessment_decision_and_appeal_are_done_by_different_people(state, person, role):
    story = at(state)
    if state is State.APPEALED:  # their seats may be free by then; what they did stays
        story.do("eva", d.Release(person=person, reason="other")) if person != "eva" else None
    assert story.why_not("eva", d.Appoint(person=person, role=role)) in {
        "this person has had another part in the case",
        "this person holds a seat already",
    }


def test_6_who_assessed_never_decides_even_after_the_seat_is_freed():
    story = at(State.BOARD)
    story.do("eva", d.Release(person="karl", reason="resigned"))
    what = d.Appoint(person="karl", role=Role.BOARD)
    assert story.why_not("eva", what) == "this person has had another part in the case"


def test_6_the_clerk_does_not_announce():
    story = at(State.DECIDED)
    story.do("eva", d.Release(person="zoe", reason="other"))
    story.do("oto", d.Find(person="eva", interest=PAID, stated_by="office"))
    what = d.Take()
    assert story.why_not("zoe", what, Role.OFFICE) == "this person has had another part in the case"
    case = dataclasses.replace(at(State.DECIDED).case, clerked=frozenset({"eva"}))
    from clustermark.process.may import why_not  # noqa: PLC0415

    why = why_not(case, "eva", "announce", Role.OFFICER, story.at, SMALL)
    assert str(why) == "whoever decided or kept the ballot does not announce"


def test_6_at_bronze_the_officer_of_eligibility_does_not_decide():
    story = at(State.BOARD, "bronze")
    what = d.Appoint(person="eva", role=Role.DECIDER)
    assert story.why_not("eva", what) in {
        "this person holds a seat already",
        "this person has had another part in the case",
    }


# ---- 7


def test_7_the_team_keeps_its_bounds():
    story = at(State.STAFFING)
    story.propose("karl", "lead")
    what = d.Propose(person="oto", role=Role.SECOND, country="LV")
    assert story.why_not("eva", what) == "somebody from another country is needed"
    abroad = at(State.STAFFING)
    abroad.propose("ingrid", "lead")
    what = d.Propose(person="nils", role=Role.SECOND, country="DK")
    assert abroad.why_not("eva", what) == "somebody from the same country is needed"


def test_7_a_freed_seat_makes_the_case_wait_for_a_replacement():
    for state in (State.STAFFED, State.SELF_INPUT, State.ASSESSING):
        story = at(state)
        story.do("eva", d.Release(person="ingrid", reason="illness"))
        assert story.owed()["staffing"].persons == ("eva",)
    assert (
        story.why_not("karl", d.HoldVisit(day=story.day, present=("karl",))) == "a seat of the team is empty"
    )


# ---- 8


@pytest.mark.parametrize("person", ["eva", "karl", "zoe", "mette"])
def test_8_a_conflicted_person_can_do_nothing_in_the_case(person):
    story = at(State.BALLOT)
    story.setting = with_facts(**{person: (PAID,)})
    assert story.standing(person) is Standing.FOUND
    repair = {"find"} if person in {"eva", "zoe"} else set()  # an office post, outside of the case
    assert story.open_to(person) <= {"complain"} | repair
    for option, why in story.options(person).items():
        if option[1] is not Role.ANYONE:
            assert str(why) == "you have a conflict of interest"


def test_8_nor_choose_or_remove_their_substitute():
    story = at(State.BOARD)
    story.setting = with_facts(eva=(PAID,))
    story.do("zoe", d.Take())
    story.free("zoe")
    for what in (d.Take(), d.Release(person="zoe", reason="other")):
        assert story.why_not("eva", what)
    assert story.case.holder(Role.OFFICER).person == "zoe"


# ---- 9


def test_9_the_roster_is_fixed_when_the_ballot_opens():
    story = at(State.BALLOT)
    story.do("eva", d.Appoint(person="vera", role=Role.BOARD))
    story.free("vera")
    assert story.case.ballot.roster == ("mette", "janis", "rita")
    assert story.why_not("vera", d.Vote(choice=Choice.FOR)) == "you are not on the roster of this ballot"


# ---- 10


def test_10_a_ballot_opens_only_with_everybody_declared_and_a_quorum_in_reach():
    story = at(State.BOARD)
    story.do("eva", d.Appoint(person="zoe", role=Role.CLERK))
    story.free("zoe")
    opening = d.OpenBallot(motion=Motion.AWARD)
    assert story.why_not("zoe", opening) == "the quorum cannot be reached"
    for person in ("mette", "janis", "rita"):
        story.do("eva", d.Appoint(person=person, role=Role.BOARD))
    assert story.why_not("zoe", opening) == "not everybody on the roster has declared their interests"
    story.free("mette", "janis")
    story.do("rita", d.Declare(person="rita", interests=(PAID,)))
    assert story.why_not("zoe", opening) == "the quorum cannot be reached"


def test_10_recused_and_blocked_seats_are_in_neither():
    story = Story().ballot("mette", "janis", "rita", "vera")
    story.do("vera", d.Recuse(reason=TEXT))
    story.vote(mette="for", janis="for")
    assert story.why_not("zoe", d.CloseBallot()) == "the quorum is not met"
    story.vote(rita="against")
    story.do("zoe", d.CloseBallot())
    assert story.case.decision.result.value == "awarded"
    assert story.case.decision.by == {"mette", "janis", "rita"}


@pytest.mark.parametrize(
    ("votes", "result"),
    [
        (("for", "for", "against"), "awarded"),
        (("for", "against", "abstain"), "refused"),
        (("for", "abstain", "abstain"), "refused"),
        (("for", "for", "abstain"), "awarded"),
        (("against", "against", "against"), "refused"),
    ],
)
def test_10_a_majority_of_the_votes_and_an_absolute_minimum(votes, result):
    story = at(State.BALLOT)
    story.vote(**dict(zip(("mette", "janis", "rita"), votes, strict=True)))
    story.do("zoe", d.CloseBallot())
    assert story.case.decision.result.value == result


def test_the_whole_board_conflicted_is_a_matter_of_the_ministry():
    story = at(State.BOARD)
    story.roster()
    for person in ("mette", "janis", "rita"):
        story.do(person, d.Declare(person=person, interests=(PAID,)))
    assert "substitutes" in story.owed()
    assert (
        story.why_not("vera", d.Appoint(person="nils", role=Role.CLERK), Role.MINISTRY)
        == "the ministry appoints board members only"
    )
    assert story.why_not("janis", d.Appoint(person="vera", role=Role.BOARD), Role.MINISTRY)


def test_an_unknown_person_and_an_older_version_are_refused():
    story = at(State.STAFFING)
    what = d.Propose(person="nobody", role=Role.LEAD, country="LV")
    assert story.why_not("eva", what) == "the register does not know nobody"
    assert story.why_not("nobody", d.Complain(text=TEXT))
    begin = d.Begin(
        scheme="ecei@2020", level="gold", organisation=ORG, country="LV", procedure=hash_of("old")
    )
    assert Story().why_not("anna", begin) == "the case is of another version of the procedure"


def test_an_objection_of_the_applicant_is_answered_by_the_office():
    story = at(State.STAFFING)
    story.propose("karl", "lead", accept=False)
    story.do("anna", d.Object(person="karl", reason=TEXT))
    assert story.owed()["objection-answer"].persons == ("eva",)
    story.do("eva", d.AnswerObjection(person="karl", upheld=True, reason=TEXT))
    assert story.case.seats[-1].ended is Ended.OBJECTION
    story.propose("karl", "lead", accept=False)
    story.do("anna", d.Object(person="karl", reason=TEXT))
    story.do("eva", d.AnswerObjection(person="karl", upheld=False, reason=TEXT))
    assert story.case.holder(Role.LEAD).accepted


def test_an_appearance_is_waived_by_a_second_person_and_other_facts_refuted():
    look = Interest(ground=Ground.APPEARANCE, organisation=ORG)
    story = at(State.STAFFED)
    fact = story.do("oto", d.Find(person="karl", interest=look, stated_by="office"), Role.OFFICE)
    assert story.state is State.STAFFING
    assert (
        story.why_not("eva", d.Refute(fact=fact.number, evidence=hash_of("e")))
        == "an appearance is waived, not refuted"
    )
    story.do("eva", d.Waive(fact=fact.number, reason=TEXT))
    story.propose("karl", "lead")
    paid = story.do("eva", d.Find(person="karl", interest=PAID, stated_by="office"))
    assert story.why_not("eva", d.Waive(fact=paid.number, reason=TEXT)) == "a second person must do this"
    assert story.standing("karl") is Standing.FOUND


def test_a_clash_and_a_clock_that_runs_back_are_refused():
    story = at(State.STAFFING)
    from clustermark.process.check import append  # noqa: PLC0415

    what = d.Propose(person="karl", role=Role.LEAD, country="LV")
    more = {"by": "eva", "role": Role.OFFICER, "setting": SMALL}
    with pytest.raises(InputError, match="somebody did something"):
        append(story.record, what, at=story.at, expects=3, **more)
    with pytest.raises(InputError, match="earlier than the one before"):
        append(story.record, what, at=story.at - timedelta(days=1), expects=story.seen("eva"), **more)


def test_applicants_are_never_asked_whether_they_are_partial():
    assert at(State.STAFFED).case.roles("anna") <= APPLICANT
