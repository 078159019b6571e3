"""The example values that the W3C recommendation Data Integrity EdDSA Cryptosuites 1.0 prints for `eddsa-rdfc-2022`."""

import hashlib
import json
from datetime import UTC, datetime

import pytest

from clustermark.credential import contexts, proof
from clustermark.credential.canonical import canonical
from clustermark.credential.keys import Key, multikey

PUBLIC = "z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2"
SECRET = "z3u2en7t5LR2WtQH5PfFqMqwVHBeXouLzo6haApm8XHqvjxq"  # noqa: S105 - printed in the recommendation
EXAMPLES = "https://www.w3.org/ns/credentials/examples/v2"
CREATED = datetime(2023, 2, 24, 23, 36, 38, tzinfo=UTC)
ALUMNI = {
    "@context": [contexts.CREDENTIALS, EXAMPLES],
    "id": "urn:uuid:58172aac-d8ba-11ed-83dd-0b3aef56cc33",
    "type": ["VerifiableCredential", "AlumniCredential"],
    "name": "Alumni Credential",
    "description": "A minimum viable example of an Alumni Credential.",
    "issuer": "https://vc.example/issuers/5678",
    "validFrom": "2023-01-01T00:00:00Z",
    "credentialSubject": {"id": "did:example:abcdefgh", "alumniOf": "The School of Examples"},
}


@pytest.fixture(autouse=True)
def examples(monkeypatch):
    """The context of the examples, which has a single line."""
    known = contexts.context
    inner = {"@vocab": "https://www.w3.org/ns/credentials/examples#"}
    monkeypatch.setitem(contexts.KNOWN, EXAMPLES, "")
    monkeypatch.setattr(contexts, "context", lambda address: inner if address == EXAMPLES else known(address))
    monkeypatch.setattr("clustermark.credential.canonical.LAST", "{}")
    contexts.inlined.cache_clear()
    yield
    contexts.inlined.cache_clear()


def key(controller):
    return Key.read(json.dumps({"controller": controller, "secretKeyMultibase": SECRET}))


def test_the_key_pair():
    assert multikey(key("did:web:vc.example").private.public_key()) == PUBLIC


def test_the_canonical_document_and_its_hash():
    lines = canonical(ALUMNI)
    assert lines.decode().splitlines()[0] == (
        '<did:example:abcdefgh> <https://www.w3.org/ns/credentials/examples#alumniOf> "The School of Examples" .'
    )
    assert len(lines.splitlines()) == 8
    assert (
        hashlib.sha256(lines).hexdigest()
        == "517744132ae165a5349155bef0bb0cf2258fff99dfe1dbd914b938d775a36017"
    )


def test_the_hash_of_the_options_and_the_proof_value():
    signer = Key(f"did:key:{PUBLIC}", key("did:web:vc.example").private)
    done = proof.signed(ALUMNI, signer, CREATED)["proof"]
    stated = {name: one for name, one in done.items() if name != "proofValue"}
    options = "bea7b7acfbad0126b135104024a5f1733e705108f42d59668b05c0c50004c6b0"
    assert proof.digest(ALUMNI, stated)[:32].hex() == options
    assert done["proofValue"] == (
        "z2YwC8z3ap7yx1nZYCg4L3j3ApHsF8kgPdSb5xoS1VR7vPG3F561B52hYnQF9iseabecm3ijx4K1FBTQsCZahKZme"
    )
