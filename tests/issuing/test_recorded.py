"""A decision with the record of its process: a stranger proves the process too, deed by deed."""

import json
from datetime import date, timedelta

import pytest
from stories import ORG, PEOPLE, SMALL, Story, at, hash_of, ratings

from clustermark.credential.keys import Key
from clustermark.errors import InputError
from clustermark.files import Given
from clustermark.issuing.bundle import bundle, recomputed, replay, sealed
from clustermark.issuing.resolution import Resolution
from clustermark.process import deeds as d
from clustermark.process.check import check
from clustermark.process.claims import TITLES, claims
from clustermark.process.persons import NOBODY, People, Somebody
from clustermark.process.record import Record, lines
from clustermark.process.roles import Role, State
from clustermark.process.terms import Choice, Ground, Interest, Motion, Result, words
from clustermark.proofs.examples import case_of
from clustermark.scheme.canonical import encoded
from clustermark.scheme.examples import Example, Expected, Ratings
from clustermark.scheme.loading import load
from clustermark.scoring.case import Organisation
from clustermark.scoring.decision import assess
from clustermark.words.text import Text

SCHEME = load("ecei@2020")
DAY = date(2026, 3, 2)
COUNTS = ("sme", "non-sme", "rd-institution", "university", "training", "finance", "consultant", "government")
ANSWERS = {
    "existing-organisation": "yes",
    "eccp-listed": "yes",
    "english-website": "yes",
    "link-to-public-bodies": "yes",
    "national-programme": "no",
    "staff-fte": "2.5",
    "committed": dict.fromkeys(COUNTS, 10) | {"other": 0},
}


def assessed(**of):
    example = Example(
        id="synthetic",
        title=Text({"en": "Synthetic"}),
        case={"assessed-on": DAY.isoformat(), "answers": ANSWERS},
        ratings=(Ratings.model_validate({"instrument": "assessment", "each": 4, "gates": 15, "except": {}}),),
        expect=Expected(),
    )
    organisation = Organisation(**{"number": ORG, "name": "Nowhere", "country": "LV", "synthetic": True} | of)
    case = case_of(example, SCHEME).model_copy(update={"organisation": organisation, "scheme": SCHEME.name})
    return assess(case, SCHEME)


GOT = assessed()
GOLD = Resolution(level="gold", by="board", on=DAY)


def with_row(number, **facts):
    """The register with more facts about one person."""
    rows = [
        p.model_dump(by_alias=True) | (facts if p.number == number else {}) for p in PEOPLE.by_number.values()
    ]
    return People.of([Somebody.model_validate(row) for row in rows])


def settings(_, people):
    return SMALL.knowing(people)


def made(record, people=PEOPLE, resolution=GOLD, got=GOT):
    return bundle(got, resolution, record, people, settings)


def replayed(data):
    return replay(Given(data, "bundle.json"), lambda _: SCHEME, settings)


@pytest.fixture(scope="module")
def good():
    return made(at(State.ANNOUNCED).record)


def forged(good, record=None, **changed):
    """A bundle into which another record was put by hand."""
    data = json.loads(good)
    if record is not None:
        data["record"]["deeds"] = [json.loads(line) for line in lines(record, texts=False).splitlines()]
    data["record"] |= changed
    return encoded(data)


def broken(found):
    return {claim.name: [one.deed for one in claim.broken] for claim in found if not claim.holds}


def said(found):
    return "\n".join(str(difference) for difference in found.differences)


# ---- what holds


def test_a_record_is_proved_claim_by_claim(good):
    found = replayed(good)
    assert found.same
    assert [claim.name for claim in found.process] == [*TITLES, "fits"]
    assert all(claim.holds for claim in found.process)


def test_a_bundle_without_a_record_is_what_it_was_and_says_that_there_is_none():
    plain = bundle(GOT, GOLD)
    assert "record" not in json.loads(plain)
    assert (replayed(plain).same, replayed(plain).process) == (True, None)


def test_it_ends_with_the_decision_and_holds_no_text_and_no_name(good):
    story = at(State.ANNOUNCED)
    record = story.record.with_text("because")[0]
    assert made(record) == good
    part = json.loads(good)["record"]
    assert part["deeds"][-1]["kind"] == "close-ballot"
    assert {"words", "name", "languages", "training"}.isdisjoint(
        key for row in part["persons"] for key in row
    )
    assert {row["number"] for row in part["persons"]} < set(PEOPLE.by_number)
    assert b"because" not in good


