"""The certificate of a label, for the wall: one page with a code that leads to where it is verified."""

from dataclasses import dataclass
from datetime import date
from io import BytesIO
from typing import Any

import segno

from clustermark.credential.badge import METALS, drawn
from clustermark.report.emblem import badge_of
from clustermark.report.pdf import typeset
from clustermark.scheme.levels import Level
from clustermark.scheme.model import Scheme
from clustermark.scoring.case import marked
from clustermark.words.message import say, shown

LARGEST, ROOM = 24, 1900
"""The largest letters of a name, and how many letters of one point fit on a line."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Certificate:
    """What stands on it; first and last day are inclusive, `address` is where the label is verified, `evidence` names its decision."""

    scheme: Scheme
    level: Level
    name: str
    synthetic: bool
    number: str
    issuer: str
    address: str
    first: date
    last: date
    evidence: str


def certificate(found: Certificate, lang: str) -> bytes:
    """The certificate in a language, as PDF/UA-1."""
    return typeset("certificate", spoken(found, lang))


def spoken(found: Certificate, lang: str) -> dict[str, Any]:
    title = found.level.title.of(lang)
    badge = badge_of(found.level, found.scheme, lang)
    name = shown(marked(found.name, synthetic=found.synthetic), lang)
    return {
        "lang": lang,
        "title": say("Certificate {number}: {level}", number=found.number, level=title).of(lang),
        "scheme": found.scheme.title.of(lang),
        "heading": say("Demonstration: {level}", level=title).of(lang) if found.synthetic else title,
        "name": name,
        "size": _size(name),
        "motto": found.level.motto.of(lang),
        "issuer": found.issuer,
        "badge": drawn(badge),
        "metal": METALS[badge.step],
        "alt": say("Badge of the level {level}", level=title).of(lang),
        "address": found.address,
        "code": code(found.address),
        "code-alt": say("Code that leads to {address}", address=found.address).of(lang),
        "words": {
            "awarded": say("The level was awarded to").of(lang),
            "check": say("Verify this label:").of(lang),
        },
        "facts": [[what.of(lang), shown(value, lang)] for what, value in _facts(found)],
        "notice": found.scheme.notice.of(lang),
    }


def _facts(found: Certificate) -> list[tuple[Any, Any]]:
    return [
        (say("Valid from"), found.first),
        (say("Valid until"), found.last),
        (say("Number"), found.number),
        (say("Issuer"), found.issuer),
        (say("Scheme"), found.scheme.name),
        (say("Decision"), found.evidence.removeprefix("sha256:")[:16]),
    ]


def _size(name: str) -> float:
    """Smaller letters for a long name, so that it fits into three lines, and at most six."""
    return max(10.0, min(LARGEST, 3 * ROOM / 4 / max(len(name), 1)))


def code(address: str) -> str:
    """A QR code as SVG."""
    out = BytesIO()
    segno.make(address, error="m", micro=False).save(out, kind="svg", xmldecl=False, border=1, dark="#1c2530")
    return out.getvalue().decode()
