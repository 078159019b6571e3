"""From JSON-LD to the canonical lines that are signed (RDFC-1.0), by a library; and a look at what they leave out."""

import json
from collections.abc import Iterable, Iterator
from typing import Any

from pyoxigraph import (
    CanonicalizationAlgorithm,
    Dataset,
    Literal,
    NamedNode,
    Quad,
    RdfFormat,
    parse,
    serialize,
)

from clustermark.credential.contexts import addresses, inlined
from clustermark.credential.document import Document
from clustermark.credential.refusal import Reason, Refusal
from clustermark.words.message import say

UNDEFINED = "urn:undefined#"
LAST = json.dumps({"@vocab": UNDEFINED})


def canonical(document: Document) -> bytes:
    """The canonical N-Quads of a document whose `@context` lists known addresses.

    Raises Refusal where a member or type is defined by no context, or a value would not be in the lines: a signature over them
    would not cover it.
    """
    body = {name: value for name, value in document.items() if name != "@context"}
    contexts = inlined(addresses(document.get("@context")), LAST)
    quads = _quads(f'{{"@context":{contexts},{json.dumps(body)[1:]}')
    _defined(quads)
    _covered(body, quads)
    return lines(quads)


def lines(quads: Iterable[Quad]) -> bytes:
    """RDFC-1.0: blank nodes renamed, lines sorted by code point."""
    dataset = Dataset(quads)
    dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    found = (serialize([quad], format=RdfFormat.N_QUADS) or b"" for quad in dataset)
    return b"".join(sorted(found))


def _quads(text: str) -> list[Quad]:
    try:
        return [quad for quad in parse(text, format=RdfFormat.JSON_LD) if isinstance(quad, Quad)]
    except (SyntaxError, ValueError) as error:
        raise Refusal(Reason.FORM, say("it is not JSON-LD: {why}", why=str(error)[:200])) from error


def _defined(quads: Iterable[Quad]) -> None:
    for quad in quads:
        for node in (quad.predicate, quad.object):
            if isinstance(node, NamedNode) and node.value.startswith(UNDEFINED):
                name = node.value.removeprefix(UNDEFINED)
                raise Refusal(Reason.UNDEFINED, say("no context defines {name}", name=name[:60]))


def _covered(body: Any, quads: Iterable[Quad]) -> None:
    """Every single value is somewhere in the lines; a type or listed value by the end of its address."""
    said = set(_said(quads))
    for leaf in _leaves(body):
        if leaf not in said:
            raise Refusal(Reason.UNCOVERED, say("the signature does not cover {value}", value=leaf[:60]))


def _said(quads: Iterable[Quad]) -> Iterator[str]:
    for quad in quads:
        for node in (quad.subject, quad.object):
            match node:
                case Literal():
                    yield node.value
                case NamedNode():
                    yield node.value
                    yield node.value.rpartition("#")[2]
                    yield node.value.rpartition("/")[2]
                case _:
                    pass


def _leaves(value: Any) -> Iterator[str]:
    match value:
        case dict():
            for one in value.values():
                yield from _leaves(one)
        case list():
            for one in value:
                yield from _leaves(one)
        case bool():
            yield "true" if value else "false"
        case str():
            yield value
        case int():
            yield str(value)
        case _:
            raise Refusal(Reason.FORM, say("{value} is no text and no whole number", value=str(value)[:60]))
