"""Which scheme a command works with: the built-in one by its name, whatever lies about; others by a path or the search path."""

import json
import os
import shutil

import pytest
from broken import SMALL as HEAD
from broken import broken

from clustermark.scheme.canonical import digest
from clustermark.scheme.loading import load
from clustermark.scheme.places import VARIABLE

CASE = "scheme: {scheme}\nassessed-on: 2025-05-05\nanswers: {{}}\n"


@pytest.fixture
def here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv(VARIABLE, raising=False)
    return tmp_path


def test_a_folder_in_the_working_directory_replaces_no_built_in_scheme(run, here):
    true = digest(load("ecei@2020"))
    (here / "case.yaml").write_text(CASE.format(scheme="ecei@2020"), encoding="utf-8")
    for name in ("ecei", "ecei@2020"):
        broken(here / name, "percent: 50", "percent: 1")
        assert (
            json.loads(run("scheme", "show", name, "--json").out)["title"]["en"] != "Reader-friendly library"
        )
    assert run("decision", "bundle", "case.yaml", "--out", "bundle.json").code == 0
    assert json.loads((here / "bundle.json").read_text())["scheme"] == {"name": "ecei@2020", "digest": true}
    assert run("decision", "replay", "bundle.json").code == 0


@pytest.mark.parametrize("name", ["./mine", "{here}/mine", "mine/../mine"])
def test_no_file_makes_the_program_open_a_folder(run, here, name):
    broken(here / "mine", "Stay", "Stay")
    name = name.format(here=here)
    (here / "case.yaml").write_text(CASE.format(scheme=name), encoding="utf-8")
    ran = run("decide", "case.yaml")
    assert (ran.code, "is no name of a scheme" in ran.err, "case.yaml" in ran.err) == (3, True, True)
    broken(here / "mine", "Stay", "Stay")
    (here / "case.yaml").write_text(CASE.format(scheme="reader-friendly@1"), encoding="utf-8")
    assert run("decision", "bundle", "case.yaml", "--out", "bundle.json", "--scheme", "./mine").code == 0
    bundle = (here / "bundle.json").read_text()
    assert run("decision", "replay", "bundle.json", "--scheme", "./mine").code == 0
    (here / "bundle.json").write_text(bundle.replace("reader-friendly@1", name))
    ran = run("decision", "replay", "bundle.json")
    assert (ran.code, "is no name of a scheme" in ran.err) == (3, True)


def test_what_could_be_a_name_or_a_folder_is_asked_about(run, here):
    broken(here / "mine", "Stay", "Stay")
    ran = run("scheme", "show", "mine")
    assert (ran.code, "for the folder of this name write ./mine" in ran.err) == (3, True)
    assert run("scheme", "show", "./mine").code == 0


def test_the_list_holds_the_schemes_of_the_search_path(run, here, monkeypatch):
    built_in = json.loads(run("scheme", "list", "--json").out)
    assert [one["folder"] for one in built_in] == [None, None]
    shelf = here / "shelf"
    shutil.copytree(HEAD.parents[1], shelf / "reader-friendly")
    monkeypatch.setenv(VARIABLE, os.pathsep.join(["", str(shelf)]))
    listed = json.loads(run("scheme", "list", "--json").out)
    assert listed[:2] == built_in
    assert (listed[2]["name"], listed[2]["folder"]) == (
        "reader-friendly@1",
        str(shelf / "reader-friendly" / "1"),
    )
    assert "iebūvēta" in run("scheme", "list", "--lang", "lv").out
    (here / "case.yaml").write_text(CASE.format(scheme="reader-friendly@1"), encoding="utf-8")
    assert run("decision", "bundle", "case.yaml", "--out", "bundle.json").code == 0
    assert run("decision", "replay", "bundle.json").code == 0
    assert VARIABLE in run("scheme", "list", "--help").out


def test_a_name_is_completed_also_from_the_search_path(here, monkeypatch):
    from clustermark.cli.options import _scheme_names  # noqa: PLC0415 - as the shell asks for it

    monkeypatch.setenv(VARIABLE, str(HEAD.parents[2]))
    assert _scheme_names() == ["ecei@2012", "ecei@2020", "reader-friendly@1"]
    monkeypatch.setenv(VARIABLE, "relative")
    assert _scheme_names() == ["ecei@2012", "ecei@2020"]
