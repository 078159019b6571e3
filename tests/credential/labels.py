"""A label and its issuer, always the same, for the tests of this room."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from clustermark.credential import document, label, proof, status
from clustermark.credential.issuers import Issuers
from clustermark.credential.keys import Key, issuer_document
from clustermark.credential.verification import read_list

SITE = "https://labels.example"
LIST = f"{SITE}/status/1"
KEY = Key("did:web:labels.example", Ed25519PrivateKey.from_private_bytes(bytes(range(32))))
NOW = datetime(2026, 4, 1, 12, tzinfo=UTC)
LEVEL = label.Level(
    id="silver",
    title="Silver",
    meaning="Well managed, and improving",
    scheme="ecei@2020",
    scheme_title="Cluster label",
    ladder=f"{SITE}/schemes/ecei/2020",
    levels=("bronze", "silver", "gold"),
)
FACTS = label.Facts(
    address=f"{SITE}/labels/7K3M-9QX2-C",
    level=LEVEL,
    recipient=label.Recipient(
        address=f"{SITE}/organisations/LV-1",
        number="LV-1",
        name="Kokrūpnieki Ελλάδα Київ (synthetic)",
        synthetic=True,
    ),
    issuer=label.Issuer(did=KEY.controller, name="Label Owner", url=SITE),
    first=date(2026, 3, 10),
    last=date(2028, 3, 31),
    status=label.StatusEntry(list_address=LIST, index=94_567),
    evidence="sha256:" + "ab" * 32,
)


def signed(key=KEY, at=NOW, **changes):
    """The bytes of the label, with some facts changed."""
    return document.written(proof.signed(label.unsigned(replace(FACTS, **changes)), key, at))


def listed(revoked=(), key=KEY, at=NOW, address=LIST, lasts=7):
    """The bytes of a status list."""
    last = at + timedelta(days=lasts)
    return document.written(
        proof.signed(status.unsigned_list(address, key.controller, revoked, at, last), key, at)
    )


def issuers(*keys):
    return Issuers.of([issuer_document([key.public() for key in keys or (KEY,)], KEY.controller)])


def status_list(*args, **kwargs):
    return read_list(listed(*args, **kwargs), issuers())
