"""The signature inside a document: cryptosuite `eddsa-rdfc-2022`.

Source: W3C Recommendation Data Integrity EdDSA Cryptosuites 1.0, section 3.2: what is signed is the SHA-256 of the canonical proof
options, followed by the SHA-256 of the canonical document.
"""

import hashlib
from datetime import datetime
from typing import Any

from clustermark.credential.canonical import canonical
from clustermark.credential.contexts import CREDENTIALS
from clustermark.credential.document import Document, moment, screen, stamp, text
from clustermark.credential.issuers import Issuers, allow
from clustermark.credential.keys import Signer, holds
from clustermark.credential.multibase import base58, from_base58
from clustermark.credential.refusal import Reason, Refusal
from clustermark.words.message import say

SUITE = "eddsa-rdfc-2022"
__all__ = ["SUITE", "check", "digest", "issuer_of", "proof_of", "signed", "stamp"]


def signed(document: Document, signer: Signer, at: datetime) -> Document:
    """The document with its proof. The same document, key and moment give the same bytes. Raises Refusal."""
    options = {
        "type": "DataIntegrityProof",
        "created": stamp(at),
        "verificationMethod": signer.method,
        "cryptosuite": SUITE,
        "proofPurpose": "assertionMethod",
    }
    screen(document)
    value = base58(signer.sign(digest(document, options)))
    return {**document, "proof": {**options, "proofValue": value}}


def check(document: Document, issuers: Issuers) -> datetime:
    """When its issuer signed the document, as it is. Raises Refusal with the reason where it did not."""
    proof = proof_of(document)
    options = {name: value for name, value in proof.items() if name != "proofValue"}
    created = moment(proof.get("created"))
    methods = issuers.methods(text(proof, "verificationMethod"), issuer_of(document))
    body = {name: value for name, value in document.items() if name != "proof"}
    data, signature = digest(body, options), _signature(proof)
    fitting = [method for method in methods if holds(method.key, signature, data)]
    if not fitting:
        raise Refusal(Reason.PROOF, say("it is not what the issuer signed: the signature does not fit"))
    allow(fitting, created)
    return created


def digest(document: Document, options: dict[str, Any]) -> bytes:
    """The 64 bytes that are signed."""
    of_options = hashlib.sha256(canonical({"@context": [CREDENTIALS], **options})).digest()
    return of_options + hashlib.sha256(canonical(document)).digest()


def issuer_of(document: Document) -> str:
    return text(document, "issuer") or text(document, "issuer", "id")


def proof_of(document: Document) -> Document:
    """Raises Refusal where there is not exactly one, of our kind."""
    proof = document.get("proof")
    found = proof[0] if isinstance(proof, list) and len(proof) == 1 else proof
    if not isinstance(found, dict):
        raise Refusal(Reason.PROOF, say("it has no signature, or more than one"))
    fits = (found.get("type"), found.get("cryptosuite"), found.get("proofPurpose"))
    if fits != ("DataIntegrityProof", SUITE, "assertionMethod"):
        raise Refusal(Reason.PROOF, say("its signature is not of the kind {suite}", suite=SUITE))
    return found


def _signature(proof: Document) -> bytes:
    try:
        return from_base58(text(proof, "proofValue"))
    except ValueError as error:
        raise Refusal(Reason.PROOF, say("its signature cannot be read")) from error
