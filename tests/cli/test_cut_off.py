"""Every verb that writes what is not an owner's folder: whole or not there, however it ends; and the next one leaves nothing over.

The verbs that write an owner's folder are tried in tests/issuing/test_cut_off.py.
"""

import json
import os
import shutil
import zipfile
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path

import pytest
from labels import KEY, listed, signed
from running import CASE
from running import SMALL as SCHEME
from working import Worker

import clustermark
from clustermark.credential.badge import Badge, drawn
from clustermark.credential.baking import bake
from clustermark.credential.keys import issuer_document
from clustermark.files import write_folder
from clustermark.files.manifest import strange
from clustermark.sample import make_world
from clustermark.sample.allocation import Row
from clustermark.sample.storing import save

HOW = ("kill", "interrupt", "fail")
AT = datetime(2026, 4, 1, 12, tzinfo=UTC)
ROWS = "label,name,country,level,valid_until\nl-1,Food Cluster (synthetic),LV,gold,2027-03-31\n"
KNOWN = (Row("DE", 20, 2, 2), Row("EE", 2))
WHOLE = {
    "decision_bundle": {"file": "case.yaml", "out": "out.json", "scheme": SCHEME},
    "questionnaire": {"scheme": SCHEME, "file": "out.xlsx"},
    "report": {"file": "ecei.json", "out": "out.html", "population": "world"},
    "registry_import": {"file": "rows.csv", "out": "out.csv"},
    "registry_export": {"out": "out.xlsx", "as_of": date(2026, 1, 1), "registry": "rows.csv"},
    "label_bake": {"file": "label.json", "out": "out.svg"},
    "label_extract": {"file": "badge.svg", "out": "out.json"},
}
CHANGED = {
    "label_verify": {
        "file": "label.json",
        "at": AT,
        "issuer": ["did.json"],
        "status_list": "list.json",
        "seen": "seen.json",
    },
    "scheme_publish": {"scheme": "family/1"},
}
FOLDERS = {
    "population": {"source": "world", "out": "out"},
    "benchmark": {"population": "frozen", "out": "out", "engine": "duckdb"},
    "sample": {"folder": "out"},
}
VERBS = WHOLE | CHANGED | FOLDERS


@pytest.fixture(scope="module")
def worker():
    made = Worker(Path(__file__).with_name("cut_off_stubs.py"))
    yield made
    made.end()


@pytest.fixture(scope="module")
def before(tmp_path_factory):
    """Something to read for every verb."""
    home = tmp_path_factory.mktemp("before")
    world = make_world(allocation=KNOWN)
    save(world, home / "world")
    attempt = next(a for a in world.attempts if a.case.scheme == "ecei@2020")
    case = attempt.case.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    files = {
        "case.yaml": CASE.format(scheme="reader-friendly@1").encode(),
        "ecei.json": json.dumps(case).encode(),
        "rows.csv": ROWS.encode(),
        "label.json": signed(),
        "badge.svg": bake(drawn(Badge("Silver", 1, 3, "Label")).encode(), signed()),
        "did.json": json.dumps(issuer_document([KEY.published()], KEY.controller)).encode(),
        "list.json": listed(),
    }
    for name, data in files.items():
        (home / name).write_bytes(data)
    shutil.copytree(SCHEME, home / "family" / "1")
    (home / "family" / "published.yaml").write_text(f'"0": "sha256:{"0" * 64}"\n')
    clustermark.population(home / "world", home / "frozen")
    (home / "seen.json").write_text("{}")
    write_folder(home / "out", lambda new: (new / "earlier").write_text("1"))
    return home


def read(home):
    """Every file by its name."""
    return {p.relative_to(home).as_posix(): p.read_bytes() for p in home.rglob("*") if p.is_file()}


