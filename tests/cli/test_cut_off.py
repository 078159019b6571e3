"""Every verb that writes what is not an owner's folder: whole or not there, however it ends; and the next one leaves nothing over.

The verbs that write an owner's folder are tried in tests/issuing/test_cut_off.py.
"""

import json
import os
import shutil
from datetime import UTC, date, datetime
from functools import partial
from itertools import count
from pathlib import Path

import pytest
from labels import FACTS, KEY, NOW, listed, signed
from running import CASE
from running import SMALL as SCHEME
from working import Worker

from clustermark.credential.badge import Badge, drawn
from clustermark.credential.baking import bake
from clustermark.credential.keys import issuer_document
from clustermark.files import MANIFEST, write_folder
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
    "demo": {"folder": "out"},
}
VERBS = WHOLE | CHANGED | FOLDERS


@pytest.fixture(scope="module")
def worker():
    made = Worker("cut_off_stubs")
    yield made
    made.end()


@pytest.fixture(scope="module")
def before(tmp_path_factory, worker):
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
    assert worker.do("population", source=home / "world", out=home / "frozen")["code"] == ""
    return home
