"""Whom a verifier trusts, and with which keys. Everything is at hand; nothing is looked up elsewhere."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Self

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from clustermark.credential.document import moment
from clustermark.credential.keys import public_key
from clustermark.credential.refusal import Reason, Refusal
from clustermark.words.message import say

BY_KEY = "did:key:"


@dataclass(frozen=True, slots=True)
class PublicKey:
    """A key, and the moment from which on it signs no more."""

    key: Ed25519PublicKey
    retired: datetime | None = None


@dataclass(frozen=True, slots=True)
class Issuers:
    """The trusted issuers by their names, and their keys by address."""

    trusted: frozenset[str]
    keys: Mapping[str, PublicKey]

    @classmethod
    def of(cls, documents: Iterable[Mapping[str, Any]] = (), names: Iterable[str] = ()) -> Self:
        """From issuers' documents (`did.json`) and names such as `did:key:…` that carry their key. Raises Refusal."""
        found = list(documents)
        keys = {method: key for document in found for method, key in _keys(document)}
        return cls(frozenset([*names, *(str(document.get("id")) for document in found)]), keys)

    def key(self, method: str, issuer: str, signed: datetime) -> Ed25519PublicKey:
        """The key behind a verification method of an issuer. Raises Refusal."""
        if method.partition("#")[0] != issuer:
            raise Refusal(Reason.KEY, say("the key {method} is not the issuer's", method=method))
        if issuer.startswith(BY_KEY):
            return _own(method, issuer)
        if method not in self.keys:
            raise Refusal(
                Reason.KEY, say("the key {method} is not at hand; give the issuer's did.json", method=method)
            )
        known = self.keys[method]
        if known.retired and signed >= known.retired:
            raise Refusal(
                Reason.KEY, say("the key {method} was retired before it signed this", method=method)
            )
        return known.key


def _own(method: str, issuer: str) -> Ed25519PublicKey:
    text = issuer.removeprefix(BY_KEY)
    if method != f"{issuer}#{text}":
        raise Refusal(Reason.KEY, say("the key {method} is not the issuer's", method=method))
    return public_key(text)


def _keys(document: Mapping[str, Any]) -> Iterable[tuple[str, PublicKey]]:
    allowed = document.get("assertionMethod")
    methods = document.get("verificationMethod")
    if not isinstance(allowed, list) or not isinstance(methods, list):
        raise Refusal(Reason.ISSUER, say("this is no issuer's document with its keys"))
    for method in methods:
        if isinstance(method, dict) and method.get("id") in allowed:
            retired = method.get("expires")
            key = public_key(str(method.get("publicKeyMultibase", "")))
            yield str(method["id"]), PublicKey(key, moment(retired) if retired else None)
