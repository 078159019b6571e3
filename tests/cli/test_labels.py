"""Labels on the command line: from a decision to a label that is checked, revoked, baked and read back."""

import json
import stat
from pathlib import Path

import pytest
from running import SMALL

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


LEVEL = "friendly"


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


def test_a_revoked_label_is_not_valid_though_its_signature_holds(label, issued, verify):
    assert label("revoke", issued["number"], "--reason", "merged").code == 0
    found = json.loads(verify(issued["files"][0], "--json").out)
    assert (found["valid"], found["proof_holds"]) == (False, True)
    again = label("revoke", issued["number"], "--reason", "merged")
    assert (again.code, "withdrawn or revoked" in again.err) == (4, True)


def test_a_suspended_label_comes_back_by_a_new_credential(label, issued, verify):
    number = issued["number"]
    assert label("suspend", number, "--reason", "a complaint").code == 0
    assert verify(issued["files"][0]).code == 1
    back = json.loads(label("reinstate", number, "--reason", "unfounded", "--scheme", SMALL, "--json").out)
    assert [verify(found["files"][0]).code for found in (issued, back)] == [1, 0]
    assert label("suspend", number, "--reason", "another one").code == 0
    assert label("revoke", number, "--reason", "founded").code == 0


def test_a_label_is_handed_over_and_its_name_corrected(label, issued, verify):
    number = issued["number"]
    to = ("--to", "s/2 ß", "--name", "Library of Elsewhere (synthetic)", "--country", "LV")
    over = json.loads(label("transfer", number, *to, "--reason", "merged", "--scheme", SMALL, "--json").out)
    right = ("--name", "Library of Somewhere (synthetic)", "--reason", "a slip", "--scheme", SMALL)
    corrected = json.loads(label("correct", number, *right, "--json").out)
    codes = [verify(found["files"][0]).code for found in (issued, over, corrected)]
    assert codes == [1, 1, 0]
    text = Path(corrected["files"][0]).read_text(encoding="utf-8")
    assert "Library of Somewhere" in text
    assert "/organisations/s%2F2%20%C3%9F" in text
    nothing = label("correct", number, "--reason", "a slip", "--scheme", SMALL)
    assert (nothing.code, "--name" in nothing.err) == (4, True)


@pytest.mark.parametrize("lang", ["en", "lv"])
def test_the_labels_of_an_owner_are_listed_as_of_any_day(run, issuer, issued, lang):
    listed = ("label", "list", "--folder", issuer[0], "--lang", lang)
    assert issued["number"] in run(*listed, "--as-of", AT).out
    assert issued["number"] not in run(*listed, "--as-of", EARLIER).out
    assert json.loads(run(*listed, "--as-of", AT, "--json").out)["lines"][0][1] == "valid"


def test_an_expired_label_is_not_valid(label, issued, verify):
    later = "2040-01-01"
    assert label("status-list", at=later).code == 0
    assert "expired" in verify(issued["files"][0], at=later).out
    assert "status list holds" in verify(issued["files"][0], at="2040-02-01").out


def test_the_folder_of_the_issuer_knows_a_newer_list(run, label, issued, issuer, tmp_path):
    home, _ = issuer
    older = tmp_path / "older.json"
    older.write_bytes((home / "status-list.json").read_bytes())
    assert label("revoke", issued["number"], "--reason", "merged", at="2025-05-07").code == 0
    check = ("label", "verify", issued["files"][0], "--issuer", home / "did.json", "--status-list", older)
    assert run(*check, "--at", "2025-05-08").code == 6
    assert run(*check, "--at", AT).code == 0


def test_a_moment_never_sets_the_folder_back(label, issued):
    assert "until then no label" in label("status-list", at="2090-01-01").out
    for deed in (("status-list",), ("revoke", issued["number"], "--reason", "late")):
        back = label(*deed, at="2026-01-01")
        assert (back.code, "--at" in back.err) == (4, True)


def test_a_new_key_takes_over_and_old_labels_stay_valid(
    run, label, issued, issuer, verify, bundled, tmp_path
):
    home, _ = issuer
    new = tmp_path / "new.json"
    assert run("label", "keygen", home, "--key", new, "--at", "2025-05-07").code == 0
    assert verify(issued["files"][0], at="2025-05-07").code == 0
    old = label("revoke", issued["number"], "--reason", "x", at="2025-05-08")
    assert (old.code, "not the one that the issuer signs with" in old.err) == (4, True)
    renewal = bundled("renewal.json", key=new, replaced={"2025-05-05": "2026-05-05"}, on="2026-05-06")
    again = label("renew", issued["number"], renewal, "--scheme", SMALL, "--json", at="2026-05-07", key=new)
    assert (again.code, again.err) == (0, "")
    file = json.loads(again.out)["files"][0]
    assert file.endswith(f"{issued['number']}-2.json")
    assert verify(file, at="2026-05-08").code == 0


