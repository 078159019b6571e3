"""Laws 28 to 38: the decision, and what comes after."""

import dataclasses

import pytest
from contents import content
from stories import AT, NAMES, ORG, SMALL, TEXT, Story, at, hash_of, met, ratings

from clustermark.process import deeds as d
from clustermark.process.check import check
from clustermark.process.diagram import as_svg, as_text
from clustermark.process.due import obligations
from clustermark.process.labels import events
from clustermark.process.may import why_not
from clustermark.process.roles import Role, State
from clustermark.process.table import ROWS, TABLE, row_of
from clustermark.process.terms import KINDS, Ground, Interest, Motion, Rating
from clustermark.process.visible import Kind

PAID = Interest(ground=Ground.PAID, organisation=ORG)


def found(story, person):
    by = "eva" if person != "eva" else "oto"
    return story.do(by, d.Find(person=person, interest=PAID, stated_by="office"))


# ---- 28


def test_28_a_vote_on_an_older_report_is_refused():
    story = at(State.BALLOT)
    vote = d.Vote(choice="for")
    assert story.why_not("mette", vote, relies_on=hash_of("old")) == "it relies on an older version"
    story.do("mette", vote)
    story.do("eva", d.Amend(dossier=hash_of("v3"), reason=TEXT))
    assert story.state is State.REPORT
    assert story.case.ballot is None
    story.do("eva", d.CheckQuality())
    story.do("karl", d.SignReport())
    story.do("zoe", d.OpenBallot(motion=Motion.AWARD))
    assert story.case.ballot.votes == {}
    story.do("mette", vote)


def test_28_the_second_wall_holds_where_the_first_was_passed():
    story = at(State.BALLOT)
    changed = dataclasses.replace(story.case, dossier=hash_of("v3"))
    for person, kind, role in (("mette", "vote", Role.BOARD), ("zoe", "close-ballot", Role.CLERK)):
        why = why_not(changed, person, kind, role, story.at, SMALL)
        assert str(why) == "the report or the dossier has changed since the ballot was opened"
    decided = dataclasses.replace(at(State.DECIDED).case, dossier=hash_of("v3"))
    assert (
        str(why_not(decided, "eva", "announce", Role.OFFICER, story.at, SMALL))
        == "the decision rests on an older report"
    )


# ---- 29


@pytest.mark.parametrize("person", NAMES)
def test_29_nobody_judges_an_appeal_who_acted_or_has_not_declared(person):
    story = at(State.APPEALED)
    why = story.why_not("eva", d.Appoint(person=person, role=Role.APPEAL))
    assert bool(why) == (person not in {"nils", "oto", "vera"})


def test_29_the_panel_declares_first():
    story = at(State.APPEALED)
    for person in ("oto", "nils", "vera"):
        story.do("eva", d.Appoint(person=person, role=Role.APPEAL))
    story.free("oto", "nils")
    opening = d.OpenBallot(motion=Motion.APPEAL)
    assert story.why_not("oto", opening) == "not everybody on the roster has declared their interests"
    assert story.owed()["declaration"].persons == ("vera",)


@pytest.mark.parametrize(
    ("choice", "what", "state"),
    [
        ("uphold", d.Uphold(reasons=TEXT), State.DECIDED),
        ("return", d.Return(reasons=TEXT, to=State.CONSENSUS), State.CONSENSUS),
        ("return", d.Return(reasons=TEXT, to=State.ASSESSING), State.ASSESSING),
        ("return", d.Return(reasons=TEXT, to=State.REPORT), State.REPORT),
        ("return", d.Return(reasons=TEXT, to=State.BOARD), State.BOARD),
        ("dismiss", d.Dismiss(reasons=TEXT), State.CLOSED),
    ],
)
def test_29_the_panel_upholds_returns_or_dismisses(choice, what, state):
    story = at(State.APPEALED).panel(choice)
    for other in (d.Uphold(reasons=TEXT), d.Dismiss(reasons=TEXT)):
        if other.kind != choice:
            assert story.why_not("oto", other) == "the panel has not voted for this"
    story.do("oto", what)
    assert story.state is state
    if choice == "uphold":
        story.announce()
        assert story.sees("nils", Kind.LABEL)


# ---- 30


