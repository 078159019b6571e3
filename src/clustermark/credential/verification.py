"""Whether a label is what it says it is, offline: four answers, for "the proof holds" and "the label is valid" are two things."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Self

from clustermark.credential import proof
from clustermark.credential.document import Document, moment, opened, text
from clustermark.credential.issuers import Issuers
from clustermark.credential.refusal import Reason, Refusal
from clustermark.credential.status import decoded, entry_of, index_of, is_set
from clustermark.words.message import Message, say

CLOCKS_DIFFER = timedelta(minutes=5)
KINDS = {"VerifiableCredential", "OpenBadgeCredential"}


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

    @property
    def passed(self) -> bool:
        return self.reason is None


@dataclass(frozen=True, slots=True)
class Verification:
    """All answers about one label, and what it says of itself. Valid is what passes every check."""

    checks: tuple[Check, ...]
    document: Document

    @property
    def valid(self) -> bool:
        return all(check.passed for check in self.checks)

    @property
    def proof_holds(self) -> bool:
        return self.check(About.PROOF).passed

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
            why = say("the status list was tampered with: {why}", why=refusal.why)
            raise Refusal(Reason.LIST_TAMPERED, why) from refusal

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


Listed = StatusList | Refusal | None
"""A list, why there is none, or nothing at hand."""


def read_list(data: bytes | None, issuers: Issuers) -> Listed:
    """A status list for `verify`; where it is unfit, the reason."""
    try:
        return None if data is None else StatusList.read(data, issuers)
    except Refusal as refusal:
        return refusal


def verify(data: bytes, issuers: Issuers, listed: Listed, on: datetime) -> Verification:
    """Check a label as of a moment. Never raises for what a label may hold: what is wrong stands in the answers."""
    try:
        document = opened(data)
        _is_label(document)
    except Refusal as refusal:
        return Verification(tuple(_unread(refusal)), {})
    return Verification(tuple(_checks(document, issuers, listed, on)), document)


def _unread(refusal: Refusal) -> Iterator[Check]:
    yield Check(About.PROOF, refusal.reason, refusal.why)
    for about in (About.ISSUER, About.PERIOD, About.STATUS):
        yield Check(about, refusal.reason, say("not looked at, as the document cannot be read"))


def _is_label(document: Document) -> None:
    kinds = document.get("type")
    if not isinstance(kinds, list) or not {str(kind) for kind in kinds} >= KINDS:
        raise Refusal(Reason.FORM, say("it is no Open Badges credential"))


def _checks(document: Document, issuers: Issuers, listed: Listed, on: datetime) -> Iterator[Check]:
    yield _check(About.PROOF, lambda: _proof(document, issuers, on))
    yield _check(About.ISSUER, lambda: _issuer(document, issuers))
    yield _check(About.PERIOD, lambda: _period(document, on))
    yield _check(About.STATUS, lambda: _status(document, listed, on))


def _check(about: About, look: Callable[[], Message]) -> Check:
    try:
        return Check(about, None, look())
    except Refusal as refusal:
        return Check(about, refusal.reason, refusal.why)


def _proof(document: Document, issuers: Issuers, on: datetime) -> Message:
    proof.check(document, issuers)
    signed = document["proof"]
    created = moment((signed[0] if isinstance(signed, list) else signed)["created"])
    if created > on + CLOCKS_DIFFER:
        why = say("it was signed on {day}, later than now; check the clock", day=created.date())
        raise Refusal(Reason.EARLY, why)
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


def _status(document: Document, listed: Listed, on: datetime) -> Message:
    entry = entry_of(document)
    address = text(entry, "statusListCredential")
    found = _usable(listed, address, document, on)
    if is_set(found.bits, index_of(entry)):
        raise Refusal(Reason.REVOKED, say("its issuer has revoked or suspended it"))
    return say("it was not revoked, by the list of {day}", day=found.first.date())


def _usable(listed: Listed, address: str, document: Document, on: datetime) -> StatusList:
    """The list, when it is the right one and of today."""
    if listed is None:
        raise Refusal(Reason.LIST_MISSING, say("the status list {address} is not at hand", address=address))
    if isinstance(listed, Refusal):
        raise listed
    if listed.address != address or listed.issuer != proof.issuer_of(document):
        raise Refusal(Reason.LIST_FOREIGN, say("the status list at hand is not the one that the label names"))
    if not listed.first - CLOCKS_DIFFER <= on <= listed.last:
        why = say("the status list holds from {first} to {last} only", first=listed.first, last=listed.last)
        raise Refusal(Reason.LIST_EXPIRED, why)
    return listed
