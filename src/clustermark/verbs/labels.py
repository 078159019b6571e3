"""What one can do with labels: keys, issue, verify, revoke, the status list, and labels inside pictures."""

import hashlib
import json
import secrets
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from clustermark.credential import baking, document, proof
from clustermark.credential.badge import Badge, drawn, png
from clustermark.credential.issuers import Issuers
from clustermark.credential.keys import DID, Key
from clustermark.credential.label import Facts, Issuer, StatusEntry, unsigned
from clustermark.credential.numbers import new_number
from clustermark.credential.register import FILE, LABELS, LIST, Issued, Register
from clustermark.credential.status import free_index
from clustermark.credential.verification import Verification, read_list, verify
from clustermark.errors import InputError, Place
from clustermark.files import File, make_folder, read_whole, refuse_existing, taken, write_secret, write_whole
from clustermark.issuing import bundle
from clustermark.report.certificate import certificate
from clustermark.report.emblem import badge_of
from clustermark.scheme.loading import load
from clustermark.verbs.labelling import Awarded, awarded, certificate_of, level_of, recipient_of
from clustermark.verbs.signing import refused, signing_key
from clustermark.words.message import say
from clustermark.words.text import LANGUAGES

ENDINGS = ("revoked", "suspended", "withdrawn")


@dataclass(frozen=True, slots=True)
class NewKey:
    """Where the secret key was written, and the public one's address."""

    key: Path
    folder: Path
    issuer: str
    method: str


@dataclass(frozen=True, slots=True)
class IssuedLabel:
    """A label that was issued: its number and files."""

    number: str
    level: str
    organisation: str
    files: tuple[Path, ...]


@dataclass(frozen=True, slots=True)
class Ended:
    number: str
    kind: str
    folder: Path


@dataclass(frozen=True, slots=True)
class WrittenList:
    """A status list that was signed, with how many labels are in it, and how many of them have ended."""

    file: Path
    labels: int
    ended: int


@dataclass(frozen=True, slots=True)
class WrittenFile:
    file: Path


def label_keygen(
    folder: str | Path,
    key: str | Path,
    at: datetime,
    *,
    issuer: str | None = None,
    name: str = "",
    url: str = "https://labels.example",
) -> NewKey:
    """A new signing key. In an issuer's folder it takes over from the key before; elsewhere it makes such a folder.

    The secret key is written to `key`, readable for its owner only; an existing file is left alone. Raises InputError and OutputError.
    """
    target, home = Path(key), Path(folder)
    refuse_existing(target)
    with refused(home):
        register = Register.read(home) if (home / FILE).exists() else None
        new = Key.new(register.issuer.did if register else _did(issuer))
        known = register or Register(
            Issuer(did=new.controller, name=name or new.controller, url=url.rstrip("/"))
        )
        make_folder(home)
        write_secret(target, new.write())
        made = known.with_key(new.public(), at)
        made.write(home)
        made.write_list(home, new, at)
    return NewKey(target, home, new.controller, new.method)


def label_issue(
    file: File,
    folder: str | Path,
    at: datetime,
    *,
    level: str,
    key: str | Path | None = None,
    renews: str | None = None,
    scheme: str | None = None,
) -> IssuedLabel:
    """Issue the label that a decision bundle awards: as JSON, inside its badge (SVG and PNG), and as a certificate (PDF).

    The bundle is computed again first. `renews` is the number of the label that goes on. Raises InputError and OutputError.
    """
    home, given = Path(folder), taken(file, document.LARGEST * 8)
    replayed = bundle.replay(given, lambda known: load(scheme or known))
    if not replayed.same:
        raise InputError.because(say("the bundle does not compute to what it says"), None, given.place)
    got = awarded(given.data, level, load(scheme or json.loads(given.data)["scheme"]["name"]))
    with refused(home):
        register, signer = Register.read(home), signing_key(key)
        register.refuse_stranger(signer)
        number = _number(register, renews)
        turn = len(register.labels.get(number, ())) + 1
        index = free_index(register.taken, secrets.randbelow)
        facts = _facts(register, got, number, turn, index, replayed.digest)
        credential = document.written(proof.signed(unsigned(facts), signer, at))
        name = number if turn == 1 else f"{number}-{turn}"
        papers = {lang: certificate(certificate_of(got, facts, number), lang) for lang in LANGUAGES}
        files = tuple(
            _label_files(
                home / LABELS / name, credential, badge_of(got.scheme.level[level], got.scheme, "en"), papers
            )
        )
        issued = Issued(index, proof.stamp(at), f"sha256:{hashlib.sha256(credential).hexdigest()}")
        made = register.with_label(number, issued)
        made.write(home)
        made.write_list(home, signer, at)
    return IssuedLabel(number, level, facts.recipient.name, files)


def label_verify(
    file: str | Path, at: datetime, *, issuer: Iterable[str] = (), status_list: str | Path | None = None
) -> Verification:
    """Check a label, or a picture with one, offline. `issuer`: each the file of an issuer's `did.json`, or a `did:key:…`."""
    with refused(Path(file)):
        issuers = trusted(issuer)
        listed = read_list(read_whole(Path(status_list), document.LARGEST) if status_list else None, issuers)
        return verify(_label(Path(file)), issuers, listed, at)


