"""Decision bundles on the command line."""

import json

import pytest
from running import SMALL


@pytest.mark.parametrize("lang", ["en", "lv"])
def test_a_decision_is_bundled_and_replayed(run, case, tmp_path, lang):
    out = tmp_path / "bundle.json"
    assert "sha256:" in run("decision", "bundle", case, "--out", out, "--scheme", SMALL, "--lang", lang).out
    assert run("decision", "bundle", case, "--out", out, "--scheme", SMALL).code == 5
    replayed = run("decision", "replay", out, "--scheme", SMALL, "--lang", lang)
    assert (replayed.code, "sha256:" in replayed.out) == (0, True)
    nothing = {"en": "It holds no record", "lv": "Tajā nav lietas pieraksta"}[lang]
    assert nothing in replayed.out
    data = json.loads(out.read_text(encoding="utf-8"))
    data["case"]["answers"]["visitors"] = 1
    out.write_text(json.dumps(data), encoding="utf-8")
    changed = run("decision", "replay", out, "--scheme", SMALL, "--lang", lang)
    assert (changed.code, "visitors" in changed.out) == (1, True)
    assert json.loads(run("decision", "replay", out, "--scheme", SMALL, "--json").out)["same"] is False


def test_a_bundle_speaks_to_programs(run, case, tmp_path):
    found = json.loads(
        run("decision", "bundle", case, "--out", tmp_path / "b.json", "--scheme", SMALL, "--json").out
    )
    assert found["file"] == str(tmp_path / "b.json")


@pytest.mark.parametrize("lang", ["en", "lv"])
def test_a_bundle_is_signed_with_the_key_of_the_issuer(run, case, tmp_path, lang, monkeypatch):
    monkeypatch.delenv("CLUSTERMARK_KEY", raising=False)
    key = tmp_path / "key.json"
    run("label", "keygen", tmp_path / "issuer", "--key", key)
    run("decision", "bundle", case, "--out", tmp_path / "b.json", "--scheme", SMALL, "--key", key)
    replayed = run("decision", "replay", tmp_path / "b.json", "--scheme", SMALL, "--lang", lang)
    assert (replayed.code, "did:key:z6Mk" in replayed.out) == (0, True)
    (tmp_path / "no-key.json").write_text("{}")
    done = run(
        "decision",
        "bundle",
        case,
        "--out",
        tmp_path / "c.json",
        "--scheme",
        SMALL,
        "--key",
        tmp_path / "no-key.json",
    )
    assert (done.code, "this is no signing key" in done.err) == (4, True)
