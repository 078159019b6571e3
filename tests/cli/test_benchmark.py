"""The comparison with peers on the command line."""

import json

import pytest

from clustermark.sample import make_world
from clustermark.sample.allocation import Row
from clustermark.sample.storing import save
from clustermark.verbs import populations

SMALL = (Row("DE", 30, 6, 6), Row("EE", 4), Row("CA", 1))


@pytest.fixture(scope="module")
def world():
    return make_world(allocation=SMALL)


@pytest.mark.parametrize("lang", ["en", "lv"])
def test_a_case_sees_where_it_stands(run, tmp_path, monkeypatch, world, lang):
    monkeypatch.setattr(populations, "make_world", lambda: world)
    save(world, tmp_path / "world")
    attempt = next(a for a in world.attempts if a.case.scheme == "ecei@2020")
    case = attempt.case.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    case["answers"].pop("staff-fte")
    (tmp_path / "case.json").write_text(json.dumps(case), encoding="utf-8")
    fresh = run("benchmark", tmp_path / "case.json", "--lang", lang)
    stored = run("benchmark", tmp_path / "case.json", "--lang", lang, "--population", tmp_path / "world")
    assert (fresh.code, fresh.out) == (0, stored.out)
    assert "sha256:" in fresh.out
    found = json.loads(run("benchmark", tmp_path / "case.json", "--json").out)
    assert len(found["rows"]) == 36
