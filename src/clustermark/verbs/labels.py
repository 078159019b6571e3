"""What an owner does with labels: keys, and every deed of a label's life. Each is one step in the owner's folder, or none."""

import secrets
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from clustermark.credential.document import dated
from clustermark.credential.keys import Key
from clustermark.errors import InputError
from clustermark.files import File
from clustermark.issuing import keys, steps
from clustermark.issuing.act import Act
from clustermark.issuing.decided import Decided, decided
from clustermark.issuing.ledger import Ledger
from clustermark.issuing.public import LIST
from clustermark.issuing.refused import refused
from clustermark.owner.folder import Desk, desk, ledger_in
from clustermark.owner.making import new_key
from clustermark.process.setting import setting_of
from clustermark.registry.events import Holder, Kind
from clustermark.registry.state import State, Status
from clustermark.scheme.canonical import digest
from clustermark.scheme.loading import chosen
from clustermark.scheme.model import Scheme
from clustermark.verbs.signing import signing_key
from clustermark.words.message import Message, say
from clustermark.words.text import Text

Folder = str | Path


@dataclass(frozen=True, slots=True)
class NewKey:
    """Where the secret key was written, and the public one's address."""

    key: Path
    folder: Path
    issuer: str
    method: str
    notes: tuple[Message, ...] = ()


@dataclass(frozen=True, slots=True)
class Recorded:
    """A deed that was recorded: the label after it, and its new papers where there are any. `notes`: what an earlier command left."""

    number: str
    kind: Kind
    on: date
    level: str
    organisation: str
    files: tuple[Path, ...]
    notes: tuple[Message, ...] = ()


@dataclass(frozen=True, slots=True)
class Compromised:
    """A key that was declared compromised, and the labels that were signed anew with the key of today."""

    method: str
    signed_anew: tuple[str, ...]
    notes: tuple[Message, ...] = ()


@dataclass(frozen=True, slots=True)
class WrittenList:
    """A status list that was signed, with how many credentials are in it, and how many of them have ended."""

    file: Path
    labels: int
    ended: int
    notes: tuple[Message, ...] = ()


@dataclass(frozen=True, slots=True)
class Labels:
    """Every label of an owner on a day, by number."""

    on: date
    lines: tuple[tuple[State, Status], ...]


def label_keygen(
    folder: Folder,
    key: str | Path,
    at: datetime,
    *,
    issuer: str | None = None,
    name: str | None = None,
    url: str | None = None,
) -> NewKey:
    """A new signing key. In an issuer's folder it takes over from the key before; elsewhere it makes such a folder.

    The secret key is written to `key`, readable for its owner only; an existing file is left alone. Raises InputError and OutputError.
    """
    made, notes = new_key(Path(folder), Path(key), _moment(at), issuer=issuer, name=name, url=url)
    return NewKey(Path(key), Path(folder), made.controller, made.method, notes)


def label_award(
    file: File,
    folder: Folder,
    at: datetime,
    *,
    level: str | None = None,
    key: str | Path | None = None,
    scheme: str | None = None,
    signed_by: Iterable[str] = (),
    despite: Iterable[str] = (),
    reason: str = "",
) -> Recorded:
    """Issue the label that a decision bundle awards: as JSON, inside its badge (SVG and PNG), and as a certificate (PDF).

    The bundle is computed again first. It must be signed with the owner's key, or one of `signed_by`. `despite` names objections that are
    overruled, for a reason. Raises InputError and OutputError.
    """
    found, act = _decision(file, level, scheme), _act(key, at, reason, despite=despite, known=signed_by)
    return _one(folder, act, lambda ledger: steps.award(ledger, found, act))


def label_renew(
    number: str,
    file: File,
    folder: Folder,
    at: datetime,
    *,
    key: str | Path | None = None,
    scheme: str | None = None,
    signed_by: Iterable[str] = (),
    despite: Iterable[str] = (),
    reason: str = "",
) -> Recorded:
    """A label goes on, on a new decision about the same organisation and level; otherwise as `label_award`."""
    found, act = _decision(file, None, scheme), _act(key, at, reason, despite=despite, known=signed_by)
    return _one(folder, act, lambda ledger: steps.renew(ledger, number, found, act))


def label_suspend(
    number: str, folder: Folder, at: datetime, *, reason: str, key: str | Path | None = None
) -> Recorded:
    """A label is out of force until it is reinstated. Every outside verifier refuses it from then on. Raises InputError and OutputError."""
    return _ended(number, folder, Kind.SUSPENDED, _act(key, at, reason))


def label_withdraw(
    number: str, folder: Folder, at: datetime, *, reason: str, key: str | Path | None = None
) -> Recorded:
    """A label ends at its holder's wish; nothing brings it back. Raises InputError and OutputError."""
    return _ended(number, folder, Kind.WITHDRAWN, _act(key, at, reason))


def label_revoke(
    number: str, folder: Folder, at: datetime, *, reason: str, key: str | Path | None = None
) -> Recorded:
    """A label is taken away; nothing brings it back. Raises InputError and OutputError."""
    return _ended(number, folder, Kind.REVOKED, _act(key, at, reason))


def label_reinstate(
    number: str,
    folder: Folder,
    at: datetime,
    *,
    reason: str,
    key: str | Path | None = None,
    scheme: str | None = None,
) -> Recorded:
    """A suspended label is in force again, by a new credential. Raises InputError and OutputError."""
    act = _act(key, at, reason)
    return _one(folder, act, lambda ledger: steps.reinstate(ledger, number, act, _of(ledger, number, scheme)))


