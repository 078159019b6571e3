"""Whoever reads an owner's folder sees what was before or what is afterwards, whenever the writer is, and however it ended."""

import shutil
from itertools import count

import pytest
from owning import SMALL, moment
from test_cut_off import award, keygen
from working import Worker

import clustermark

AT = moment(5)


@pytest.fixture(scope="module")
def worker():
    made = Worker()
    yield made
    made.end()


@pytest.fixture(scope="module")
def before(tmp_path_factory, worker):
    home = tmp_path_factory.mktemp("before")
    keygen(worker, home, "first.json", 0)
    (home / "number").write_text(award(worker, home, "s-1", 1), encoding="utf-8")
    return home


def deeds(home):
    number = (home / "number").read_text(encoding="utf-8")
    act = {"folder": home / "owner", "key": home / "key.json", "reason": "shown"}
    return {
        "label_suspend": {"number": number, "at": moment(2), **act},
        "label_reinstate": {"number": number, "at": moment(2), **act},
        "label_revoke": {"number": number, "at": moment(2), **act},
        "label_keygen": {"folder": home / "owner", "key": home / "new.json", "at": moment(2)},
    }


def registered(home):
    """What the registry says."""
    [line] = clustermark.registry_list(AT.date(), registry=home / "owner", scheme=SMALL).lines or [None]
    return line.status.value if line else None


def verified(home):
    """What whoever checks the papers of the label says: each reinstatement makes new ones."""
    owner = home / "owner"
    trust = {"issuer": [str(owner / "did.json")], "status_list": owner / "status-list.json"}
    papers = [clustermark.label_verify(one, AT, **trust) for one in (owner / "labels").glob("*.json")]
    found = next((one for one in papers if one.valid), papers[0])
    return found.answer.value, found.decisive.reason.value if found.decisive else None


SEES = {
    "label_suspend": {("valid", "valid", None), ("suspended", "not-valid", "revoked")},
    "label_revoke": {("valid", "valid", None), (None, "not-valid", "revoked")},
    "label_keygen": {("valid", "valid", None)},
}


def seen(home):
    return (registered(home), *verified(home))


@pytest.mark.laws
@pytest.mark.parametrize("verb", SEES)
def test_a_folder_whose_writer_was_killed_is_read_as_before_or_as_afterwards(worker, before, tmp_path, verb):
    found = set()
    for at in count(1):
        home = tmp_path / str(at)
        shutil.copytree(before, home)
        said = worker.do(verb, stop="kill", before=at, **deeds(home)[verb])
        registry, answer, why = seen(home)
        assert registry in {one for one, _, _ in SEES[verb]}
        assert (answer, why) in {(two, three) for _, two, three in SEES[verb]}
        found.add(registry)
        if said["code"] == "":
            break
    assert found == {one for one, _, _ in SEES[verb]}


def test_whoever_reads_while_another_writes_sees_whole_states(worker, before, tmp_path):
    home = tmp_path / "home"
    shutil.copytree(before, home)
    states = {("valid", "valid", None), ("suspended", "not-valid", "revoked")}
    seen_registry, seen_label = set(), set()
    for turn in range(20):
        verb = ("label_suspend", "label_reinstate")[turn % 2]
        more = {"scheme": SMALL} if verb == "label_reinstate" else {}
        worker.ask(verb, **deeds(home)[verb], **more)
        for _ in range(4):
            seen_registry.add(registered(home))
            seen_label.add(verified(home))
        assert worker.answer()["code"] == ""
        seen_registry.add(registered(home))
        seen_label.add(verified(home))
    assert seen_registry == {one for one, _, _ in states}
    assert seen_label == {(two, three) for _, two, three in states}
