"""A report on the command line."""

import json

import pytest
import structure

import clustermark
from clustermark.errors import InputError
from clustermark.sample import make_world
from clustermark.sample.allocation import Row
from clustermark.sample.storing import save

SMALL = (Row("DE", 20, 2, 2), Row("EE", 2))


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    path = tmp_path_factory.mktemp("report")
    world = make_world(allocation=SMALL)
    save(world, path / "world")
    new = [m for m in world.members if len(m.attempts) > 1 and m.attempts[-1].case.scheme == "ecei@2020"]
    for name, attempt in (
        ("before", new[0].attempts[-2]),
        ("case", new[0].attempts[-1]),
        ("other", new[1].attempts[-2]),
    ):
        case = attempt.case.model_dump(mode="json", by_alias=True, exclude_defaults=True)
        (path / f"{name}.json").write_text(json.dumps(case), encoding="utf-8")
    return path


@pytest.mark.parametrize("lang", ["en", "lv"])
def test_the_same_report_for_print_and_for_the_screen(run, folder, tmp_path, lang):
    given = ("--previous", folder / "before.json", "--population", folder / "world", "--lang", lang)
    for name in ("report.pdf", "report.html"):
        done = run("report", folder / "case.json", "--out", tmp_path / name, *given)
        assert (done.code, done.err) == (0, "")
        assert "sha256:" in done.out
    assert structure.problems((tmp_path / "report.pdf").read_bytes()) == []
    assert f'<html lang="{lang}">'.encode() in (tmp_path / "report.html").read_bytes()


def test_data_for_programs_and_an_existing_file_is_left_alone(run, folder, tmp_path):
    given = (
        "report",
        folder / "case.json",
        "--out",
        tmp_path / "report.html",
        "--population",
        folder / "world",
    )
    assert json.loads(run(*given, "--json").out)["lang"] == "en"
    again = run(*given)
    assert again.code == 5
    assert "there is a file of this name — name a file that does not exist yet" in again.err


@pytest.mark.parametrize(
    ("previous", "out", "error"),
    [
        ("before", "report.docx", "a report is written as PDF or as HTML — end its name in .pdf or .html"),
        (
            "other",
            "report.pdf",
            "this is the case of another organisation — name the assessment before of the same one",
        ),
        (
            "case",
            "report.pdf",
            "this assessment is not earlier than the one reported on — name an earlier one",
        ),
    ],
)
def test_what_does_not_fit_is_refused(run, folder, tmp_path, previous, out, error):
    done = run(
        "report", folder / "case.json", "--out", tmp_path / out, "--previous", folder / f"{previous}.json"
    )
    assert done.code == 4
    assert error in " ".join(done.err.split())
    assert list(tmp_path.iterdir()) == []


def test_a_language_that_is_not_there_is_refused(folder, tmp_path):
    with pytest.raises(InputError, match="there is no language xx — use one of: en, lv"):
        clustermark.report(folder / "case.json", tmp_path / "r.pdf", lang="xx")
