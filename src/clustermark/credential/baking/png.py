"""PNG: the label is one uncompressed text chunk (`iTXt`) with the keyword `openbadgecredential`. Source: Open Badges 3.0, 5.3.1."""

import zlib
from collections.abc import Iterator

from clustermark.credential.document import LARGEST
from clustermark.credential.refusal import Reason, Refusal
from clustermark.words.message import Message, say

SIGNATURE = b"\x89PNG\r\n\x1a\n"
KEYWORD, OLDER = b"openbadgecredential", b"openbadges"
"""Of our label, and of badges before Open Badges 3."""
TEXTS = frozenset({b"tEXt", b"zTXt", b"iTXt"})
FIXED = 12
"""Bytes of a chunk beside its content: length, name, checksum."""


def bake(picture: bytes, credential: bytes) -> bytes:
    text = KEYWORD + b"\0\0\0\0\0" + credential
    chunks = list(_chunks(picture))
    if not chunks or chunks[0][0] != b"IHDR" or chunks[-1][0] != b"IEND":
        raise _broken(say("it has no beginning, or no end"))
    kept = [(name, body) for name, body in chunks if not _is_badge(name, body, KEYWORD, OLDER)]
    return SIGNATURE + b"".join(_chunk(*one) for one in [*kept[:-1], (b"iTXt", text), kept[-1]])


def extract(picture: bytes) -> bytes:
    chunks = list(_chunks(picture))
    found = [body for name, body in chunks if _is_badge(name, body, KEYWORD)]
    if len(found) != 1:
        raise none_or_many(len(found), older=any(_is_badge(*chunk, OLDER) for chunk in chunks))
    _, *rest = found[0].split(b"\0", 1)
    return _text(rest[0] if rest else b"")


def none_or_many(number: int, *, older: bool) -> Refusal:
    """Why no label comes out of a picture."""
    if older and not number:
        return Refusal(
            Reason.FORM, say("the picture holds a badge of an older kind, which is no label of ours")
        )
    return Refusal(Reason.FORM, say("the picture holds {n} labels instead of one", n=number))


def _is_badge(name: bytes, body: bytes, *keywords: bytes) -> bool:
    return name in TEXTS and body.partition(b"\0")[0] in keywords


def _text(rest: bytes) -> bytes:
    """The text of an `iTXt` chunk, from what follows its keyword: a flag, a method, a language, a translated keyword."""
    parts = rest[2:].split(b"\0", 2)
    if len(rest) < 2 or len(parts) != 3:  # noqa: PLR2004 - as said above
        raise _broken(say("the label in it cannot be read"))
    return _unpacked(parts[2]) if rest[0] else parts[2]


def _unpacked(text: bytes) -> bytes:
    inflator = zlib.decompressobj()
    try:
        found = inflator.decompress(text, LARGEST)
    except zlib.error as error:
        raise _broken(say("the label in it cannot be unpacked")) from error
    if inflator.unconsumed_tail:
        raise _broken(say("the label in it unpacks to more than {n} bytes", n=LARGEST))
    if not inflator.eof:
        raise _broken(say("the label in it cannot be unpacked"))
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
