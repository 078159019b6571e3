"""An owner's folder: who has one, what it refuses, and that nothing is made for nothing."""

import hashlib
import os
import threading
import time
from functools import partial
from pathlib import Path

import pytest
from owning import SMALL, STANDING, decision, moment

import clustermark
from clustermark.credential.keys import Key
from clustermark.errors import ClustermarkError
from clustermark.files import Given, changing
from clustermark.owner.folder import LEDGER, desk, is_owner, ledger_in, refuse_older_list
from clustermark.owner.making import new_key

DID = "did:web:labels.example"
NOBODY = {"issuer": None, "name": None, "url": None}


@pytest.fixture
def owner(tmp_path):
    """The folder, and the file of its key."""
    folder, target = tmp_path / "owner", tmp_path / "key.json"
    new_key(folder, target, moment(0), issuer=DID, name="Owner", url="https://labels.example/")
    return folder, target


def files(folder):
    return {path.relative_to(folder): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def refuses(code, deed):
    with pytest.raises(ClustermarkError) as refused:
        deed()
    [problem] = refused.value.problems
    assert (problem.code, bool(problem.remedy)) == (code, True)


def test_a_first_key_makes_the_folder_and_a_second_one_takes_over(owner, tmp_path):
    folder, target = owner
    first = Key.read(target.read_bytes())
    second, notes = new_key(folder, tmp_path / "next.json", moment(1), **NOBODY)
    ledger = ledger_in(folder)
    assert (ledger.issuer.did, ledger.issuer.name, ledger.issuer.url) == (
        DID,
        "Owner",
        "https://labels.example",
    )
    assert ledger.signing == second.method != first.method
    assert notes == ()
    assert {path.name for path in folder.iterdir()} <= STANDING


def test_an_issuer_without_a_name_is_called_by_its_key(tmp_path):
    key, _ = new_key(tmp_path / "own", tmp_path / "own.json", moment(0), **NOBODY)
    issuer = ledger_in(tmp_path / "own").issuer
    assert issuer.did == issuer.name == key.controller
    refuses("own-key", lambda: new_key(tmp_path / "own", tmp_path / "2.json", moment(1), **NOBODY))
    assert not (tmp_path / "2.json").exists()


UNFIT = {
    "inside": ("public-secret", {"target": "owner/labels/key.json"}),
    "there already": ("exists", {"target": "key.json"}),
    "nowhere": ("unwritable", {"target": "no/such/key.json"}),
    "no address": ("address", {"url": "labels.example"}),
    "an address with a question": ("address", {"url": "https://labels.example/?a"}),
    "an address without a host": ("address", {"url": "https:///labels"}),
    "a long address": ("address", {"url": "https://labels.example/" + "x" * 200}),
    "no issuer": ("issuer-name", {"issuer": "labels.example"}),
    "an issuer that is a key": ("issuer-name", {"issuer": "did:key:z6Mk"}),
    "an issuer with a blank": ("issuer-name", {"issuer": "did:web:labels example"}),
    "a name that steers a terminal": ("letters", {"name": "Owner\x1b[2J"}),
    "a name that turns the line": ("letters", {"name": "Owner\u202e"}),
    "a name that is no text": ("letters", {"name": "Owner\udcff"}),
    "another issuer": ("another-issuer", {"issuer": "did:web:other.example"}),
    "another name": ("another-issuer", {"name": "Another"}),
    "another address": ("another-issuer", {"url": "https://other.example"}),
    "before the key there is": ("set-back", {"at": moment(-1)}),
}


@pytest.mark.parametrize("case", UNFIT)
def test_a_key_that_cannot_be_made_changes_nothing(owner, tmp_path, case):
    code, words = UNFIT[case]
    before = files(tmp_path)
    wanted = NOBODY | {"at": moment(1)} | words
    target = tmp_path / wanted.pop("target", "next.json")
    refuses(code, lambda: new_key(owner[0], target, wanted.pop("at"), **wanted))
    assert files(tmp_path) == before


def test_what_the_folder_has_may_be_said_again(owner, tmp_path):
    said = {"issuer": DID, "name": "Owner", "url": "https://labels.example"}
    assert new_key(owner[0], tmp_path / "next.json", moment(1), **said)


def test_a_folder_that_was_made_for_nothing_goes_again(tmp_path, monkeypatch):
    monkeypatch.setattr("clustermark.owner.making.Desk", None)
    there = tmp_path / "there"
    there.mkdir()
    for folder in (tmp_path / "fresh", there):
        with pytest.raises(TypeError):
            new_key(folder, tmp_path / "key.json", moment(0), **NOBODY)
    assert {path.name for path in tmp_path.iterdir()} == {"there"}


def test_a_folder_that_was_recorded_stays(tmp_path, monkeypatch):
    """A fault after the record costs neither the folder nor the key."""
    monkeypatch.setattr("clustermark.files.kept.Change._finished", lambda _: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        new_key(tmp_path / "fresh", tmp_path / "key.json", moment(0), **NOBODY)
    monkeypatch.undo()
    assert is_owner(tmp_path / "fresh")
    with desk(tmp_path / "fresh") as at_desk:
        assert len(at_desk.notes) == 1
    assert (tmp_path / "key.json").exists()


def test_another_folder_is_no_owners_and_gets_no_lock(tmp_path):
    refuses("no-owner", lambda: ledger_in(tmp_path))
    with pytest.raises(ClustermarkError), desk(tmp_path):
        pass
    assert files(tmp_path) == {}


def test_a_damaged_ledger_is_touched_by_no_command(owner, tmp_path):
    folder, key = owner
    (folder / LEDGER).write_bytes((folder / LEDGER).read_bytes().replace(b"added", b"Added"))
    before = files(tmp_path)
    refuses("damaged-ledger", lambda: ledger_in(folder))
    refuses("damaged-ledger", lambda: new_key(folder, tmp_path / "next.json", moment(1), **NOBODY))
    refuses("damaged-ledger", lambda: clustermark.label_status_list(folder, moment(1), key=key))
    assert files(tmp_path) == before


def test_no_list_takes_the_place_of_a_later_one(owner):
    folder, key = owner
    clustermark.label_status_list(folder, moment(5), key=key)
    refuses("set-back", lambda: clustermark.label_status_list(folder, moment(4), key=key))
    refuse_older_list(folder, moment(5))
    for content in (b"{}", b"no list"):
        (folder / "status-list.json").write_bytes(content)
        refuse_older_list(folder, moment(4))
    (folder / "status-list.json").unlink()
    refuse_older_list(folder, moment(4))


def test_one_writer_has_the_folder_from_the_first_read_on(owner):
    with desk(owner[0]), pytest.raises(ClustermarkError) as refused, changing(owner[0], wait=0.01):
        pass
    assert refused.value.problems[0].code == "busy"


def award(bundle, owner, **more):
    folder, key = owner
    return clustermark.label_award(bundle, folder, moment(0), key=key, scheme=SMALL, **more)


def pipe(path, *contents):
    """Gives each content to one reader after the other."""
    os.mkfifo(path)

    def feed():
        for content in contents:
            with path.open("wb") as file:
                file.write(content)
            while _has_reader(path):
                time.sleep(0.01)

    threading.Thread(target=feed, daemon=True).start()
    return path


def _has_reader(path):
    try:
        os.close(os.open(path, os.O_WRONLY | os.O_NONBLOCK))
    except OSError:
        return False
    return True


def test_a_pipe_is_read_once(owner, tmp_path):
    """What is computed again is what is awarded: a second, honest bundle does not stand in for a forged one, nor the other way."""
    honest = decision(key=Key.read(owner[1].read_bytes()))
    forged = honest.replace(b"Library s-1", b"Library s-7")
    before = files(owner[0])
    refuses("bundle-differs", lambda: award(pipe(tmp_path / "forged", forged, honest), owner))
    assert files(owner[0]) == before
    done = award(pipe(tmp_path / "honest", honest, forged), owner)
    assert done.organisation == "Library s-1 (synthetic)"
    assert b"s-7" not in done.files[0].read_bytes()


def test_the_ledger_names_the_bytes_of_each_credential(owner, tmp_path):
    """Also of those that are signed anew when a key was lost."""
    folder, first = owner
    old = Key.read(first.read_bytes())
    number = award(Given(decision(key=old)), owner).number
    clustermark.label_keygen(folder, tmp_path / "next.json", moment(1))
    lost = clustermark.label_compromise(
        old.method, folder, moment(2), reason="lost", key=tmp_path / "next.json", scheme=SMALL
    )
    assert lost.signed_anew == (number,)
    for signed in ledger_in(folder).credentials(number):
        data = (folder / "labels" / f"{signed.stem}.json").read_bytes()
        assert signed.digest == f"sha256:{hashlib.sha256(data).hexdigest()}"


@pytest.mark.parametrize("since", [moment(0), moment(0).replace(tzinfo=None), None])
def test_a_lost_key_leaves_a_ledger_that_is_read(owner, tmp_path, since):
    """Also where a moment is given without its zone."""
    folder, first = owner
    old = Key.read(first.read_bytes()).method
    clustermark.label_keygen(folder, tmp_path / "next.json", moment(1))
    key = tmp_path / "next.json"
    clustermark.label_compromise(old, folder, moment(2), reason="lost", since=since, key=key)
    assert ledger_in(folder).entries[-1].since == (moment(0) if since else moment(2))


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("nothing-to-correct", {}),
        ("nothing-to-correct", {"name": "Library s-1 (synthetic)", "country": "LV"}),
        ("another-scheme", {"scheme": "changed", "name": "Another"}),
    ],
)
def test_a_label_that_cannot_be_corrected(owner, tmp_path, code, words):
    number = award(Given(decision(key=Key.read(owner[1].read_bytes()))), owner).number
    (tmp_path / "changed").mkdir()
    text = (Path(SMALL) / "scheme.yaml").read_text(encoding="utf-8")
    (tmp_path / "changed" / "scheme.yaml").write_text(text.replace("invented", "made-up"), encoding="utf-8")
    scheme = str(tmp_path / words.pop("scheme")) if "scheme" in words else SMALL
    correct = partial(clustermark.label_correct, number, owner[0], moment(1), reason="a slip", key=owner[1])
    refuses(code, lambda: correct(scheme=scheme, **words))
