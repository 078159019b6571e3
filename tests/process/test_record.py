"""Records: read back as written, and each thing that is wrong named with its line and its remedy."""

import json
from datetime import timedelta

import pytest
from stories import AT, SMALL, START, TEXT, Story, at, hash_of, ratings

from clustermark.errors import InputError
from clustermark.files import Given
from clustermark.process import deeds as d
from clustermark.process.persons import read_people
from clustermark.process.record import Record, lines, one_record_each, read_record
from clustermark.process.roles import Role, State
from clustermark.process.terms import Ground, Interest, words


@pytest.fixture(scope="module")
def record():
    story = at(State.DECIDED)
    return story.record.with_text("because")[0]


def read(rows):
    data = b"".join(
        json.dumps(row).encode() + b"\n" if isinstance(row, dict) else row.encode() + b"\n" for row in rows
    )
    return read_record(Given(data, "case.jsonl"))


def rows_of(record):
    return [json.loads(line) for line in lines(record, texts=False).splitlines()]


def codes(rows):
    with pytest.raises(InputError) as error:
        read(rows)
    assert all(problem.place.file == "case.jsonl" for problem in error.value.problems)
    return [(problem.code, problem.place.line) for problem in error.value.problems]


def test_a_record_is_read_back_as_it_was_written(record):
    back = read_record(Given(lines(record), "case.jsonl"))
    assert (back.deeds, back.texts, back.head) == (record.deeds, record.texts, record.head)
    assert back.folded(SMALL) == record.folded(SMALL)


def test_without_its_texts_the_chain_still_holds(record):
    back = read_record(Given(lines(record, texts=False)))
    assert (back.head, back.texts) == (record.head, {})


def test_a_missing_deed(record):
    rows = rows_of(record)
    assert codes(rows[:5] + rows[6:])[0] == ("deed-order", 6)


def test_a_doubled_deed(record):
    rows = rows_of(record)
    assert codes([*rows[:5], rows[4], *rows[5:]])[0] == ("deed-order", 6)


def test_reordered_deeds(record):
    rows = rows_of(record)
    rows[4], rows[5] = rows[5], rows[4]
    assert ("deed-order", 5) in codes(rows)


@pytest.mark.parametrize(
    ("key", "value"), [("by", "bruno"), ("at", "2026-03-02T09:07:00Z"), ("payload", {"person": "karl"})]
)
def test_a_changed_deed(record, key, value):
    rows = rows_of(record)
    rows[1] = rows[1] | {key: value}
    found = codes(rows)
    assert ("deed-changed", 2) in found
    assert ("chain-broken", 3) in found


def test_a_changed_deed_with_its_hash_made_again_breaks_the_chain(record):
    story = Record(record.deeds[:1])
    other = story.next(d.Invite(person="karl"), by="anna", role=Role.MANAGER, at=record.deeds[1].at)
    rows = rows_of(record)
    rows[1] = other.data | {"hash": other.hash}
    assert codes(rows) == [("chain-broken", 3)]


def test_an_unknown_kind_a_key_too_many_and_a_missing_one(record):
    row = rows_of(record)[0]
    assert codes([row | {"kind": "vots"}]) == [("unknown-kind", 1)]
    assert codes([row | {"mood": "good"}]) == [("unknown-key", 1)]
    assert codes([{k: v for k, v in row.items() if k != "by"}]) == [("deed-form", 1)]
    with pytest.raises(InputError, match="did you mean vote"):
        read([row | {"kind": "vots"}])


@pytest.mark.parametrize("line", ["{", "[" * 100_000, "3", '"deed"', "null"])
def test_lines_that_are_no_deeds(line):
    assert codes([line])[0][0] in {"not-json", "not-a-deed", "text-too-long"}


def test_so_many_problems_that_more_would_help_nobody():
    assert len(codes(["{"] * 500)) == 101


def test_a_record_knows_its_beginning(record):
    assert (record.begin.level, record.case) == ("gold", "c-1")
    assert (Record().case, Record().head) == ("", None)


def test_an_empty_record():
    assert codes([]) == [("empty-record", 0)]
    assert codes(["", "  "]) == [("empty-record", 0)]


def test_a_text_of_a_megabyte(record):
    long = "x" * 1_000_000
    with pytest.raises(ValueError, match="at most 20,000"):
        words(long)
    with pytest.raises(ValueError, match="empty"):
        words(" ")
    rows = rows_of(record)
    assert codes([*rows, {"text": TEXT, "words": long}]) == [("text-too-long", len(rows) + 1)]
    assert codes([*rows, {"text": TEXT, "words": "y" * 30_000}]) == [("text-too-long", len(rows) + 1)]


def test_a_text_that_is_another(record):
    rows = rows_of(record)
    assert codes([*rows, {"text": TEXT, "words": "since"}]) == [("text-changed", len(rows) + 1)]


