"""Laws 11 to 16: what is seen, and that nothing hidden shows through."""

import json
from datetime import timedelta

import pytest
from stories import AT, NAMES, ORG, SMALL, TEXT, Story, at, ratings

from clustermark.process import deeds as d
from clustermark.process.due import obligations
from clustermark.process.mail import file_name, letters
from clustermark.process.roles import Role, State
from clustermark.process.terms import Ground, Interest
from clustermark.process.visible import Kind, Sight, Thing, Viewer, visible, visible_many

PAID = Interest(ground=Ground.PAID, organisation=ORG)
THINGS = tuple(Thing(kind, about) for kind in Kind for about in ("", "karl", "ingrid", "mette"))


def bytes_of(story, person):
    return json.dumps(story.page(person), sort_keys=True).encode()


# ---- 11


@pytest.mark.parametrize("state", AT)
def test_11_the_form_over_many_cases_gives_the_same(state):
    story = at(state)
    for person in NAMES:
        many = visible_many([story.case], person, THINGS, story.at, {"ecei@2020": SMALL})
        one = {t: visible(story.case, person, t, story.at, SMALL) for t in THINGS}
        assert many.get("c-1", {}) == {t: sight for t, sight in one.items() if sight}


@pytest.mark.parametrize("state", AT)
def test_11_a_page_shows_no_more_than_is_visible(state):
    story = at(state)
    for person in NAMES:
        page, sees = story.page(person), lambda kind, about="", who=person: story.sees(who, kind, about)
        pairs = {
            "state": Kind.STATE,
            "team": Kind.TEAM,
            "dossier": Kind.DOSSIER,
            "report": Kind.REPORT,
            "board": Kind.ROSTER,
            "ballot": Kind.BALLOT,
            "result": Kind.RESULT,
            "consensus": Kind.CONSENSUS,
            "label": Kind.LABEL,
        }
        assert all(sees(kind) for part, kind in pairs.items() if part in page)
        assert all(sees(Kind.SET, s["assessor"]) for s in page.get("findings", ()))


def test_11_roles_in_another_case_grant_nothing():
    first, second = at(State.CONSENSUS), Story(case="c-2").submitted()
    assert first.sees("karl", Kind.DOSSIER) is Sight.FULL
    assert not any(second.sees("karl", kind) for kind in Kind if kind is not Kind.OWN)
    assert second.page("karl") == {}


def test_11_a_delegation_narrows_and_never_widens():
    story = at(State.FACT_CHECK)
    for only in (frozenset({Kind.REPORT}), frozenset(Kind), frozenset[Kind]()):
        for thing in THINGS:
            narrowed = visible(story.case, "anna", thing, story.at, SMALL, only)
            assert narrowed == (
                story.sees("anna", thing.kind, thing.about) if thing.kind in only else Sight.NOTHING
            )


def test_11_nothing_looks_like_a_case_that_is_not_there():
    assert at(State.BOARD).page("nils") == {} == Story().page("nils")


# ---- 12 and 13


def hidden(levels, saves, sign):
    """What Ingrid does while Karl has not signed: how often, when, and what."""
    story = at(State.ASSESSING)
    start = story.at
    for _ in range(saves):
        story.do("ingrid", d.SaveFindings(findings=ratings(**levels)))
    if sign:
        story.do("ingrid", d.SignFindings())
    story.at = start + timedelta(days=1)
    return story


VARIANTS = [
    ({}, 1, False),
    ({"aims": 0}, 1, False),
    ({"aims": 4, "plan": 1}, 5, False),
    ({"aims": 1}, 2, True),
    ({"members": 999}, 9, True),
    ({}, 0, False),
]


@pytest.mark.parametrize("variant", VARIANTS)
def test_12_a_hidden_set_changes_no_byte_of_what_the_other_sees(variant):
    one, other = hidden({"aims": 2}, 1, sign=False), hidden(*variant)
    for person in ("karl", "anna", "bruno", "mette"):
        assert bytes_of(one, person) == bytes_of(other, person)
    assert one.open_to("karl") == other.open_to("karl")
    assert one.seen("karl") == other.seen("karl")


@pytest.mark.parametrize("variant", VARIANTS)
def test_13_nor_counts_order_or_times_after_the_other_went_on(variant):
    one, other = hidden({"aims": 2}, 1, sign=False), hidden(*variant)
    for story in (one, other):
        story.do("karl", d.SaveFindings(findings=ratings(aims=1)))
    assert bytes_of(one, "karl") == bytes_of(other, "karl")
    assert b"ingrid" not in json.dumps(one.page("karl").get("findings", [])).encode()


def test_12_after_both_have_signed_each_sees_the_other():
    story = at(State.ASSESSING).sign("karl", aims=1)
    assert story.sees("karl", Kind.SET, "ingrid") is Sight.NOTHING
    story.sign("ingrid", aims=4)
    for one, other in (("karl", "ingrid"), ("ingrid", "karl")):
        assert story.sees(one, Kind.SET, other) is Sight.FULL
        assert {f["assessor"] for f in story.page(one)["findings"]} == {"karl", "ingrid"}


def test_12_the_officer_sees_that_one_has_signed_and_no_rating():
    story = at(State.ASSESSING).sign("karl", aims=1)
    assert story.sees("eva", Kind.SET, "karl") is Sight.EXISTS
    assert story.page("eva")["findings"] == [{"assessor": "karl", "signed": True}]
    assert story.sees("eva", Kind.DRAFT, "ingrid") is Sight.NOTHING


