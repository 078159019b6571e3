"""What a name means: a built-in scheme, or one on the search path; never a folder that happens to lie about."""

import os
import shutil
from pathlib import Path

import pytest
from broken import SMALL, broken

from clustermark.errors import InputError, Place, SchemeError
from clustermark.scheme.canonical import digest
from clustermark.scheme.loading import chosen, folder_of, identified, load, named
from clustermark.scheme.places import VARIABLE, built_in, built_in_names, folder_named, is_path, names

TRUE = {version: digest(load(f"ecei@{version}")) for version in built_in()["ecei"]}


@pytest.fixture
def here(tmp_path, monkeypatch):
    """The working directory, in which somebody has laid out folders with tempting names."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv(VARIABLE, raising=False)
    for name in ("ecei", "ecei@2020", "mine", "mine@1"):
        broken(tmp_path / name, "percent: 50", "percent: 1")
    return tmp_path


@pytest.fixture
def shelf(tmp_path, monkeypatch):
    """A search path with one folder."""
    root = tmp_path / "shelf"
    shutil.copytree(SMALL.parents[1], root / "reader-friendly")
    monkeypatch.setenv(VARIABLE, str(root))
    return root


def code(function, *arguments):
    with pytest.raises((SchemeError, InputError)) as caught:
        function(*arguments)
    return caught.value.problems[0].code


@pytest.mark.parametrize("ask", [load, named])
def test_a_built_in_name_means_the_built_in_scheme_wherever_one_is(here, ask):
    assert digest(ask("ecei@2020")) == digest(ask("ecei")) == TRUE["2020"]
    assert digest(ask("ecei@2012")) == TRUE["2012"]


def test_a_folder_is_meant_only_where_a_path_is_written(here):
    for path in (
        "./mine",
        str(here / "mine"),
        f"..{os.sep}{here.name}{os.sep}mine",
        here / "mine",
        Path("mine"),
    ):
        assert load(path).id == "reader-friendly"
    with pytest.raises(
        SchemeError, match=r"there is no scheme mine — for the folder of this name write \./mine"
    ):
        load("mine")
    with pytest.raises(
        SchemeError, match=r"there is no scheme mine@1 — for the folder of this name write \./mine@1"
    ):
        load("mine@1")


@pytest.mark.parametrize(
    "name",
    [
        "./mine",
        "mine/",
        "/etc",
        "../mine",
        ".",
        "..",
        "",
        "Mine",
        "mine@",
        "mine@..",
        "mine@./x",
        "mine\0",
        "mine\n",
        "ecei@2020\n",
        "m" * 61,
        "a" * 100_000,
    ],
)
def test_a_name_in_a_file_is_never_a_path(here, name):
    with pytest.raises(SchemeError) as caught:
        named(name, Place("case.yaml", 3))
    [problem] = caught.value.problems
    assert (problem.code, problem.place) == ("no-scheme-name", Place("case.yaml", 3))
    assert "./" not in problem.remedy.of("en")
    assert len(str(caught.value)) < 400


def test_what_a_file_names_is_not_looked_for_in_the_working_directory(here):
    with pytest.raises(
        SchemeError, match=r"case\.yaml — there is no scheme mine — name one of: ecei@2012, ecei@2020; or"
    ):
        named("mine", Place("case.yaml"))


@pytest.mark.parametrize(
    "given", ["", "mine\0", "Mein Schema", "a" * 5000, "./" + "a" * 5000, "./a\0b", "./nowhere"]
)
def test_what_a_person_gives_is_told_when_it_is_nothing(here, given):
    assert code(load, given) in {"no-scheme-name", "no-scheme", "unreadable"}


def test_what_is_given_goes_before_what_a_file_names(here):
    assert chosen("./mine", "ecei").id == "reader-friendly"
    assert chosen(None, "ecei").id == "ecei"
    assert code(chosen, "", "ecei") == "no-scheme-name"


def test_a_scheme_is_identified_by_its_content(here):
    assert identified("ecei@2020", TRUE["2020"]).version == "2020"
    with pytest.raises(
        InputError, match="another content than is named here — get the version with the hash sha256:1"
    ):
        identified("ecei@2020", "sha256:1", Place("population.json"))


def test_a_search_path_gives_more_names(shelf):
    assert names() == [*built_in_names(), "reader-friendly@1"]
    assert load("reader-friendly").name == named("reader-friendly@1").name == "reader-friendly@1"
    assert folder_of("reader-friendly") == shelf / "reader-friendly" / "1"
    assert code(named, "reader-friendly@2") == "no-scheme"


def test_version_ten_is_newer_than_version_nine(shelf):
    for version in ("9", "10", "9.1"):
        broken(shelf / "reader-friendly" / version, 'version: "1"', f'version: "{version}"')
    assert load("reader-friendly").version == "10"
    assert names()[2:] == [f"reader-friendly@{version}" for version in ("1", "9", "9.1", "10")]


def test_what_is_no_scheme_on_the_shelf_is_passed_over(shelf):
    (shelf / "note.txt").write_text("x")
    (shelf / "empty").mkdir()
    (shelf / "reader-friendly" / "draft").mkdir()
    broken(shelf / "Odd Name" / "1", "Stay", "Stay")
    broken(shelf / "reader-friendly" / "Old Version", "Stay", "Stay")
    assert names() == [*built_in_names(), "reader-friendly@1"]


def test_a_search_path_cannot_replace_a_built_in_scheme(shelf):
    broken(shelf / "ecei" / "2020", "id: reader-friendly", "id: ecei")
    broken(shelf / "ecei" / "2031", "id: reader-friendly", "id: ecei")
    assert digest(load("ecei")) == digest(named("ecei@2020")) == TRUE["2020"]
    assert code(named, "ecei@2031") == "no-scheme"
    assert code(names) == "name-taken"


def test_a_name_that_two_folders_have_is_refused(shelf, tmp_path, monkeypatch):
    shutil.copytree(SMALL.parents[1], tmp_path / "other" / "reader-friendly")
    monkeypatch.setenv(VARIABLE, f"{shelf}{os.pathsep}{tmp_path / 'other'}")
    assert code(load, "reader-friendly") == "name-taken"


def test_a_folder_that_holds_another_scheme_than_its_name_says_is_refused(shelf):
    broken(shelf / "reader-friendly" / "1", "id: reader-friendly", "id: reader-hostile")
    assert code(load, "reader-friendly") == "misnamed"
    assert code(named, "reader-friendly@1") == "misnamed"


@pytest.mark.parametrize("path", ["schemes", ".", "/nowhere/at/all"])
def test_a_search_path_depends_on_nothing(here, monkeypatch, path):
    monkeypatch.setenv(VARIABLE, path)
    assert code(load, "mine") == "search-path"
    assert digest(load("ecei")) == TRUE["2020"]


def test_an_empty_part_of_the_search_path_is_not_the_working_directory(here, monkeypatch):
    broken(here / "reader-friendly" / "1", "Stay", "Stay")
    monkeypatch.setenv(VARIABLE, os.pathsep * 2)
    assert code(load, "reader-friendly") == "no-scheme"
    assert names() == built_in_names()


def test_a_shelf_that_cannot_be_listed_is_told(shelf, monkeypatch):
    def vanished(_):
        raise FileNotFoundError(2, "No such file or directory")

    monkeypatch.setattr(Path, "iterdir", vanished)
    assert code(names) == "unreadable"


def test_other_content_cannot_bear_a_built_in_name(here):
    """Not even in a folder that is given as such: a label would say that it is by the built-in scheme."""
    copy = here / "copies" / "2020"
    shutil.copytree(built_in()["ecei"]["2020"], copy)
    shutil.copytree(built_in()["ecei"]["2020"].parent / "common", here / "copies" / "common")
    assert digest(load(copy)) == TRUE["2020"]
    with (copy / "levels.yaml").open() as file:
        text = file.read()
    (copy / "levels.yaml").write_text(text.replace("percent: 80", "percent: 1"))
    assert code(load, copy) == "built-in-name"
    head = (copy / "scheme.yaml").read_text()
    (copy / "scheme.yaml").write_text(head.replace('version: "2020"', 'version: "2020-mine"'))
    assert load(copy).name == "ecei@2020-mine"


def test_which_texts_are_paths():
    paths = ["./a", "a/b", "/a", "..", ".a", Path("a")]
    assert [is_path(one) for one in [*paths, "a", "a@1", ""]] == [True] * 6 + [False] * 3
    assert folder_named("ecei") == ("ecei", built_in()["ecei"]["2020"])
