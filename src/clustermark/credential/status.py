"""The status list: one bit a label, set when it was revoked or is suspended; itself a signed credential.

Source: W3C Bitstring Status List 1.0. The list has at least 131,072 bits, so that an index tells nothing about a label.
"""

import gzip
import io
import zlib
from collections.abc import Callable, Container, Iterable
from datetime import datetime
from typing import Any

from clustermark.credential.contexts import CREDENTIALS
from clustermark.credential.document import Document, stamp, text
from clustermark.credential.multibase import base64url, from_base64url
from clustermark.credential.refusal import Reason, Refusal
from clustermark.words.message import say

BITS = 131_072
LARGEST = 2 * 1024 * 1024
"""Bytes that a list may have when unpacked: 16 million labels."""


def encoded(revoked: Iterable[int], bits: int = BITS) -> str:
    """The bits as text; the first index is the leftmost bit. The same bits give the same text."""
    data = bytearray(bits // 8)
    for index in revoked:
        data[index // 8] |= 128 >> index % 8
    return base64url(gzip.compress(bytes(data), mtime=0))


def decoded(text: str) -> bytes:
    """The bits of a list from elsewhere. Raises Refusal, also where it would unpack to more than is allowed."""
    try:
        packed = from_base64url(text)
        with gzip.GzipFile(fileobj=io.BytesIO(packed)) as unpacked:
            data = unpacked.read(LARGEST + 1)
    except (ValueError, OSError, EOFError, zlib.error) as error:
        raise _tampered() from error
    if len(data) > LARGEST:
        raise Refusal(Reason.LIST_TAMPERED, say("the status list unpacks to more than {n} bytes", n=LARGEST))
    if len(data) * 8 < BITS:
        raise Refusal(Reason.LIST_TAMPERED, say("the status list is shorter than {n} bits", n=BITS))
    return data


def _tampered() -> Refusal:
    return Refusal(Reason.LIST_TAMPERED, say("the status list cannot be unpacked"))


def is_set(data: bytes, index: int) -> bool:
    """Raises Refusal for an index beyond the list."""
    if index >= len(data) * 8:
        raise Refusal(Reason.LIST_FOREIGN, say("the status list has no place {n}", n=index))
    return bool(data[index // 8] & 128 >> index % 8)


def unsigned_list(
    address: str, issuer: str, revoked: Iterable[int], first: datetime, last: datetime
) -> Document:
    """The list as a credential, ready to be signed; it is to be signed anew before `last`."""
    return {
        "@context": [CREDENTIALS],
        "id": address,
        "type": ["VerifiableCredential", "BitstringStatusListCredential"],
        "issuer": issuer,
        "validFrom": stamp(first),
        "validUntil": stamp(last),
        "credentialSubject": {
            "id": f"{address}#list",
            "type": "BitstringStatusList",
            "statusPurpose": "revocation",
            "encodedList": encoded(revoked),
        },
    }


def free_index(taken: Container[int], draw: Callable[[int], int], bits: int = BITS) -> int:
    """A random place that no label has. `draw(n)` gives a number below n. Raises Refusal when none is found."""
    for _ in range(1000):
        index = draw(bits)
        if index not in taken:
            return index
    raise Refusal(Reason.FORM, say("the status list is full; start another one"))


def index_of(entry: Document) -> int:
    """The place in the list, written as plain digits. Raises Refusal."""
    found = text(entry, "statusListIndex")
    if not (found.isascii() and found.isdigit() and len(found) < 10) or str(int(found)) != found:  # noqa: PLR2004 - an index of at most nine digits
        raise Refusal(Reason.FORM, say("{value} is no place in a status list", value=found[:40] or "–"))
    return int(found)


def entry_of(document: Document) -> dict[str, Any]:
    """The one status entry of a label. Raises Refusal."""
    entry = document.get("credentialStatus")
    found = entry[0] if isinstance(entry, list) and len(entry) == 1 else entry
    if not isinstance(found, dict) or found.get("type") != "BitstringStatusListEntry":
        raise Refusal(Reason.FORM, say("it does not say where its status stands"))
    if found.get("statusPurpose") != "revocation":
        raise Refusal(Reason.FORM, say("its status entry is not about revocation"))
    if found.get("statusSize", 1) not in (1, "1"):
        raise Refusal(Reason.FORM, say("its status is more than one bit"))
    return found
