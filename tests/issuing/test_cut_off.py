"""Every deed is whole or not there, however its writer ends; whoever comes next finds nothing half and leaves nothing over."""

import json
import os
import random
import shutil
from itertools import count

import pytest
from owning import SMALL, STANDING, decision, moment
from working import Worker

from clustermark.credential.keys import Key
from clustermark.credential.verification import read_list, verify
from clustermark.files import Given
from clustermark.issuing.written import read
from clustermark.registry.state import Status
from clustermark.verbs.checking import trusted

HOW = ("kill", "interrupt", "fail")
NOW = 40
OWNER = "did:web:owner.example"


@pytest.fixture(scope="module")
def worker():
    made = Worker()
    yield made
    made.end()


@pytest.fixture(scope="module")
def before(tmp_path_factory, worker):
    """An owner with two labels, one of them suspended, and a key that was retired."""
    home = tmp_path_factory.mktemp("before")
    keygen(worker, home, "first.json", 0)
    numbers = [award(worker, home, name, 1) for name in ("s-1", "s-2")]
    suspended = worker.do(
        "label_suspend",
        number=numbers[1],
        folder=home / "owner",
        at=moment(2),
        key=home / "key.json",
        reason="x",
    )
    assert suspended["code"] == ""
    (home / "numbers.json").write_text(json.dumps(numbers), encoding="utf-8")
    keygen(worker, home, "second.json", 3)
    return home


def keygen(worker, home, name, day):
    done = worker.do("label_keygen", folder=home / "owner", key=home / name, at=moment(day), issuer=OWNER)
    assert done["code"] == "", done
    shutil.copyfile(home / name, home / "key.json")


def key_of(home):
    return Key.read((home / "key.json").read_bytes())


def award(worker, home, organisation, day):
    bundle = decision(organisation, "friendly", day, key_of(home))
    done = worker.do(
        "label_award", file=bundle, folder=home / "owner", at=moment(day), key=home / "key.json", scheme=SMALL
    )
    assert done["code"] == "", done
    return done["number"]


def deeds(home):
    """Every verb that writes an owner's folder, with its arguments."""
    [first, second] = json.loads((home / "numbers.json").read_text(encoding="utf-8"))
    key = key_of(home)
    act = {"folder": home / "owner", "at": moment(NOW), "key": home / "key.json"}
    why, scheme = {"reason": "shown"}, {"scheme": SMALL}
    retired = json.loads((home / "owner" / "did.json").read_text(encoding="utf-8"))["verificationMethod"][0][
        "id"
    ]
    return {
        "label_award": {"file": decision("s-3", "friendly", NOW, key), **act, **scheme},
        "label_renew": {"number": first, "file": decision("s-1", "friendly", NOW, key), **act, **scheme},
        "label_suspend": {"number": first, **act, **why},
        "label_reinstate": {"number": second, **act, **why, **scheme},
        "label_withdraw": {"number": first, **act, **why},
        "label_revoke": {"number": second, **act, **why},
        "label_transfer": {
            "number": first,
            "to": "s-9",
            "name": "Library s-9",
            "country": "LV",
            **act,
            **why,
            **scheme,
        },
        "label_correct": {"number": first, "name": "Library of s-1", **act, **why, **scheme},
        "label_compromise": {"method": retired, **act, **why, **scheme},
        "label_status_list": act,
        "label_keygen": {"folder": home / "owner", "key": home / "third.json", "at": moment(NOW)},
    }


VERBS = (
    "label_award",
    "label_renew",
    "label_suspend",
    "label_reinstate",
    "label_withdraw",
    "label_revoke",
    "label_transfer",
    "label_correct",
    "label_compromise",
    "label_status_list",
    "label_keygen",
)


def whole(home):
    """How many entries there are; every file follows from them, nothing else is there, and every label says what the registry says."""
    owner = home / "owner"
    assert {path.name for path in owner.iterdir()} <= STANDING
    ledger = read(Given((owner / "ledger.jsonl").read_bytes(), "ledger.jsonl"))
    issuers = trusted([str(owner / "did.json")])
    listed = read_list((owner / "status-list.json").read_bytes(), issuers)
    at, stems = listed.first, set()
    for number, state in ledger.states.items():
        for signed in ledger.credentials(number):
            stems.add(signed.stem)
            valid = verify((owner / "labels" / f"{signed.stem}.json").read_bytes(), issuers, listed, at).valid
            assert valid <= (state.status(at.date()) is Status.VALID)
        assert valid == (state.status(at.date()) is Status.VALID)
    endings = (".json", ".svg", ".png", "-en.pdf", "-lv.pdf")
    assert {p.name for p in (owner / "labels").iterdir()} == {stem + end for stem in stems for end in endings}
    return len(ledger.entries)