def given(home, arguments):
    """Names of files in the house become paths."""
    names = {"file", "out", "source", "folder", "population", "registry", "status_list", "seen"}
    at = {name: home / value if name in names else value for name, value in arguments.items()}
    if "issuer" in at:
        at["issuer"] = [str(home / one) for one in at["issuer"]]
    if arguments.get("scheme", "").startswith("family"):
        at["scheme"] = home / arguments["scheme"]
    return at


def next_command(worker, home):
    """Others write into the same folders."""
    out, scheme = home / "next.json", home / "family" / "1"
    extracted = worker.do("label_extract", stop="never", file=home / "badge.svg", out=out)
    published = worker.do("scheme_publish", stop="never", scheme=scheme)
    assert (extracted["code"], published["code"]) == ("", "")


def standing(home, verb, old, done):
    """Whether what the verb makes is there, whole: not at all, as before, or as it is when nobody stops it. All else is unchanged."""
    now = read(home)
    mine = {name for name in old.keys() | done.keys() if old.get(name) != done.get(name)}
    parts = {name for name in now if ".clustermark-" in name}
    others = now.keys() - mine - parts - {"family/.published.lock"}
    assert {name: now[name] for name in others} == {name: old[name] for name in old.keys() - mine}
    there = {name: now[name] for name in mine & now.keys()}
    if verb in FOLDERS:
        assert there.keys() in ({n for n in mine if n in old}, {n for n in mine if n in done}, set())
        assert not (home / "out").exists() or strange(home / "out") == []
    elif there != {name: old[name] for name in mine & old.keys()}:
        assert there.keys() == mine
        assert all(zipfile.is_zipfile(home / n) if n.endswith(".xlsx") else there[n] == done[n] for n in mine)
    return bool(there.keys() & {name for name in done if done[name] != old.get(name)})


def tried(worker, before, home, verb, how, at, done):
    """One command, stopped; what came of it, and whether its work was there afterwards."""
    shutil.copytree(before, home)
    old = read(before)
    said = worker.do(verb, stop=how, before=at, **given(home, VERBS[verb]))
    made = standing(home, verb, old, done)
    next_command(worker, home)
    if verb in FOLDERS:
        assert (home / "out").is_dir(), "what was moved away is put back"
    left = {name for name in read(home) if ".clustermark-" in name or name.endswith(".part")}
    assert left == set()
    assert made or said["code"] != "", "it was reported done and is lost"
    shutil.rmtree(home)
    return said


@pytest.fixture(scope="module")
def done(worker, before, tmp_path_factory):
    """Every verb, not stopped: what is there afterwards, and how many operations it took."""

    @cache
    def done_by(verb):
        home = tmp_path_factory.mktemp("done") / "home"
        shutil.copytree(before, home)
        said = worker.do(verb, stop="never", **given(home, VERBS[verb]))
        assert said["code"] == "", said
        files = read(home)
        files.pop("family/.published.lock", None)
        return files, said["operations"]

    return done_by


def stride(verb, operations):
    """All write by the same few steps. Where a run is to be short, one verb of each kind is tried before every step, the rest eight times."""
    thorough = verb in {"decision_bundle", "label_verify", "sample"}
    return 1 if thorough or os.environ.get("HYPOTHESIS_PROFILE") == "large" else max(1, operations // 8)


@pytest.mark.laws
@pytest.mark.parametrize("how", HOW)
@pytest.mark.parametrize("verb", VERBS)
def test_a_command_stopped_before_any_of_its_file_operations_is_whole_or_not_there(
    worker, before, done, tmp_path, verb, how
):
    files, operations = done(verb)
    assert operations > 4
    codes = {
        tried(worker, before, tmp_path / str(at), verb, how, at, files)["code"]
        for at in range(1, operations + 2, stride(verb, operations))
    }
    assert codes >= {"kill": {"killed"}, "interrupt": {"interrupted"}, "fail": {"unwritable"}}[how]
    assert how == "kill" or "killed" not in codes, "it ended with a fault of the program"
