"""Every other reason that is given, each told once."""

import dataclasses

import pytest
from stories import ORG, PERSONS, SMALL, TEXT, Story, at, hash_of, met, ratings, somebody

from clustermark.process import deeds as d
from clustermark.process.case import Standing
from clustermark.process.deeds import Choice, Ground, Interest, Motion
from clustermark.process.due import obligations
from clustermark.process.may import relies, why_not
from clustermark.process.persons import People
from clustermark.process.roles import Role, State
from clustermark.process.seats import unready
from clustermark.process.voting import tally

PAID = Interest(ground=Ground.PAID, organisation=ORG)
BEGIN = d.Begin(scheme="ecei@2020", level="gold", organisation=ORG, country="LV", procedure=SMALL.digest)
APPOINT_BOARD = d.Appoint(person="mette", role=Role.BOARD)
REASONS = [
    (None, "karl", BEGIN, None, "only a manager of the organisation can apply for it"),
    (None, "anna", BEGIN.model_copy(update={"level": "lead"}), None, "the scheme has no level lead"),
    (State.SUBMITTED, "karl", d.Take(), Role.OFFICE, "only somebody of the office can do this"),
    (State.SUBMITTED, "zoe", d.Take(), Role.OFFICE, "the case has an officer already"),
    (State.SUBMITTED, "anna", d.Answer(text=TEXT), None, "there is no question to answer"),
    (
        State.SUBMITTED,
        "eva",
        d.DeclareEligible(conditions=met()[:1]),
        None,
        "these conditions are not answered: fte",
    ),
    (
        State.SUBMITTED,
        "eva",
        d.DeclareEligible(conditions=met(fte=False)),
        None,
        "these conditions are not met: fte",
    ),
    (
        State.SUBMITTED,
        "eva",
        d.DeclareIneligible(conditions=met(), reasons=TEXT, appeal_body="p"),
        None,
        "every condition is met",
    ),
    (State.DRAFT, "anna", d.Invite(person="anna"), None, "this person holds a seat already"),
    (
        State.STAFFING,
        "eva",
        d.Propose(person="karl", role=Role.READER, country="LV"),
        None,
        "there is no such seat now",
    ),
    (
        State.STAFFING,
        "eva",
        d.Propose(person="karl", role=Role.LEAD, country="NO"),
        None,
        "the register names another country for this person",
    ),
    (
        State.STAFFING,
        "eva",
        d.Propose(person="mette", role=Role.LEAD, country="DK"),
        None,
        "the register knows this person in no fitting post",
    ),
    (State.STAFFING, "anna", d.Accept(person="karl"), None, "this was answered already"),
    (
        State.STAFFING,
        "eva",
        d.AnswerObjection(person="karl", upheld=True, reason=TEXT),
        None,
        "there is no open objection",
    ),
    (
        State.STAFFED,
        "eva",
        d.Propose(person="nils", role=Role.LEAD, country="DK"),
        None,
        "there is no such seat now",
    ),
    (
        State.STAFFED,
        "eva",
        d.Find(person="eva", interest=PAID, stated_by="office"),
        None,
        "declare your own interests yourself",
    ),
    (
        State.STAFFED,
        "eva",
        d.Find(person="nils", interest=PAID, stated_by="office"),
        None,
        "this person holds no seat",
    ),
    (State.STAFFED, "eva", d.Release(person="nils", reason="other"), None, "this person holds no seat"),
    (State.STAFFED, "eva", d.Release(person="eva", reason="other"), None, "a second person must do this"),
    (State.STAFFED, "karl", d.Declare(person="karl", interests=()), None, "this is declared already"),
    (State.STAFFED, "eva", d.Waive(fact=1, reason=TEXT), None, "there is no such fact"),
    (State.STAFFED, "eva", d.Resume(), None, "the case is not paused"),
    (State.STAFFED, "eva", d.Merge(person="karl", into="karl"), None, "this is one number already"),
    (State.STAFFED, "eva", d.Merge(person="eva", into="karl"), None, "a second person must do this"),
    (State.STAFFED, "eva", d.Correct(deed=999, text=TEXT), None, "there is no deed of this number"),
    (
        State.STAFFED,
        "karl",
        d.Contract(terms=TEXT),
        None,
        "“conclude the contract” is not possible as lead assessor while the case is: team complete",
    ),
    (
        State.STAFFED,
        "karl",
        d.ConfirmTeam(),
        Role.OFFICER,
        "“confirm the team” is not possible as officer while the case is: team complete",
    ),
    (State.STAFFED, "karl", d.OpenSelfInput(closes="2026-05-05"), Role.OFFICER, "you do not hold this seat"),
    (State.STAFFED, "eva", d.OpenSelfInput(closes="2026-03-02"), None, "the closing date must lie ahead"),
    (State.ASSESSING, "karl", d.HoldVisit(day="2026-03-02", present=("karl",)), None, "the visit was held"),
    (State.ASSESSING, "eva", d.Void(person="karl", reason=TEXT), None, "there are no signed findings"),
    (
        State.CONSENSUS,
        "karl",
        d.Decline(reason=TEXT),
        None,
        "signed findings stay; ask to be released",
    ),
    (State.CONSENSUS, "ingrid", d.Agree(proposal=1), None, "nothing is proposed yet"),
    (
        State.REPORT,
        "karl",
        d.AnswerRemark(remark=1, accepted=True, text=TEXT),
        None,
        "there is no open remark",
    ),
    (State.REPORT, "eva", d.CheckQuality(), None, "the fact check comes first"),
    (State.REPORT, "karl", d.SignReport(), None, "the fact check comes first"),
    (State.FACT_CHECK, "eva", d.EndFactCheck(), None, "the period of the fact check still runs"),
    (State.BOARD, "nils", APPOINT_BOARD, Role.MINISTRY, "only somebody of the ministry can do this"),
    (
        State.BALLOT,
        "vera",
        APPOINT_BOARD,
        Role.MINISTRY,
        "“appoint to a seat” is not possible as the ministry while the case is: ballot open",
    ),
    (State.BALLOT, "mette", d.Decline(reason=TEXT), None, "a ballot is open; recuse yourself instead"),
    (State.BALLOT, "mette", d.Vote(choice=Choice.UPHOLD), None, "this choice is not on the ballot"),
    (State.BALLOT, "zoe", d.AnnulBallot(reason=TEXT), None, "the ballot can still be held"),
    (State.ANNOUNCED, "anna", d.Appeal(ground=TEXT), None, "only a refusal can be appealed"),
    (State.IN_FORCE, "zoe", d.OpenBallot(motion=Motion.AWARD), None, "this motion has no place here"),
    (State.IN_FORCE, "mette", d.Vote(choice=Choice.FOR), None, "no ballot is open"),
    (State.IN_FORCE, "eva", d.Expire(), None, "the label is still valid"),
    (State.IN_FORCE, "eva", d.ConfirmTransfer(consent=TEXT), None, "no transfer was asked for"),
    (
        State.IN_FORCE,
        "eva",
        d.AnswerConcern(concern=1, outcome="nothing", reason=TEXT),
        None,
        "there is nothing to answer",
    ),
]


