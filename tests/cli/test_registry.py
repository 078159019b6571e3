"""The registry on the command line."""

import csv
import json

import pytest
from running import SMALL

from clustermark.registry import reading
from clustermark.verbs import registries

PUBLISHED = str(reading.__file__).replace("reading.py", "data/published-bronze.csv")
AS_OF = ("--as-of", "2014-06-01")


@pytest.fixture
def file(run, tmp_path):
    path = tmp_path / "registry.csv"
    assert "41 entries" in run("registry", "import", PUBLISHED, "--out", path).out
    return path


@pytest.mark.parametrize("lang", ["en", "lv"])
def test_a_registry_is_listed_counted_and_shown(run, file, lang):
    listed = run("registry", "list", *AS_OF, "--registry", file, "--country", "NO", "--lang", lang)
    assert (listed.code, "Arena Eyde" in listed.out) == (0, True)
    assert run("registry", "counts", *AS_OF, "--registry", file, "--lang", lang).code == 0
    label = json.loads(run("registry", "list", *AS_OF, "--registry", file, "--json").out)["lines"][0][
        "state"
    ]["label"]
    shown = run("registry", "show", label, *AS_OF, "--registry", file, "--lang", lang)
    assert (shown.code, "2016" in shown.out) == (0, True)
    assert (
        json.loads(run("registry", "show", label, *AS_OF, "--registry", file, "--json").out)["state"][
            "derived"
        ]
        is True
    )


def test_a_label_that_is_not_there_is_named(run, file):
    shown = run("registry", "show", "imported-99999", *AS_OF, "--registry", file)
    assert (shown.code, "there is no label imported-99999 on 1 June 2014" in shown.err) == (4, True)


def test_the_list_of_a_day_is_exported_once(run, file, tmp_path):
    out = tmp_path / "list.json"
    assert run("registry", "export", out, *AS_OF, "--registry", file, "--country", "NO").code == 0
    assert {row["country"] for row in json.loads(out.read_text(encoding="utf-8"))} == {"NO"}
    assert run("registry", "export", out, *AS_OF, "--registry", file).code == 5
    again = run("registry", "export", tmp_path / "list.csv", *AS_OF, "--registry", file, "--json")
    assert json.loads(again.out)["entries"] > 5


def test_notes_are_told_and_data_given(run, tmp_path):
    rows = (
        "name,country,level,valid_until\nA (synthetic),LV,gold,2016-01-01\nA (synthetic),LV,gold,2018-01-01\n"
    )
    (tmp_path / "in.csv").write_text(rows, encoding="utf-8")
    shown = run("registry", "import", tmp_path / "in.csv", "--out", tmp_path / "a.csv").out
    assert "stands here twice" in " ".join(shown.split())
    assert (
        json.loads(run("registry", "import", tmp_path / "in.csv", "--out", tmp_path / "b.csv", "--json").out)[
            "entries"
        ]
        == 1
    )


@pytest.mark.parametrize("name", ["list.xls", "list.ods", "list", "list.csv.gz"])
def test_what_has_no_known_ending_is_refused_before_anything_is_done(run, file, tmp_path, name):
    for done in (
        run("registry", "export", tmp_path / name, *AS_OF, "--registry", "missing.csv"),
        run("registry", "import", "missing.csv", "--out", tmp_path / name),
    ):
        assert (done.code, "one of: .csv, .json, .xlsx" in done.err) == (5, True)
    assert not (tmp_path / name).exists()


def test_an_export_in_latvian_is_a_registry_again(run, file, tmp_path):
    out, again = tmp_path / "list.xlsx", tmp_path / "again.csv"
    assert run("registry", "export", out, *AS_OF, "--registry", file, "--lang", "lv").code == 0
    assert run("registry", "import", out, "--out", again, "--lang", "lv").code == 0
    assert {row["level"] for row in csv.DictReader(again.read_text(encoding="utf-8").splitlines())} == {
        "Bronza"
    }


def test_an_invented_entry_is_marked_wherever_it_is_shown(run, tmp_path):
    rows = "label,name,country,level,valid_until,synthetic\nl-1,Food Cluster,LV,gold,2027-03-31,TRUE\n"
    (tmp_path / "in.csv").write_text(rows, encoding="utf-8")
    day, mark = (
        ("--as-of", "2026-01-01", "--registry", tmp_path / "in.csv"),
        "Food Cluster (synthetic, invented)",
    )
    assert mark in run("registry", "list", *day).out
    assert mark in run("registry", "show", "l-1", *day).out
    run("registry", "export", tmp_path / "out.csv", *day)
    assert mark in (tmp_path / "out.csv").read_text(encoding="utf-8")


def test_a_registry_of_another_scheme_is_imported_listed_and_counted(run, tmp_path):
    rows = "name,country,level,valid_until\nBuilding A,United Kingdom,good,2026-01-01\n"
    (tmp_path / "in.csv").write_text(rows, encoding="utf-8")
    scheme, out = ("--scheme", SMALL), tmp_path / "out.csv"
    refused = run("registry", "import", tmp_path / "in.csv", "--out", out)
    assert (refused.code, "levels of another scheme need --scheme" in refused.err) == (4, True)
    [level] = json.loads(run("scheme", "show", SMALL, "--json").out)["levels"][-1:]
    (tmp_path / "in.csv").write_text(rows.replace("good", level["id"]), encoding="utf-8")
    assert run("registry", "import", tmp_path / "in.csv", "--out", out, *scheme).code == 0
    day = ("--as-of", "2025-06-01", "--registry", out, "--country", "uk", *scheme)
    for lang in ("en", "lv"):
        shown = run("registry", "list", *day, "--lang", lang).out
        assert level["title"][lang] in shown
        assert level["title"][lang] in run("registry", "counts", *day, "--lang", lang).out
        assert (
            level["title"][lang]
            in run("registry", "show", "imported-00001", *day[:4], *scheme, "--lang", lang).out
        )


@pytest.mark.parametrize(
    ("lang", "words"),
    [("en", "last known 15 September 2020"), ("lv", "pēdējās zināmās ziņas: 2020. gada 15. septembris")],
)
def test_what_was_listed_for_a_day_is_last_known_afterwards(run, lang, words):
    shown = run("registry", "list", "--as-of", "2021-01-01", "--country", "Latvia", "--lang", lang).out
    assert words in " ".join(shown.split())
    before = run("registry", "list", "--as-of", "2020-09-14", "--country", "Latvia", "--json").out
    assert "listed-lv" not in before
    shown = run("registry", "show", "listed-lv-1", "--as-of", "2021-01-01", "--lang", lang).out
    assert {"en": "listed", "lv": "iekļauts sarakstā"}[lang] in shown


def test_the_published_counts_come_out(run):
    found = json.loads(run("registry", "counts", "--as-of", "2020-09-15", "--json").out)
    assert [(c["level"], c["organisations"], len(c["by-country"])) for c in found["counts"]] == [
        ("bronze", 997, 43),
        ("silver", 100, 18),
        ("gold", 94, 18),
    ]
    latvia = run("registry", "list", "--as-of", "2020-09-15", "--country", "LV", "--lang", "lv").out
    latvia = " ".join(latvia.split())
    for name in (
        "Latvijas Informācijas tehnoloģiju",
        "Tīro tehnoloģiju klasteris",
        "Latvijas loģistikas klasteris",
    ):
        assert name in latvia
    assert registries.registry_counts.__doc__