def test_of_posts_and_interests_only_those_in_this_organisation_are_told():
    facts = [{"ground": "paid", "organisation": "elsewhere"}]
    posts = [{"post": "board"}, {"post": "manager", "organisation": "another"}]
    data = made(at(State.DECIDED).record, with_row("mette", interests=facts, posts=posts))
    assert b"elsewhere" not in data
    assert b"another" not in data
    assert broken(claims(at(State.DECIDED).record, SMALL.knowing(with_row("mette", interests=facts)))) == {}


def test_without_a_register_the_record_alone_is_proved():
    data = made(at(State.DECIDED).record, NOBODY)
    assert (json.loads(data)["record"]["persons"], replayed(data).same) == ([], True)


def test_a_signature_covers_the_record(good):
    signed = sealed(good, Key.new("did:web:labels.example"))
    assert replayed(signed).signed_by
    data = json.loads(signed)
    data["record"]["persons"] = []
    assert "the signature is not one of this bundle" in said(replayed(encoded(data)))


def test_a_computation_that_awards_nothing_may_have_a_record_without_decision():
    assert replayed(made(at(State.CONSENSUS).record, resolution=None)).same


def test_a_recounted_decision_takes_along_what_recounted_it():
    story = Story().ballot("mette", "janis", "rita", "vera")
    story.vote(mette="for", janis="for", vera="for", rita="abstain")
    story.do("zoe", d.CloseBallot())
    story.do("eva", d.Find(person="rita", interest=Interest(ground=Ground.PAID), stated_by="office"))
    assert story.case.decision.note == "recounted"
    assert json.loads(made(story.record))["record"]["deeds"][-1]["kind"] == "find"


# ---- what is refused by both, naming the deed


def assessor_votes():
    story = at(State.BALLOT)
    deed = story.force("karl", d.Vote(choice=Choice.FOR), Role.BOARD, story.case.basis)
    return story, deed.number, "assessed-or-decided"


def assessor_is_appointed():
    story = at(State.BOARD)
    deed = story.force("eva", d.Appoint(person="karl", role=Role.BOARD))
    return story, deed.number, "assessed-or-decided"


def vote_on_an_older_report():
    story = at(State.BALLOT)
    deed = story.force("mette", d.Vote(choice=Choice.FOR), Role.BOARD, hash_of("older"))
    return story, deed.number, "same-report"


def ballot_on_an_older_dossier():
    """Not even a vote that names the new one counts on a ballot that was opened on the old."""
    story = at(State.BOARD)
    story.roster()
    deed = story.force("zoe", d.OpenBallot(motion=Motion.AWARD), Role.CLERK, hash_of("older"))
    return story, deed.number, "same-report"


def closed_without_a_quorum():
    story = at(State.BALLOT)
    story.vote(mette="for")
    return story, story.force("zoe", d.CloseBallot()).number, "quorum-and-majority"


def voted_without_a_declaration():
    story = at(State.BOARD)
    story.do("eva", d.Appoint(person="zoe", role=Role.CLERK))
    story.free("zoe")
    for person in ("mette", "janis", "rita"):
        story.do("eva", d.Appoint(person=person, role=Role.BOARD))
    story.free("mette", "janis")
    story.force("zoe", d.OpenBallot(motion=Motion.AWARD), Role.CLERK, story.case.basis)
    deed = story.force("rita", d.Vote(choice=Choice.FOR), Role.BOARD, story.case.basis)
    return story, deed.number, "interests"


def agreed_before_all_signed():
    story = at(State.ASSESSING)
    story.sign("karl")
    deed = story.force("karl", d.ProposeConsensus(agreed=ratings()), Role.LEAD, story.case.dossier)
    return story, deed.number, "signed-blind"


def written_after_seeing():
    story = at(State.CONSENSUS)
    deed = story.force("ingrid", d.SaveFindings(findings=ratings(aims=4)), Role.SECOND)
    return story, deed.number, "signed-blind"


def remarked_too_late():
    story = at(State.FACT_CHECK)
    story.wait(days=90)
    deed = story.force("anna", d.Remark(text=words("late")), Role.MANAGER, story.case.report)
    return story, deed.number, "periods"