@pytest.mark.parametrize("state", AT)
def test_30_after_the_decision_no_deed_of_the_applicant_removes_it(state):
    story = at(state)
    why = story.why_not("anna", d.Withdraw())
    decided = state in {State.DECIDED, State.ANNOUNCED, State.APPEALED, State.IN_FORCE, State.SUSPENDED}
    assert bool(why) == decided
    if not decided:
        story.do("anna", d.Withdraw())
        assert events(story.record, SMALL) == ()
        assert not story.sees("nils", Kind.LABEL)


# ---- 31


def test_31_a_void_finding_counts_nowhere_and_stays_on_record():
    story = at(State.REPORT)
    found(story, "ingrid")
    case = story.case
    assert story.state is State.ASSESSING
    assert [s.person for s in case.signed_sets] == ["karl"]
    assert [(s.person, s.void) for s in case.old_sets] == [("ingrid", True)]
    assert "sign-findings" in {deed.kind for deed in story.record.deeds if deed.by == "ingrid"}
    assert (case.proposal, case.report, case.ballot) == (None, None, None)


def test_31_an_officer_can_declare_findings_void():
    story = at(State.CONSENSUS)
    story.do("eva", d.Void(person="karl", reason=TEXT))
    assert story.state is State.ASSESSING
    assert [s.person for s in story.case.signed_sets] == ["ingrid"]


# ---- 32


def test_32_merging_renaming_and_emptying_change_no_result_and_no_chain():
    story = at(State.DECIDED)
    before, head = story.case.decision, story.record.head
    story.do("eva", d.Rename(name=TEXT, from_=story.day))
    story.do("eva", d.Empty(person="karl"))
    story.do("eva", d.Merge(person="rita", into="vera"))
    assert story.case.decision == before
    assert story.record.deeds[-4].hash == head
    assert story.checked().sound


# ---- 33 and 34


def test_33_consensus_never_alters_what_was_signed():
    story = at(State.CONSENSUS)
    before = {p: s.ratings for p, s in story.case.sets.items()}
    story.agree()
    assert {p: s.ratings for p, s in story.case.sets.items()} == before
    assert story.why_not("karl", d.SaveFindings(findings=ratings(aims=0)))


def test_33_an_unexplained_difference_cannot_be_agreed():
    story = at(State.ASSESSING).sign("karl", aims=1).sign("ingrid", aims=3)
    silent = (Rating(criterion="aims", rating=2), *ratings()[1:])
    assert (
        story.why_not("karl", d.ProposeConsensus(agreed=silent))
        == "aims: the ratings differ, and no note says why"
    )
    apart = (Rating(criterion="aims", not_applicable=True), *ratings()[1:])
    assert story.why_not("karl", d.ProposeConsensus(agreed=apart))
    assert story.why_not("karl", d.ProposeConsensus(agreed=silent[1:])) == "not judged yet: 1 criteria"
    story.do("karl", d.ProposeConsensus(agreed=ratings(aims=2)))


def test_33_two_dissent_then_a_third_assesses_and_dissent_stays_on_record():
    story = at(State.CONSENSUS)
    first = story.do("karl", d.ProposeConsensus(agreed=ratings()))
    assert story.why_not("ingrid", d.Agree(proposal=first.number + 5)) == "there is a newer proposal, or none"
    story.do("ingrid", d.Dissent(proposal=first.number, reason=TEXT))
    assert story.why_not("karl", d.ProposeConsensus(agreed=ratings())) == "a third assessor is awaited"
    story.propose("nils", "third")
    story.do("karl", d.HoldVisit(day=story.day, present=("nils",)))
    story.sign("nils")
    second = story.do("karl", d.ProposeConsensus(agreed=ratings()))
    story.do("nils", d.Agree(proposal=second.number))
    story.do("ingrid", d.Dissent(proposal=second.number, reason=TEXT))
    assert story.state is State.REPORT
    assert len(story.case.dissents) == 2


def test_34_agreement_is_measured_from_what_was_first_signed():
    story = at(State.ASSESSING).sign("karl", aims=1).sign("ingrid", aims=4)
    before = [(s.role, s.ratings["aims"].rating) for s in story.case.signed_sets]
    story.do("karl", d.ProposeConsensus(agreed=ratings(aims=2)))
    story.do("ingrid", d.Agree(proposal=story.case.proposal.deed))
    assert (
        [(s.role, s.ratings["aims"].rating) for s in story.case.signed_sets]
        == before
        == [("lead", 1), ("second", 4)]
    )