@pytest.mark.parametrize("lang", ["en", "lv"])
def test_what_a_compromised_key_signed_is_refused_and_signed_anew(
    run, label, issued, issuer, verify, tmp_path, lang
):
    home, _ = issuer
    old = json.loads((home / "did.json").read_text(encoding="utf-8"))["verificationMethod"][0]["id"]
    new = tmp_path / "new.json"
    declared = ("compromise", old, "--reason", "a stolen computer", "--scheme", SMALL, "--lang", lang)
    assert label(*declared).code == 4
    assert run("label", "keygen", home, "--key", new, "--at", AT).code == 0
    done = label(*declared, key=new)
    assert (done.code, issued["number"] in done.out) == (0, True)
    assert verify(issued["files"][0]).code == 1
    assert verify(home / "labels" / f"{issued['number']}-2.json").code == 0
    assert label(*declared, key=new).code == 4


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


def test_what_cannot_be_awarded_is_refused(run, label, bundled, bundle, issuer, tmp_path):
    _, key = issuer
    said = ("--scheme", SMALL)
    assert "not on platinum" in label("award", bundle, "--level", "platinum", *said).err
    assert "has no label" in label("renew", "X", bundle, *said).err
    elsewhere = run("label", "award", bundle, *said, "--folder", tmp_path, "--key", key, "--at", AT)
    assert "not the folder" in elsewhere.err
    assert not (tmp_path / ".lock").exists()
    assert "nobody has decided" in label("award", bundled("computed.json", by=""), *said).err
    assert "nobody has signed" in label("award", bundled("unsigned.json", key=None), *said).err
    data = json.loads(bundle.read_text(encoding="utf-8"))
    data["case"]["answers"]["visitors"] = 1
    bundle.write_text(json.dumps(data), encoding="utf-8")
    assert "does not compute" in label("award", bundle, *said).err
    assert not (issuer[0] / "labels").exists()


def test_an_objection_is_overruled_for_a_reason_only(run, label, bundled, issuer, tmp_path):
    stranger = tmp_path / "stranger.json"
    run("label", "keygen", tmp_path / "other", "--key", stranger, "--issuer", "did:web:other.example")
    foreign = bundled("foreign.json", key=stranger)
    award = ("award", foreign, "--scheme", SMALL)
    assert "does not know" in label(*award).err
    assert "--reason" in label(*award, "--despite", "unknown-signer").err
    assert "no objection" in label(*award, "--despite", "unsigned", "--reason", "x").err
    known = json.loads(stranger.read_text(encoding="utf-8"))["id"]
    assert label(*award, "--signed-by", known).code == 0
    again = label(*award, "--signed-by", known)
    assert "rests on this decision" in again.err


def test_a_label_without_a_name_to_go_to_is_refused(label, bundled):
    nameless = bundled("nameless.json", replaced={"number: s-1, ": ""})
    done = label("award", nameless, "--scheme", SMALL)
    assert (done.code, "to whom" in done.err) == (4, True)


def test_a_key_is_not_put_where_it_does_not_belong(run, issuer, tmp_path):
    home, _ = issuer
    new = tmp_path / "new.json"
    for words, said in {
        ("--key", home / "key.json"): "public folder",
        ("--key", new, "--issuer", "did:web:other.example"): "the folder is of",
        ("--key", new, "--name", "Another"): "the folder is of",
        ("--key", new, "--url", "https://other.example"): "the folder is of",
        ("--key", new, "--url", "labels.example"): "no address",
    }.items():
        done = run("label", "keygen", home, *words)
        assert (done.code, said in done.err) == (4, True), words
        assert not new.exists()
    assert sorted(path.name for path in home.iterdir()) == [
        ".lock",
        "did.json",
        "ledger.jsonl",
        "status-list.json",
    ]


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


def test_without_anything_at_hand_a_label_cannot_be_checked(run, issued, tmp_path):
    done = run("label", "verify", issued["files"][0], "--issuer", tmp_path / "none.json", "--at", EARLIER)
    assert (done.code, done.out.count("✗")) == (4, 0)
    done = run("label", "verify", issued["files"][0], "--at", EARLIER)
    assert (done.code, done.out.count("✗"), done.out.count("?")) == (6, 0, 3)


def test_what_is_no_label_says_so(run, tmp_path, verify):
    (tmp_path / "x.json").write_text("{}", encoding="utf-8")
    assert "no Open Badges credential" in verify(tmp_path / "x.json").out
    (tmp_path / "large.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(50_000_000))
    assert "larger than" in verify(tmp_path / "large.png").err
    assert run("label", "verify", tmp_path / "missing.json").code == 4


def test_a_label_ends_for_a_reason_only(label, issued):
    assert "--reason" in label("revoke", issued["number"], "--reason", " ").err
