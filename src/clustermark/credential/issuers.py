"""Whom a verifier trusts, and with which keys. Everything is at hand; nothing is looked up elsewhere."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Self

from clustermark.credential.keys import Method, absolute
from clustermark.credential.refusal import Reason, Refusal
from clustermark.words.message import say

BY_KEY = "did:key:"


@dataclass(frozen=True, slots=True)
class Own:
    """What an issuer's document says of its own keys: each by its address, and which of them may sign labels."""

    methods: Mapping[str, tuple[Method, ...]]
    signing: frozenset[str]


@dataclass(frozen=True, slots=True)
class Issuers:
    """The trusted issuers by their names, and each one's own document. Keys of several documents are never pooled."""

    trusted: frozenset[str]
    documents: Mapping[str, Own] = field(default_factory=dict)

    @classmethod
    def of(cls, documents: Iterable[Mapping[str, Any]] = (), names: Iterable[str] = ()) -> Self:
        """From issuers' documents (`did.json`) and names such as `did:key:…` that carry their key.

        Raises Refusal, also for two documents of one issuer that say different things.
        """
        found: dict[str, Own] = {}
        for document in documents:
            did, own = _read(document)
            if found.setdefault(did, own) != own:
                raise Refusal(
                    Reason.ISSUER,
                    say("there are two documents of the issuer {issuer}, and they differ", issuer=did),
                    say("give the newer one alone"),
                )
        return cls(frozenset([*names, *found]), found)

    def methods(self, method: str, issuer: str) -> tuple[Method, ...]:
        """What an issuer says of one of its keys; more than one where it repeats itself. Raises Refusal."""
        own = self.documents.get(issuer)
        if own is None and issuer.startswith(BY_KEY):
            return (_carried(method, issuer),)
        if own is None:
            why = say(
                "the keys of {issuer} are not at hand; give the issuer's did.json", issuer=issuer or "–"
            )
            raise Refusal(Reason.KEY_MISSING, why)
        if method not in own.methods:
            why = say("the key {method} is not in the issuer's document", method=method or "–")
            raise Refusal(Reason.KEY, why)
        if method not in own.signing:
            raise _barred(own.methods[method])
        return own.methods[method]


def allow(methods: Iterable[Method], signed: datetime) -> None:
    """Raises Refusal where a key did not sign for its issuer at a moment."""
    for method in methods:
        if method.created and signed < method.created:
            why = say("the key {method} was made after it signed this", method=method.id)
            raise Refusal(Reason.KEY, why)
        if method.revoked and signed >= method.revoked:
            raise _compromised(method, method.revoked)
        if method.expires and signed >= method.expires:
            why = say("the key {method} was retired before it signed this", method=method.id)
            raise Refusal(Reason.KEY, why)


def _barred(methods: Iterable[Method]) -> Refusal:
    for method in methods:
        if method.revoked:
            return _compromised(method, method.revoked)
    return Refusal(Reason.KEY, say("its issuer lets the key sign no labels, or no more"))


def _compromised(method: Method, since: datetime) -> Refusal:
    why = say(
        "the key {method} has been in doubt since {day}: its issuer has revoked it",
        method=method.id,
        day=since,
    )
    return Refusal(Reason.KEY, why)


def _carried(method: str, issuer: str) -> Method:
    """The key that is its issuer's name."""
    text = issuer.removeprefix(BY_KEY)
    if method != f"{issuer}#{text}":
        raise Refusal(Reason.KEY, say("the key {method} is not the issuer's", method=method or "–"))
    return Method.of({"id": method, "publicKeyMultibase": text}, issuer)


def _read(document: Mapping[str, Any]) -> tuple[str, Own]:
    """The issuer of a document, and what it says of its keys."""
    did, allowed = document.get("id"), document.get("assertionMethod")
    listed = document.get("verificationMethod", [])
    if not isinstance(did, str) or not isinstance(allowed, list) or not isinstance(listed, list):
        raise Refusal(Reason.ISSUER, say("this is no issuer's document with its keys"))
    methods: dict[str, tuple[Method, ...]] = {}
    for method in _its_own([*listed, *allowed], did):
        methods[method.id] = (*methods.get(method.id, ()), method)
    named = (one.get("id") if isinstance(one, dict) else one for one in allowed)
    signing = {absolute(name, did) for name in named if isinstance(name, str)}
    return did, Own(methods, frozenset(signing & set(methods)))


def _its_own(found: Iterable[Any], did: str) -> Iterator[Method]:
    """The Ed25519 keys for which a document may speak."""
    for one in found:
        try:
            method = Method.of(one, did) if isinstance(one, dict) else None
        except Refusal:
            continue
        if method and _speaks_for(did, method):
            yield method


def _speaks_for(did: str, method: Method) -> bool:
    """A method stands under its document's own id, and is controlled by it; an issuer that is a key has that key alone."""
    under = method.id.startswith(f"{did}#") and method.controller == did
    return under and (not did.startswith(BY_KEY) or method.multibase == did.removeprefix(BY_KEY))
