"""Laws 17 to 27: state and time."""

import dataclasses
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stories import AT, NAMES, SMALL, TEXT, Story, at, hash_of, ratings

from clustermark.errors import InputError
from clustermark.process import deeds as d
from clustermark.process.calendar import Calendar, Days
from clustermark.process.case import Ended
from clustermark.process.check import append
from clustermark.process.due import HARD, STEPS, obligations, reminders, waiting_for
from clustermark.process.fold import fold
from clustermark.process.lint import lint, reached
from clustermark.process.may import may
from clustermark.process.persons import People
from clustermark.process.roles import Role, State
from clustermark.process.terms import Choice, Rating

RIGA = Calendar()


# ---- 17 and 18


@pytest.mark.parametrize("state", AT)
def test_17_state_is_the_fold_of_the_deeds_also_in_two_parts(state):
    deeds = at(state).record.deeds
    for cut in range(len(deeds) + 1):
        first = fold(deeds[:cut], SMALL)
        assert fold(deeds[cut:], SMALL, first) == fold(deeds, SMALL)


@pytest.mark.parametrize("state", AT)
def test_18_every_unfinished_state_waits_for_somebody(state):
    story = at(state)
    assert story.state is state
    assert story.waits_for()
    assert set(story.waits_for()) <= {*NAMES, "office", "ministry"}


def test_18_every_state_is_reached():
    for level in SMALL.procedure.levels:
        assert {State.CLOSED, State.IN_FORCE, State.APPEALED} <= reached(level)
    assert reached(SMALL.levels["gold"]) == frozenset(State) - {State.NONE}
    assert lint(SMALL).proved


def test_18_an_ended_case_waits_for_nobody():
    story = at(State.SUBMITTED)
    story.do("anna", d.Withdraw())
    assert (story.state, story.owed()) == (State.CLOSED, {})


# ---- 19, 20 and 21


def test_19_on_the_due_date_is_in_time_and_the_day_after_is_late():
    story = at(State.FACT_CHECK)
    last = story.owed()["fact-check"].due
    at_end = datetime(last.year, last.month, last.day, 21, 58, tzinfo=UTC)  # one minute to midnight in Riga
    story.at = at_end
    assert story.day == last
    assert not story.owed()["fact-check"].late(story.day)
    assert not story.why_not("anna", d.Remark(text=TEXT))
    story.at = at_end + timedelta(hours=1)
    assert story.why_not("anna", d.Remark(text=TEXT)) == "the period of the fact check is over"
    assert story.owed()["fact-check-end"].persons == ("eva",)


def test_19_soft_is_late_and_still_accepted():
    story = at(State.ASSESSING).wait(200)
    owed = story.owed()["findings"]
    assert not owed.hard
    assert owed.late(story.day)
    story.sign("karl").sign("ingrid")
    assert story.state is State.CONSENSUS
    assert {"objection", "fact-check", "appeal"} == HARD <= set(STEPS)


def test_19_an_objection_and_an_appeal_have_hard_windows():
    story = at(State.STAFFING)
    story.propose("karl", "lead", accept=False)
    story.propose("ingrid", "second", accept=False)
    assert story.why_not("eva", d.ConfirmTeam()) == "the applicant can still object to somebody of the team"
    story.wait(30)
    assert story.why_not("anna", d.Object(person="karl", reason=TEXT)) == "the period for objections is over"
    story.do("eva", d.ConfirmTeam())
    refused = Story().announced(award=False)
    assert refused.why_not("eva", d.Settle()) == "the period of appeal still runs"
    refused.wait(31)
    assert refused.why_not("anna", d.Appeal(ground=TEXT)) == "the period of appeal is over"
    refused.do("eva", d.Settle())
    assert refused.state is State.CLOSED


@given(st.dates(date(2020, 1, 1), date(2040, 1, 1)), st.integers(0, 60))
def test_20_working_days_are_no_weekend_and_no_holiday(start, n):
    end = RIGA.after(start, Days(n=n))
    assert end >= start
    assert RIGA.working(start, end) == n
    assert n == 0 or (
        end.weekday() < 5 and (end.month, end.day) not in {(11, 18), (12, 24), (12, 25), (12, 26), (1, 1)}
    )


def test_20_a_holiday_is_no_working_day():
    assert RIGA.after(date(2026, 12, 22), Days(n=1)) == date(2026, 12, 23)
    assert RIGA.after(date(2026, 12, 23), Days(n=1)) == date(2026, 12, 28)


