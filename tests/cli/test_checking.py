"""Checking a label on the command line: the answer first, then what the label says, and an exit code for each answer."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from labels import FACTS, KEY, NOW, listed, signed

from clustermark.credential.badge import Badge, drawn
from clustermark.credential.baking import bake
from clustermark.credential.keys import Key, issuer_document
from clustermark.errors import InputError
from clustermark.files import Given
from clustermark.verbs import checking

AT = "2026-04-01T12:00:00"
OTHER = Key.new("did:web:other.example")
DRAWN = drawn(Badge("Silver", 1, 3, "Label")).encode()


def did(key=KEY, **changes):
    return json.dumps(issuer_document([key.published()], key.controller) | changes).encode()


@pytest.fixture
def folder(tmp_path):
    files = {"label.json": signed(), "did.json": did(), "list.json": listed()}
    for name, data in files.items():
        (tmp_path / name).write_bytes(data)
    return tmp_path


@pytest.fixture
def verify(run, folder):
    def verified(*more, file="label.json", at=AT, listed_="list.json"):
        common = ("--issuer", folder / "did.json", "--status-list", folder / listed_)
        return run("label", "verify", folder / file, *common, "--at", at, *more)

    return verified


def test_a_good_label_is_said_to_be_so_with_who_holds_what_until_when(verify):
    done = verify()
    lines = [line.strip() for line in done.out.splitlines()]
    assert (done.code, lines[0]) == (0, "The label is valid")
    assert lines[1:8] == [
        "Number: 7K3M-9QX2-C",
        f"Holder: {FACTS.recipient.name}",
        "Level: Silver",
        "Scheme: ecei@2020",
        "Issuer: Label Owner (did:web:labels.example)",
        "Valid from: 10 March 2026",
        "Valid until: 31 March 2028",
    ]
    assert done.out.count("✓") == 4
    assert verify("--lang", "lv").out.splitlines()[0] == "Vērtējums ir derīgs"


def test_data_for_programs_has_the_answer_and_what_is_said(verify):
    found = json.loads(verify("--json").out)
    assert (found["answer"], found["because"], found["valid"]) == ("valid", None, True)
    assert found["said"]["number"] == "7K3M-9QX2-C"
    assert (found["said"]["first"], found["said"]["last"]) == ("2026-03-10", "2028-03-31")


def test_a_label_with_something_against_it_is_not_valid(verify, folder):
    (folder / "list.json").write_bytes(listed([FACTS.status.index]))
    done = verify()
    assert (done.code, done.out.splitlines()[0]) == (
        1,
        "The label is not valid: its issuer has revoked or suspended it",
    )
    found = json.loads(verify("--json").out)
    assert (found["answer"], found["because"]["reason"]) == ("not-valid", "revoked")


def test_a_label_without_what_its_check_needs_cannot_be_checked(run, verify, folder):
    done = run("label", "verify", folder / "label.json", "--issuer", folder / "did.json", "--at", AT)
    assert (done.code, done.out.splitlines()[0].partition(":")[0]) == (6, "The label cannot be checked")
    assert (done.out.count("?"), done.out.count("✗")) == (1, 0)
    (folder / "did.json").write_bytes(did(OTHER))
    assert json.loads(verify("--json").out)["because"]["reason"] == "key-missing"
    assert verify(at="2026-05-01").code == 6


def test_a_certificate_carries_a_number_and_no_proof(verify, folder):
    (folder / "label-en.pdf").write_bytes(b"%PDF-1.7\n" + bytes(300_000))
    done = verify(file="label-en.pdf")
    assert (done.code, "no proof" in done.out, "printed on it" in done.out) == (6, True, True)
    assert json.loads(verify("--json", file="label-en.pdf").out)["because"]["reason"] == "certificate"
    with pytest.raises(InputError, match="no proof"):
        checking.label_bake(folder / "label-en.pdf", folder / "baked.svg")


def test_an_older_list_is_noticed_by_what_was_seen(verify, folder):
    seen = folder / "seen.json"
    (folder / "older.json").write_bytes(listed(at=NOW - timedelta(days=2)))
    assert verify("--seen", seen, listed_="older.json").code == 0
    assert verify("--seen", seen).code == 0
    kept = seen.read_bytes()
    done = verify("--seen", seen, "--json", listed_="older.json")
    assert (done.code, json.loads(done.out)["because"]["reason"]) == (6, "list-older")
    assert seen.read_bytes() == kept
    assert verify(listed_="older.json").code == 0
    seen.write_text("no", encoding="utf-8")
    done = verify("--seen", seen)
    assert (done.code, "seen.json" in done.err) == (4, True)


def test_files_with_a_byte_order_mark_are_read(verify, folder):
    for name in ("label.json", "did.json", "list.json"):
        (folder / name).write_bytes(b"\xef\xbb\xbf" + (folder / name).read_bytes())
    assert verify().code == 0
    (folder / "did.json").write_text((folder / "did.json").read_text(encoding="utf-8-sig"), encoding="utf-16")
    done = verify()
    assert (done.code, "did.json" in done.err, "UTF-16" in done.err) == (4, True, True)


def test_errors_name_the_file_that_they_are_about(run, verify, folder):
    (folder / "did.json").write_bytes(b'{"id": 1}')
    assert "did.json" in verify().err
    (folder / "two.json").write_bytes(did(assertionMethod=[]))
    (folder / "did.json").write_bytes(did())
    both = verify("--issuer", folder / "two.json").err
    assert "did.json" in both
    assert "two.json" in both
    (folder / "picture.svg").write_bytes(b"<!DOCTYPE svg>" + DRAWN)
    done = run(
        "label", "bake", folder / "label.json", "--picture", folder / "picture.svg", "--out", folder / "o.svg"
    )
    assert (done.code, "picture.svg" in done.err, "DOCTYPE" in done.err) == (4, True, True)
    assert "label.json" not in done.err
    (folder / "no.json").write_bytes(b"{}")
    done = run(
        "label", "bake", folder / "no.json", "--picture", folder / "picture.svg", "--out", folder / "o.svg"
    )
    assert (done.code, "no.json" in done.err, (folder / "o.svg").exists()) == (4, True, False)


@pytest.mark.parametrize("name", ["badge.jpg", "badge"])
def test_a_picture_is_named_as_what_it_is(run, folder, name):
    (folder / "picture.svg").write_bytes(DRAWN)
    for picture in ((), ("--picture", folder / "picture.svg")):
        done = run("label", "bake", folder / "label.json", *picture, "--out", folder / name)
        assert (done.code, ".svg or .png" in done.err, (folder / name).exists()) == (4, True, False)


def test_a_label_that_names_no_level_asks_for_a_picture(run, folder):
    found = json.loads(signed())
    found["credentialSubject"].pop("result")
    (folder / "label.json").write_text(json.dumps(found), encoding="utf-8")
    done = run("label", "bake", folder / "label.json", "--out", folder / "o.svg")
    assert (done.code, "--picture" in done.err) == (4, True)


def test_what_was_read_already_is_checked_too():
    found = checking.label_verify(
        Given(bake(DRAWN, signed()), "badge.svg"),
        datetime(2026, 4, 1, 12, tzinfo=UTC),
        issuer=["did:key:z6MkehRgf7yJbgaGfYsdoAsKdBPE3dj2CYhowQdcjqSJgvVd"],
        status_list=Given(listed(), "list.json"),
    )
    assert found.decisive.reason.value == "key-missing"


@pytest.mark.parametrize("year", ["0001", "0999", "1969", "9999"])
@pytest.mark.parametrize(
    "command",
    [
        ("verify", "label.json"),
        ("status-list", "--folder", "x"),
        ("keygen", "x", "--key", "k"),
        ("revoke", "N", "--folder", "x", "--reason", "r"),
    ],
)
def test_a_moment_that_could_not_be_read_again_is_refused_at_the_door(run, year, command):
    done = run("label", *command, "--at", f"{year}-06-01")
    assert (done.code, "1970" in done.err) == (4, True)