# ---- 35


def test_35_a_new_procedure_alters_no_running_case():
    story = at(State.BOARD)
    periods = SMALL.procedure.periods.model_copy(update={"vote": KINDS and SMALL.procedure.periods.appeal})
    newer = dataclasses.replace(SMALL, procedure=SMALL.procedure.model_copy(update={"periods": periods}))
    assert story.case.procedure == SMALL.digest != newer.digest
    why = check(story.record, newer).problems[0].what
    assert "the case is of another version of the procedure" in str(why)


# ---- 36 and 37


def test_36_each_event_of_the_registry_has_exactly_one_deed():
    story = at(State.SUSPENDED)
    story.motion(Motion.REINSTATE)
    story.do("eva", d.Reinstate(reasons=TEXT))
    story.do("anna", d.Transfer(to="org-2", consent=hash_of("yes")))
    story.do("eva", d.ConfirmTransfer(consent=hash_of("yes")))
    story.do("anna", d.HandBack(reason=TEXT))
    happened = events(story.record, SMALL)
    assert [e.kind for e in happened] == ["awarded", "suspended", "reinstated", "transferred", "withdrawn"]
    assert len({e.deed for e in happened}) == 5
    assert (happened[0].organisation, happened[3].organisation) == (ORG, "org-2")


def test_36_a_suspension_ends_by_a_date():
    story = at(State.IN_FORCE).motion(Motion.SUSPEND)
    for days in (0, 400):
        day = story.day.replace(year=story.day.year + 2) if days else story.day
        assert story.why_not("eva", d.Suspend(reasons=TEXT, until=day)).startswith(
            "a suspension ends at the latest on"
        )
    assert at(State.SUSPENDED).owed()["suspension"].due == at(State.SUSPENDED).case.suspended_until
    assert (
        at(State.IN_FORCE).why_not("eva", d.Suspend(reasons=TEXT, until=story.day))
        == "no such motion was carried"
    )


def test_37_a_refusal_carries_reasons_period_and_body():
    story = Story().decided(award=False)
    last = SMALL.calendar.after(story.day, SMALL.procedure.periods.appeal)
    assert "reasons" in d.Announce.model_fields
    assert d.Announce.model_fields["reasons"].is_required()
    for what in (
        d.Announce(reasons=TEXT),
        d.Announce(reasons=TEXT, appeal_until=last),
        d.Announce(reasons=TEXT, appeal_until=story.day, appeal_body="panel"),
    ):
        assert story.why_not("eva", what).startswith("a refusal names the body to appeal to")
    story.announce()
    award = at(State.DECIDED)
    assert award.why_not("eva", d.Announce(reasons=TEXT)) == "an award says from when until when it is valid"


def test_37_who_is_not_eligible_can_appeal_too():
    story = at(State.SUBMITTED)
    story.do("eva", d.DeclareIneligible(conditions=met(fte=False), reasons=TEXT, appeal_body="panel"))
    story.do("anna", d.Appeal(ground=TEXT))
    story.panel("uphold")
    story.do("oto", d.Uphold(reasons=TEXT))
    assert story.state is State.ELIGIBLE


# ---- 38


@pytest.mark.parametrize("state", [s for s in State if s is not State.NONE])
@pytest.mark.parametrize("kind", sorted(KINDS))
def test_38_a_pair_of_state_and_deed_that_is_in_no_row_is_refused(state, kind):
    absent = (state, kind) not in ROWS
    assert all((row_of(state, kind, role) is None) for role in Role) == absent
    if absent:
        case = dataclasses.replace(at_once(), state=state)
        for role in Role:
            why = why_not(case, "eva", kind, role, Story().at, SMALL)
            assert "is not possible as" in str(why)


def at_once(made=[]):  # noqa: B006 - told once for all pairs
    if not made:
        made.append(at(State.STAFFING).case)
    return made[0]


def rows_done(records):
    """The rows by which the deeds of these records were done."""
    from clustermark.process.case import Case  # noqa: PLC0415
    from clustermark.process.fold import after  # noqa: PLC0415

    done = set()
    for record in records:
        case = Case()
        for deed in record.deeds:
            done.add(row_of(case.state, deed.kind, deed.role))
            case = after(case, deed, SMALL)
    return done


