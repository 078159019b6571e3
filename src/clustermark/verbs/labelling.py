"""From a decision bundle to what a label says."""

import json
from dataclasses import dataclass
from datetime import date
from typing import Any

from clustermark.credential import label
from clustermark.errors import InputError
from clustermark.report.certificate import Certificate
from clustermark.scheme.model import Scheme
from clustermark.scoring.decision import Outcome
from clustermark.words.message import say


@dataclass(frozen=True, slots=True)
class Awarded:
    """A level that a decision awards to an organisation, from the first day to the last."""

    scheme: Scheme
    level: str
    organisation: dict[str, Any]
    first: date
    last: date


def awarded(data: bytes, level: str, scheme: Scheme) -> Awarded:
    """Raises InputError where the bundle does not award the level, or names no organisation."""
    found = json.loads(data)
    decision = found["decisions"].get(level, {})
    if decision.get("outcome") != Outcome.AWARDED.value or not decision.get("label"):
        raise InputError.because(say("the decision does not award {level}", level=level))
    of = found["case"]["organisation"]
    if not of.get("name") or not of.get("number"):
        raise InputError.because(
            say("the case does not say to whom the label goes"),
            say("give the organisation a name and a number"),
        )
    first, last, _ = decision["label"]
    return Awarded(scheme, level, of, date.fromisoformat(first), date.fromisoformat(last))


def level_of(got: Awarded, url: str) -> label.Level:
    level = got.scheme.level[got.level]
    return label.Level(
        id=level.id,
        title=level.title.of("en"),
        meaning=level.meaning.of("en"),
        scheme=got.scheme.name,
        scheme_title=got.scheme.title.of("en"),
        ladder=f"{url}/schemes/{got.scheme.id}/{got.scheme.version}",
        levels=tuple(got.scheme.level),
    )


def recipient_of(got: Awarded, url: str) -> label.Recipient:
    of = got.organisation
    return label.Recipient(
        address=f"{url}/organisations/{of['number']}",
        number=of["number"],
        name=of["name"],
        synthetic=bool(of.get("synthetic")),
    )


def certificate_of(got: Awarded, facts: label.Facts, number: str) -> Certificate:
    return Certificate(
        scheme=got.scheme,
        level=got.scheme.level[got.level],
        name=facts.recipient.name,
        synthetic=facts.recipient.synthetic,
        number=number,
        issuer=facts.issuer.name,
        address=facts.address,
        first=facts.first,
        last=facts.last,
        evidence=facts.evidence,
    )
