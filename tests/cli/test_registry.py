"""The registry on the command line."""

import json

import pytest

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
    rows = "name,country,valid_until\nA (synthetic),LV,2016-01-01\nA (synthetic),LV,2018-01-01\n"
    (tmp_path / "in.csv").write_text(rows, encoding="utf-8")
    shown = run("registry", "import", tmp_path / "in.csv", "--out", tmp_path / "a.csv").out
    assert "stands here twice" in " ".join(shown.split())
    assert (
        json.loads(run("registry", "import", tmp_path / "in.csv", "--out", tmp_path / "b.csv", "--json").out)[
            "entries"
        ]
        == 1
    )


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
