"""Every other reason that is given, each told once."""

import dataclasses

import pytest
from stories import ORG, PERSONS, SMALL, TEXT, Story, at, hash_of, met, ratings, somebody

from clustermark.process import deeds as d
from clustermark.process.case import Standing
from clustermark.process.due import obligations
from clustermark.process.may import relies, why_not
from clustermark.process.persons import People
from clustermark.process.roles import Role, State
from clustermark.process.seats import unready
from clustermark.process.terms import Choice, Ground, Interest, Motion
from clustermark.process.visible import Kind, Sight, Thing, Viewer
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


def test_what_is_owed_in_between():
    agreed = at(State.CONSENSUS)
    proposal = agreed.do("karl", d.ProposeConsensus(agreed=ratings()))
    assert agreed.owed()["agreement"].persons == ("ingrid",)
    assert agreed.owed()["agreement"].by_deed == proposal.number
    ready = Story().staffing().propose("karl", "lead").propose("ingrid", "second")
    assert set(ready.owed()) == {"staffing"}
    refused = Story().announced(award=False)
    assert refused.owed()["appeal"].persons == ("anna",)
    panel = at(State.APPEALED)
    for person in ("oto", "nils", "vera"):
        panel.do("eva", d.Appoint(person=person, role=Role.APPEAL))
        panel.free(person)
    panel.do("oto", d.OpenBallot(motion=Motion.APPEAL))
    panel.vote(oto="uphold")
    assert [o.persons for o in obligations(panel.case, SMALL, panel.at)] == [("nils",), ("vera",)]


def test_a_pause_that_was_over_before_moves_nothing():
    story = Story().submitted()
    story.do("eva", d.Pause(reason=TEXT))
    story.wait(7).do("eva", d.Resume())
    story.do("eva", d.DeclareEligible(conditions=met()))
    calm = Story().submitted().wait(7, minutes=2)
    calm.do("eva", d.DeclareEligible(conditions=met()))
    assert story.owed()["contract"].due == calm.owed()["contract"].due


def test_present_are_those_who_assess_and_all_of_them():
    story = Story().assessing()
    visit = d.HoldVisit(day=story.day, present=("karl",))
    assert story.why_not("karl", visit) == "these were not present: ingrid"
    visit = d.HoldVisit(day=story.day, present=("karl", "ingrid", "nils"))
    assert story.why_not("karl", visit) == "these are not on the team: nils"
    ahead = d.HoldVisit(day=story.day.replace(year=2027), present=("karl", "ingrid"))
    assert story.why_not("karl", ahead) == "a visit is recorded after it was held"


def test_a_level_may_have_no_visit_and_no_fact_check():
    levels = tuple(
        lv.model_copy(update={"visit": None, "fact_check": False}) for lv in SMALL.procedure.levels
    )
    setting = dataclasses.replace(SMALL, procedure=SMALL.procedure.model_copy(update={"levels": levels}))
    story = Story(setting=setting).assessing()
    visit = d.HoldVisit(day=story.day, present=("karl", "ingrid"))
    assert story.why_not("karl", visit) == "this level has no visit"
    story.sign("karl").sign("ingrid").agree()
    story.do("eva", d.SendToFactCheck(report=hash_of("report")))
    assert story.state is State.REPORT
    story.do("eva", d.CheckQuality())
    story.do("karl", d.SignReport())
    assert story.state is State.BOARD


def test_an_objection_is_made_once_and_a_concern_answered_once():
    story = Story().staffing().propose("karl", "lead").propose("ingrid", "second", accept=False)
    assert story.why_not("anna", d.Object(person="karl", reason=TEXT)) == "this was answered already"
    label = at(State.IN_FORCE)
    complaint = label.do("nils", d.Complain(text=TEXT))
    label.do("nils", d.Complain(text=TEXT))
    answer = d.AnswerConcern(concern=complaint.number, outcome="nothing", reason=TEXT)
    label.do("eva", answer)
    assert label.why_not("eva", answer) == "there is nothing to answer"


def test_a_conflict_of_the_one_who_decided_alone_undoes_the_decision():
    story = at(State.DECIDED, "bronze")
    story.do("eva", d.Find(person="zoe", interest=PAID, stated_by="office"))
    assert (story.state, story.case.decision) == (State.BOARD, None)


def test_without_a_register_only_the_record_is_proved():
    story = at(State.DECIDED)
    bare = Story(setting=SMALL.bare)
    bare.record, bare.at = story.record, story.at
    assert bare.checked().sound
    assert bare.why_not("eva", d.Appoint(person="somebody-new", role=Role.BOARD)) == ""


def test_a_new_assessor_opens_consensus_and_report_again():
    story = at(State.FACT_CHECK)
    story.do("eva", d.Release(person="ingrid", reason="resigned"))
    story.propose("nils", "second")
    case = story.case
    assert (story.state, case.proposal, case.report, case.fact_checked) == (
        State.ASSESSING,
        None,
        None,
        False,
    )
    assert Viewer(case.with_(report=TEXT), "nils", story.at, SMALL).sees(Thing(Kind.REPORT)) is Sight.NOTHING


def test_a_ballot_on_an_older_report_waits_to_be_annulled():
    story = at(State.BALLOT)
    case = story.case.with_(dossier=TEXT)
    assert {o.step for o in obligations(case, SMALL, story.at)} == {"ballot-end"}


def test_the_board_sees_the_dossier_once_the_report_is_signed():
    story = at(State.REPORT)
    story.do("eva", d.Appoint(person="mette", role=Role.BOARD))
    story.free("mette")
    assert not story.sees("mette", "dossier")
    assert not story.sees("mette", "report")
    board = at(State.BOARD).roster()
    assert board.sees("mette", "dossier")
    assert board.sees("mette", "report")


def test_a_tie_with_the_rest_of_the_roster_is_no_majority():
    """Two of four for it, two abstain: more than half of the roster is not reached, more than half of the votes is."""
    gold = SMALL.levels["gold"]
    board = gold.decider.board
    for of, result in (("roster", "refused"), ("votes", "awarded")):
        body = board.model_copy(update={"majority": board.majority.model_copy(update={"of": of})})
        level = gold.model_copy(update={"decider": gold.decider.model_copy(update={"board": body})})
        levels = tuple(level if lv.id == "gold" else lv for lv in SMALL.procedure.levels)
        procedure = SMALL.procedure.model_copy(update={"levels": levels})
        story = Story(setting=dataclasses.replace(SMALL, procedure=procedure)).ballot(
            "mette", "janis", "rita", "vera"
        )
        story.vote(mette="for", janis="for", rita="abstain", vera="abstain")
        story.do("zoe", d.CloseBallot())
        assert story.case.decision.result.value == result
