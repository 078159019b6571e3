"""The process on the command line."""

import json

import pytest
from stories import PERSONS, TEXT, Story

from clustermark.process import deeds as d
from clustermark.process.record import lines
from clustermark.process.roles import Role
from clustermark.process.setting import setting_of
from clustermark.process.terms import named

FULL = setting_of("ecei@2020")


def full_ratings(level):
    return tuple(
        d.Rating(criterion=c, rating=min(top, 3), reason=TEXT) for c, top in FULL.rated[level].items()
    )


class Whole(Story):
    """A story under the whole scheme."""

    def __init__(self, case="c-1"):
        super().__init__("gold", setting_of("ecei@2020").knowing(people()), case)

    def sign(self, person, **_):
        self.do(person, d.SaveFindings(findings=full_ratings("gold")))
        self.do(person, d.SignFindings())
        return self


def people():
    from clustermark.process.persons import People  # noqa: PLC0415

    return People.of(PERSONS)


def told(until):
    import stories  # noqa: PLC0415

    conditions = tuple(d.Answered(condition=c, met=True) for c in sorted(FULL.conditions))
    agreed = {"met": lambda: conditions, "ratings": lambda: full_ratings("gold")}
    before = {name: getattr(stories, name) for name in agreed}
    vars(stories).update(agreed)
    try:
        return until(Whole())
    finally:
        vars(stories).update(before)


@pytest.fixture(scope="module")
def story():
    return told(Whole.consensus)


@pytest.fixture
def record(story, tmp_path):
    path = tmp_path / "case.jsonl"
    path.write_bytes(lines(story.record))
    return path


@pytest.fixture
def register(tmp_path):
    path = tmp_path / "people.json"
    rows = [p.model_dump(mode="json", by_alias=True, exclude_defaults=True) for p in PERSONS]
    path.write_text(json.dumps({"persons": rows}), encoding="utf-8")
    return path


@pytest.mark.parametrize("lang", ["en", "lv"])
def test_the_table_and_the_diagram(run, tmp_path, lang):
    shown = run("process", "table", "ecei@2020", "--level", "gold", "--lang", lang)
    assert (shown.code, "team-ready" in shown.out) == (0, True)
    out = tmp_path / "gold.svg"
    drawn = run("process", "diagram", "ecei@2020", "--level", "gold", "--out", out, "--lang", lang)
    assert (drawn.code, out.read_text(encoding="utf-8").startswith("<svg")) == (0, True)
    assert run("process", "diagram", "ecei@2020", "--level", "gold", "--out", out).code == 5
    assert run("process", "diagram", "ecei@2020", "--level", "lead").code == 4
    assert json.loads(run("process", "table", "ecei@2020", "--json").out)["linted"]["proofs"]
    assert (
        json.loads(run("process", "diagram", "ecei@2020", "--level", "bronze", "--json").out)["file"] is None
    )


@pytest.mark.parametrize("lang", ["en", "lv"])
def test_what_one_sees_may_and_owes(run, record, register, lang):
    more = ("--on", "2026-03-02", "--people", register, "--lang", lang)
    for verb in ("show", "may"):
        shown = run("process", verb, record, "--as", "karl", *more)
        assert (shown.code, bool(shown.out)) == (0, True)
    assert run("process", "waiting", record, *more).code == 0
    assert run("process", "team", record, "--role", "third", *more).code == 0
    assert "ingrid" in run("process", "show", record, "--as", "karl", *more).out
    assert "ingrid" not in run("process", "show", record, "--as", "anna", *more).out.split("\n\n", 1)[0]


def test_a_stranger_sees_nothing(run, record, register):
    shown = run("process", "show", record, "--as", "nils", "--on", "2026-03-02", "--people", register)
    assert shown.out.strip() == "There is nothing to see."
    early = run("process", "show", record, "--as", "anna", "--on", "2026-03-01", "--json")
    assert json.loads(early.out)["page"] == {}


def test_programs_get_data(run, record, register):
    on = ("--on", "2026-03-02", "--json")
    assert json.loads(run("process", "waiting", record, *on).out)["obligations"][0]["step"] == "consensus"
    options = json.loads(run("process", "may", record, "--as", "karl", *on).out)["options"]
    assert {"propose-consensus"} <= {o["kind"] for o in options if o["why"] is None}
    team = json.loads(run("process", "team", record, "--role", "second", "--people", register, *on).out)
    assert {c["person"] for c in team["candidates"]} == {"karl", "ingrid", "nils", "oto"}
    assert json.loads(run("process", "show", record, "--as", "eva", *on).out)["page"]["state"] == "consensus"
    assert run("process", "team", record, "--role", "cook", "--people", register, *on).code == 4


@pytest.mark.parametrize("lang", ["en", "lv"])
def test_a_record_is_proved_and_a_wrong_one_named(run, story, record, register, tmp_path, lang):
    assert run("process", "check", record, "--people", register, "--lang", lang).code == 0
    assert json.loads(run("process", "check", record, "--json").out)["sound"] is True
    wrong = Whole()
    wrong.record, wrong.at = story.record, story.at
    wrong.force("eva", d.Appoint(person="karl", role=Role.BOARD))
    path = tmp_path / "wrong.jsonl"
    path.write_bytes(lines(wrong.record))
    shown = run("process", "check", path, "--lang", lang)
    assert (shown.code, f" {len(wrong.record.deeds)} (" in " ".join(shown.out.split())) == (1, True)
    assert run("process", "check", record, record).code == 4
    rows = lines(story.record).splitlines()
    path.write_bytes(b"\n".join([rows[0], rows[2], rows[1], *rows[3:]]))
    assert run("process", "check", path).code == 4


