"""SVG: the label is an element directly after `<svg>`, its JSON in CDATA. Source: Open Badges 3.0, 5.3.2."""

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element, ParseError
from xml.sax.saxutils import quoteattr

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from clustermark.credential.refusal import Reason, Refusal
from clustermark.words.message import Message, say

SVG = "{http://www.w3.org/2000/svg}svg"
NAMESPACE = "https://purl.imsglobal.org/ob/v3p0"
ELEMENT = f"{{{NAMESPACE}}}credential"
ACTIVE = frozenset(
    {"script", "foreignobject", "iframe", "embed", "object", "handler", "use", "animate", "set"}
)
START = re.compile(rb"""<svg(?=[\s>])(?:[^>"']|"[^"]*"|'[^']*')*>""")
COMMENT = re.compile(rb"<!--.*?-->|<\?.*?\?>", re.DOTALL)
LABEL = re.compile(rb"\s*<openbadges:credential\b.*?</openbadges:credential>", re.DOTALL)
NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def bake(picture: bytes, credential: bytes) -> bytes:
    _parsed(picture)
    text = credential.decode("utf-8")
    if NOT_XML.search(text):
        raise _unfit(say("the label holds characters that no SVG can hold"))
    plain = LABEL.sub(b"", picture)
    start = START.search(plain, _prologue(plain))
    if start is None or start[0].endswith(b"/>"):
        raise _unfit(say("it has no content"))
    element = (
        f"<openbadges:credential><![CDATA[{text.replace(']]>', ']]]]><![CDATA[>')}]]></openbadges:credential>"
    )
    return b"".join((plain[: start.start()], _named(start[0]), b"\n", element.encode(), plain[start.end() :]))


def extract(picture: bytes) -> bytes:
    found = [element for element in _parsed(picture) if element.tag == ELEMENT]
    if len(found) != 1:
        raise Refusal(Reason.FORM, say("the picture holds {n} labels instead of one", n=len(found)))
    return (found[0].text or "").encode("utf-8")


def _named(start: bytes) -> bytes:
    """The opening tag with the namespace of Open Badges."""
    if b"xmlns:openbadges=" in start:
        return start
    return start[:-1] + f" xmlns:openbadges={quoteattr(NAMESPACE)}>".encode()


def _prologue(picture: bytes) -> int:
    """Where the comments and instructions before the picture end."""
    at = 0
    while (match := COMMENT.match(picture, at)) or picture[at : at + 1].isspace():
        at = match.end() if match else at + 1
    return at


def _parsed(picture: bytes) -> Element:
    """Raises Refusal for what is no SVG, or could do more than be looked at."""
    try:
        root: Element = fromstring(picture, forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError) as error:
        raise _unfit(say("it is not well-formed, or declares entities")) from error
    if root.tag != SVG:
        raise _unfit(say("its root is not svg"))
    for why in _active(root):
        raise _unfit(why)
    return root


def _active(root: Element) -> Iterator[Message]:
    for element in root.iter():
        name = element.tag.rpartition("}")[2].casefold()
        if name in ACTIVE:
            yield say("it holds {name}, which could do more than be looked at", name=name)
        for attribute, value in element.items():
            local = attribute.rpartition("}")[2].casefold()
            if local.startswith("on") or (local == "href" and not value.startswith("#")):
                yield say("it holds {name}, which could do more than be looked at", name=local)


def _unfit(why: Message) -> Refusal:
    return Refusal(Reason.FORM, say("the SVG cannot be used: {why}", why=why))