def label_transfer(
    number: str,
    folder: Folder,
    at: datetime,
    *,
    to: str,
    name: str,
    country: str,
    reason: str,
    sector: str = "",
    key: str | Path | None = None,
    scheme: str | None = None,
) -> Recorded:
    """A label goes to another organisation (its number, name and country), by a new credential. Raises InputError and OutputError."""
    act, holder = _act(key, at, reason), Holder(to, Text({"en": name}), country, sector)
    return _one(
        folder, act, lambda ledger: steps.transfer(ledger, number, holder, act, _of(ledger, number, scheme))
    )


def label_correct(
    number: str,
    folder: Folder,
    at: datetime,
    *,
    reason: str,
    name: str | None = None,
    country: str | None = None,
    valid_until: date | None = None,
    key: str | Path | None = None,
    scheme: str | None = None,
) -> Recorded:
    """What was recorded by mistake is put right: the holder's name or country, or the last day; by a new credential.

    Raises InputError and OutputError.
    """
    act = _act(key, at, reason)

    def step(ledger: Ledger) -> steps.Step:
        version = _of(ledger, number, scheme)
        facts = _corrected(ledger.states[number].holder, name, country, valid_until)
        return steps.correct(ledger, number, facts, act, version)

    return _one(folder, act, step)


def label_compromise(
    method: str,
    folder: Folder,
    at: datetime,
    *,
    reason: str,
    since: datetime | None = None,
    key: str | Path | None = None,
    scheme: str | None = None,
) -> Compromised:
    """Declare that others may have had a key of the issuer. What it signed is refused from then on; labels in force are signed anew.

    `since`: from when on others may have had it. Raises InputError and OutputError.
    """
    act = _act(key, at, reason)
    with desk(Path(folder)) as at_desk:
        ledger = keys.compromise(at_desk.ledger, method, _moment(since or at), act.at, reason)
        anew: list[str] = []
        papers: dict[str, bytes] = {}
        for number in steps.to_sign_anew(ledger, method, act.at.date()):
            step = steps.sign_anew(ledger, number, act, _of(ledger, number, scheme))
            ledger, papers = step.ledger, papers | dict(step.papers)
            anew.append(number)
        at_desk.record(ledger, act.signer, act.at, papers)
        return Compromised(method, tuple(anew), at_desk.notes)


def label_status_list(folder: Folder, at: datetime, *, key: str | Path | None = None) -> WrittenList:
    """Sign the status list anew; it holds for a week. Raises InputError and OutputError."""
    signer = signing_key(key)
    with desk(Path(folder)) as at_desk:
        ledger = at_desk.ledger
        at_desk.record(ledger, signer, _moment(at))
        return WrittenList(Path(folder) / LIST, len(ledger.taken), len(ledger.ended), at_desk.notes)


def label_list(folder: Folder, as_of: date) -> Labels:
    """Every label of an owner on a day: whose it is, and where it stands. Raises InputError."""
    ledger = ledger_in(Path(folder))
    found = states_on(ledger, as_of)
    return Labels(as_of, tuple((state, state.status(as_of)) for _, state in sorted(found.items())))


def states_on(ledger: Ledger, day: date) -> Mapping[str, State]:
    return replace(ledger, entries=tuple(e for e in ledger.label_entries if e.event.on <= day)).states


def _decision(file: File, level: str | None, scheme: str | None) -> Decided:
    return decided(
        file,
        level,
        lambda name: chosen(scheme, name),
        lambda name, people: setting_of(scheme or name, people),
    )


def _act(
    key: str | Path | None,
    at: datetime,
    reason: str,
    *,
    despite: Iterable[str] = (),
    known: Iterable[str] = (),
) -> Act:
    """The key is read before the folder is taken: it may come slowly."""
    signer: Key = signing_key(key)
    return Act(
        signer=signer,
        at=_moment(at),
        draw=secrets.randbelow,
        reason=reason,
        despite=tuple(despite),
        known=tuple(known),
    )


def _moment(at: datetime) -> datetime:
    """Raises Refusal for one that cannot be written and read again."""
    return dated(at).astimezone(UTC)


def _one(folder: Folder, act: Act, make: Callable[[Ledger], steps.Step]) -> Recorded:
    with desk(Path(folder)) as at_desk:
        return _recorded(at_desk, make(at_desk.ledger), act)


def _recorded(at_desk: Desk, step: steps.Step, act: Act) -> Recorded:
    files = at_desk.record(step.ledger, act.signer, act.at, step.papers)
    event, state = step.entry.event, step.state
    return Recorded(
        event.label, event.kind, event.on, state.level, state.holder.name.of("en"), files, at_desk.notes
    )


def _ended(number: str, folder: Folder, kind: Kind, act: Act) -> Recorded:
    return _one(folder, act, lambda ledger: steps.end(ledger, number, kind, act))


def _of(ledger: Ledger, number: str, scheme: str | None) -> Scheme:
    """The scheme version that a label was signed under. Raises InputError where the one at hand has another content."""
    name, hash_ = steps.scheme_of(ledger, number)
    found = chosen(scheme, name)
    if digest(found) != hash_:
        what = say("the scheme {name} at hand has another content than the label names", name=found.name)
        remedy = say("get the version with the hash {digest}", digest=hash_)
        raise InputError.because(what, remedy, code="another-scheme")
    return found


def _corrected(
    holder: Holder, name: str | None, country: str | None, valid_until: date | None
) -> dict[str, Any]:
    changed = replace(
        holder, name=Text({"en": name}) if name else holder.name, country=country or holder.country
    )
    facts = {"holder": changed if changed != holder else None, "valid_until": valid_until}
    found = {key: value for key, value in facts.items() if value is not None}
    if not found:
        raise refused(
            "nothing-to-correct",
            say("it does not say what is to be corrected"),
            say("name what is right: --name, --country or --valid-until"),
        )
    return found