@pytest.mark.parametrize("lang", ["en", "lv"])
def test_agreement_of_few_cases_shows_nothing(run, record, lang):
    shown = run("process", "agreement", record, "--bootstraps", "20", "--lang", lang)
    assert shown.code == 0
    rows = json.loads(run("process", "agreement", record, "--json").out)["ecei@2020 gold"]
    assert {row["cases"] for row in rows} >= {1}
    assert all(not row["estimates"] for row in rows if row["criterion"])


def test_a_record_of_another_procedure_and_one_without_a_beginning(run, story, tmp_path):
    path = tmp_path / "case.jsonl"
    begin = story.record.deeds[0]
    what = begin.what.model_copy(update={"procedure": named(b"old")})
    from clustermark.process.record import Record  # noqa: PLC0415

    other = Record().next(what, by="anna", role=Role.ANYONE, at=begin.at, case="c-9")
    path.write_bytes(lines(Record((other,))))
    assert "another version of the procedure" in run("process", "check", path).err
    late = Record().next(d.Submit(dossier=TEXT), by="anna", role=Role.MANAGER, at=begin.at, case="c-9")
    path.write_bytes(lines(Record((late,))))
    assert "begins with" in run("process", "check", path).err


CASE = """\
scheme: ecei@2020
organisation: {number: org-1, name: Nowhere (synthetic), country: LV, synthetic: true}
assessed-on: 2026-03-02
"""


@pytest.fixture(scope="module")
def decided():
    return told(Whole.ballot)


@pytest.fixture
def bundled(run, decided, register, tmp_path):
    """Bundles the record that a story came to."""
    case, record, out = (tmp_path / name for name in ("case.yaml", "whole.jsonl", "decision.json"))
    case.write_text(CASE, encoding="utf-8")

    def made(told, *more):
        record.write_bytes(lines(told.record))
        out.unlink(missing_ok=True)
        files = ("--out", out, "--record", record, "--people", register)
        return run("decision", "bundle", case, *files, *more), out, record

    return made


def copied(story):
    other = Whole()
    other.record, other.at = story.record, story.at
    return other


@pytest.mark.parametrize("lang", ["en", "lv"])
def test_a_decision_is_bundled_with_its_record_and_the_process_proved(run, bundled, decided, lang):
    done, out, _record = bundled(decided, "--lang", lang)
    assert done.code == 0, done.err
    shown = run("decision", "replay", out, "--lang", lang)
    assert (shown.code, shown.out.count("✓"), shown.out.count("✗")) == (0, 9, 0)
    claims = json.loads(run("decision", "replay", out, "--json").out)["process"]
    assert {claim["name"] for claim in claims} >= {"chain", "signed-blind", "same-report"}
    assert b"because" not in out.read_bytes()


def assessor_votes(story):
    return story.force("karl", d.Vote(choice="for"), Role.BOARD, story.case.basis)


def older_report(story):
    return story.force("mette", d.Vote(choice="for"), Role.BOARD, named(b"older"))


@pytest.mark.parametrize("lang", ["en", "lv"])
@pytest.mark.parametrize("forge", [assessor_votes, older_report])
def test_a_wrong_vote_is_refused_by_check_and_by_replay(run, bundled, decided, register, forge, lang):
    _done, out, record = bundled(decided)
    wrong = copied(decided)
    number = forge(wrong).number
    record.write_bytes(lines(wrong.record))
    checked = run("process", "check", record, "--people", register, "--lang", lang)
    assert (checked.code, f"{number}" in checked.out) == (1, True)
    assert bundled(wrong)[0].code == 4
    data = json.loads(bundled(decided)[1].read_bytes())
    data["record"]["deeds"] = [json.loads(line) for line in lines(wrong.record, texts=False).splitlines()]
    out.write_text(json.dumps(data), encoding="utf-8")
    shown = run("decision", "replay", out, "--lang", lang)
    assert (shown.code, "✗" in shown.out) == (1, True)
    named_ = f"deed {number}: " if lang == "en" else f"{number}. darbība: "
    assert named_ in " ".join(shown.out.split())


@pytest.mark.parametrize("lang", ["en", "lv"])
def test_a_swapped_deed_is_refused_by_check_and_by_replay(run, bundled, decided, lang):
    _done, out, record = bundled(decided)
    data = json.loads(out.read_bytes())
    deeds = data["record"]["deeds"]
    deeds[4], deeds[5] = deeds[5], deeds[4]
    out.write_text(json.dumps(data), encoding="utf-8")
    shown = run("decision", "replay", out, "--lang", lang)
    assert (shown.code, "✗" in shown.out) == (1, True)
    assert ("deed 5: deed 6" if lang == "en" else "5. darbība: ") in " ".join(shown.out.split())
    rows = record.read_bytes().splitlines()
    rows[4], rows[5] = rows[5], rows[4]
    record.write_bytes(b"\n".join(rows))
    checked = run("process", "check", record, "--lang", lang)
    assert (checked.code, "6" in checked.err) == (4, True)
