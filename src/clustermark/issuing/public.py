"""What follows from a ledger for everybody: the issuer's document with its keys, and the signed status list."""

import json
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from itertools import zip_longest
from typing import Any

from clustermark.credential.document import written
from clustermark.credential.keys import Method, Signer, issuer_document
from clustermark.credential.proof import signed
from clustermark.credential.status import unsigned_list
from clustermark.issuing.ledger import KeyChange, Ledger

KEYS, LIST = "did.json", "status-list.json"
LIST_LASTS = timedelta(days=7)
SECOND = timedelta(seconds=1)
"""Moments are written in whole seconds; what the key before signed in the second of the change is its own."""


def documents(ledger: Ledger, signer: Signer, at: datetime) -> Mapping[str, bytes]:
    """Both, by the names of their files; the list holds for a week. Raises Refused for a foreign key."""
    ledger.refuse_stranger(signer)
    unsigned = unsigned_list(ledger.list_address, ledger.issuer.did, ledger.ended, at, at + LIST_LASTS)
    document = issuer_document(methods(ledger), ledger.issuer.did, needed(ledger, at.date()))
    return {KEYS: _readable(document), LIST: written(signed(unsigned, signer, at))}


def methods(ledger: Ledger) -> list[Method]:
    """Every key that ever signed, in order; one ends when the next begins."""
    added = [e for e in ledger.key_entries if e.change is KeyChange.ADDED]
    lost = {e.multikey: e.since or e.at for e in ledger.key_entries if e.change is KeyChange.COMPROMISED}
    ends = [entry.at + SECOND for entry in added[1:]]
    return [
        Method(
            ledger.method(entry.multikey),
            ledger.issuer.did,
            entry.multikey,
            entry.at,
            end,
            lost.get(entry.multikey),
        )
        for entry, end in zip_longest(added, ends)
    ]


def needed(ledger: Ledger, day: date) -> frozenset[str]:
    """The keys by which a credential is signed that is still to be believed on a day."""
    return frozenset(
        entry.signed.method
        for entry in ledger.label_entries
        if entry.signed
        and entry.signed.index not in ledger.ended
        and ledger.states[entry.event.label].lasts(day)
    )


def _readable(document: Mapping[str, Any]) -> bytes:
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode("utf-8")
