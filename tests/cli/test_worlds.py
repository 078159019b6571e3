"""The synthetic world and the demonstration."""

import json

import pytest

from clustermark.demonstration import running
from clustermark.sample import make_world
from clustermark.sample.allocation import Row
from clustermark.verbs import demonstrating

SMALL = (Row("DE", 20, 6, 10), Row("ES", 18, 4, 6), Row("LV", 5, 1))


@pytest.fixture
def small(monkeypatch):
    def make(seed=demonstrating.SEED, on=demonstrating.PUBLISHED_ON, *, progress=None):
        return make_world(seed, on, allocation=SMALL, progress=progress)

    for room in (demonstrating, running):
        monkeypatch.setattr(room, "make_world", make)


@pytest.mark.usefixtures("small")
def test_a_world_is_made_and_counted(run, tmp_path):
    folder = tmp_path / "world"
    assert "invented organisations" in run("sample", folder).out
    found = json.loads(run("sample", folder, "--json").out)
    assert [(c["organisations"], c["countries"]) for c in found["counts"]] == [(43, 3), (11, 3), (16, 2)]


@pytest.mark.usefixtures("small")
def test_a_folder_of_somebody_else_is_left_alone(run, tmp_path):
    (tmp_path / "thesis.txt").write_text("precious", encoding="utf-8")
    for command in ("sample", "demo"):
        shown = run(command, tmp_path)
        assert (shown.code, "thesis.txt" in shown.err) == (5, True)
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.txt"]


@pytest.mark.usefixtures("small")
@pytest.mark.parametrize("lang", ["en", "lv"])
def test_the_demonstration_tells_what_it_does_and_can_be_run_twice(run, tmp_path, lang):
    for _ in range(2):
        shown = run("demo", tmp_path / "demo", "--lang", lang)
        assert shown.code == 0
        for words in ("1. ", "2. ", "3. ", "4. ", "5. ", "gold/total", "(synthetic)"):
            assert words in shown.out
    decision = json.loads((tmp_path / "demo" / "decision.json").read_text(encoding="utf-8"))
    assert decision["decision"]["outcome"] == "refused"


@pytest.mark.usefixtures("small")
def test_the_demonstration_speaks_to_programs(run, tmp_path):
    shown = run("demo", tmp_path / "demo", "--json")
    tallies = json.loads(shown.out)["tallies"]
    assert all(t["agreed"] == t["awarded"] + t["refused"] for t in tallies)