def test_38_every_row_is_exercised():
    """Stories through every row; whichever row they leave out is named."""
    import rows  # noqa: PLC0415

    done = rows_done(rows.records())
    left = [row for row in TABLE if row not in done]
    assert [(row.kind, row.states[0].value) for row in left] == []


def test_38_every_kind_of_deed_has_a_row_and_a_content():
    assert {row.kind for row in TABLE} == set(KINDS)
    case, story = at(State.BOARD).case, Story()
    for kind in KINDS:
        assert content(kind, case, "eva", SMALL, story.at, lambda of: of[0]).kind == kind


@pytest.mark.parametrize("level", ["bronze", "silver", "gold"])
@pytest.mark.parametrize("lang", ["en", "lv"])
def test_38_the_diagram_names_every_state_of_the_level(level, lang):
    from clustermark.process.lint import reached  # noqa: PLC0415
    from clustermark.process.roles import STATES  # noqa: PLC0415

    text, svg = as_text(SMALL.levels[level], lang), as_svg(SMALL.levels[level], lang)
    for state in reached(SMALL.levels[level]):
        assert STATES[state].of(lang) in text
        assert STATES[state].of(lang) in svg
    absent = frozenset(STATES) - reached(SMALL.levels[level]) - {State.NONE}
    assert not any(f"\n{STATES[state].of(lang)}\n" in text for state in absent)


# ---- odd cases


def test_ill_after_the_first_day():
    story = at(State.ASSESSING)
    story.do("ingrid", d.SaveFindings(findings=ratings(aims=0)))
    story.do("eva", d.Release(person="ingrid", reason="illness"))
    story.propose("nils", "second")
    assert "visit" in story.owed()
    story.do("karl", d.HoldVisit(day=story.day, present=("nils",)))
    assert story.page("nils").get("findings", []) == []
    assert story.page("eva").get("findings", []) == []


def test_a_conflict_of_a_board_member_after_the_vote_is_recounted():
    story = Story().ballot("mette", "janis", "rita", "vera")
    story.vote(mette="for", janis="for", rita="for", vera="for")
    story.do("zoe", d.CloseBallot())
    found(story, "vera")
    assert (story.state, story.case.decision.note) == (State.DECIDED, "recounted")
    found(story, "rita")
    assert (story.state, story.case.decision) == (State.BOARD, None)


def test_a_conflict_found_after_the_award_leaves_the_label_until_somebody_answers():
    story = at(State.IN_FORCE)
    fact = found(story, "karl")
    assert story.state is State.IN_FORCE
    assert story.owed()["concern"].persons == ("eva",)
    assert (
        story.why_not("eva", d.AnswerConcern(concern=fact.number, outcome="nothing", reason=TEXT))
        == "a second person must do this"
    )


def test_an_officer_with_a_conflict_is_replaced_by_another():
    story = at(State.STAFFING)
    found(story, "eva")
    assert story.owed()["officer"].role is Role.OFFICE
    story.do("zoe", d.Take())
    story.free("zoe")
    assert story.case.holder(Role.OFFICER).person == "zoe"


def test_a_wrong_deed_is_corrected_by_a_second_person_and_stays():
    story = at(State.STAFFING)
    wrong = next(deed for deed in story.record.deeds if deed.kind == "submit")
    story.do("eva", d.Correct(deed=wrong.number, text=TEXT))
    assert story.case.corrected == {wrong.number}
    assert wrong in story.record.deeds
    own = next(deed for deed in story.record.deeds if deed.kind == "contract")
    assert story.why_not("eva", d.Correct(deed=own.number, text=TEXT)) == "a second person must do this"


def test_a_second_reader_of_silver_may_dissent():
    story = at(State.CONSENSUS, "silver")
    proposal = story.do("karl", d.ProposeConsensus(agreed=ratings()))
    assert story.sees("ingrid", Kind.SET, "karl")
    story.do("ingrid", d.Dissent(proposal=proposal.number, reason=TEXT))
    assert (story.state, len(story.case.dissents)) == (State.REPORT, 1)
    late = at(State.REPORT, "silver")
    found(late, "ingrid")
    assert late.state is State.CONSENSUS
    assert "staffing" in {o.step for o in obligations(late.case, SMALL, late.at)}