@pytest.mark.parametrize(("state", "person", "what", "role", "why"), REASONS)
def test_why_something_cannot_be_done(state, person, what, role, why):
    story = at(state) if state else Story()
    assert story.why_not(person, what, role) == why


def test_a_few_more_that_take_a_step_first():
    story = at(State.STAFFED)
    fact = story.do("oto", d.Find(person="karl", interest=PAID, stated_by="office"), Role.OFFICE)
    assert (
        story.why_not("eva", d.Waive(fact=fact.number, reason=TEXT))
        == "only an appearance of conflict can be waived"
    )
    assert story.why_not("eva", d.Waive(fact=999, reason=TEXT)) == "there is no such fact"
    half = at(State.ASSESSING).sign("karl")
    assert half.why_not("karl", d.SaveFindings(findings=ratings(aims=0))) == "your findings are signed"
    assert half.why_not("karl", d.Decline(reason=TEXT)) == "signed findings stay; ask to be released"
    assert half.why_not("karl", d.SignFindings()) == "your findings are signed"
    replied = at(State.CONSENSUS)
    proposal = replied.do("karl", d.ProposeConsensus(agreed=ratings()))
    replied.do("ingrid", d.Dissent(proposal=proposal.number, reason=TEXT))
    assert replied.why_not("ingrid", d.Agree(proposal=proposal.number)) == "a third assessor is awaited"
    voting = at(State.BALLOT).vote(mette="for")
    voting.do("janis", d.Recuse(reason=TEXT))
    assert voting.why_not("mette", d.Recuse(reason=TEXT)) == "you have voted"
    assert voting.why_not("janis", d.Vote(choice=Choice.FOR)) == "you have recused yourself"
    remarked = at(State.FACT_CHECK)
    remark = remarked.do("anna", d.Remark(text=TEXT))
    remarked.do("anna", d.EndFactCheck())
    assert remarked.owed()["remark-answer"].persons == ("karl",)
    assert remarked.why_not("eva", d.CheckQuality()) == "a remark is not answered"
    assert remarked.why_not("eva", d.SendToFactCheck(report=TEXT)) == "the fact check was held"
    assert (
        remarked.why_not("karl", d.AnswerRemark(remark=1, accepted=True, text=TEXT))
        == "there is no open remark"
    )
    remarked.do("karl", d.AnswerRemark(remark=remark.number, accepted=False, text=TEXT))
    assert remarked.why_not("karl", d.SignReport()) == "the office has not checked the quality"
    remarked.do("eva", d.CheckQuality())
    assert remarked.why_not("eva", d.CheckQuality()) == "the quality was checked"
    assert remarked.owed()["report"].persons == ("karl",)


