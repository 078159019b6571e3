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

CHECKING = say(
    "This page carries the number of a label, not the proof of it: anybody can print one. The label itself is a signed file. "
    "Check it at the address beside the code, or without a network by its file (JSON, SVG or PNG) with: clustermark label verify"
)


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
        "on": found.first.isoformat(),
        "title": say("Certificate {number}: {level}", number=found.number, level=title).of(lang),
        "scheme": found.scheme.title.of(lang),
        "heading": say("Demonstration: {level}", level=title).of(lang) if found.synthetic else title,
        "name": name,
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
            "checking": CHECKING.of(lang),
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


def code(address: str) -> str:
    """A QR code as SVG."""
    out = BytesIO()
    segno.make(address, error="m", micro=False).save(out, kind="svg", xmldecl=False, border=1, dark="#1c2530")
    return out.getvalue().decode()
