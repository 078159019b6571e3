"""A credential as it comes from outside: bytes to JSON within limits, and nothing in it that a signature could miss."""

import json
import re
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from clustermark.credential.refusal import Reason, Refusal
from clustermark.words.message import Message, say

LARGEST = 256 * 1024
DEEPEST = 16
MOST_UNNAMED = 32
"""Objects without an `id`. Telling many alike ones apart takes canonicalisation exponential time."""

CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
"""Canonicalising programs write them in different ways."""

Document = dict[str, Any]


def opened(data: bytes) -> Document:
    """The JSON object in the bytes. Raises Refusal."""
    if len(data) > LARGEST:
        raise _unfit(say("it is larger than {n} bytes", n=LARGEST))
    try:
        found = json.loads(data.decode("utf-8"), object_pairs_hook=_distinct, parse_constant=_constant)
    except (ValueError, RecursionError) as error:
        raise _unfit(say("it is not JSON: {why}", why=str(error)[:200])) from error
    if not isinstance(found, dict):
        raise _unfit(say("it is not a JSON object"))
    screen(found)
    return found


def written(document: Document) -> bytes:
    """The bytes that are stored and served; without spaces, members in their order."""
    return json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode("utf-8")


def moment(value: object) -> datetime:
    """A time stamp with its zone. Raises Refusal."""
    try:
        found = datetime.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        found = None
    if found is None or found.tzinfo is None:
        raise _unfit(say("{value} is not a time with its zone", value=str(value)[:40]))
    return found


def text(document: Document, *path: str) -> str:
    """The text under a path of names; empty where there is none."""
    at: object = document
    for name in path:
        at = at.get(name) if isinstance(at, dict) else None
    return at if isinstance(at, str) else ""


def screen(document: Document) -> None:
    """Refuse what JSON-LD would drop, rename or multiply without a trace."""
    unnamed = 0
    for depth, value in _walk(document, 0):
        if depth > DEEPEST:
            raise _unfit(say("it is nested too deeply"))
        if depth and value in (None, [], {}):
            raise Refusal(Reason.UNCOVERED, say("it holds an empty member, which no signature covers"))
        if isinstance(value, str) and CONTROL.search(value):
            raise _unfit(say("it holds control characters"))
        if isinstance(value, dict):
            _names(value, top=depth == 0)
            unnamed += "id" not in value
    if unnamed > MOST_UNNAMED:
        raise _unfit(say("it holds more than {n} objects without an id", n=MOST_UNNAMED))


def _names(value: Document, *, top: bool) -> None:
    for name in value:
        if ":" in name or (name.startswith("@") and not (top and name == "@context")):
            raise Refusal(
                Reason.UNDEFINED, say("the member {name} is not written by its plain name", name=name[:60])
            )
    id_ = value.get("id", "urn:")
    if not isinstance(id_, str) or ":" not in id_ or id_.startswith("_:"):
        raise Refusal(Reason.UNCOVERED, say("the id {id} is not an address", id=str(id_)[:60]))


def _walk(value: Any, depth: int) -> Iterator[tuple[int, Any]]:
    yield depth, value
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    for one in inner:
        yield from _walk(one, depth + 1)


def _distinct(pairs: list[tuple[str, Any]]) -> Document:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError(say("a member stands twice").of("en"))
    return found


def _constant(name: str) -> Any:
    raise ValueError(name)


def _unfit(why: Message) -> Refusal:
    return Refusal(Reason.FORM, why)
