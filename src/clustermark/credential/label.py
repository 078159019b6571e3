"""What a label says: the level, to whom, from when until when, by which criteria, and where its status stands. No scores, no persons."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any
from urllib.parse import quote

from clustermark.credential.contexts import CREDENTIALS, OPEN_BADGES
from clustermark.credential.document import Document, stamp
from clustermark.credential.multibase import base64url
from clustermark.credential.refusal import Reason, Refusal
from clustermark.words.message import say
from clustermark.words.signs import hidden_in

SYNTHETIC = "synthetic"


@dataclass(frozen=True, slots=True, kw_only=True)
class Issuer:
    """The body that awards: its `did:…`, name and address on the web."""

    did: str
    name: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """A level of a scheme version; `levels` are all of them from the lowest, `ladder` the page that states the criteria."""

    id: str
    title: str
    meaning: str
    scheme: str
    scheme_title: str
    ladder: str
    levels: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipient:
    """The organisation by its stable address in the registry, its number there, and its name."""

    address: str
    number: str
    name: str
    synthetic: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusEntry:
    """Where a verifier finds out whether the label was revoked: a bit in a list."""

    list_address: str
    index: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """All that one label says. First and last day are inclusive, and written in UTC; `evidence` is the bundle's hash (`sha256:…`)."""

    address: str
    level: Level
    recipient: Recipient
    issuer: Issuer
    first: date
    last: date
    status: StatusEntry
    evidence: str = ""


def unsigned(facts: Facts) -> Document:
    """The label as an Open Badges 3.0 credential, ready to be signed."""
    document = {
        "@context": [CREDENTIALS, OPEN_BADGES],
        "id": facts.address,
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "name": f"{facts.level.scheme_title}: {facts.level.title}",
        "issuer": {
            "id": facts.issuer.did,
            "type": ["Profile"],
            "name": facts.issuer.name,
            "url": facts.issuer.url,
        },
        "validFrom": stamp(begin(facts.first)),
        "validUntil": stamp(end(facts.last)),
        "credentialSubject": _subject(facts),
        "credentialStatus": _status(facts.status),
    }
    return document | ({"evidence": [_evidence(facts.evidence)]} if facts.evidence else {})


def begin(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)


def end(day: date) -> datetime:
    """The last second of a day."""
    return datetime.combine(day, time(23, 59, 59), UTC)


def address(base: str, *parts: str) -> str:
    """An address below another one, its parts as they are, whatever their letters. Raises Refusal for what no address can hold."""
    for part in parts:
        if not part.strip(".") or hidden_in(part):
            raise Refusal(Reason.LETTERS, say("{part} cannot stand in an address", part=_shown(part)))
    return "/".join([base.rstrip("/"), *(quote(part, safe="") for part in parts)])


def _shown(part: str) -> str:
    return ", ".join(hidden_in(part)) or part or "–"


def _subject(facts: Facts) -> dict[str, Any]:
    return {
        "id": facts.recipient.address,
        "type": ["AchievementSubject"],
        "identifier": [
            _identity(facts.recipient.name, "name"),
            _identity(facts.recipient.number, "ext:registry-number"),
        ],
        "achievement": _achievement(facts),
        "result": [
            {"type": ["Result"], "resultDescription": _levels(facts.level), "value": facts.level.id},
        ],
    }


def _identity(value: str, kind: str) -> dict[str, Any]:
    return {"type": "IdentityObject", "hashed": False, "identityHash": value, "identityType": kind}


def _achievement(facts: Facts) -> dict[str, Any]:
    level = facts.level
    return {
        "id": f"{level.ladder}#{level.id}",
        "type": ["Achievement"],
        "achievementType": "ext:ExcellenceLabel",
        "name": level.title,
        "description": level.meaning,
        "criteria": {"id": level.ladder},
        "tag": [level.scheme, *([SYNTHETIC] if facts.recipient.synthetic else [])],
        "resultDescription": [
            {
                "id": _levels(level),
                "type": ["ResultDescription"],
                "name": "Level",
                "resultType": "PerformanceLevel",
                "allowedValue": list(level.levels),
            }
        ],
    }


def _levels(level: Level) -> str:
    return f"{level.ladder}#levels"


def _status(entry: StatusEntry) -> dict[str, str]:
    return {
        "id": f"{entry.list_address}#{entry.index}",
        "type": "BitstringStatusListEntry",
        "statusPurpose": "revocation",
        "statusListIndex": str(entry.index),
        "statusListCredential": entry.list_address,
    }


def _evidence(digest: str) -> dict[str, Any]:
    """The bundle by its hash as an address. Source: RFC 6920, section 3."""
    text = base64url(bytes.fromhex(digest.removeprefix("sha256:"))).removeprefix("u")
    return {"id": f"ni:///sha-256;{text}", "type": ["Evidence"], "name": "Decision bundle"}
