"""The deeds about keys: a new one takes over; one that others may have had is declared so."""

from datetime import datetime

from clustermark.credential.issuers import BY_KEY
from clustermark.credential.keys import Key
from clustermark.issuing.ledger import KeyChange, KeyEntry, Ledger
from clustermark.issuing.refused import refuse_hidden, refused
from clustermark.words.message import say


def take_over(ledger: Ledger, key: Key, at: datetime) -> Ledger:
    """A new key signs from now on; the one before signs no more. Raises Refused."""
    ledger.refuse_earlier(at)
    if ledger.key_entries and ledger.issuer.did.startswith(BY_KEY):
        raise refused(
            "own-key",
            say("the issuer {issuer} is its own key, and can have no other", issuer=ledger.issuer.did),
            say("begin a folder with --issuer did:web:…, which can change its keys"),
        )
    return ledger.with_entry(KeyEntry(at=at, change=KeyChange.ADDED, multikey=key.multikey))


def compromise(ledger: Ledger, method: str, since: datetime, at: datetime, reason: str) -> Ledger:
    """Others may have had a key since a moment; it must not be the one that signs now. Raises Refused."""
    ledger.refuse_earlier(at)
    if not reason.strip():
        raise refused("no-reason", say("this is recorded for a reason only"), say("say why: --reason"))
    refuse_hidden(reason)
    known = {ledger.method(e.multikey): e.multikey for e in ledger.key_entries if e.change is KeyChange.ADDED}
    if method not in known:
        raise refused(
            "unknown-key",
            say("the owner never had the key {method}", method=method),
            say("name one of: {words}", words=list(known)),
        )
    if method == ledger.signing:
        raise refused(
            "signing-key",
            say("the key {method} is the one that signs now", method=method),
            say("make another one first: clustermark label keygen"),
        )
    multikey = known[method]
    if any(e.multikey == multikey and e.change is KeyChange.COMPROMISED for e in ledger.key_entries):
        raise refused("known-already", say("this was declared already"), say("nothing is left to do"))
    entry = KeyEntry(
        at=at, change=KeyChange.COMPROMISED, multikey=multikey, since=since, reason=reason.strip()
    )
    return ledger.with_entry(entry)
