"""What follows from a ledger for everybody: the issuer's document with its keys, and the signed status list."""

import json
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from clustermark.credential.document import written
from clustermark.credential.keys import Signer, issuer_document
from clustermark.credential.proof import signed, stamp
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
    document = issuer_document(methods(ledger), ledger.issuer.did)
    return {KEYS: _readable(document), LIST: written(signed(unsigned, signer, at))}


def methods(ledger: Ledger) -> list[dict[str, str]]:
    """Every key that ever signed, in order; one ends when the next begins."""
    added = [e for e in ledger.key_entries if e.change is KeyChange.ADDED]
    lost = {e.multikey: e for e in ledger.key_entries if e.change is KeyChange.COMPROMISED}
    found = []
    for entry, after in zip(added, [*added[1:], None], strict=True):
        method = {
            "id": ledger.method(entry.multikey),
            "type": "Multikey",
            "controller": ledger.issuer.did,
            "publicKeyMultibase": entry.multikey,
        }
        if after:
            method["expires"] = stamp(after.at + SECOND)
        if entry.multikey in lost:
            method["revoked"] = stamp(lost[entry.multikey].since or lost[entry.multikey].at)
        found.append(method)
    return found


def _readable(document: Mapping[str, Any]) -> bytes:
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode("utf-8")
