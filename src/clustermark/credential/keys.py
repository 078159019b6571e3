"""Keys for signing: one small interface, so that a key service can stand in for a file; and what an issuer's document says of them.

A public key is written as a Multikey (`z6Mk…`). Source: W3C Controlled Identifiers 1.0, sections 2.2 and 2.2.2.
"""

import json
import re
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Protocol, Self

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from clustermark.credential.document import decoded, moment, stamp
from clustermark.credential.multibase import base58, from_base58
from clustermark.credential.refusal import Reason, Refusal
from clustermark.words.message import say

PUBLIC, SECRET = b"\xed\x01", b"\x80\x26"
LENGTH = 32
DID = re.compile(r"did:(web|key):[A-Za-z0-9._:%-]+")
CONTEXTS = ("https://www.w3.org/ns/did/v1", "https://w3id.org/security/multikey/v1")
CREATED = {
    "created": {
        "@id": "http://purl.org/dc/terms/created",
        "@type": "http://www.w3.org/2001/XMLSchema#dateTime",
    }
}
"""No context of the standards gives a method its `created`; a strict JSON-LD reader asks for a meaning."""


class Signer(Protocol):
    """What can sign: whose key it is, under which address the public key is found, and the signature itself (64 bytes)."""

    @property
    def controller(self) -> str: ...
    @property
    def method(self) -> str: ...
    def sign(self, data: bytes, /) -> bytes: ...


@dataclass(frozen=True, slots=True)
class Method:
    """A public key as its issuer publishes it: it signs from `created` on, until it `expires` (retired) or is `revoked` (compromised)."""

    id: str
    controller: str
    multibase: str
    created: datetime | None = None
    expires: datetime | None = None
    revoked: datetime | None = None

    @classmethod
    def of(cls, found: Mapping[str, Any], issuer: str) -> Self:
        """A method in the document of an issuer, which may write its id as `#key`. Raises Refusal for what is no Ed25519 key."""
        id_, multibase = str(found.get("id", "")), str(found.get("publicKeyMultibase", ""))
        public_key(multibase)
        created, expires, revoked = (
            moment(found[name]) if name in found else None for name in ("created", "expires", "revoked")
        )
        controller = str(found.get("controller", issuer))
        return cls(absolute(id_, issuer), controller, multibase, created, expires, revoked)

    def document(self) -> dict[str, str]:
        times = {"created": self.created, "expires": self.expires, "revoked": self.revoked}
        return {
            "id": self.id,
            "type": "Multikey",
            "controller": self.controller,
            "publicKeyMultibase": self.multibase,
        } | {name: stamp(at) for name, at in times.items() if at}

    @property
    def key(self) -> Ed25519PublicKey:
        return public_key(self.multibase)

    @property
    def signs(self) -> bool:
        """Whether it is neither retired nor compromised."""
        return not (self.expires or self.revoked)


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
            found = json.loads(data if isinstance(data, str) else decoded(data))
            secret = from_base58(found["secretKeyMultibase"])
            controller = str(found["controller"])
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
            raise Refusal(Reason.KEY, say("this is no signing key")) from error
        if not secret.startswith(SECRET) or len(secret) != LENGTH + 2 or not DID.fullmatch(controller):
            raise Refusal(Reason.KEY, say("this is no Ed25519 signing key of a did:web or did:key"))
        return cls(controller, Ed25519PrivateKey.from_private_bytes(secret[2:]))

    def write(self) -> bytes:
        """The key as a Multikey in JSON. Whoever has it can issue labels."""
        secret = base58(SECRET + self.private.private_bytes_raw())
        return json.dumps({**self.public(), "secretKeyMultibase": secret}, indent=1).encode() + b"\n"

    def published(self, created: datetime | None = None) -> Method:
        """What its issuer publishes of it; it signs from `created` on."""
        return Method(self.method, self.controller, self.multikey, created)

    def public(self) -> dict[str, str]:
        """The verification method for the issuer's document."""
        return self.published().document()

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


def absolute(id_: str, issuer: str) -> str:
    """The address of a method that may be written relative to its document."""
    return issuer + id_ if id_.startswith("#") else id_


def retired(methods: Iterable[Method], at: datetime) -> tuple[Method, ...]:
    """The methods when none of them signs any more from a moment on. Raises Refusal where one was made after it."""
    return tuple(_retired(method, at) if method.signs else method for method in methods)


def _retired(method: Method, at: datetime) -> Method:
    if method.created and at < method.created:
        why = say("the key {method} was made only on {day}", method=method.id, day=method.created)
        raise Refusal(Reason.MOMENT, why)
    return replace(method, expires=at)


def compromised(methods: Iterable[Method], id_: str, at: datetime) -> tuple[Method, ...]:
    """The methods when the secret of one may be in other hands since a moment; the earliest such moment stays. Raises Refusal for a strange id."""
    found = tuple(methods)
    if id_ not in {method.id for method in found}:
        raise Refusal(Reason.KEY, say("the issuer has no key {method}", method=id_))
    return tuple(
        replace(method, revoked=min(at, method.revoked or at)) if method.id == id_ else method
        for method in found
    )


def issuer_document(
    methods: Iterable[Method | Mapping[str, Any]], controller: str, needed: Container[str] | None = None
) -> dict[str, Any]:
    """The issuer's document (`did.json`).

    Under `assertionMethod` stand the keys that sign, and those retired ones that are `needed`, as labels that they signed still
    live (all of them where nothing is said). A compromised key is not there: nothing that it signed counts for anybody.
    """
    found = [one if isinstance(one, Method) else Method.of(one, controller) for one in methods]
    kept = [one for one in found if one.signs or (not one.revoked and (needed is None or one.id in needed))]
    return {
        "@context": [*CONTEXTS, *([CREATED] if any(one.created for one in found) else [])],
        "id": controller,
        "verificationMethod": [one.document() for one in found],
        "assertionMethod": [one.id for one in kept],
    }