def test_two_cases_in_a_record_and_two_records_of_one_case(record):
    other = Story(case="c-2").begin().record
    rows = rows_of(record)
    assert codes([*rows, *rows_of(other)]) == [("other-case", len(rows) + 1)]
    with pytest.raises(InputError, match="both of case c-1"):
        one_record_each([record, record])
    one_record_each([record, other])


def test_a_deed_before_the_one_before_and_one_in_the_future(record):
    story = at(State.STAFFING)
    story.at = START
    story.force("eva", d.Propose(person="karl", role=Role.LEAD, country="LV"))
    codes_ = {p.code for p in story.checked().problems}
    assert codes_ == {"deed-earlier"}
    ahead = at(State.STAFFING)
    assert {p.code for p in ahead.checked(now=START).problems} == {"deed-in-future"}
    assert ahead.checked(now=START + timedelta(days=9)).sound


@pytest.mark.parametrize(
    "value", ["2026-03-10", "2026-03-10T09:00:00", "2026-03-10T09:00:00+02:00", "soon", 12]
)
def test_a_moment_that_is_not_in_utc(record, value):
    row = rows_of(record)[0] | {"at": value}
    assert codes([row]) == [("deed-form", 1)]


def refused(story):
    return [(p.code, str(p.what)) for p in story.checked().problems]


def test_one_who_assessed_also_voted():
    story = at(State.BOARD)
    story.roster()
    story.force("eva", d.Appoint(person="karl", role=Role.BOARD))
    number = len(story.record.deeds)
    [(code, what), *_] = refused(story)
    assert code == "deed-refused"
    assert what.startswith(
        f"deed {number} (appoint to a seat, eva as officer) was not allowed: this person holds a seat already"
    )
    story.force("karl", d.Vote(choice="for"), Role.LEAD)
    assert f"deed {number + 1} (vote, karl as lead)" in refused(story)[-1][1]


def test_a_vote_on_an_older_report():
    story = at(State.BALLOT)
    story.force("mette", d.Vote(choice="for"), relies_on=hash_of("older"))
    number = len(story.record.deeds)
    assert refused(story) == [
        (
            "deed-refused",
            f"deed {number} (vote, mette as board) was not allowed: it relies on an older version",
        )
    ]


def test_a_rating_off_the_scale():
    story = at(State.ASSESSING)
    story.force("karl", d.SaveFindings(findings=ratings(aims=5)))
    assert "aims: 5 is off the scale, which ends at 4" in refused(story)[0][1]
    with pytest.raises(ValueError, match="greater than or equal"):
        ratings(aims=-1)
    story = at(State.ASSESSING)
    assert "lunch is not judged" in story.why_not("karl", d.SaveFindings(findings=ratings(lunch=1)))


def test_a_declaration_made_by_somebody_else():
    story = at(State.STAFFING)
    story.do("eva", d.Propose(person="karl", role=Role.LEAD, country="LV"))
    story.force("eva", d.Declare(person="karl", interests=()))
    assert "nobody can declare the interests of somebody else" in refused(story)[0][1]


def test_a_deed_in_no_row_ends_the_proof():
    story = at(State.STAFFING)
    good = len(story.record.deeds)
    deed = story.record.next(d.Vote(choice="for"), by="eva", role=Role.OFFICER, at=story.at)
    story.record = story.record.with_deed(deed)
    found = story.checked()
    assert (found.sound, found.deeds, found.state.state) == (False, good, State.STAFFING)


def test_people_are_read_and_what_is_wrong_is_named(tmp_path):
    good = "persons:\n  - {number: karl, country: LV, posts: [{post: assessor}]}\n"
    people = read_people(Given(good.encode(), "people.yaml"))
    assert people.known("karl")
    assert not people.known("ingrid")
    for bad, code in (
        ("- {number: karl}\n- {number: karl}\n", "person-twice"),
        ("- {number: karl, mood: good}\n", "person"),
        ("- {number: karl, country: Latvia}\n", "person"),
        ("persons: 3\n", "person"),
    ):
        with pytest.raises(InputError) as error:
            read_people(Given(bad.encode(), "people.yaml"))
        assert error.value.problems[0].code == code


def test_facts_under_two_numbers_that_point_at_each_other_do_not_loop():
    from stories import somebody  # noqa: PLC0415

    from clustermark.process.persons import People  # noqa: PLC0415

    people = People.of([somebody("a", "LV", same_as="b"), somebody("b", "LV", same_as="a")])
    assert people.one("a") in {"a", "b"}
    assert Interest(ground=Ground.PAID)


@pytest.mark.parametrize("state", AT)
def test_every_story_is_sound(state):
    story = Story()
    AT[state](story)
    assert story.checked().sound
