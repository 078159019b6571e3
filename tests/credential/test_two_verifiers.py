"""A second verifier from independent parts and ours give the same answer in every situation of a label's life and of its keys."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from labels import FACTS, KEY, LIST, NOW, listed, signed
from outsider import Outsider

from clustermark.credential.issuers import Issuers
from clustermark.credential.keys import Key, compromised, issuer_document, retired
from clustermark.credential.verification import read_list, verify

OWNER, PLACE = KEY.controller, FACTS.status.index
NEW = Key(OWNER, Ed25519PrivateKey.from_private_bytes(bytes(range(1, 33))))
OTHER = Key("did:web:other.example", Ed25519PrivateKey.from_private_bytes(bytes(range(2, 34))))
MADE = datetime(2026, 1, 1, tzinfo=UTC)
LATER = NOW + timedelta(days=30)
AFTER_ALL = datetime(2028, 4, 1, tzinfo=UTC)
VALID, NOT_VALID, UNKNOWN = "valid", "not-valid", "cannot-be-checked"

ONE = (KEY.published(MADE),)
TWO = (*retired(ONE, NOW + timedelta(days=10)), NEW.published(NOW + timedelta(days=10)))
STOLEN = compromised(TWO, KEY.method, NOW + timedelta(days=5))
OF_OTHER = issuer_document([OTHER.published(MADE)], OTHER.controller)


def own(methods, needed=None):
    return issuer_document(methods, OWNER, needed)


def with_methods(document_, *methods, allowed=()):
    """An issuer's document with methods that do not belong into it."""
    return {
        **document_,
        "verificationMethod": [*document_["verificationMethod"], *methods],
        "assertionMethod": [*document_["assertionMethod"], *allowed],
    }


def under(id_, key, controller):
    return {**key.public(), "id": id_, "controller": controller}


FORGED = with_methods(OF_OTHER, under(f"{OWNER}#forged", OTHER, OWNER), allowed=[f"{OWNER}#forged"])
FORGED_TOO = with_methods(
    OF_OTHER, under(f"{OWNER}#forged", OTHER, OTHER.controller), allowed=[f"{OWNER}#forged"]
)
REPEATED = with_methods(OF_OTHER, under(KEY.method, OTHER, OTHER.controller), allowed=[KEY.method])
REPEATED_AT_HOME = with_methods(own(ONE), under(KEY.method, NEW, OWNER))
LENT = with_methods(own(ONE), under(f"{OWNER}#lent", OTHER, OTHER.controller), allowed=[f"{OWNER}#lent"])
LENT_ADDRESS = with_methods(
    own(ONE),
    under(f"{OTHER.controller}#lent", OTHER, OWNER),
    allowed=[f"{OTHER.controller}#lent"],
)


@dataclass(frozen=True)
class Forger:
    """Signs with its own key under another address."""

    controller: str
    method: str

    def sign(self, data):
        return OTHER.sign(data)


FORGER = Forger(OWNER, f"{OWNER}#forged")


def of(key, **changes):
    return signed(key, **changes)


def fresh(key=KEY, at=NOW, **changes):
    return listed(key=key, at=at, **changes)


def changed(data):
    return data.replace(b"Silver", b"Golden")


