"""Every command on a scheme that has nothing to do with clusters, and on the European one."""

import json
from pathlib import Path

import pytest
from running import CASE, SMALL

from clustermark.cli import score

ECEI_CASE = """\
scheme: ecei@2020
organisation: {number: synthetic-1, name: Cluster of Nowhere (synthetic), country: LV, synthetic: true}
assessed-on: 2026-03-10
answers: {existing-organisation: yes, eccp-listed: yes, english-website: yes, link-to-public-bodies: yes, staff-fte: 2.5, national-programme: yes}
"""


def test_help_is_for_people(run):
    shown = run("--help")
    assert shown.code == 0
    for words in ("Exit codes: 0 done", "scheme", "explain", "demo"):
        assert words in shown.out


def test_help_speaks_latvian(run, monkeypatch):
    assert "Aprēķināt lietas rādītājus un punktus." in run("score", "--lang", "lv", "--help").out
    assert "Parādīt shēmas, katru to versiju" in run("scheme", "list", "--lang=lv", "--help").out
    monkeypatch.setenv("CLUSTERMARK_LANG", "lv")
    assert "Izejas kodi" in run("--help").out


def test_the_version_is_said(run):
    assert run("--version").out.startswith("clustermark 0.")


def test_an_unknown_command_is_wrong_use(run):
    assert run("sing").code == 2
    assert run("scheme", "sing").code == 2


def test_schemes_are_listed(run):
    assert "ecei@2020" in run("scheme", "list").out
    rows = json.loads(run("scheme", "list", "--json").out)
    assert [row["name"] for row in rows] == ["ecei@2012", "ecei@2020"]
    assert all(row["published"] for row in rows)


@pytest.mark.parametrize("scheme", [SMALL, "ecei@2012", "ecei@2020", "ecei"])
@pytest.mark.parametrize("command", ["show", "lint", "ladder"])
@pytest.mark.parametrize("lang", ["en", "lv"])
def test_a_scheme_is_shown_proved_and_climbed(run, scheme, command, lang):
    shown = run("scheme", command, scheme, "--lang", lang)
    assert (shown.code, shown.err) == (0, "")
    assert len(shown.out) > 300
    assert json.loads(run("scheme", command, scheme, "--json").out)


def test_the_notice_stands_where_the_scheme_is_shown(run):
    for command in ("show", "ladder"):
        assert (
            "Modelled on the published indicators, not the official instrument"
            in run("scheme", command, "ecei").out
        )


def test_what_is_not_proved_ends_with_no(run, tmp_path):
    text = (Path(SMALL) / "scheme.yaml").read_text(encoding="utf-8")
    (tmp_path / "scheme.yaml").write_text(text.replace("threshold: 1", "threshold: 4"), encoding="utf-8")
    shown = run("scheme", "lint", tmp_path)
    assert shown.code == 1
    assert "Not everything holds." in shown.out
    assert "scheme.yaml:67" in shown.out.replace("\n", "")


@pytest.mark.parametrize("pair", [("ecei@2012", "ecei@2020"), (SMALL, SMALL)])
@pytest.mark.parametrize("lang", ["en", "lv"])
def test_versions_are_compared(run, pair, lang):
    assert run("scheme", "diff", *pair, "--lang", lang).code == 0
    found = json.loads(run("scheme", "diff", *pair, "--json").out)
    assert all(change["undeclared"] is None for change in found["changes"])


def test_fees_are_those_of_a_day(run):
    assert "2,250" in run("scheme", "ladder", "ecei@2020", "--on", "2026-01-01").out


def test_the_schema_of_the_files_is_printed(run):
    assert json.loads(run("scheme", "json-schema").out)["title"] == "Clustermark scheme"


def test_a_version_is_published_once(run, tmp_path):
    folder = tmp_path / "1"
    folder.mkdir()
    (folder / "scheme.yaml").write_bytes((Path(SMALL) / "scheme.yaml").read_bytes())
    assert "is published as sha256:" in run("scheme", "publish", folder).out
    assert json.loads(run("scheme", "publish", folder, "--json").out)["published"] is True
    assert "reader-friendly@1" in (run("scheme", "show", folder).out)


@pytest.mark.parametrize("lang", ["en", "lv"])
@pytest.mark.parametrize("scheme", [SMALL, "ecei@2020"])
def test_a_form_is_written_filled_and_scored(run, tmp_path, scheme, lang):
    form = tmp_path / "form.xlsx"
    assert run("questionnaire", scheme, "--out", form, "--lang", lang).code == 0
    again = run("questionnaire", scheme, "--out", form, "--lang", lang)
    assert again.code == 5
    assert str(form) in again.err
    other = tmp_path / "other.xlsx"
    assert json.loads(run("questionnaire", scheme, "--out", other, "--json").out) == {"file": str(other)}


@pytest.mark.parametrize("lang", ["en", "lv"])
def test_a_case_is_checked_scored_decided_and_explained(run, case, lang):
    for command in ("answers check", "score", "decide", "explain"):
        shown = run(*command.split(), case, "--scheme", SMALL, "--lang", lang)
        assert (shown.code, shown.err) == (0, "")
        assert "Library of [bold]Nowhere[/bold] (synthetic)" in shown.out
        assert (
            json.loads(run(*command.split(), case, "--scheme", SMALL, "--json").out)["organisation"]["number"]
            == "s-1"
        )


