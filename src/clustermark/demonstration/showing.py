"""The label of the demonstration: issued, checked, and refused once it was changed, revoked, or has expired."""

import secrets
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

from clustermark.credential.issuers import Issuers
from clustermark.credential.keys import Key
from clustermark.credential.verification import Verification, read_list, verify
from clustermark.files import Given, write_new
from clustermark.issuing.act import Act
from clustermark.issuing.bundle import Replayed, bundle, recomputed, sealed
from clustermark.issuing.decided import decided
from clustermark.issuing.ledger import Ledger
from clustermark.issuing.public import LIST, documents
from clustermark.issuing.resolution import Resolution
from clustermark.issuing.steps import Step, award, end
from clustermark.owner.folder import desk
from clustermark.owner.making import new_key
from clustermark.registry.events import Kind
from clustermark.scheme.loading import named
from clustermark.scoring.decision import Assessment, Outcome

ISSUER, KEY, BUNDLE = "issuer", "secret-key-of-the-demonstration.json", "decision-bundle.json"
CHANGED, REVOKED = "label-with-one-changed-character.json", "status-list-after-revocation.json"


@dataclass(frozen=True, slots=True)
class Labelled:
    """The replayed decision, the label, and what checking it said: as issued, changed, revoked, and expired."""

    replayed: Replayed
    issued: Step
    good: Verification
    changed: Verification
    revoked: Verification
    expired: Verification


def labelled(folder: Path, got: Assessment) -> Labelled:
    """Issue the highest label that the decision awards, and check it. Everything is written to the folder."""
    level, last = _best(got)
    now = _moment(got.case.day)
    key, _ = new_key(
        folder / ISSUER, folder / KEY, now, issuer=None, name="Demonstration (synthetic)", url=None
    )
    by = got.scheme.level[level].procedure.decided_by
    decision = sealed(bundle(got, Resolution(level=level, by=by, on=now.date())), key)
    write_new(folder / BUNDLE, decision)
    issued, files = _issued(
        folder / ISSUER, Given(decision, BUNDLE), Act(signer=key, at=now, draw=secrets.randbelow)
    )
    return _checked(folder, issued, files, key, last)


def _issued(home: Path, decision: Given, act: Act) -> tuple[Step, tuple[Path, ...]]:
    with desk(home) as at_desk:
        step = award(at_desk.ledger, decided(decision, None, named), act)
        return step, at_desk.record(step.ledger, act.signer, act.at, step.papers)


def _checked(folder: Path, issued: Step, files: tuple[Path, ...], key: Key, last: date) -> Labelled:
    label, at = files[0].read_bytes(), issued.entry.at
    changed, later = _one_character_changed(label), _moment(last) + timedelta(days=1)
    after = _after_revocation(
        issued, Act(signer=key, at=at, draw=secrets.randbelow, reason="shown in the demonstration")
    )
    write_new(folder / CHANGED, changed)
    write_new(folder / REVOKED, documents(after, key, at)[LIST])
    trust = Issuers.of((), [key.controller])

    def check(data: bytes, ledger: Ledger, on: datetime) -> Verification:
        return verify(data, trust, read_list(documents(ledger, key, on)[LIST], trust), on)

    return Labelled(
        recomputed(folder / BUNDLE, named).replayed,
        issued,
        check(label, issued.ledger, at),
        check(changed, issued.ledger, at),
        check(label, after, at),
        check(label, issued.ledger, later),
    )


def _after_revocation(issued: Step, act: Act) -> Ledger:
    """What the ledger would be; the label itself stays valid."""
    return end(issued.ledger, issued.state.label, Kind.REVOKED, act).ledger


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
