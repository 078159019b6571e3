"""SVG: the label is an element directly after `<svg>`, its JSON in CDATA. Source: Open Badges 3.0, 5.3.2."""

import re
from dataclasses import dataclass
from xml.etree.ElementTree import Element, ParseError
from xml.parsers.expat import ParserCreate
from xml.sax.saxutils import quoteattr

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from clustermark.credential.baking.active import active
from clustermark.credential.baking.png import none_or_many
from clustermark.credential.document import WIDE
from clustermark.credential.refusal import Reason, Refusal
from clustermark.words.message import Message, say

SVG = "{http://www.w3.org/2000/svg}svg"
NAMESPACE = "https://purl.imsglobal.org/ob/v3p0"
ELEMENT = f"{{{NAMESPACE}}}credential"
BADGES = frozenset({"assertion", "credential"})
OF_BADGES = re.compile(r"openbadges|imsglobal", re.IGNORECASE)
"""In the namespaces of Open Badges, of every version."""
TAG = re.compile(rb"""<(?:[^>"']|"[^"]*"|'[^']*')*>""")
PREFIX = re.compile(rb"""\sxmlns:openbadges\s*=\s*("[^"]*"|'[^']*')""")
ENCODING = re.compile(rb"""\s*<\?xml[^>]*\sencoding\s*=\s*["']([^"']*)["']""")
NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
BETWEEN = "\x01"
"""A namespace from its name: no namespace can hold it, as no XML can."""
UNDEFINED_ENTITY = 11
"""Of expat. Source: expat.h, XML_ERROR_UNDEFINED_ENTITY."""


def bake(picture: bytes, credential: bytes) -> bytes:
    _parsed(picture)
    text = _fit(credential)
    plain = _without_badges(picture)
    at, end = _root(plain)
    element = (
        f"<openbadges:credential><![CDATA[{text.replace(']]>', ']]]]><![CDATA[>')}]]></openbadges:credential>"
    )
    return b"".join((plain[:at], _named(plain[at:end]), b"\n", element.encode(), plain[end:]))


def extract(picture: bytes) -> bytes:
    root = _parsed(picture)
    found = [element for element in root.iter() if element.tag == ELEMENT]
    if len(found) != 1:
        raise none_or_many(len(found), older=any(_local(element) in BADGES for element in root.iter()))
    if not (text := "".join(found[0].itertext())).strip():
        raise _unfit(say("the label in it cannot be read"))
    return text.encode("utf-8")


def _fit(credential: bytes) -> str:
    try:
        text = credential.decode("utf-8")
    except UnicodeDecodeError as error:
        raise Refusal(Reason.FORM, say("the label is not UTF-8")) from error
    if NOT_XML.search(text):
        raise _unfit(say("the label holds characters that no SVG can hold"))
    return text


def _named(start: bytes) -> bytes:
    """The opening tag, in which the prefix `openbadges` means Open Badges 3."""
    plain = PREFIX.sub(b"", start)
    return plain[:-1] + f" xmlns:openbadges={quoteattr(NAMESPACE)}>".encode()


def _root(picture: bytes) -> tuple[int, int]:
    """From where to where the opening tag of the picture goes."""
    at = _elements(picture)[0].at
    tag = TAG.match(picture, at)
    if tag is None or tag[0].endswith(b"/>"):
        raise _unfit(say("it has no content"))
    return at, tag.end()


def _without_badges(picture: bytes) -> bytes:
    """The picture without the badges in it, of whatever version and under whatever prefix."""
    kept, to = b"", 0
    for one in _elements(picture):
        namespace, _, local = one.name.rpartition(BETWEEN)
        if local not in BADGES or one.at < to:
            continue
        if namespace and not OF_BADGES.search(namespace):
            why = say("it holds an element {name} of {namespace}", name=local, namespace=namespace[:60])
            raise _unfit(why, say("take the element out"))
        kept, to = kept + picture[to : one.at].removesuffix(b"\n"), one.end
    return kept + picture[to:]


@dataclass(slots=True)
class Span:
    """An element: its namespace and name, and from which byte to which it goes."""

    name: str
    at: int
    end: int = 0


def _elements(picture: bytes) -> list[Span]:
    """Every element in its order, by a parser that knows where it is."""
    parser = ParserCreate(namespace_separator=BETWEEN)
    found: list[Span] = []
    unfinished: list[Span] = []

    def begun(name: str, _attributes: dict[str, str]) -> None:
        at = parser.CurrentByteIndex
        tag = TAG.match(picture, at)
        empty = tag is not None and tag[0].endswith(b"/>")
        found.append(Span(name, at, tag.end() if tag and empty else 0))
        unfinished.append(found[-1])

    def ended(_name: str) -> None:
        one, tag = unfinished.pop(), TAG.match(picture, parser.CurrentByteIndex)
        one.end = one.end or (tag.end() if tag else len(picture))

    parser.StartElementHandler, parser.EndElementHandler = begun, ended
    parser.Parse(picture, True)  # noqa: FBT003 - that it is whole
    return found


def _parsed(picture: bytes) -> Element:
    """Raises Refusal for what is no SVG, or could do more than be looked at."""
    _in_utf8(picture)
    try:
        root: Element = fromstring(picture, forbid_dtd=True)
    except DefusedXmlException as error:
        raise _declares(picture) from error
    except (ParseError, ValueError, LookupError) as error:
        raise _malformed(error) from error
    if root.tag != SVG:
        raise _unfit(say("its root is not svg"))
    for name in active(root, picture):
        raise _unfit(say("it holds {name}, which could do more than be looked at", name=name))
    return root


def _in_utf8(picture: bytes) -> None:
    declared = ENCODING.match(picture.removeprefix(b"\xef\xbb\xbf"))
    name = (
        declared[1].decode("ascii", "replace")
        if declared
        else "UTF-16"
        if picture.startswith(WIDE)
        else "UTF-8"
    )
    if name.upper() not in {"UTF-8", "US-ASCII"}:
        raise _unfit(say("it is written in {encoding}", encoding=name[:20]), say("save it as UTF-8"))


def _declares(picture: bytes) -> Refusal:
    if b"<!ENTITY" in picture:
        return _unfit(say("it declares entities"), say("put the texts in their place"))
    return _unfit(say("it has a DOCTYPE"), say("take out the line that begins with <!DOCTYPE"))


def _malformed(error: Exception) -> Refusal:
    if getattr(error, "code", None) == UNDEFINED_ENTITY:
        return _unfit(say("it uses an entity that XML does not know"), say("write the character itself"))
    return _unfit(say("it is not well-formed"))


def _local(element: Element) -> str:
    return str(element.tag).rpartition("}")[2]


def _unfit(why: Message, remedy: Message | None = None) -> Refusal:
    return Refusal(Reason.FORM, say("the SVG cannot be used: {why}", why=why), remedy)
