"""What in an SVG could do more than be looked at: run, move, fetch, or multiply without end."""

import re
from collections.abc import Iterator, Mapping
from itertools import chain
from xml.etree.ElementTree import Element

ACTIVE = frozenset(
    {
        "script",
        "foreignobject",
        "iframe",
        "embed",
        "object",
        "handler",
        "listener",
        "animate",
        "animatecolor",
        "animatemotion",
        "animatetransform",
        "set",
        "discard",
    }
)
HTML = "{http://www.w3.org/1999/xhtml}"
OUTSIDE = re.compile(
    r"""url\(\s*["']?\s*(?!["'\s#])|image-set\(|image\(|src\(|@import|javascript:|expression\(|-moz-binding|behavior:|\\.*\(""",
    re.IGNORECASE | re.DOTALL,
)
"""In an attribute: anything but a reference to the picture's own parts, also where a backslash hides a letter of it."""
HIDING = "\\"
STYLESHEET = re.compile(rb"<\?xml-stylesheet", re.IGNORECASE)
BASE = "{http://www.w3.org/XML/1998/namespace}base"
MOST_DRAWN, DEEPEST = 10_000, 100
"""Elements that are drawn beside those written, when every reference is followed; and how deep they lie, as a circle has no end."""


def active(root: Element, picture: bytes) -> Iterator[str]:
    """The names of the parts that are more than a drawing."""
    if STYLESHEET.search(picture):
        yield "xml-stylesheet"
    for element in root.iter():
        tag = str(element.tag)
        name = tag.rpartition("}")[2].casefold()
        if name in ACTIVE or tag.startswith(HTML):
            yield name
        if name == "style" and _reaches_out("".join(element.itertext()), style=True):
            yield name
        yield from _attributes(element)
    if any(_is_use(element) for element in root.iter()):
        yield from _multiplied(root)


def _attributes(element: Element) -> Iterator[str]:
    for attribute, value in element.items():
        space, _, local = attribute.rpartition("}")
        name = local.casefold()
        outside = name in {"href", "src"} and not value.strip().startswith("#")
        styled = not space and _reaches_out(value, style=name == "style")
        if name.startswith("on") or outside or styled or attribute == BASE:
            yield name


def _reaches_out(value: str, *, style: bool) -> bool:
    plain = re.sub(r"[\t\r\n]", "", value)
    return bool(OUTSIDE.search(plain)) or (style and HIDING in value)


def _is_use(element: Element) -> bool:
    return str(element.tag).endswith("}use")


def _multiplied(root: Element) -> Iterator[str]:
    """References that multiply: to others that refer in their turn, and so on, or in a circle."""
    elements = list(root.iter())
    named = {id_: element for element in elements if (id_ := element.get("id"))}
    most = MOST_DRAWN + len(elements)
    if _drawn(root, named, most, 0) > most:
        yield "use"


def _drawn(element: Element, named: Mapping[str, Element], most: int, depth: int) -> int:
    """How many elements are drawn for one, counted no further than to one too many."""
    if depth > DEEPEST:
        return most + 1
    count = 1
    for part in chain(element, _referred(element, named)):
        count += _drawn(part, named, most, depth + 1)
        if count > most:
            break
    return count


def _referred(element: Element, named: Mapping[str, Element]) -> Iterator[Element]:
    for name, value in element.items():
        target = value.strip().removeprefix("#")
        if _is_use(element) and name.rpartition("}")[2] == "href" and target in named:
            yield named[target]