def test_a_tie_is_no_majority_and_everybody_for_is():
    for votes, result in ((("for", "for", "against", "against"), "refused"), (("for",) * 4, "awarded")):
        story = at(State.BOARD).roster("mette", "janis", "rita", "vera")
        story.do("zoe", d.OpenBallot(motion=Motion.AWARD))
        story.vote(**dict(zip(("mette", "janis", "rita", "vera"), votes, strict=True)))
        story.do("zoe", d.CloseBallot())
        assert story.case.decision.result.value == result


def test_the_panel_returns_only_to_a_step_that_fits():
    story = at(State.APPEALED).panel("return")
    back = d.Return(reasons=TEXT, to=State.SUBMITTED)
    assert story.why_not("oto", back) == "the case never reached that step, or is long past it"
    bronze = at(State.APPEALED, "bronze").panel("return")
    assert bronze.why_not("oto", d.Return(reasons=TEXT, to=State.CONSENSUS)) == "this level has no such step"
    none = Story().submitted()
    none.do("eva", d.DeclareIneligible(conditions=met(fte=False), reasons=TEXT, appeal_body="panel"))
    none.do("anna", d.Appeal(ground=TEXT))
    none.panel("return")
    none.do("oto", back)
    assert none.state is State.SUBMITTED


def test_at_bronze_the_deciding_officer_acts_and_no_board():
    story = at(State.IN_FORCE, "bronze")
    suspend = d.Suspend(reasons=TEXT, until=story.day.replace(month=5))
    assert story.why_not("eva", suspend) == "the deciding officer does this"
    story.do("zoe", suspend)
    assert story.owed()["suspension"].persons == ("zoe",)
    assert at(State.IN_FORCE).why_not("eva", suspend) == "no such motion was carried"


def test_what_is_owed_names_its_step_and_who_holds_it():
    for state in (State.STAFFING, State.APPEALED, State.SUSPENDED, State.BOARD, State.IN_FORCE):
        for one in obligations(at(state).case, SMALL, at(state).at):
            assert str(one.title)
            assert str(one.holder)
    story = Story().staffing().propose("karl", "lead", accept=False)
    assert story.owed()["objection"].persons == ("anna",)
    refused = at(State.APPEALED)
    assert "appeal-panel" in refused.owed()
    refused.panel("dismiss")
    assert set(refused.owed()["appeal-decision"].persons) == {"oto", "nils", "vera"}
    voting = at(State.IN_FORCE)
    voting.do("zoe", d.OpenBallot(motion=Motion.REVOKE))
    assert "vote" in voting.owed()
    voting.motion(Motion.REVOKE)
    assert "motion" in voting.owed()
    eligible = Story().submitted()
    eligible.do("eva", d.DeclareEligible(conditions=met()))
    assert "contract" in eligible.owed()
    assert {"roster"} <= set(at(State.BOARD, "bronze").owed())


def test_a_board_with_a_clerk_and_a_quorum_waits_for_the_ballot():
    story = at(State.BOARD).roster()
    assert story.owed()["ballot-start"].persons == ("zoe",)
    story.do("zoe", d.OpenBallot(motion=Motion.AWARD))
    story.vote(mette="for", janis="for", rita="for")
    assert set(story.owed()) == {"ballot-end"}