LONG = {"last": date(2031, 3, 31)}
SITUATIONS = {
    # name: label, status list, documents of those trusted, moment, answer, what one says that ignores dates of keys
    "fresh": (signed(), fresh(), [own(ONE)], NOW, VALID, VALID),
    "expired": (signed(), fresh(at=AFTER_ALL), [own(ONE)], AFTER_ALL, NOT_VALID, NOT_VALID),
    "not yet valid": (
        signed(at=NOW, first=date(2026, 5, 1)),
        fresh(),
        [own(ONE)],
        NOW,
        NOT_VALID,
        NOT_VALID,
    ),
    "one character changed": (changed(signed()), fresh(), [own(ONE)], NOW, NOT_VALID, NOT_VALID),
    "revoked": (signed(), fresh(revoked=[PLACE]), [own(ONE)], NOW, NOT_VALID, NOT_VALID),
    "revoked, by an old list": (
        signed(),
        fresh(revoked=[PLACE]),
        [own(ONE)],
        LATER,
        NOT_VALID,
        NOT_VALID,
    ),
    "rotated: by the new key": (of(NEW, at=LATER), fresh(NEW, LATER), [own(TWO)], LATER, VALID, VALID),
    "rotated: by the key before": (signed(), fresh(NEW, LATER), [own(TWO)], LATER, VALID, VALID),
    "rotated, and the list by the key before": (signed(), fresh(), [own(TWO)], NOW, VALID, VALID),
    "retired: signed later": (signed(at=LATER), fresh(NEW, LATER), [own(TWO)], LATER, NOT_VALID, VALID),
    "retired, no label left: signed later": (
        signed(at=AFTER_ALL, **LONG),
        fresh(NEW, AFTER_ALL),
        [own(TWO, needed=())],
        AFTER_ALL,
        NOT_VALID,
        NOT_VALID,
    ),
    "compromised: signed after": (
        signed(at=NOW + timedelta(days=6)),
        fresh(NEW, LATER),
        [own(STOLEN)],
        LATER,
        NOT_VALID,
        NOT_VALID,
    ),
    "compromised: signed before, or said to be": (
        signed(),
        fresh(NEW, LATER),
        [own(STOLEN)],
        LATER,
        NOT_VALID,
        NOT_VALID,
    ),
    "compromised: signed anew": (of(NEW, at=LATER), fresh(NEW, LATER), [own(STOLEN)], LATER, VALID, VALID),
    "compromised: the list is by that key": (
        of(NEW, at=LATER),
        fresh(KEY, LATER),
        [own(STOLEN)],
        LATER,
        UNKNOWN,
        UNKNOWN,
    ),
    "revoked from a moment on, though still allowed: before": (
        signed(),
        fresh(NEW, LATER),
        [with_methods(own(STOLEN), allowed=[KEY.method])],
        LATER,
        VALID,
        VALID,
    ),
    "revoked from a moment on, though still allowed: after": (
        signed(at=NOW + timedelta(days=6)),
        fresh(NEW, LATER),
        [with_methods(own(STOLEN), allowed=[KEY.method])],
        LATER,
        NOT_VALID,
        VALID,
    ),
    "signed for a day to come": (signed(at=LATER), fresh(), [own(ONE)], NOW, NOT_VALID, NOT_VALID),
    "no list": (signed(), None, [own(ONE)], NOW, UNKNOWN, UNKNOWN),
    "an old list": (signed(), fresh(), [own(ONE)], LATER, UNKNOWN, UNKNOWN),
    "a list for a day to come": (signed(), fresh(at=LATER), [own(ONE)], NOW, UNKNOWN, UNKNOWN),
    "a list that was changed": (
        signed(),
        fresh().replace(b'"statusPurpose":"revocation"', b'"statusPurpose":"suspension"'),
        [own(ONE)],
        NOW,
        UNKNOWN,
        UNKNOWN,
    ),
    "another list of the same issuer": (
        signed(),
        fresh(address=f"{LIST}0"),
        [own(ONE)],
        NOW,
        UNKNOWN,
        UNKNOWN,
    ),
    "the list of a co-trusted issuer": (signed(), fresh(OTHER), [own(ONE), OF_OTHER], NOW, UNKNOWN, UNKNOWN),
    "the list of a stranger": (signed(), fresh(OTHER), [own(ONE)], NOW, UNKNOWN, UNKNOWN),
    "an unknown issuer": (signed(), fresh(), [OF_OTHER], NOW, UNKNOWN, UNKNOWN),
    "forged by a co-trusted issuer": (signed(FORGER), fresh(), [own(ONE), FORGED], NOW, NOT_VALID, NOT_VALID),
    "forged by a co-trusted issuer, who controls it": (
        signed(FORGER),
        fresh(),
        [FORGED_TOO, own(ONE)],
        NOW,
        NOT_VALID,
        NOT_VALID,
    ),
    "a co-trusted issuer repeats the method": (signed(), fresh(), [own(ONE), REPEATED], NOW, VALID, VALID),
    "a co-trusted issuer repeats it first": (signed(), fresh(), [REPEATED, own(ONE)], NOW, VALID, VALID),
    "the issuer repeats the method": (signed(), fresh(), [REPEATED_AT_HOME], NOW, VALID, VALID),
    "a method that another controls": (
        signed(Forger(OWNER, f"{OWNER}#lent")),
        fresh(),
        [LENT, OF_OTHER],
        NOW,
        NOT_VALID,
        NOT_VALID,
    ),
    "a method under another's address": (
        signed(Forger(OWNER, f"{OTHER.controller}#lent")),
        fresh(),
        [LENT_ADDRESS, OF_OTHER],
        NOW,
        NOT_VALID,
        NOT_VALID,
    ),
    "an issuer's key under another issuer's name": (
        signed(OTHER),
        fresh(),
        [own(ONE), OF_OTHER],
        NOW,
        NOT_VALID,
        NOT_VALID,
    ),
}


@pytest.mark.parametrize("name", SITUATIONS)
def test_both_verifiers_give_the_same_answer(name):
    label, list_, documents, on, answer, _ = SITUATIONS[name]
    by = Issuers.of(documents)
    ours = verify(label, by, read_list(list_, by), on)
    assert (ours.answer, Outsider(documents).verdict(label, list_, on)) == (answer, answer)


@pytest.mark.parametrize("name", SITUATIONS)
def test_what_one_says_who_ignores_the_dates_of_keys(name):
    label, list_, documents, on, _, answer = SITUATIONS[name]
    assert Outsider(documents, dates=False).verdict(label, list_, on) == answer
