"""What anybody can do with a label: check it, put it into a picture, take it out again."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from clustermark.credential import baking, document
from clustermark.credential.badge import Badge, drawn, png
from clustermark.credential.issuers import Issuers
from clustermark.credential.refusal import Reason, Refusal
from clustermark.credential.seen import Seen
from clustermark.credential.verification import (
    Listed,
    StatusList,
    Verification,
    label_in,
    noted,
    read_list,
    verify,
)
from clustermark.errors import InputError, Place
from clustermark.files import File, refuse_existing, taken, write_new, write_whole
from clustermark.issuing.public import LIST
from clustermark.verbs.signing import placed
from clustermark.words.message import say

PICTURES = (".svg", ".png")


@dataclass(frozen=True, slots=True)
class WrittenFile:
    file: Path


def label_verify(
    file: File,
    at: datetime,
    *,
    issuer: Iterable[str] = (),
    status_list: File | None = None,
    seen: str | Path | None = None,
) -> Verification:
    """Check a label, or a picture with one, offline. `issuer`: each the file of an issuer's `did.json`, or a `did:key:…`.

    `seen` is a file that keeps which status lists were seen, so that an older one is noticed; it is made where there is none. Where an issuer's
    document lies in its folder, the list there counts as seen.
    Raises InputError, and OutputError where that file cannot be written.
    """
    trust = tuple(issuer)
    moment, issuers = document.dated(at), trusted(trust)
    known = _of_owners(trust, issuers, moment, _seen(seen))
    listed = _listed(status_list, issuers)
    with placed(file):
        found = verify(_label(file), issuers, listed, moment, known)
    newer = noted(known, listed, issuers, moment)
    if seen is not None and newer != known:
        write_whole(Path(seen), newer.written())
    return found


def label_bake(file: File, out: str | Path, *, picture: File | None = None) -> WrittenFile:
    """Put a label into a picture, SVG or PNG; without one, into the badge of its level, by the ending of the new file's name.

    Raises InputError and OutputError.
    """
    target = Path(out)
    refuse_existing(target)
    with placed(file):
        credential = _label(file)
        found = label_in(credential)
    if picture is None:
        with placed(file):
            made = baking.bake(_badge(found, target), credential)
    else:
        with placed(picture):
            made = baking.bake(taken(picture, baking.LARGEST).data, credential)
    _fits(made, target)
    write_new(target, made)
    return WrittenFile(target)


def label_extract(file: File, out: str | Path) -> WrittenFile:
    """Take the label out of a picture. Raises InputError and OutputError."""
    target = Path(out)
    refuse_existing(target)
    with placed(file):
        made = baking.extract(taken(file, baking.LARGEST).data)
    write_new(target, made)
    return WrittenFile(target)


def trusted(issuer: Iterable[str]) -> Issuers:
    """Names of issuers as they are, files as their documents. Raises InputError."""
    given = list(issuer)
    files = [one for one in given if not one.startswith("did:")]
    documents = [_issuer_document(one) for one in files]
    with placed(", ".join(files)):
        return Issuers.of(documents, [one for one in given if one.startswith("did:")])


def _issuer_document(file: str) -> document.Document:
    with placed(file):
        found = document.parsed(taken(file, document.LARGEST).data)
        Issuers.of([found])
    return found


def _listed(file: File | None, issuers: Issuers) -> Listed:
    return None if file is None else read_list(taken(file, document.LARGEST).data, issuers)


def _seen(file: str | Path | None) -> Seen:
    if file is None or not Path(file).exists():
        return Seen()
    with placed(file):
        return Seen.read(taken(file, document.LARGEST).data)


def _of_owners(trust: Iterable[str], issuers: Issuers, at: datetime, known: Seen) -> Seen:
    """What the folders say in which the issuers' documents lie: the newest list is there."""
    for file in trust:
        newest = Path(file).with_name(LIST)
        found = _listed(newest, issuers) if not file.startswith("did:") and newest.is_file() else None
        if isinstance(found, StatusList) and found.first <= at:
            known = known.noting(found.issuer, found.address, found.first)
    return known


def _badge(found: document.Document, target: Path) -> bytes:
    """The badge of the level that a label names. Raises Refusal where it names none that can be drawn."""
    if target.suffix.lower() not in PICTURES:
        raise _other_name(target)
    try:
        badge = _drawable(found)
    except (LookupError, TypeError, ValueError, AttributeError) as error:
        why = say("the label does not say which level of which it is")
        raise Refusal(Reason.FORM, why, say("name a picture: --picture")) from error
    return png(badge) if target.suffix.lower() == ".png" else drawn(badge).encode()


def _drawable(found: Any) -> Badge:
    result = found["credentialSubject"]["result"][0]["value"]
    achievement = found["credentialSubject"]["achievement"]
    levels = list(achievement["resultDescription"][0]["allowedValue"])
    title, of = str(achievement["name"]), str(found["name"]).partition(":")[0]
    return Badge(title, levels.index(result), len(levels), of)


def _fits(made: bytes, target: Path) -> None:
    """Raises InputError where the name of a picture says that it is of another kind."""
    if target.suffix.lower() != (".png" if baking.is_png(made) else ".svg"):
        raise _other_name(target)


def _other_name(target: Path) -> InputError:
    why, remedy = (
        say("a label goes into an SVG or a PNG"),
        say("let the name end in .svg or .png, as the picture is"),
    )
    return InputError.because(why, remedy, Place(str(target)), code="picture-name")


def _label(file: File) -> bytes:
    """A label as it is, or out of its picture."""
    data = taken(file, baking.LARGEST).data
    return baking.extract(data) if baking.is_picture(data) else data
