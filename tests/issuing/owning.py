"""Owners, organisations and decisions for the tests of a label's life: all invented, all small."""

import json
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from clustermark.issuing.bundle import Resolution, bundle, sealed
from clustermark.scheme.loading import load
from clustermark.scoring.case import Case
from clustermark.scoring.decision import assess

SMALL = str(Path(__file__).parents[1] / "schemes" / "reader-friendly" / "1")
SCHEME = load(SMALL)
LEVELS = ("friendly", "outstanding")
FIRST = date(2025, 5, 5)
STANDING = {".lock", "did.json", "ledger.jsonl", "status-list.json", "labels"}
"""All that an owner's folder holds."""


def moment(day):
    """Noon of a day, counted from the first one."""
    return datetime(FIRST.year, FIRST.month, FIRST.day, 12, tzinfo=UTC) + timedelta(days=day)


def made_case(organisation="s-1", day=0):
    return Case.model_validate(
        {
            "scheme": SCHEME.name,
            "organisation": {
                "number": organisation,
                "name": f"Library {organisation} (synthetic)",
                "country": "LV",
                "synthetic": True,
            },
            "assessed-on": (FIRST + timedelta(days=day)).isoformat(),
            "answers": {"opening-hours": 50, "visitors": 9000, "seats": 60},
            "documents": [{"id": "plan"}],
            "consensus": [
                {"criterion": "welcome", "rating": 2, "accepted": ["plan"]},
                {"criterion": "quiet-corner", "rating": 2, "accepted": ["plan"]},
            ],
        }
    )


def decision(organisation="s-1", level="friendly", day=0, key=None, by="board"):
    """A decision bundle that a body resolved on the day of the assessment; unsigned without a key."""
    got = assess(made_case(organisation, day), SCHEME)
    assert not got.problems
    resolution = Resolution(level=level, by=by, on=got.case.assessed_on) if by else None
    data = bundle(got, resolution)
    return sealed(data, key) if key else data


def head_of(folder):
    return json.loads((folder / "ledger.jsonl").read_text(encoding="utf-8").partition("\n")[0])