def test_numbers_are_as_exact_for_programs_as_they_are_inside(run, case):
    found = json.loads(run("score", case, "--scheme", SMALL, "--json").out)
    assert found["scorecard"]["indicators"]["visitors-per-seat"]["value"] == 150
    decided = json.loads(run("decide", case, "--scheme", SMALL, "--json", "--level", "friendly").out)
    [decision] = decided["decisions"]
    assert (decision["outcome"], decision["verdicts"][1]["total"]) == ("refused", {"points": 4, "maximum": 9})


def test_a_decision_is_explained_rule_by_rule(run, case):
    shown = run("explain", case, "--scheme", SMALL, "--level", "friendly").out.replace(
        "\N{NO-BREAK SPACE}", " "
    )
    assert "Friendly: refused" in shown
    assert "total 4 of 9 points = 44.44 %, below 50 %" in shown
    assert "friendly/total" in shown
    assert "The nearest ways to this level, cheapest first:" in shown


def test_one_number_is_explained(run, case):
    assert (
        "9,000 to 60, times 1: 150"
        in run("explain", case, "--scheme", SMALL, "--of", "visitors-per-seat").out
    )
    assert "accepted document" in run("explain", case, "--scheme", SMALL, "--of", "quiet-corner").out
    wrong = run("explain", case, "--scheme", SMALL, "--of", "quiet-corners")
    assert (wrong.code, "did you mean quiet-corner?" in wrong.err) == (4, True)


def test_an_awarded_level_says_until_when(run, tmp_path):
    (tmp_path / "case.yaml").write_text(
        CASE.format(scheme="reader-friendly@1").replace("hours: 30", "hours: 60"), encoding="utf-8"
    )
    assert "31 May 2027" in run("decide", tmp_path / "case.yaml", "--scheme", SMALL).out


def test_a_european_case_finds_its_scheme_by_itself(run, tmp_path):
    (tmp_path / "case.yaml").write_text(ECEI_CASE, encoding="utf-8")
    assert run("answers", "check", tmp_path / "case.yaml").code == 0
    shown = run("explain", tmp_path / "case.yaml", "--lang", "lv")
    assert "Bronza: atteikts" in shown.out
    assert "Modelled" not in shown.out


def test_points_are_told_in_every_state(run, tmp_path):
    text = CASE.format(scheme="reader-friendly@1")
    text = text.replace(
        "criterion: welcome, rating: 1", "criterion: welcome, not-applicable: true, note: none"
    ).replace("  - {criterion: quiet-corner, rating: 2}\n", "")
    (tmp_path / "case.yaml").write_text(text, encoding="utf-8")
    shown = run("score", tmp_path / "case.yaml", "--scheme", SMALL).out
    for words in ("does not apply", "not judged yet", "1 of 3", "open, not every criterion is judged yet"):
        assert words in shown
    assert score.points.__doc__


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("visitors: 9000", "visitors: -1", "-1 is below the least possible, 0"),
        ("rating: 1", "rating: 7", "welcome: the rating 7 is off the scale"),
        (
            "scheme: reader-friendly@1",
            "scheme: reader-friendly@9",
            "the case is of reader-friendly@9, not of reader-friendly@1",
        ),
    ],
)
def test_bad_input_is_told_with_its_place_and_nothing_is_computed(run, tmp_path, old, new, words):
    path = tmp_path / "case.yaml"
    path.write_text(CASE.format(scheme="reader-friendly@1").replace(old, new), encoding="utf-8")
    shown = run("score", path, "--scheme", SMALL)
    assert (shown.code, shown.out) == (4, "")
    assert f"{path}:" in shown.err
    assert words in shown.err
    [problem] = json.loads(run("score", path, "--scheme", SMALL, "--json").err)["problems"]
    assert problem["place"]["file"] == str(path)
    assert problem["place"]["line"] >= 1
    assert problem["code"]
    assert set(problem["what"]) == {"en", "lv"}


def test_a_check_says_what_is_wrong_and_what_is_doubtful(run, tmp_path):
    path = tmp_path / "case.yaml"
    text = (
        CASE.format(scheme="reader-friendly@1")
        .replace("visitors: 9000", "visitors: 30")
        .replace("opening-hours: 30", "opening-hours: 300")
    )
    path.write_text(text, encoding="utf-8")
    shown = run("answers", "check", path, "--scheme", SMALL)
    assert shown.code == 1
    for words in (
        "1 problem",
        "above the most possible",
        "1 answer to look at again",
        "There are more seats than visitors.",
        "1 required answer is missing for Visit:",
    ):
        assert words in " ".join(shown.out.split())


def test_an_unknown_level_and_an_unknown_scheme_are_named(run, case):
    level = run("decide", case, "--scheme", SMALL, "--level", "platinum")
    assert (level.code, "use one of: friendly, outstanding" in level.err) == (4, True)
    scheme = run("scheme", "show", "nowhere@1")
    assert (scheme.code, "there is no scheme nowhere@1" in scheme.err) == (3, True)


def test_a_folder_without_permission_is_named(run, tmp_path):
    (tmp_path / "file").write_text("", encoding="utf-8")
    shown = run("questionnaire", "ecei", "--out", tmp_path / "file" / "form.xlsx")
    assert (shown.code, "it cannot be written" in shown.err) == (5, True)


def test_an_interruption_is_told_and_leaves_nothing(run, monkeypatch, tmp_path):
    def stopped(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr("clustermark.verbs.demonstrating.make_world", lambda *_args, **_more: stopped())
    shown = run("sample", tmp_path / "world")
    assert (shown.code, "Stopped before the end." in shown.err) == (130, True)
    assert list(tmp_path.iterdir()) == []
