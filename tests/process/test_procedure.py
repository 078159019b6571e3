"""Procedures: those of the built-in scheme are proved; each way to break one is named with its line."""

import hashlib

import pytest
from stories import ORG, PEOPLE, PERSONS, SMALL, Story, somebody

from clustermark.errors import SchemeError
from clustermark.process import deeds as d
from clustermark.process.lint import lint_procedure, reached
from clustermark.process.persons import People
from clustermark.process.procedure import file_of, has_procedure, load_procedure, read_procedure
from clustermark.process.roles import Role, State
from clustermark.process.setting import setting_of
from clustermark.process.team import team
from clustermark.process.terms import Ground, Interest, words

BUILT_IN = ("ecei@2012", "ecei@2020")


@pytest.mark.parametrize("name", BUILT_IN)
def test_the_procedures_of_the_built_in_versions_are_proved(name):
    procedure, document = read_procedure(file_of(name))
    found = lint_procedure(procedure, document)
    assert found.proved, [str(p.what) for p in found.problems]
    assert all(proof.checked for proof in found.proofs)
    assert [level.id for level in procedure.levels] == ["bronze", "silver", "gold"]
    assert has_procedure(name)


@pytest.mark.parametrize("name", BUILT_IN)
def test_a_level_has_as_many_who_rate_as_the_scheme_says(name):
    from clustermark.scheme.loading import load  # noqa: PLC0415

    for level in load(name).levels:
        of = load_procedure(name).level(level.id)
        rating = [role for role in of.team.seats if role in {Role.LEAD, Role.SECOND}]
        assert (len(rating), of.team.foreign) == (level.procedure.assessors, level.procedure.foreign)
        assert of.team.independent_for_months == level.procedure.independent_for_months
        assert (of.decider.by == "board") == (level.procedure.decided_by == "board")
        assert of.retry_after_months in {0, level.procedure.retry_after_months, 6}


def test_the_hash_of_a_procedure_is_its_own():
    procedure = load_procedure("ecei@2020")
    changed = procedure.model_copy(update={"zone": "Europe/Oslo"})
    assert procedure.digest == load_procedure("ecei@2020").digest != changed.digest
    assert len(procedure.digest) == len("sha256:") + hashlib.sha256().digest_size * 2


GOLD = "seats: [lead, second], foreign: 1, national: 1"
BODY = "board: {seats: 5, quorum: 3, minimum: 2, majority: {percent: 50, of: votes}}"
BROKEN = {
    "zero-window": ("objection: {n: 5}", "objection: {n: 0}"),
    "bounds-above-seats": (GOLD, GOLD.replace("foreign: 1", "foreign: 3")),
    "quorum-above-seats": (BODY, BODY.replace("quorum: 3", "quorum: 6")),
    "no-denominator": (BODY, BODY.replace(", of: votes", "")),
    "majority-out-of-reach": (BODY, BODY.replace("percent: 50", "percent: 100")),
    "no-decider": ("    decider: {by: officer}\n", ""),
    "team-seats": (GOLD, GOLD.replace("lead, second", "second, second")),
    "presence-above-seats": ("days: 2, present: 2", "days: 2, present: 3"),
}


@pytest.mark.parametrize("code", BROKEN)
def test_each_way_to_break_a_procedure_is_named_with_its_line(code, tmp_path):
    text = file_of("ecei@2020").read_text(encoding="utf-8")
    old, new = BROKEN[code]
    assert old in text
    path = tmp_path / "procedure.yaml"
    path.write_text(text.replace(old, new), encoding="utf-8")
    found = lint_procedure(*read_procedure(path))
    assert code in {p.code for p in found.problems}
    assert all(p.place.line and p.remedy for p in found.problems)


def test_a_level_without_a_decider_is_refused():
    bronze = SMALL.levels["bronze"].model_copy(update={"decider": None})
    assert State.BALLOT not in reached(bronze)
    codes = {
        p.code for p in lint_procedure(SMALL.procedure.model_copy(update={"levels": (bronze,)})).problems
    }
    assert "no-decider" in codes


