"""Whether a label is what it says it is, offline: each thing that is looked at has its own answer, for "the proof holds" and "the label is valid" are two."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Self

from clustermark.credential import proof
from clustermark.credential.document import Document, dated, moment, opened, text
from clustermark.credential.issuers import Issuers
from clustermark.credential.refusal import UNKNOWN, Reason, Refusal
from clustermark.credential.said import Said
from clustermark.credential.seen import Seen
from clustermark.credential.status import decoded, entry_of, index_of, is_set
from clustermark.words.message import Message, say

CLOCKS_DIFFER = timedelta(minutes=5)
KINDS = {"VerifiableCredential", "OpenBadgeCredential"}
PDF = b"%PDF-"


class Answer(StrEnum):
    VALID = "valid"
    NOT_VALID = "not-valid"
    UNCHECKABLE = "cannot-be-checked"


class About(StrEnum):
    PROOF = "proof"
    ISSUER = "issuer"
    PERIOD = "period"
    STATUS = "status"


@dataclass(frozen=True, slots=True)
class Check:
    """One answer. `reason` is None where it passed."""

    about: About
    reason: Reason | None
    says: Message
    remedy: Message | None = None

    @property
    def passed(self) -> bool:
        return self.reason is None

    @property
    def unknown(self) -> bool:
        """Whether nothing was found against the label, but something is missing."""
        return self.reason in UNKNOWN


@dataclass(frozen=True, slots=True)
class Verification:
    """All answers about one label, and what it says of itself."""

    checks: tuple[Check, ...]
    document: Document

    @property
    def answer(self) -> Answer:
        """Valid is what passes every check; not valid, what has anything definite against it."""
        decisive = self.decisive
        if decisive is None:
            return Answer.VALID
        return Answer.UNCHECKABLE if decisive.unknown else Answer.NOT_VALID

    @property
    def decisive(self) -> Check | None:
        """The check that keeps the label from being valid: the first with something against it, else the first that could not be made."""
        failed = [check for check in self.checks if not check.passed]
        return min(failed, key=lambda check: check.unknown, default=None)

    @property
    def valid(self) -> bool:
        return self.decisive is None

    @property
    def proof_holds(self) -> bool:
        return self.check(About.PROOF).passed

    @property
    def said(self) -> Said:
        return Said.of(self.document)

    def check(self, about: About) -> Check:
        return next(check for check in self.checks if check.about is about)


@dataclass(frozen=True, slots=True)
class StatusList:
    """A status list that was read and checked once, for any number of labels."""

    address: str
    issuer: str
    first: datetime
    last: datetime
    bits: bytes

    @classmethod
    def read(cls, data: bytes, issuers: Issuers) -> Self:
        """Raises Refusal for anything that is not what its issuer signed."""
        try:
            document = opened(data)
            proof.check(document, issuers)
            return cls._of(document)
        except Refusal as refusal:
            raise _unusable(refusal) from refusal

    @classmethod
    def _of(cls, document: Document) -> Self:
        subject = "credentialSubject"
        kinds = document.get("type")
        fits = isinstance(kinds, list) and "BitstringStatusListCredential" in kinds
        if not fits or text(document, subject, "statusPurpose") != "revocation":
            raise Refusal(Reason.LIST_TAMPERED, say("it is no status list for revocation"))
        return cls(
            text(document, "id"),
            proof.issuer_of(document),
            moment(document.get("validFrom")),
            moment(document.get("validUntil")),
            decoded(text(document, subject, "encodedList")),
        )


def _unusable(refusal: Refusal) -> Refusal:
    """Why a status list does not help, as a reason of its own."""
    match refusal.reason:
        case Reason.KEY_MISSING:
            why = say("the status list is of an issuer whose keys are not at hand")
            return Refusal(Reason.LIST_FOREIGN, why)
        case Reason.FORM | Reason.LETTERS:
            why = say("the status list cannot be read: {why}", why=refusal.why)
            return Refusal(Reason.LIST_TAMPERED, why, refusal.remedy)
        case _:
            why = say("the status list was tampered with: {why}", why=refusal.why)
            return Refusal(Reason.LIST_TAMPERED, why)


Listed = StatusList | Refusal | None
"""A list, why there is none, or nothing at hand."""
NOTHING_SEEN = Seen()


def read_list(data: bytes | None, issuers: Issuers) -> Listed:
    """A status list for `verify`; where it is unfit, the reason."""
    try:
        return None if data is None else StatusList.read(data, issuers)
    except Refusal as refusal:
        return refusal


def noted(seen: Seen, listed: Listed, issuers: Issuers, on: datetime) -> Seen:
    """What was seen, with this list where a trusted issuer signed it, and not for a day to come."""
    if not isinstance(listed, StatusList) or listed.issuer not in issuers.trusted:
        return seen
    return seen if listed.first > on else seen.noting(listed.issuer, listed.address, listed.first)


def verify(
    data: bytes, issuers: Issuers, listed: Listed, on: datetime, seen: Seen = NOTHING_SEEN
) -> Verification:
    """Check a label as of a moment. Never raises for what a label may hold: what is wrong stands in the answers.

    `seen` tells which status lists were seen before. Raises Refusal for a moment that cannot be used.
    """
    at = dated(on)
    try:
        document = label_in(data)
    except Refusal as refusal:
        return Verification(tuple(_unread(refusal)), {})
    return Verification(tuple(_checks(document, issuers, listed, at, seen)), document)


def label_in(data: bytes) -> Document:
    """Raises Refusal for what is no label."""
    if data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(PDF):
        raise Refusal(
            Reason.CERTIFICATE,
            say("it is a PDF, such as a certificate: it carries the number of a label, but no proof"),
            say(
                "look up the address printed on it, or ask for the label itself: its JSON, or the badge as SVG or PNG"
            ),
        )
    document = opened(data)
    kinds = document.get("type")
    if not isinstance(kinds, list) or not {str(kind) for kind in kinds} >= KINDS:
        raise Refusal(Reason.FORM, say("it is no Open Badges credential"))
    return document


def _unread(refusal: Refusal) -> Iterator[Check]:
    yield Check(About.PROOF, refusal.reason, refusal.why, refusal.remedy)
    for about in (About.ISSUER, About.PERIOD, About.STATUS):
        yield Check(about, refusal.reason, say("not looked at, as the document cannot be read"))


def _checks(
    document: Document, issuers: Issuers, listed: Listed, on: datetime, seen: Seen
) -> Iterator[Check]:
    yield _check(About.PROOF, lambda: _proof(document, issuers, on))
    yield _check(About.ISSUER, lambda: _issuer(document, issuers))
    yield _check(About.PERIOD, lambda: _period(document, on))
    yield _check(About.STATUS, lambda: _status(document, listed, on, seen))


def _check(about: About, look: Callable[[], Message]) -> Check:
    try:
        return Check(about, None, look())
    except Refusal as refusal:
        return Check(about, refusal.reason, refusal.why, refusal.remedy)


def _proof(document: Document, issuers: Issuers, on: datetime) -> Message:
    created = proof.check(document, issuers)
    if created > on + CLOCKS_DIFFER:
        why = say("it was signed on {day}, later than now; check the clock", day=created.date())
        raise Refusal(Reason.EARLY, why)
    ends = proof.proof_of(document).get("expires")
    if ends is not None and on > moment(ends):
        raise Refusal(Reason.EXPIRED, say("its signature held until {day} only", day=moment(ends).date()))
    return say("it is unchanged since its issuer signed it on {day}", day=created.date())


def _issuer(document: Document, issuers: Issuers) -> Message:
    issuer = proof.issuer_of(document)
    if issuer not in issuers.trusted:
        raise Refusal(
            Reason.ISSUER, say("the issuer {issuer} is not one that you trust", issuer=issuer or "–")
        )
    return say("the issuer is {issuer}", issuer=issuer)


def _period(document: Document, on: datetime) -> Message:
    first, last = moment(document.get("validFrom")), moment(document.get("validUntil"))
    if on < first:
        why = say("it is valid only from {day} on; if that is past, check the clock", day=first.date())
        raise Refusal(Reason.EARLY, why)
    if on > last:
        raise Refusal(Reason.EXPIRED, say("it expired after {day}", day=last.date()))
    return say("it is valid from {first} to {last}", first=first.date(), last=last.date())


def _status(document: Document, listed: Listed, on: datetime, seen: Seen) -> Message:
    """A bit once set stays set, so that an old list is enough to refuse, though not to accept."""
    entry = entry_of(document)
    index = index_of(entry)
    found = _right(listed, text(entry, "statusListCredential"), proof.issuer_of(document))
    if is_set(found.bits, index) and found.first - CLOCKS_DIFFER <= on:
        raise Refusal(Reason.REVOKED, say("its issuer has revoked or suspended it"))
    _fresh(found, on, seen)
    return say("it was not revoked, by the list of {day}", day=found.first.date())


def _right(listed: Listed, address: str, issuer: str) -> StatusList:
    """The list at hand, when it is the one that the label names."""
    if listed is None:
        raise Refusal(Reason.LIST_MISSING, say("the status list {address} is not at hand", address=address))
    if isinstance(listed, Refusal):
        raise Refusal(listed.reason, listed.why, listed.remedy)
    if listed.issuer != issuer:
        why = say("the status list at hand is of another issuer, {issuer}", issuer=listed.issuer)
        raise Refusal(Reason.LIST_FOREIGN, why)
    if listed.address != address:
        raise Refusal(Reason.LIST_FOREIGN, say("the status list at hand is not the one that the label names"))
    return listed


def _fresh(listed: StatusList, on: datetime, seen: Seen) -> None:
    if not listed.first - CLOCKS_DIFFER <= on <= listed.last:
        why = say("the status list holds from {first} to {last} only", first=listed.first, last=listed.last)
        raise Refusal(Reason.LIST_EXPIRED, why)
    newest = seen.newest(listed.issuer, listed.address)
    if newest and listed.first < newest <= on:
        why = say(
            "the status list is of {first}, and one of {newest} was seen before",
            first=listed.first,
            newest=newest,
        )
        raise Refusal(Reason.LIST_OLDER, why, say("get the newest list"))
