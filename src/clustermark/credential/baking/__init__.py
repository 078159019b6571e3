"""A label inside its picture: put in and read back, SVG and PNG, in constant memory."""

from clustermark.credential.baking import png, svg
from clustermark.credential.refusal import Reason, Refusal
from clustermark.words.message import say

LARGEST = 5 * 1024 * 1024
"""Bytes of a picture that are looked at."""


def bake(picture: bytes, credential: bytes) -> bytes:
    """The picture with the label in it, from which the same bytes come out again; one that was there before is replaced. Raises Refusal."""
    _bounded(picture)
    made = png.bake(picture, credential) if is_png(picture) else svg.bake(picture, credential)
    if extract(made) != credential:
        raise Refusal(
            Reason.FORM,
            say("the label would not come out of the picture as the same bytes"),
            say("save the label with plain line ends, or use another kind of picture"),
        )
    return made


def extract(picture: bytes) -> bytes:
    """The label in a picture. Raises Refusal."""
    _bounded(picture)
    return png.extract(picture) if is_png(picture) else svg.extract(picture)


def is_picture(data: bytes) -> bool:
    return is_png(data) or data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<")


def is_png(picture: bytes) -> bool:
    return picture.startswith(png.SIGNATURE)


def _bounded(picture: bytes) -> None:
    if len(picture) > LARGEST:
        raise Refusal(Reason.FORM, say("the picture is larger than {n} bytes", n=LARGEST))
