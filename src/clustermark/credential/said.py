"""What a label says of itself, read without trust: every part may be missing or of another kind."""

from dataclasses import dataclass
from datetime import date
from typing import Any, Self
from urllib.parse import unquote

from clustermark.credential.document import Document, moment, text
from clustermark.credential.label import SYNTHETIC
from clustermark.credential.numbers import is_number
from clustermark.credential.proof import issuer_of
from clustermark.credential.refusal import Refusal
from clustermark.words.signs import hidden_in

HOLDER, HOLDER_NUMBER = "name", "ext:registry-number"


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """Empty where it says nothing. `level` is its title, `level_id` its id in the scheme; first and last day are inclusive, in UTC."""

    number: str = ""
    holder: str = ""
    holder_number: str = ""
    level: str = ""
    level_id: str = ""
    scheme: str = ""
    issuer: str = ""
    issuer_name: str = ""
    first: date | None = None
    last: date | None = None
    synthetic: bool = False

    @classmethod
    def of(cls, document: Document) -> Self:
        tags = [str(tag) for tag in _several(document, "credentialSubject", "achievement", "tag")]
        return cls(
            number=number_of(text(document, "id")),
            holder=_identity(document, HOLDER),
            holder_number=_identity(document, HOLDER_NUMBER),
            level=text(document, "credentialSubject", "achievement", "name"),
            level_id=_result(document),
            scheme=next((tag for tag in tags if tag != SYNTHETIC), ""),
            issuer=issuer_of(document),
            issuer_name=text(document, "issuer", "name"),
            first=_day(document, "validFrom"),
            last=_day(document, "validUntil"),
            synthetic=SYNTHETIC in tags,
        )


def number_of(address: str) -> str:
    """The number of a label in its address, or what stands last in it. A number holds nothing that steers, not even in disguise."""
    parts = [unquote(part) for part in address.split("/") if part and not hidden_in(unquote(part))]
    return next((part for part in reversed(parts) if is_number(part)), parts[-1] if parts else "")


def _identity(document: Document, kind: str) -> str:
    found = (one for one in _several(document, "credentialSubject", "identifier") if isinstance(one, dict))
    return next((text(one, "identityHash") for one in found if one.get("identityType") == kind), "")


def _result(document: Document) -> str:
    found = (one for one in _several(document, "credentialSubject", "result") if isinstance(one, dict))
    return next((text(one, "value") for one in found if text(one, "value")), "")


def _several(document: Document, *path: str) -> list[Any]:
    """What stands under a path of names, as a list."""
    at: object = document
    for name in path:
        at = at.get(name, []) if isinstance(at, dict) else []
    return at if isinstance(at, list) else [at]


def _day(document: Document, name: str) -> date | None:
    try:
        return moment(document.get(name)).date()
    except Refusal:
        return None