@pytest.mark.parametrize("text", ["scheme: 3\n", "[]\n", "levels: []\n"])
def test_a_file_that_is_no_procedure(text, tmp_path):
    path = tmp_path / "procedure.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(SchemeError) as error:
        read_procedure(path)
    assert {p.code for p in error.value.problems} == {"procedure"}


def test_a_scheme_without_a_procedure_says_so():
    with pytest.raises(SchemeError, match="no procedure"):
        setting_of("tests/schemes/reader-friendly/1")


# ---- the proposal of a team


def blocked(story, **more):
    found = team(story.case, Role.LEAD, story.at, story.setting, **more)
    return {c.person: str(c.blocked) if c.blocked else "" for c in found}


def test_a_team_is_proposed_with_reasons_and_whoever_is_blocked_is_last():
    extra = (
        somebody("paid", "LV", "assessor", interests=[{"ground": "paid", "organisation": ORG}]),
        somebody("away", "LV", "assessor", away=[{"from": "2026-03-01", "until": "2026-03-31"}]),
        somebody("busy", "LV", "assessor"),
        somebody("green", "LV", "assessor").model_copy(update={"training": ()}),
    )
    people = People.of((*PERSONS, *extra), load={"busy": 4, "karl": 1})
    story = Story(setting=SMALL.knowing(people)).staffing()
    found = blocked(story, languages=frozenset({"lv"}), sector="wood")
    assert next(iter(found)) == "karl"
    assert found["paid"] == "conflict of interest: paid"
    assert found["away"] == "away on that day"
    assert found["busy"] == "has 4 cases of at most 4"
    assert found["green"] == "not trained for this level, or no longer"
    best = team(story.case, Role.LEAD, story.at, story.setting, languages=frozenset({"lv"}), sector="wood")[0]
    assert [str(why) for why in best.reasons] == [
        "has 1 cases of at most 4",
        "speaks lv",
        "knows the sector",
        "from the same country",
    ]
    assert list(found.values()) == sorted(found.values(), key=bool)


def test_who_declined_is_not_proposed_first_again():
    story = Story().staffing()
    story.do("eva", d.Propose(person="karl", role=Role.LEAD, country="LV"))
    story.do("karl", d.Decline(reason=words("no time")))
    found = team(story.case, Role.LEAD, story.at, story.setting)
    assert next(c for c in found if c.person == "karl").points == -5
    assert found[-1].person == "karl" or found[0].person != "karl"


def test_the_second_seat_asks_for_the_other_country():
    story = Story().staffing().propose("karl", "lead")
    found = {c.person: str(c.blocked or "") for c in team(story.case, Role.SECOND, story.at, story.setting)}
    assert (found["ingrid"], found["nils"]) == ("", "")
    assert found["oto"] == "somebody from another country is needed"
    assert found["karl"] == "this person holds a seat already"
    assert PEOPLE.load == {}
    assert Interest(ground=Ground.OTHER).organisation == ""


def test_a_level_whose_states_nobody_reaches_or_owes_is_named(monkeypatch):
    from clustermark.process import lint as proofs  # noqa: PLC0415

    silver = SMALL.levels["silver"]
    alone = silver.model_copy(update={"team": silver.team.model_copy(update={"seats": (Role.READER,)})})
    codes = {p.code for p in lint_procedure(SMALL.procedure.model_copy(update={"levels": (alone,)})).problems}
    assert {"unreachable-state", "team-seats"} <= codes
    owed = {state: steps for state, steps in proofs.OWED_BY_STATE.items() if state is not State.BOARD}
    monkeypatch.setattr(proofs, "OWED_BY_STATE", owed)
    assert {p.code for p in lint_procedure(SMALL.procedure).problems} == {"no-obligation"}