def label_revoke(
    number: str,
    folder: str | Path,
    at: datetime,
    *,
    reason: str,
    kind: str = "revoked",
    key: str | Path | None = None,
) -> Ended:
    """End a label: revoked, suspended or withdrawn. Every outside verifier refuses it from then on. Raises InputError."""
    home = Path(folder)
    if kind not in ENDINGS or not reason.strip():
        raise InputError.because(say("a label is revoked, suspended or withdrawn, and for a reason"))
    with refused(home):
        made, signer = Register.read(home).ending(number, kind, reason.strip()), signing_key(key)
        made.write_list(home, signer, at)
        made.write(home)
    return Ended(number, kind, home)


def label_status_list(folder: str | Path, at: datetime, *, key: str | Path | None = None) -> WrittenList:
    """Sign the status list anew; it holds for a week. Raises InputError and OutputError."""
    home = Path(folder)
    with refused(home):
        register = Register.read(home)
        register.write_list(home, signing_key(key), at)
    return WrittenList(home / LIST, len(register.taken), len(list(register.revoked)))


def label_bake(file: str | Path, out: str | Path, *, picture: str | Path | None = None) -> WrittenFile:
    """Put a label into a picture, SVG or PNG; without one, into the badge of its level, by the ending of the new file's name."""
    target = Path(out)
    refuse_existing(target)
    with refused(Path(file)):
        credential = _label(Path(file))
        found = read_whole(Path(picture), baking.LARGEST) if picture else _badge(credential, target)
        write_whole(target, baking.bake(found, credential))
    return WrittenFile(target)


def label_extract(file: str | Path, out: str | Path) -> WrittenFile:
    """Take the label out of a picture."""
    target = Path(out)
    refuse_existing(target)
    with refused(Path(file)):
        write_whole(target, baking.extract(read_whole(Path(file), baking.LARGEST)))
    return WrittenFile(target)


def trusted(issuer: Iterable[str]) -> Issuers:
    """Names of issuers as they are, files as their documents. Raises Refusal and InputError."""
    names = [one for one in issuer if one.startswith("did:")]
    files = [one for one in issuer if not one.startswith("did:")]
    return Issuers.of([_issuer_document(Path(one)) for one in files], names)


def _issuer_document(path: Path) -> document.Document:
    try:
        found = json.loads(read_whole(path, document.LARGEST))
    except (ValueError, RecursionError):
        found = None
    if not isinstance(found, dict):
        raise InputError.because(say("this is no issuer's document with its keys"), None, Place(str(path)))
    return found


def _facts(register: Register, got: Awarded, number: str, turn: int, index: int, digest: str) -> Facts:  # noqa: PLR0917 - each is one fact
    address = f"{register.issuer.url}/labels/{number}"
    return Facts(
        address=address if turn == 1 else f"{address}/{turn}",
        level=level_of(got, register.issuer.url),
        recipient=recipient_of(got, register.issuer.url),
        issuer=register.issuer,
        first=got.first,
        last=got.last,
        status=StatusEntry(list_address=register.list_address, index=index),
        evidence=digest,
    )


def _number(register: Register, renews: str | None) -> str:
    if renews is None:
        return new_number(secrets.randbelow)
    if renews not in register.labels:
        raise InputError.because(say("the issuer has no label {number}", number=renews))
    return renews


def _label_files(stem: Path, credential: bytes, badge: Badge, papers: Mapping[str, bytes]) -> Iterator[Path]:
    """The label as it was signed, inside its badge, and its certificate in every language."""
    make_folder(stem.parent)
    pictures = {".svg": drawn(badge).encode(), ".png": png(badge)}
    contents = {".json": credential} | {end: baking.bake(one, credential) for end, one in pictures.items()}
    contents |= {f"-{lang}.pdf": paper for lang, paper in papers.items()}
    for ending, content in contents.items():
        path = stem.with_name(stem.name + ending)
        write_whole(path, content)
        yield path


def _badge(credential: bytes, target: Path) -> bytes:
    """The badge of the level that a label names."""
    found = document.opened(credential)
    result = found["credentialSubject"]["result"][0]["value"]
    achievement = found["credentialSubject"]["achievement"]
    levels = achievement["resultDescription"][0]["allowedValue"]
    of = found["name"].partition(":")[0]
    badge = Badge(achievement["name"], levels.index(result), len(levels), of)
    return png(badge) if target.suffix.lower() == ".png" else drawn(badge).encode()


def _label(path: Path) -> bytes:
    """A label as it is, or out of its picture."""
    data = read_whole(path, baking.LARGEST)
    return baking.extract(data) if baking.is_picture(data) else data


def _did(issuer: str | None) -> str | None:
    if issuer is not None and not (issuer.startswith("did:web:") and DID.fullmatch(issuer)):
        raise InputError.because(
            say("{issuer} is not the name of an issuer", issuer=issuer),
            say("write it like did:web:labels.example"),
        )
    return issuer