def decider_assesses():
    story = Story("bronze")
    story.decided()
    deed = story.force("zoe", d.SaveFindings(findings=ratings()), Role.LEAD)
    return story, deed.number, "assessed-or-decided"


def decider_is_of_the_team():
    story = Story("bronze")
    story.board()
    deed = story.force(
        "karl", d.Decide(result=Result.AWARDED, reasons=words("x")), Role.DECIDER, story.case.basis
    )
    return story, deed.number, "assessed-or-decided"


FORGED = (
    assessor_votes,
    assessor_is_appointed,
    vote_on_an_older_report,
    ballot_on_an_older_dossier,
    closed_without_a_quorum,
    voted_without_a_declaration,
    agreed_before_all_signed,
    written_after_seeing,
    remarked_too_late,
    decider_assesses,
    decider_is_of_the_team,
)


@pytest.mark.parametrize("forge", FORGED, ids=lambda f: f.__name__)
def test_what_was_not_allowed_is_named_by_its_deed(good, forge):
    story, number, claim = forge()
    checked = story.checked()
    assert f"deed {number}" in {p.place.path for p in checked.problems}
    found = claims(story.record, SMALL)
    assert number in broken(found)[claim]
    assert number in broken(found)["allowed"]
    if story.level == "gold":
        shown = replayed(forged(good, story.record))
        assert not shown.same
        assert f"deed {number}: " in said(shown)
        assert number in broken(shown.process)[claim]


@pytest.mark.parametrize(
    "state", [State.DECIDED, State.ANNOUNCED, State.APPEALED, State.IN_FORCE, State.SUSPENDED]
)
@pytest.mark.parametrize("level", ["bronze", "silver", "gold"])
def test_every_claim_holds_of_what_is_allowed(state, level):
    if level == "bronze" and state is State.SUSPENDED:
        return
    assert broken(claims(at(state, level).record, SMALL)) == {}


def test_a_quorum_and_a_majority_that_stand_only_without_the_register():
    story = at(State.BALLOT)
    story.vote(mette="for", janis="for", rita="against")
    story.force("zoe", d.CloseBallot())
    paid = SMALL.knowing(with_row("janis", interests=[{"ground": "paid", "organisation": ORG}]))
    found = broken(claims(story.record, paid))
    assert len(story.record.deeds) in found["quorum-and-majority"]
    assert found["interests"]
    four = Story().ballot("mette", "janis", "rita", "vera")
    four.vote(mette="for", janis="for", rita="abstain", vera="against")
    four.do("zoe", d.CloseBallot())
    assert broken(claims(four.record, paid))["quorum-and-majority"] == [four.record.deeds[-1].number]


def test_who_only_began_to_assess_has_assessed():
    story = at(State.ASSESSING)
    story.do("karl", d.SaveFindings(findings=ratings()))
    deed = story.force("eva", d.Appoint(person="karl", role=Role.BOARD))
    assert deed.number in broken(claims(story.record, SMALL))["assessed-or-decided"]


def test_another_number_of_an_assessor_is_the_assessor():
    story = at(State.BALLOT)
    deed = story.force("janis", d.Vote(choice=Choice.FOR), Role.BOARD, story.case.basis)
    people = with_row("janis", **{"same-as": "karl"})
    assert deed.number in broken(claims(story.record, SMALL.knowing(people)))["assessed-or-decided"]


def test_swapped_and_changed_deeds_are_named(good):
    deeds = json.loads(good)["record"]["deeds"]
    swapped = [*deeds[:4], deeds[5], deeds[4], *deeds[6:]]
    found = replayed(forged(good, deeds=swapped))
    assert (found.same, [claim.name for claim in found.process]) == (False, ["chain"])
    assert {5, 6} <= set(broken(found.process)["chain"])
    assert "deed 5: deed 6 stands where deed 5 is expected" in said(found)
    changed = replayed(forged(good, deeds=[*deeds[:4], deeds[4] | {"by": "zoe"}, *deeds[5:]]))
    assert "deed 5 was changed" in said(changed)


def test_a_chain_that_was_forged_in_memory_is_named():
    record = at(State.STAFFING).record
    twice = Record((*record.deeds[:3], record.deeds[2]))
    assert broken(claims(twice, SMALL))["chain"] == [3]