def test_two_numbers_who_both_declared_and_assessed_become_one():
    story = at(State.CONSENSUS)
    story.do("eva", d.Merge(person="ingrid", into="nils"))
    assert story.standing("nils") is Standing.UNKNOWN
    story.free("nils")
    assert story.case.sets["nils"].signed
    both = at(State.CONSENSUS)
    both.do("eva", d.Merge(person="ingrid", into="karl"))
    assert both.standing("karl") is Standing.NONE
    assert [s.person for s in both.case.in_role(Role.LEAD, Role.SECOND)] == ["karl"]
    assert [s.person for s in both.case.old_sets] == ["karl"]


def test_a_person_of_an_emptied_row_takes_no_seat():
    people = People.of([*PERSONS, somebody("gone", "LV", "assessor", emptied=True)])
    story = Story(setting=SMALL.knowing(people)).staffing()
    what = d.Propose(person="gone", role=Role.LEAD, country="LV")
    assert story.why_not("eva", what) == "the person's row was emptied"


def test_the_team_is_not_ready_for_each_reason():
    story = Story().staffing()
    for person, role in (("karl", Role.LEAD), ("ingrid", Role.SECOND)):
        country = SMALL.people.by_number[person].country
        story.do("eva", d.Propose(person=person, role=role, country=country))
    reasons = [str(unready(story.case, SMALL, story.at))]
    story.free("karl", "ingrid")
    story.do("anna", d.Object(person="karl", reason=TEXT))
    reasons.append(str(unready(story.case, SMALL, story.at)))
    found = SMALL.knowing(People.of([p.model_copy(update={"interests": (PAID,)}) for p in PERSONS]))
    reasons.append(str(unready(story.case, found, story.at)))
    same = story.case.with_(
        seats=tuple(s.with_(country="LV", accepted=story.at, objected=None) for s in story.case.seats)
    )
    reasons.append(str(unready(same, SMALL, story.at)))
    assert reasons == [
        "somebody of the team has not declared their interests",
        "an objection is not answered",
        "somebody of the team has a conflict of interest",
        "somebody from another country is needed",
    ]


def test_a_renewal_has_its_own_team_where_the_procedure_says_so():
    gold = SMALL.levels["gold"]
    team = gold.team.model_copy(update={"for_renewal": (Role.LEAD,)})
    levels = tuple(
        lv.model_copy(update={"team": team}) if lv.id == "gold" else lv for lv in SMALL.procedure.levels
    )
    setting = dataclasses.replace(SMALL, procedure=SMALL.procedure.model_copy(update={"levels": levels}))
    story = Story(setting=setting)
    story.begin(renews="c-0")
    story.do("anna", d.Submit(dossier=hash_of("v1")))
    story.do("eva", d.Take())
    story.free("eva")
    story.do("eva", d.DeclareEligible(conditions=met()))
    story.do("eva", d.Contract(terms=TEXT))
    story.propose("karl", "lead")
    story.do("eva", d.ConfirmTeam())
    assert story.state is State.STAFFED


def test_the_officer_of_eligibility_may_decide_where_the_procedure_allows_it():
    bronze = SMALL.levels["bronze"]
    decider = bronze.decider.model_copy(update={"other_than_eligibility": False})
    levels = tuple(
        lv.model_copy(update={"decider": decider}) if lv.id == "bronze" else lv
        for lv in SMALL.procedure.levels
    )
    setting = dataclasses.replace(SMALL, procedure=SMALL.procedure.model_copy(update={"levels": levels}))
    story = Story("bronze", setting=setting).board()
    story.do("zoe", d.Find(person="eva", interest=PAID, stated_by="office"), Role.OFFICE)
    story.do("oto", d.Take())
    story.free("oto")
    fact = story.case.facts[0].deed
    story.do("oto", d.Refute(fact=fact, evidence=TEXT))
    story.do("oto", d.Appoint(person="eva", role=Role.DECIDER))
    assert story.case.holder(Role.DECIDER).person == "eva"


def test_small_questions_have_answers():
    assert relies("vote", Role.BOARD, "ballot") == "basis"
    assert relies("take", Role.OFFICE, "submitted") == ""
    story = at(State.STAFFING)
    why = why_not(story.case, "stranger", "clarify", Role.OFFICER, story.at, SMALL)
    assert (
        str(why)
        == "“ask for clarification” is not possible as officer while the case is: team being put together"
    )
    why = why_not(at(State.SUBMITTED).case, "stranger", "clarify", Role.OFFICER, story.at, SMALL)
    assert str(why) == "the register does not know stranger"
    ballot = at(State.BALLOT).case.ballot
    assert not tally(at(State.BALLOT).case, ballot, SMALL.levels["bronze"], SMALL).reachable
