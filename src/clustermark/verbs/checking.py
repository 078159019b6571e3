"""What anybody can do with a label: check it, put it into a picture, take it out again."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from clustermark.credential import baking, document
from clustermark.credential.badge import Badge, drawn, png
from clustermark.credential.issuers import Issuers
from clustermark.credential.verification import Verification, read_list, verify
from clustermark.errors import InputError, Place
from clustermark.files import read_whole, refuse_existing, write_new
from clustermark.verbs.signing import refused
from clustermark.words.message import say


@dataclass(frozen=True, slots=True)
class WrittenFile:
    file: Path


def label_verify(
    file: str | Path, at: datetime, *, issuer: Iterable[str] = (), status_list: str | Path | None = None
) -> Verification:
    """Check a label, or a picture with one, offline. `issuer`: each the file of an issuer's `did.json`, or a `did:key:…`."""
    with refused(Path(file)):
        issuers = trusted(issuer)
        listed = read_list(read_whole(Path(status_list), document.LARGEST) if status_list else None, issuers)
        return verify(_label(Path(file)), issuers, listed, at)


def label_bake(file: str | Path, out: str | Path, *, picture: str | Path | None = None) -> WrittenFile:
    """Put a label into a picture, SVG or PNG; without one, into the badge of its level, by the ending of the new file's name."""
    target = Path(out)
    refuse_existing(target)
    with refused(Path(file)):
        credential = _label(Path(file))
        found = read_whole(Path(picture), baking.LARGEST) if picture else _badge(credential, target)
        write_new(target, baking.bake(found, credential))
    return WrittenFile(target)


def label_extract(file: str | Path, out: str | Path) -> WrittenFile:
    """Take the label out of a picture."""
    target = Path(out)
    refuse_existing(target)
    with refused(Path(file)):
        write_new(target, baking.extract(read_whole(Path(file), baking.LARGEST)))
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