def test_20_a_day_is_one_of_the_owners_zone_across_clock_changes():
    spring, autumn = date(2026, 3, 29), date(2026, 10, 25)
    assert RIGA.end_of(spring) - RIGA.end_of(spring - timedelta(1)) == timedelta(hours=23)
    assert RIGA.end_of(autumn) - RIGA.end_of(autumn - timedelta(1)) == timedelta(hours=25)
    for day in (spring, autumn):
        assert RIGA.day(RIGA.end_of(day)) == day + timedelta(1)
        assert RIGA.day(RIGA.end_of(day) - timedelta(seconds=1)) == day


def test_20_everybody_is_told_the_same_date():
    story = at(State.FACT_CHECK)
    due = str(story.owed()["fact-check"].due)
    for person in ("anna", "eva"):
        assert {w["due"] for w in story.page(person)["waiting"]} == {due}


def test_20_months_end_with_the_month():
    months = Days(n=1, of="months")
    assert RIGA.after(date(2026, 1, 31), months) == date(2026, 2, 28)
    assert RIGA.after(date(2026, 12, 31), Days(n=2, of="months")) == date(2027, 2, 28)
    assert RIGA.before(date(2026, 3, 9), 1) == date(2026, 3, 6)
    assert RIGA.before(date(2026, 3, 6), -1) == date(2026, 3, 9)


def test_21_an_extension_reopens_and_nothing_shortens():
    story = at(State.FACT_CHECK)
    before = story.owed()["fact-check"].due
    story.at = RIGA.end_of(before) + timedelta(hours=1)
    assert story.why_not("anna", d.Remark(text=TEXT))
    story.do("eva", d.Extend(obligation="fact-check", days=5, reason=TEXT))
    assert story.owed()["fact-check"].due == RIGA.after(before, Days(n=5))
    story.do("anna", d.Remark(text=TEXT))
    for days in (0, -3):
        with pytest.raises(ValueError, match="days"):
            d.Extend(obligation="fact-check", days=days, reason=TEXT)
    assert (
        story.why_not("eva", d.Extend(obligation="lunch", days=5, reason=TEXT)) == "there is no such period"
    )


def test_21_a_pause_moves_a_date_by_its_length():
    story = at(State.FACT_CHECK)
    before = story.owed()["fact-check"].due
    story.do("eva", d.Pause(reason=TEXT))
    assert story.owed()["fact-check"].due is None
    assert story.why_not("eva", d.Pause(reason=TEXT)) == "the case is paused"
    paused = story.day
    story.wait(14)
    story.do("eva", d.Resume())
    assert story.owed()["fact-check"].due == RIGA.after(before, Days(n=RIGA.working(paused, story.day)))
    assert story.owed()["fact-check"].due > before


def test_21_a_question_to_the_applicant_stops_the_clock():
    story = at(State.SUBMITTED)
    before = story.owed()["eligibility"].due
    story.do("eva", d.Clarify(question=TEXT))
    assert set(story.owed()) == {"clarification"}
    story.wait(7)
    story.do("anna", d.Answer(text=TEXT))
    assert story.owed()["eligibility"].due > before


# ---- 22


def test_22_one_reminder_for_each_step_none_lost_and_none_for_what_is_done():
    story = at(State.FACT_CHECK)
    owed = obligations(story.case, SMALL, story.at)
    due, sent = owed[0].due, frozenset()
    for n in range(40):  # every night
        found = reminders(owed, sent, story.day + timedelta(n), SMALL)
        assert not set(found) & sent
        sent |= set(found)
    assert [step for _, step in sorted(sent)] == [-5, -1, 1, 5]
    caught_up = reminders(owed, frozenset(), due + timedelta(30), SMALL)
    assert set(caught_up) == sent
    assert reminders(owed, frozenset(), story.day, SMALL) == ()
    story.do("anna", d.EndFactCheck())
    later = obligations(story.case, SMALL, story.at)
    assert not {key for key, _ in reminders(later, sent, due, SMALL)} & {key for key, _ in sent}


# ---- 23


