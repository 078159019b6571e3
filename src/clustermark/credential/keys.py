"""Keys for signing: one small interface, so that a key service can stand in for a file.

A public key is written as a Multikey (`z6Mk…`). Source: W3C Controlled Identifiers 1.0, section 2.2.2.
"""

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Protocol, Self

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from clustermark.credential.multibase import base58, from_base58
from clustermark.credential.refusal import Reason, Refusal
from clustermark.words.message import say

PUBLIC, SECRET = b"\xed\x01", b"\x80\x26"
LENGTH = 32
DID = re.compile(r"did:(web|key):[A-Za-z0-9._:%-]+")


class Signer(Protocol):
    """What can sign: whose key it is, under which address the public key is found, and the signature itself (64 bytes)."""

    @property
    def controller(self) -> str: ...
    @property
    def method(self) -> str: ...
    def sign(self, data: bytes, /) -> bytes: ...


@dataclass(frozen=True, slots=True)
class Key:
    """An Ed25519 key that is at hand, of an issuer such as `did:web:labels.example`."""

    controller: str
    private: Ed25519PrivateKey

    @classmethod
    def new(cls, controller: str | None = None) -> Self:
        """A fresh key. Without a controller, the key is its own: `did:key:…`."""
        private = Ed25519PrivateKey.generate()
        return cls(controller or f"did:key:{multikey(private.public_key())}", private)

    @classmethod
    def read(cls, data: str | bytes) -> Self:
        """A key as `write` gives it. Raises Refusal."""
        try:
            found = json.loads(data)
            secret = from_base58(found["secretKeyMultibase"])
            controller = str(found["controller"])
        except (ValueError, KeyError, TypeError) as error:
            raise Refusal(Reason.KEY, say("this is no signing key")) from error
        if not secret.startswith(SECRET) or len(secret) != LENGTH + 2 or not DID.fullmatch(controller):
            raise Refusal(Reason.KEY, say("this is no Ed25519 signing key of a did:web or did:key"))
        return cls(controller, Ed25519PrivateKey.from_private_bytes(secret[2:]))

    def write(self) -> bytes:
        """The key as a Multikey in JSON. Whoever has it can issue labels."""
        secret = base58(SECRET + self.private.private_bytes_raw())
        return json.dumps({**self.public(), "secretKeyMultibase": secret}, indent=1).encode() + b"\n"

    def public(self) -> dict[str, str]:
        """The verification method for the issuer's document."""
        name = {"id": self.method, "type": "Multikey", "controller": self.controller}
        return {**name, "publicKeyMultibase": self.multikey}

    @property
    def multikey(self) -> str:
        return multikey(self.private.public_key())

    @property
    def method(self) -> str:
        return f"{self.controller}#{self.multikey}"

    def sign(self, data: bytes, /) -> bytes:
        return self.private.sign(data)


def multikey(key: Ed25519PublicKey) -> str:
    return base58(PUBLIC + key.public_bytes_raw())


def public_key(text: str) -> Ed25519PublicKey:
    """Raises Refusal for anything but an Ed25519 Multikey."""
    try:
        data = from_base58(text)
    except ValueError:
        data = b""
    if not data.startswith(PUBLIC) or len(data) != LENGTH + 2:
        raise Refusal(Reason.KEY, say("{key} is no Ed25519 key", key=text[:60]))
    return Ed25519PublicKey.from_public_bytes(data[2:])


def holds(key: Ed25519PublicKey, signature: bytes, data: bytes) -> bool:
    try:
        key.verify(signature, data)
    except InvalidSignature:
        return False
    return True


def issuer_document(keys: Iterable[dict[str, Any]], controller: str) -> dict[str, Any]:
    """The issuer's document (`did.json`) with the keys of today and those retired, whose labels still live."""
    methods = list(keys)
    return {
        "@context": ["https://www.w3.org/ns/did/v1", "https://w3id.org/security/multikey/v1"],
        "id": controller,
        "verificationMethod": methods,
        "assertionMethod": [method["id"] for method in methods],
    }
