"""What a holder gets: the credential, the same inside its badge, and a certificate in every language."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

from clustermark.credential import baking, document, label, proof
from clustermark.credential.badge import drawn, png
from clustermark.credential.status import free_index
from clustermark.issuing.act import Act, Basis
from clustermark.issuing.ledger import Ledger, Signed
from clustermark.registry.state import State
from clustermark.report.certificate import Certificate, certificate
from clustermark.report.emblem import badge_of
from clustermark.scheme.canonical import digest
from clustermark.scheme.model import Scheme
from clustermark.words.text import LANGUAGES


@dataclass(frozen=True, slots=True)
class Issue:
    """A credential as it was signed, what the ledger keeps of it, and the files by their names."""

    signed: Signed
    files: Mapping[str, bytes]


def issue(ledger: Ledger, state: State, basis: Basis, act: Act) -> Issue:
    """The papers for a label in a state, with a free place in the status list. Raises Refusal."""
    index = free_index(ledger.taken, act.draw)
    turn = len(ledger.credentials(state.label)) + 1
    stem = state.label if turn == 1 else f"{state.label}-{turn}"
    facts = _facts(ledger, state, basis, index, turn)
    credential = document.written(proof.signed(label.unsigned(facts), act.signer, act.at))
    signed = Signed(
        index=index,
        stem=stem,
        digest=f"sha256:{hashlib.sha256(credential).hexdigest()}",
        method=act.signer.method,
        scheme=basis.scheme.name,
        scheme_digest=digest(basis.scheme),
        decision=basis.decision,
    )
    files = _files(credential, facts, state, basis.scheme)
    return Issue(signed, {f"{stem}{end}": content for end, content in files.items()})


def _files(credential: bytes, facts: label.Facts, state: State, scheme: Scheme) -> dict[str, bytes]:
    badge = badge_of(scheme.level[state.level], scheme, "en")
    pictures = {".svg": drawn(badge).encode(), ".png": png(badge)}
    baked = {end: baking.bake(picture, credential) for end, picture in pictures.items()}
    papers = {f"-{lang}.pdf": certificate(_certificate(facts, state, scheme), lang) for lang in LANGUAGES}
    return {".json": credential} | baked | papers


def _facts(ledger: Ledger, state: State, basis: Basis, index: int, turn: int) -> label.Facts:
    if state.valid_from is None or state.valid_until is None:
        raise AssertionError(state)
    url = ledger.issuer.url
    return label.Facts(
        address=label.address(url, "labels", state.label, *([] if turn == 1 else [str(turn)])),
        level=_level(state.level, basis.scheme, url),
        recipient=_recipient(state, url),
        issuer=ledger.issuer,
        first=state.valid_from,
        last=state.valid_until,
        status=label.StatusEntry(list_address=ledger.list_address, index=index),
        evidence=basis.decision,
    )


def _level(level: str, scheme: Scheme, url: str) -> label.Level:
    found = scheme.level[level]
    return label.Level(
        id=found.id,
        title=found.title.of("en"),
        meaning=found.meaning.of("en"),
        scheme=scheme.name,
        scheme_title=scheme.title.of("en"),
        ladder=label.address(url, "schemes", scheme.id, scheme.version),
        levels=tuple(scheme.level),
    )


def _recipient(state: State, url: str) -> label.Recipient:
    number = state.holder.number
    return label.Recipient(
        address=label.address(url, "organisations", number),
        number=number,
        name=state.holder.name.of("en"),
        synthetic=state.synthetic,
    )


def _certificate(facts: label.Facts, state: State, scheme: Scheme) -> Certificate:
    return Certificate(
        scheme=scheme,
        level=scheme.level[state.level],
        name=facts.recipient.name,
        synthetic=facts.recipient.synthetic,
        number=state.label,
        issuer=facts.issuer.name,
        address=facts.address,
        first=facts.first,
        last=facts.last,
        evidence=facts.evidence,
    )