def test_23_no_judgement_has_a_default_and_a_draft_judges_nothing():
    assert not Rating(criterion="aims").judged
    for kind, given_ in (
        (d.Vote, {}),
        (d.Declare, {"person": "karl"}),
        (d.Decide, {"reasons": TEXT}),
        (d.AnswerObjection, {"person": "karl", "reason": TEXT}),
    ):
        with pytest.raises(ValueError, match="Field required"):
            kind(**given_)
    story = at(State.ASSESSING)
    story.do("karl", d.SaveFindings(findings=(Rating(criterion="aims"), Rating(criterion="plan", rating=2))))
    assert story.why_not("karl", d.SignFindings()) == "not judged yet: 2 criteria"
    assert not story.case.has_signed("karl")
    assert story.case.signed_sets == ()


# ---- 24


def test_24_a_freed_seat_can_be_refilled_even_by_who_left_it():
    story = at(State.STAFFING)
    story.do("eva", d.Propose(person="karl", role=Role.LEAD, country="LV"))
    story.do("karl", d.Decline(reason=TEXT))
    assert story.case.seats[-1].ended is Ended.DECLINED
    story.propose("karl", "lead").propose("ingrid", "second")
    story.do("eva", d.ConfirmTeam())
    assert story.case.holder(Role.LEAD).person == "karl"


@pytest.mark.parametrize("successor", ["nils", "ingrid"])
def test_24_who_takes_the_seat_can_do_all_that_belongs_to_it(successor):
    story = at(State.ASSESSING)
    story.do("eva", d.Release(person="ingrid", reason="illness"))
    story.propose(successor, "second")
    if successor == "nils":
        assert story.why_not("nils", d.SignFindings()) == "the visit comes first"
        story.do("karl", d.HoldVisit(day=story.day, present=("nils",)))
    story.sign("karl").sign(successor)
    proposal = story.do("karl", d.ProposeConsensus(agreed=ratings()))
    story.do(successor, d.Agree(proposal=proposal.number))
    assert story.state is State.REPORT


# ---- 25, 26 and 27


def test_25_two_deeds_on_one_number_leave_one_and_the_text_is_kept():
    story = at(State.BALLOT)
    expects = {p: story.seen(p) for p in ("mette", "zoe")}
    more = {
        "role": Role.BOARD,
        "at": story.at + timedelta(minutes=1),
        "setting": SMALL,
        "relies_on": story.case.basis,
    }
    record, text = story.record.with_text("my reasons")
    first = append(
        record, d.Vote(choice=Choice.FOR, reason=text), by="mette", expects=expects["mette"], **more
    )
    with pytest.raises(InputError) as clash:
        append(first, d.Vote(choice=Choice.FOR, reason=text), by="mette", expects=expects["mette"], **more)
    assert clash.value.problems[0].code == "deed-clash"
    assert len(first.deeds) == len(record.deeds) + 1
    assert first.texts[text] == "my reasons"
    with pytest.raises(InputError, match="you have voted"):
        append(first, d.Vote(choice=Choice.AGAINST), by="mette", expects=expects["mette"] + 1, **more)


def test_25_what_somebody_cannot_see_is_no_clash_to_them():
    story = at(State.ASSESSING)
    expects = story.seen("karl")
    story.do("ingrid", d.SaveFindings(findings=ratings()))
    assert story.seen("karl") == expects


def test_26_no_refusal_destroys_a_text():
    story = at(State.FACT_CHECK).wait(90)
    story.record, text = story.record.with_text("this figure is of last year")
    with pytest.raises(InputError, match="the period of the fact check is over"):
        story.do("anna", d.Remark(text=text))
    assert story.record.texts[text] == "this figure is of last year"


@pytest.mark.parametrize("state", AT)
def test_27_looking_appends_nothing(state):
    story = at(state)
    before = story.record
    for person in NAMES:
        story.page(person)
        may(person, story.case, story.at, SMALL)
        waiting_for(story.case, SMALL, story.at)
    assert story.record is before


def test_the_duties_of_an_emptied_row_fall_to_the_officer():
    rows = [p.model_copy(update={"emptied": p.number == "ingrid"}) for p in SMALL.people.by_number.values()]
    story = at(State.ASSESSING)
    story.setting = SMALL.knowing(People.of(rows))
    assert "ingrid" not in story.waits_for()
    assert "eva" in story.waits_for()
    case = dataclasses.replace(story.case, seats=())
    assert waiting_for(case, story.setting, story.at) == ("office",)


def test_a_ballot_waits_with_the_emptying_of_a_row():
    story = at(State.BALLOT)
    assert story.why_not("eva", d.Empty(person="mette")) == "wait until the ballot is closed"
    assert story.why_not("eva", d.Amend(dossier=hash_of("v3"), reason=TEXT)) == ""