def test_12_individual_sets_never_reach_the_applicant_nor_the_board():
    for state in AT:
        story = at(state)
        for person in ("anna", "bruno", "mette"):
            assert not story.sees(person, Kind.SET, "karl")


def test_12_a_third_assessor_and_a_successor_are_blind_too():
    story = at(State.CONSENSUS)
    proposal = story.do("karl", d.ProposeConsensus(agreed=ratings()))
    story.do("ingrid", d.Dissent(proposal=proposal.number, reason=TEXT))
    story.propose("nils", "third")
    assert story.state is State.ASSESSING
    for kind, about in ((Kind.SET, "karl"), (Kind.CONSENSUS, ""), (Kind.DISSENT, "")):
        assert story.sees("nils", kind, about) is Sight.NOTHING
    ill = at(State.ASSESSING).sign("ingrid")
    ill.do("eva", d.Release(person="ingrid", reason="illness"))
    ill.propose("nils", "second")
    ill.do("karl", d.HoldVisit(day=ill.day, present=("karl", "nils")))
    ill.sign("karl").sign("nils")
    assert ill.sees("nils", Kind.SET, "ingrid") is Sight.NOTHING
    assert ill.sees("nils", Kind.SET, "karl") is Sight.FULL


def test_13_votes_of_others_are_hidden_until_the_ballot_closes():
    story = at(State.BALLOT)
    before = bytes_of(story, "janis")
    story.vote(mette="for")
    story.at -= timedelta(minutes=1)
    assert bytes_of(story, "janis") == before
    assert story.sees("zoe", Kind.VOTE, "mette") is Sight.NOTHING
    story.at += timedelta(minutes=1)
    story.vote(janis="for", rita="for")
    story.do("zoe", d.CloseBallot())
    assert story.sees("janis", Kind.VOTE, "mette") is Sight.FULL
    assert story.sees("eva", Kind.VOTE, "mette") is Sight.NOTHING


# ---- 14


@pytest.mark.parametrize("level", ["bronze", "gold"])
def test_14_before_the_announcement_award_and_refusal_look_the_same(level):
    stories = [Story(level).decided(award) for award in (True, False)]
    for person in ("anna", "bruno", "karl", "ingrid", "nils"):
        first, second = (bytes_of(story, person) for story in stories)
        assert first == second
    assert stories[0].page("anna")["state"] == "board"
    assert stories[0].sees("anna", Kind.RESULT) is Sight.NOTHING


def test_14_waiting_for_the_board_a_ballot_and_a_decision_are_one_to_the_applicant():
    board, ballot, decided = at(State.BOARD), at(State.BALLOT), at(State.DECIDED)
    pages = [story.page("anna") for story in (board, ballot, decided)]
    assert len({json.dumps([p["state"], p["waiting"], p["seen"]]) for p in pages}) == 1


def test_14_only_an_award_is_public():
    assert Story().announced(True).sees("nils", Kind.LABEL) is Sight.FULL
    assert Story().announced(False).sees("nils", Kind.LABEL) is Sight.NOTHING
    assert Story().decided(True).sees("nils", Kind.LABEL) is Sight.NOTHING


# ---- 15 and 16


@pytest.mark.parametrize("state", AT)
def test_15_mail_goes_only_to_those_who_may_see_the_case(state):
    story = at(state)
    for letter in letters(story.case, obligations(story.case, SMALL, story.at), story.at, SMALL):
        viewer = Viewer(story.case, letter.to, story.at, SMALL)
        assert viewer.sees(Thing(Kind.SHEET))
        assert not letter.organisation or viewer.sees(Thing(Kind.ORGANISATION)) is Sight.FULL


def test_15_not_to_whoever_has_a_conflict_by_then():
    story = at(State.ASSESSING)
    owed = obligations(story.case, SMALL, story.at)
    assert {letter.to for letter in letters(story.case, owed, story.at, SMALL)} == {"karl", "ingrid"}
    story.do("ingrid", d.Declare(person="ingrid", interests=(PAID,)))
    assert {letter.to for letter in letters(story.case, owed, story.at, SMALL)} == {"karl"}


def test_16_file_names_name_nobody():
    story = at(State.CONSENSUS)
    for person in NAMES:
        name = file_name(story.case, Thing(Kind.SET, person), ".json")
        assert not any(who in name for who in NAMES)
    assert file_name(story.case, Thing(Kind.SET, "karl"), ".json") == "c-1-set-lead.json"


def test_a_blocked_person_still_sees_their_own_deeds():
    story = at(State.ASSESSING).sign("karl")
    story.do("eva", d.Find(person="karl", interest=PAID, stated_by="office"))
    page = story.page("karl")
    assert {line["kind"] for line in page["history"]} >= {"declare", "hold-visit", "sign-findings"}
    assert all(line["by"] == "karl" or line["kind"] == "find" for line in page["history"])
    assert not {"state", "team", "dossier", "report"} & set(page)


def test_the_name_is_withheld_from_the_board_where_the_scheme_says_so():
    levels = [lv.model_copy(update={"names_hidden_from_board": True}) for lv in SMALL.procedure.levels]
    import dataclasses  # noqa: PLC0415

    setting = dataclasses.replace(
        SMALL, procedure=SMALL.procedure.model_copy(update={"levels": tuple(levels)})
    )
    story = Story(setting=setting).ballot()
    assert story.page("mette")["sheet"]["organisation"] is None
    assert story.page("eva")["sheet"]["organisation"] == ORG
    assert story.case.holder(Role.CLERK).person == "zoe"