# ---- a record of another case


@pytest.mark.parametrize(
    ("got", "resolution", "why"),
    [
        (assessed(number="org-2"), GOLD, "organisation: org-1 in the record, org-2 in the bundle"),
        (assessed(country="NO"), GOLD, "country: LV in the record, NO in the bundle"),
        (assessed(synthetic=False), GOLD, "is synthetic"),
        (GOT, Resolution(level="gold", by="board", on=DAY + timedelta(1)), "the bundle says on 3 March 2026"),
    ],
)
def test_a_record_of_another_decision_is_refused_when_bundled_and_when_replayed(good, got, resolution, why):
    record = at(State.DECIDED).record
    with pytest.raises(InputError, match=why):
        made(record, PEOPLE, resolution, got)
    data = json.loads(bundle(got, resolution)) | {"record": json.loads(good)["record"]}
    found = replayed(encoded(data))
    assert (found.same, list(broken(found.process))) == (False, ["fits"])


def test_a_record_of_another_level_is_refused(good):
    silver = at(State.DECIDED, "silver").record
    with pytest.raises(InputError, match="level: silver in the record, gold in the bundle"):
        made(silver)
    assert list(broken(replayed(forged(good, silver)).process)) == ["fits"]


def test_a_record_that_decides_nothing_or_refuses_awards_nothing():
    for record in (at(State.CONSENSUS).record, Story().decided(award=False).record):
        with pytest.raises(InputError, match="the record does not award the label"):
            made(record)


def test_a_record_of_another_scheme_or_an_unknown_level_and_one_without_a_beginning(good):
    first = at(State.CONSENSUS).record.deeds[0]

    def beginning(what):
        return Record((Record().next(what, by="anna", role=Role.ANYONE, at=first.at, case="c-1"),))

    other = beginning(first.what.model_copy(update={"scheme": "ecei@2012"}))
    assert "scheme: ecei@2012 in the record" in said(replayed(forged(good, other)))
    submit = beginning(d.Submit(dossier=hash_of("x")))
    assert "a record begins with" in said(replayed(forged(good, submit)))
    with pytest.raises(InputError, match="a record begins with"):
        made(submit)
    nowhere = beginning(first.what.model_copy(update={"level": "lead"}))
    more = nowhere.next(d.Invite(person="bruno"), by="anna", role=Role.MANAGER, at=first.at)
    checked = check(nowhere.with_deed(more), SMALL)
    assert (checked.deeds, [p.code for p in checked.problems]) == (1, ["deed-refused"])
    with pytest.raises(InputError, match="level: lead in the record"):
        made(nowhere.with_deed(more))


# ---- other shapes


@pytest.mark.parametrize("odd", [None, 1, "deeds", [], [1]])
def test_a_record_of_another_shape_is_no_bundle(good, odd):
    with pytest.raises(InputError, match="this is no decision bundle"):
        replayed(encoded(json.loads(good) | {"record": odd}))


@pytest.mark.parametrize("odd", [None, 1, "deeds", [], [1], [{"kind": "vote"}], [{"kind": []}]])
def test_deeds_and_persons_of_another_shape_do_not_hold(good, odd):
    found = replayed(forged(good, deeds=odd))
    assert (found.same, [claim.name for claim in found.process]) == (False, ["chain"])
    if odd:
        found = replayed(forged(good, persons=odd))
        assert (found.same, [claim.name for claim in found.process]) == (False, ["persons"])
        assert "the facts of the persons can be read: " in said(found)


def test_what_does_not_belong_into_a_record_is_a_difference(good):
    part = json.loads(good)["record"]
    text = {"text": words("because"), "words": "because"}
    assert not replayed(forged(good, deeds=[*part["deeds"], text])).same
    named = [part["persons"][0] | {"name": "Anna"}, *part["persons"][1:]]
    assert "record.persons" in said(replayed(forged(good, persons=named)))
    assert not replayed(forged(good, mood="good")).same


def test_a_label_comes_of_no_record_that_does_not_hold(good):
    story, _, _ = assessor_votes()
    found = recomputed(Given(forged(good, story.record)), lambda _: SCHEME, settings)
    assert not found.replayed.same