def next_command(worker, home):
    """Whoever comes next: with the key of before, or where a new one was recorded with that, which is in its place by then."""
    codes = []
    for name in ("key.json", "third.json"):
        if codes != [""] and (home / name).exists():
            act = {"folder": home / "owner", "at": moment(NOW), "key": home / name}
            codes = [*codes, worker.do("label_status_list", **act)["code"]]
    assert codes in ([""], ["foreign-key", ""])


def left_over(home):
    """What lies beside the owner's folder and was not there before."""
    known = {"owner", "key.json", "first.json", "second.json", "third.json", "numbers.json"}
    return {path.name for path in home.iterdir()} - known


def tried(worker, before, home, verb, how, at):
    """One deed, stopped; what came of it, and how many entries it added once the next command has run."""
    shutil.copytree(before, home)
    entries = len(home.joinpath("owner", "ledger.jsonl").read_bytes().splitlines()) - 1
    said = worker.do(verb, stop=how, before=at, **deeds(home)[verb])
    next_command(worker, home)
    added = whole(home) - entries
    assert left_over(home) == set()
    assert (home / "third.json").exists() == (verb == "label_keygen" and added > 0)
    if said["code"] == "" and verb != "label_status_list":
        assert added > 0, "it was reported done and is lost"
    if said["code"] not in {"", "killed", "unfinished"}:
        assert added == 0, "it was reported undone and is recorded"
    shutil.rmtree(home)
    return said, added


def stride(verb, how):
    """All record by the same steps; where a run is to be short, three verbs are stopped before each of them, the rest at every fifth."""
    thorough = verb in {"label_award", "label_keygen", "label_revoke"}
    return 1 if thorough or os.environ.get("HYPOTHESIS_PROFILE") == "large" else 5


@pytest.mark.laws
@pytest.mark.parametrize("how", HOW)
@pytest.mark.parametrize("verb", VERBS)
def test_a_deed_stopped_before_any_of_its_file_operations_is_whole_or_not_there(
    worker, before, tmp_path, verb, how
):
    codes, step = set(), stride(verb, how)
    for at in count(1, step):
        said, _ = tried(worker, before, tmp_path / str(at), verb, how, at)
        codes.add(said["code"])
        if said.get("operations", at) < at:
            break
    assert at > 10
    assert codes >= {"kill": {"killed"}, "interrupt": {"interrupted"}, "fail": {"unwritable"}}[how]


def test_three_hundred_times_at_random(worker, before, tmp_path):
    draw = random.Random(1)  # noqa: S311 - the same every time
    recorded = 0
    for turn in range(300):
        verb = draw.choice(VERBS)
        _, added = tried(worker, before, tmp_path / str(turn), verb, "later", draw.uniform(0, 0.06))
        recorded += added > 0
    assert 0 < recorded < 300


def test_four_writers_at_once_lose_and_double_nothing(before, tmp_path):
    workers = [Worker() for _ in range(4)]
    try:
        for turn in range(50):
            home = tmp_path / str(turn)
            shutil.copytree(before, home)
            entries, key = whole(home), key_of(home)
            for number, one in enumerate(workers):
                bundle = decision(f"w-{number}", "friendly", NOW, key)
                one.ask(
                    "label_award",
                    file=bundle,
                    folder=home / "owner",
                    at=moment(NOW),
                    key=home / "key.json",
                    scheme=SMALL,
                )
            answers = [one.answer() for one in workers]
            assert [one["code"] for one in answers] == [""] * 4
            assert len({one["number"] for one in answers}) == 4
            assert whole(home) == entries + 4
            shutil.rmtree(home)
    finally:
        for one in workers:
            one.end()


def test_of_two_who_issue_on_one_decision_one_is_refused(before, tmp_path):
    workers = [Worker() for _ in range(2)]
    home = tmp_path / "home"
    shutil.copytree(before, home)
    bundle = decision("w-1", "friendly", NOW, key_of(home))
    for one in workers:
        one.ask(
            "label_award",
            file=bundle,
            folder=home / "owner",
            at=moment(NOW),
            key=home / "key.json",
            scheme=SMALL,
        )
    assert sorted(one.answer()["code"] for one in workers) == ["", "same-decision"]
    for one in workers:
        one.end()


def test_what_is_not_ours_is_never_swept(worker, before, tmp_path):
    home = tmp_path / "home"
    shutil.copytree(before, home)
    notes = [home / "owner" / name for name in ("notes.txt", ".stage", ".clustermark-x.part")]
    for note in notes:
        note.write_text("mine", encoding="utf-8")
    next_command(worker, home)
    assert [note.read_text(encoding="utf-8") for note in notes] == ["mine"] * 3
