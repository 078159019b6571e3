"""Labels on the command line: from a decision to a label that is checked, revoked, baked and read back."""

import json
import stat
from datetime import UTC, datetime
from pathlib import Path

import pytest
from running import SMALL

from clustermark.errors import InputError
from clustermark.verbs import labels

AT = "2025-05-06"
EARLIER = "2025-05-05"


@pytest.fixture
def issuer(run, tmp_path):
    home, key = tmp_path / "issuer", tmp_path / "key.json"
    made = run(
        "label",
        "keygen",
        home,
        "--key",
        key,
        "--issuer",
        "did:web:labels.example",
        "--name",
        "Owner",
        "--at",
        AT,
    )
    assert made.code == 0
    assert stat.S_IMODE(key.stat().st_mode) == 0o600
    return home, key


LEVEL = "welcoming"


@pytest.fixture
def bundled(run, case, issuer, tmp_path):
    """Makes a bundle that a board has decided on, signed with the owner's key."""
    better = case.read_text(encoding="utf-8").replace("opening-hours: 30", "opening-hours: 50")
    case.write_text(better.replace("rating: 1", "rating: 2"), encoding="utf-8")

    def made(name="bundle.json", *, by="board", on="2025-05-05", key=issuer[1], **changes):
        text = case.read_text(encoding="utf-8")
        for old, new in changes.get("replaced", {}).items():
            text = text.replace(old, new)
        mine = tmp_path / f"{name}.yaml"
        mine.write_text(text, encoding="utf-8")
        who = ("--level", LEVEL, "--decided-by", by, "--decided-on", on) if by else ()
        signed = ("--key", key) if key else ()
        done = run("decision", "bundle", mine, "--out", tmp_path / name, "--scheme", SMALL, *who, *signed)
        assert (done.code, done.err) == (0, "")
        return tmp_path / name

    return made


@pytest.fixture
def bundle(bundled):
    return bundled()


@pytest.fixture
def label(run, issuer):
    """Runs a deed in the owner's folder."""
    home, key = issuer

    def done(verb, *more, at=AT, key=key):
        return run("label", verb, *more, "--folder", home, "--key", key, "--at", at)

    return done


@pytest.fixture
def issued(label, bundle):
    done = label("award", bundle, "--scheme", SMALL, "--json")
    assert (done.code, done.err) == (0, "")
    return json.loads(done.out)


@pytest.fixture
def verify(run, issuer):
    home, _ = issuer

    def verified(file, *more, at=AT):
        common = ("--issuer", home / "did.json", "--status-list", home / "status-list.json")
        return run("label", "verify", file, *common, "--at", at, *more)

    return verified


@pytest.mark.parametrize("lang", ["en", "lv"])
def test_a_label_is_valid_as_json_svg_and_png(issued, verify, lang):
    assert [file.rpartition(".")[2] for file in issued["files"]] == ["json", "svg", "png", "pdf", "pdf"]
    for file in issued["files"][:3]:
        done = verify(file, "--lang", lang)
        assert (done.code, done.out.count("✓")) == (0, 4)


def test_one_changed_character_is_noticed(issued, verify, tmp_path):
    changed = tmp_path / "changed.json"
    text = Path(issued["files"][0]).read_text(encoding="utf-8")
    changed.write_text(text.replace("Nowhere", "Nowhera"), encoding="utf-8")
    done = verify(changed)
    assert (done.code, "the signature does not fit" in done.out) == (1, True)
    assert json.loads(verify(changed, "--json").out)["proof_holds"] is False


def test_a_revoked_label_is_not_valid_though_its_signature_holds(run, issued, issuer, verify):
    home, key = issuer
    revoke = ("label", "revoke", issued["number"], "--folder", home, "--reason", "merged", "--at", AT)
    assert run(*revoke, "--key", key).code == 0
    found = json.loads(verify(issued["files"][0], "--json").out)
    assert (found["valid"], found["proof_holds"]) == (False, True)
    assert run(*revoke, "--key", key).code == 4
    register = json.loads((home / "register.json").read_text(encoding="utf-8"))
    assert register["labels"][issued["number"]][0]["reason"] == "merged"


def test_an_expired_label_is_not_valid(run, issued, issuer, verify):
    home, key = issuer
    later = "2040-01-01"
    assert run("label", "status-list", "--folder", home, "--key", key, "--at", later).code == 0
    assert "expired" in verify(issued["files"][0], at=later).out
    assert "status list holds" in verify(issued["files"][0], at="2040-02-01").out


def test_a_new_key_takes_over_and_old_labels_stay_valid(run, issued, issuer, verify, bundle, level, tmp_path):
    home, key = issuer
    new = tmp_path / "new.json"
    assert run("label", "keygen", home, "--key", new, "--at", "2025-05-07").code == 0
    assert verify(issued["files"][0], at="2025-05-07").code == 0
    issue = (
        "label",
        "issue",
        bundle,
        "--folder",
        home,
        "--level",
        level,
        "--scheme",
        SMALL,
        "--at",
        "2025-05-08",
    )
    assert run(*issue, "--key", key).code == 4
    again = run(*issue, "--key", new, "--renews", issued["number"], "--json")
    file = json.loads(again.out)["files"][0]
    assert file.endswith(f"{issued['number']}-2.json")
    assert verify(file, at="2025-05-08").code == 0


