"""A disk that becomes full while labels are awarded: nothing is lost, doubled or half, and with room again all goes on."""

import shutil
import subprocess
from itertools import count

import pytest
from owning import SMALL, decision, moment
from test_cut_off import key_of, keygen, whole
from working import Worker

from clustermark.files import Given
from clustermark.issuing.written import read

SIZE = 1_000_000


@pytest.fixture
def disk(tmp_path):
    """A small disk of its own; only where one may be mounted."""
    path = tmp_path / "disk"
    path.mkdir()
    mounting = ["mount", "-t", "tmpfs", "-o", f"size={SIZE}", "none", str(path)]
    if (
        not all(map(shutil.which, ("mount", "umount")))
        or subprocess.run(mounting, check=False, capture_output=True).returncode
    ):
        pytest.skip("no small disk can be mounted here")
    yield path
    subprocess.run([shutil.which("umount"), str(path)], check=True)


@pytest.fixture
def worker():
    made = Worker()
    yield made
    made.end()


def award(worker, home, organisation, key):
    act = {"folder": home / "owner", "at": moment(1), "key": home / "key.json"}
    bundle = decision(organisation, "friendly", 1, key)
    return worker.do("label_award", file=bundle, scheme=SMALL, **act)


def numbers(home):
    return set(read(Given((home / "owner" / "ledger.jsonl").read_bytes(), "ledger.jsonl")).states)


def test_a_disk_that_becomes_full_loses_nothing(worker, disk):
    keygen(worker, disk, "first.json", 0)
    key, issued, refused = key_of(disk), set(), 0
    filling = disk / "filling"
    filling.write_bytes(bytes(SIZE * 3 // 4))
    for turn in count():
        said = award(worker, disk, f"s-{turn}", key)
        if said["code"] == "":
            issued.add(said["number"])
        else:
            assert said["code"] == "unwritable"
            assert "No space left on device" in said["says"]
            refused += 1
        assert numbers(disk) == issued
        whole(disk)
        if refused == 3:
            break
    assert len(issued) > 2
    filling.unlink()
    again = award(worker, disk, f"s-{turn}", key)
    assert again["code"] == ""
    assert numbers(disk) == issued | {again["number"]}
    for number in sorted(issued):
        act = {"folder": disk / "owner", "at": moment(2), "key": disk / "key.json", "reason": "shown"}
        assert worker.do("label_revoke", number=number, **act)["code"] == ""
    whole(disk)
    assert {path.name for path in disk.iterdir()} == {"owner", "first.json", "key.json"}
