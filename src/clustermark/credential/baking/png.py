"""PNG: the label is one uncompressed text chunk (`iTXt`) with the keyword `openbadgecredential`. Source: Open Badges 3.0, 5.3.1."""

import zlib
from collections.abc import Iterator

from clustermark.credential.document import LARGEST
from clustermark.credential.refusal import Reason, Refusal
from clustermark.words.message import Message, say

SIGNATURE = b"\x89PNG\r\n\x1a\n"
KEYWORD = b"openbadgecredential"
FIXED = 12
"""Bytes of a chunk beside its content: length, name, checksum."""


def bake(picture: bytes, credential: bytes) -> bytes:
    text = KEYWORD + b"\0\0\0\0\0" + credential
    kept = [(name, body) for name, body in _chunks(picture) if not _is_label(name, body)]
    if not kept or kept[-1][0] != b"IEND":
        raise _broken(say("it has no end"))
    return SIGNATURE + b"".join(_chunk(*one) for one in [*kept[:-1], (b"iTXt", text), kept[-1]])


def extract(picture: bytes) -> bytes:
    found = [body for name, body in _chunks(picture) if _is_label(name, body)]
    if len(found) != 1:
        raise Refusal(Reason.FORM, say("the picture holds {n} labels instead of one", n=len(found)))
    packed, _method = found[0][len(KEYWORD) + 1 : len(KEYWORD) + 3]
    _language, _translated, text = found[0][len(KEYWORD) + 3 :].split(b"\0", 2)
    return _unpacked(text) if packed else text


def _is_label(name: bytes, body: bytes) -> bool:
    return name == b"iTXt" and body.startswith(KEYWORD + b"\0") and body.count(b"\0") >= 3  # noqa: PLR2004 - after keyword, language and translated keyword


def _unpacked(text: bytes) -> bytes:
    inflator = zlib.decompressobj()
    try:
        found = inflator.decompress(text, LARGEST)
    except zlib.error as error:
        raise _broken(say("the label in it cannot be unpacked")) from error
    if inflator.unconsumed_tail:
        raise _broken(say("the label in it unpacks to more than {n} bytes", n=LARGEST))
    return found


def _chunks(picture: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Name and content of each chunk, checked."""
    at = len(SIGNATURE)
    while at < len(picture):
        length = int.from_bytes(picture[at : at + 4])
        name, body = picture[at + 4 : at + 8], picture[at + 8 : at + 8 + length]
        at += FIXED + length
        if at > len(picture) or picture[at - 4 : at] != _checksum(name, body):
            raise _broken(say("it is cut off or changed"))
        yield name, body
        if name == b"IEND":
            return


def _chunk(name: bytes, body: bytes) -> bytes:
    return len(body).to_bytes(4) + name + body + _checksum(name, body)


def _checksum(name: bytes, body: bytes) -> bytes:
    return zlib.crc32(body, zlib.crc32(name)).to_bytes(4)


def _broken(why: Message) -> Refusal:
    return Refusal(Reason.FORM, say("the PNG cannot be used: {why}", why=why))