def test_a_label_goes_into_a_picture_and_back(run, issued, tmp_path):
    file, picture = issued["files"][0], issued["files"][1]
    for name in ("badge.svg", "badge.png"):
        assert run("label", "bake", file, "--out", tmp_path / name).code == 0
    assert (
        run("label", "bake", file, "--picture", picture, "--out", tmp_path / "again.svg", "--json").code == 0
    )
    for name in ("badge.svg", "badge.png", "again.svg"):
        out = tmp_path / f"{name}.json"
        assert run("label", "extract", tmp_path / name, "--out", out).code == 0
        assert out.read_bytes() == Path(file).read_bytes()
    assert run("label", "extract", tmp_path / "badge.svg", "--out", out).code == 5
    assert run("label", "extract", file, "--out", tmp_path / "none.json").code == 4


def test_the_key_may_stand_in_the_environment(run, issuer, monkeypatch):
    home, key = issuer
    again = ("label", "status-list", "--folder", home, "--at", AT, "--json")
    assert "CLUSTERMARK_KEY" in run(*again).err
    monkeypatch.setenv("CLUSTERMARK_KEY", key.read_text(encoding="utf-8"))
    assert json.loads(run(*again).out)["labels"] == 0


def test_what_cannot_be_issued_is_refused(run, bundle, issuer, level, tmp_path):
    home, key = issuer
    common = ("--folder", home, "--key", key, "--scheme", SMALL, "--at", AT)
    assert "does not award" in run("label", "issue", bundle, "--level", "platinum", *common).err
    assert "has no label" in run("label", "issue", bundle, "--level", level, "--renews", "X", *common).err
    elsewhere = ("--folder", tmp_path, "--key", key, "--scheme", SMALL, "--at", AT)
    assert "not the folder" in run("label", "issue", bundle, "--level", level, *elsewhere).err
    data = json.loads(bundle.read_text(encoding="utf-8"))
    data["case"]["answers"]["visitors"] = 1
    bundle.write_text(json.dumps(data), encoding="utf-8")
    assert "does not compute" in run("label", "issue", bundle, "--level", level, *common).err
    assert not (home / "labels").exists()


def test_a_label_without_a_name_to_go_to_is_refused(run, bundle, issuer, level, case, tmp_path):
    home, key = issuer
    text = case.read_text(encoding="utf-8").replace("number: s-1, ", "")
    case.write_text(text, encoding="utf-8")
    nameless = tmp_path / "nameless.json"
    run("decision", "bundle", case, "--out", nameless, "--scheme", SMALL)
    done = run(
        "label",
        "issue",
        nameless,
        "--level",
        level,
        "--folder",
        home,
        "--key",
        key,
        "--scheme",
        SMALL,
        "--at",
        AT,
    )
    assert (done.code, "to whom" in done.err) == (4, True)


def test_a_key_of_its_own_and_unfit_issuers(run, tmp_path):
    made = run("label", "keygen", tmp_path / "own", "--key", tmp_path / "own.json", "--at", AT, "--json")
    assert json.loads(made.out)["issuer"].startswith("did:key:z6Mk")
    assert run("label", "keygen", tmp_path / "own", "--key", tmp_path / "own.json", "--at", AT).code == 5
    wrong = run("label", "keygen", tmp_path / "x", "--key", tmp_path / "k.json", "--issuer", "me", "--at", AT)
    assert (wrong.code, (tmp_path / "k.json").exists()) == (4, False)
    nowhere = tmp_path / "no" / "such" / "k.json"
    assert run("label", "keygen", tmp_path / "x", "--key", nowhere, "--at", AT).code == 5


def test_a_folder_that_cannot_be_made_costs_no_key(run, tmp_path):
    (tmp_path / "file").write_text("x", encoding="utf-8")
    key = tmp_path / "k.json"
    made = run("label", "keygen", tmp_path / "file" / "issuer", "--key", key, "--at", AT)
    assert (made.code, key.exists()) == (5, False)


@pytest.mark.parametrize("content", ["[]", "{}", "no"])
def test_an_unfit_issuers_document_is_refused(run, issued, tmp_path, content):
    unfit = tmp_path / "unfit.json"
    unfit.write_text(content, encoding="utf-8")
    assert run("label", "verify", issued["files"][0], "--issuer", unfit, "--at", AT).code == 4


def test_without_anything_at_hand_a_label_is_not_valid(run, issued, tmp_path):
    done = run("label", "verify", issued["files"][0], "--issuer", tmp_path / "none.json", "--at", EARLIER)
    assert (done.code, done.out.count("✗")) == (4, 0)
    done = run("label", "verify", issued["files"][0], "--at", EARLIER)
    assert (done.code, done.out.count("✗")) == (1, 3)


def test_what_is_no_label_says_so(run, tmp_path, verify):
    (tmp_path / "x.json").write_text("{}", encoding="utf-8")
    assert "no Open Badges credential" in verify(tmp_path / "x.json").out
    (tmp_path / "large.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(50_000_000))
    assert "larger than" in verify(tmp_path / "large.png").err
    assert run("label", "verify", tmp_path / "missing.json").code == 4


def test_a_label_ends_for_a_reason_only(issued, issuer):
    with pytest.raises(InputError, match="reason"):
        labels.label_revoke(
            issued["number"], issuer[0], datetime(2025, 5, 6, tzinfo=UTC), reason=" ", key=issuer[1]
        )
