"""The label of the demonstration: issued, checked, and refused once it was changed, revoked, or has expired."""

import shutil
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from clustermark.credential.verification import Verification
from clustermark.issuing.bundle import Replayed
from clustermark.scoring.decision import Assessment, Outcome
from clustermark.verbs.decisions import decision_bundle, decision_replay
from clustermark.verbs.labels import (
    IssuedLabel,
    label_issue,
    label_keygen,
    label_revoke,
    label_status_list,
    label_verify,
)

ISSUER, KEY, BUNDLE = "issuer", "secret-key-of-the-demonstration.json", "decision-bundle.json"
CHANGED, REVOKED = "label-with-one-changed-character.json", "status-list-after-revocation.json"


@dataclass(frozen=True, slots=True)
class Labelled:
    """The replayed decision, the label, and what checking it said: as issued, changed, revoked, and expired."""

    replayed: Replayed
    issued: IssuedLabel
    good: Verification
    changed: Verification
    revoked: Verification
    expired: Verification


def labelled(folder: Path, got: Assessment) -> Labelled:
    """Issue the highest label that the decision in `case.json` awards, and check it. Everything is written to the folder."""
    level, last = _best(got)
    now = _moment(got.case.day)
    home, key = folder / ISSUER, folder / KEY
    label_keygen(home, key, now, name="Demonstration (synthetic)")
    decision = decision_bundle(folder / "case.json", folder / BUNDLE, key=key).file
    issued = label_issue(decision, home, now, level=level, key=key)
    trust = (_did(home),)
    label = issued.files[0]
    (folder / CHANGED).write_bytes(_one_character_changed(label.read_bytes()))
    good, changed = (
        label_verify(file, now, issuer=trust, status_list=home / "status-list.json")
        for file in (label, folder / CHANGED)
    )
    return Labelled(
        decision_replay(decision),
        issued,
        good,
        changed,
        _revoked(folder, issued.number, now, trust),
        _expired(folder, label, _moment(last) + timedelta(days=1), trust),
    )


def _did(home: Path) -> str:
    return str(home / "did.json")


def _best(got: Assessment) -> tuple[str, date]:
    """The highest level awarded, and its last day."""
    held = [
        (got.scheme.level[id_].rank, id_, decision.lifetime.valid_until)
        for id_, decision in got.decisions.items()
        if decision.outcome is Outcome.AWARDED and decision.lifetime
    ]
    _, level, last = max(held)
    return level, last


def _moment(day: date) -> datetime:
    return datetime.combine(day, time(12), UTC)


def _one_character_changed(data: bytes) -> bytes:
    """The organisation's name with another first letter."""
    at = data.index(b'"identityHash":"') + len(b'"identityHash":"')
    return data[:at] + (b"X" if data[at : at + 1] != b"X" else b"Y") + data[at + 1 :]


def _revoked(folder: Path, number: str, now: datetime, trust: tuple[str, ...]) -> Verification:
    """Revoked in a copy of the issuer's folder, so that the label itself stays valid."""
    with TemporaryDirectory() as beside:
        home = Path(shutil.copytree(folder / ISSUER, Path(beside) / ISSUER))
        label_revoke(number, home, now, reason="shown in the demonstration", key=folder / KEY)
        shutil.copyfile(home / "status-list.json", folder / REVOKED)
    return label_verify(
        folder / ISSUER / "labels" / f"{number}.png", now, issuer=trust, status_list=folder / REVOKED
    )


def _expired(folder: Path, label: Path, later: datetime, trust: tuple[str, ...]) -> Verification:
    with TemporaryDirectory() as beside:
        home = Path(shutil.copytree(folder / ISSUER, Path(beside) / ISSUER))
        fresh = label_status_list(home, later, key=folder / KEY).file
        return label_verify(label, later, issuer=trust, status_list=fresh)
