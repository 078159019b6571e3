"""Another verifier, from parts that are not ours: pyld, cryptography, openbadgeslib, and the standards read plainly.

Sources: W3C Data Integrity EdDSA Cryptosuites 1.0 (3.2), Controlled Identifiers 1.0 (2.2, 3.3), Bitstring Status List 1.0 (3.2).
"""

import hashlib
import json
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from openbadgeslib.ob3 import decode_encoded_list
from openbadgeslib.ob3.contexts import bundled_contexts
from pyld import jsonld

DIGITS = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
SKEW = timedelta(minutes=5)


class NotValid(Exception):  # noqa: N818 - a verdict
    pass


class Unknown(Exception):  # noqa: N818 - a verdict
    pass


@dataclass
class Outsider:
    """`documents` are those of the issuers that it trusts; `dates` whether it heeds `expires` and `revoked`, as many do not."""

    documents: list = field(default_factory=list)
    dates: bool = True

    def verdict(self, label, listed, on):
        """`valid`, `not-valid`, or `cannot-be-checked`; what is wrong for certain weighs more."""
        credential, found = json.loads(label), set()
        for look in (self.signature, self.period, self.status):
            try:
                look(credential, listed, on)
            except NotValid:
                found.add("not-valid")
            except Unknown:
                found.add("cannot-be-checked")
        return "not-valid" if "not-valid" in found else found.pop() if found else "valid"

    def signature(self, credential, _listed, on):
        proof, issuer = credential["proof"], issuer_of(credential)
        if moment(proof["created"]) > on + SKEW:
            raise NotValid
        data = hashed({**without(proof, "proofValue"), "@context": credential["@context"]})
        data += hashed(without(credential, "proof"))
        for method in self.methods(issuer, proof):
            key = Ed25519PublicKey.from_public_bytes(base58(method["publicKeyMultibase"])[2:])
            try:
                return key.verify(base58(proof["proofValue"]), data)
            except InvalidSignature:
                continue
        raise NotValid

    def methods(self, issuer, proof):
        """The verification methods that the issuer's own document gives for this proof."""
        document = next((d for d in self.documents if d["id"] == issuer), None)
        if document is None:
            raise Unknown
        id_ = proof["verificationMethod"]
        if id_ not in document["assertionMethod"] or not id_.startswith(f"{issuer}#"):
            raise NotValid
        found = [m for m in document["verificationMethod"] if m["id"] == id_ and m["controller"] == issuer]
        return [m for m in found if not self.dates or in_time(m, moment(proof["created"]))]

    def period(self, credential, _listed, on):
        if not moment(credential["validFrom"]) <= on <= moment(credential["validUntil"]):
            raise NotValid

    def status(self, credential, listed, on):
        entry = credential["credentialStatus"]
        found = json.loads(listed) if listed else None
        if not found or found["id"] != entry["statusListCredential"]:
            raise Unknown
        if issuer_of(found) != issuer_of(credential):
            raise Unknown
        try:
            self.signature(found, None, on + timedelta(days=365_0))
        except NotValid as error:
            raise Unknown from error
        bits, index = (
            decode_encoded_list(found["credentialSubject"]["encodedList"]),
            int(entry["statusListIndex"]),
        )
        if bits[index // 8] >> (7 - index % 8) & 1:
            raise NotValid
        if not moment(found["validFrom"]) - SKEW <= on <= moment(found["validUntil"]):
            raise Unknown


def in_time(method, signed):
    return all(signed < moment(method[name]) for name in ("expires", "revoked") if name in method)


def without(found, name):
    return {member: value for member, value in found.items() if member != name}


def issuer_of(credential):
    issuer = credential["issuer"]
    return issuer if isinstance(issuer, str) else issuer["id"]


def moment(text):
    return datetime.fromisoformat(text)


def base58(text):
    number = 0
    for digit in text[1:]:
        number = number * 58 + DIGITS.index(digit)
    return number.to_bytes((number.bit_length() + 7) // 8)


def hashed(document):
    options = {"algorithm": "URDNA2015", "format": "application/n-quads", "documentLoader": loaded}
    return hashlib.sha256(jsonld.normalize(document, options).encode()).digest()


def loaded(url, _options):
    known = bundled_contexts()[url]
    return {"contextUrl": None, "documentUrl": url, "document": known, "contentType": "application/ld+json"}
