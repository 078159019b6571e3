"""A credential as it comes from outside: bytes to JSON within limits, and nothing in it that a signature could miss."""

import codecs
import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from clustermark.credential.refusal import Reason, Refusal
from clustermark.words.message import Message, say
from clustermark.words.signs import HIDDEN, hidden_in, named

LARGEST = 256 * 1024
DEEPEST = 16
MOST_UNNAMED = 32
"""Objects without an `id`. Telling many alike ones apart takes canonicalisation exponential time."""
FIRST_YEAR, LAST_YEAR = 1970, 9998
NAMES = frozenset({"name", "identityHash"})
"""Members that hold a name: one line."""
STAMP = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]+)?(Z|[+-][0-9]{2}:[0-9]{2})"
)
WIDE = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)

Document = dict[str, Any]


def opened(data: bytes) -> Document:
    """The JSON object in the bytes, when a signature can cover all of it. Raises Refusal."""
    found = parsed(data)
    screen(found)
    return found


def parsed(data: bytes) -> Document:
    """The JSON object in the bytes, within limits, and nothing in it that steers a terminal. Raises Refusal."""
    if len(data) > LARGEST:
        raise _unfit(say("it is larger than {n} bytes", n=LARGEST))
    try:
        found = json.loads(decoded(data), object_pairs_hook=_distinct, parse_constant=_constant)
    except (ValueError, RecursionError) as error:
        raise _unfit(say("it is not JSON: {why}", why=_plain(error))) from error
    if not isinstance(found, dict):
        raise _unfit(say("it is not a JSON object"))
    for value in _walk(found):
        if isinstance(value, str):
            _readable(value)
        if isinstance(value, dict):
            _named_well(value)
    return found


def decoded(data: bytes) -> str:
    """The text in the bytes, without a byte-order mark. Raises Refusal where it is not UTF-8."""
    if data.startswith(WIDE) or data[:1] == b"\0" or data[1:2] == b"\0":
        raise _unfit(say("it is written in UTF-16"), say("save it as UTF-8"))
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _unfit(say("it is not UTF-8"), say("save it as UTF-8")) from error


def written(document: Document) -> bytes:
    """The bytes that are stored and served; without spaces, members in their order."""
    return json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode("utf-8")


def moment(value: object) -> datetime:
    """A time stamp with its zone, in UTC. Raises Refusal."""
    try:
        fits = isinstance(value, str) and STAMP.fullmatch(value)
        found = datetime.fromisoformat(str(value)).astimezone(UTC) if fits else None
    except (ValueError, OverflowError):
        found = None
    if found is None or found.year < FIRST_YEAR:
        raise _unfit(say("{value} is not a time with its zone", value=str(value)[:40]))
    return found


def dated(at: datetime) -> datetime:
    """A moment that can be written into a document and read again; without a zone it is UTC. Raises Refusal."""
    if not FIRST_YEAR <= at.year <= LAST_YEAR:
        why = say("the year {year} cannot be used", year=str(at.year))
        remedy = say("name a moment from {first} to {last}", first=str(FIRST_YEAR), last=str(LAST_YEAR))
        raise Refusal(Reason.MOMENT, why, remedy)
    return at.replace(tzinfo=at.tzinfo or UTC)


def stamp(at: datetime) -> str:
    """`2026-03-10T00:00:00Z`. Raises Refusal for a moment that could not be read again."""
    return dated(at).astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def text(document: Document, *path: str) -> str:
    """The text under a path of names; empty where there is none."""
    at: object = document
    for name in path:
        at = at.get(name) if isinstance(at, dict) else None
    return at if isinstance(at, str) else ""


def screen(document: Document) -> None:
    """Refuse what JSON-LD would drop, rename or multiply without a trace, and names that steer."""
    unnamed = 0
    for value in _walk(document):
        if value in (None, [], {}) and value is not document:
            raise Refusal(Reason.UNCOVERED, say("it holds an empty member, which no signature covers"))
        if isinstance(value, list) and _repeats(value):
            raise Refusal(Reason.UNCOVERED, say("it says something twice, which no signature covers"))
        if isinstance(value, str):
            _readable(value)
        if isinstance(value, dict):
            _named_well(value)
            _addressed(value, top=value is document)
            unnamed += "id" not in value
    if unnamed > MOST_UNNAMED:
        raise _unfit(say("it holds more than {n} objects without an id", n=MOST_UNNAMED))


def _repeats(values: list[Any]) -> bool:
    """Whether a list holds a text or an address twice, of which canonicalising leaves one."""
    texts = [one if isinstance(one, str) else one["id"] for one in values if _text_or_address(one)]
    return len(set(texts)) < len(texts)


def _text_or_address(value: Any) -> bool:
    return isinstance(value, str) or (isinstance(value, dict) and isinstance(value.get("id"), str))


def _addressed(value: Document, *, top: bool) -> None:
    for name in value:
        if ":" in name or (name.startswith("@") and not (top and name == "@context")):
            raise Refusal(
                Reason.UNDEFINED, say("the member {name} is not written by its plain name", name=name[:60])
            )
    id_ = value.get("id", "urn:")
    if not isinstance(id_, str) or ":" not in id_ or id_.startswith("_:"):
        raise Refusal(Reason.UNCOVERED, say("the id {id} is not an address", id=str(id_)[:60]))


def _named_well(value: Document) -> None:
    """The names of its members are readable; what is itself a name stands on one line."""
    for name, inner in value.items():
        if HIDDEN.search(name):
            raise _letter(named(HIDDEN.findall(name)[0]))
        if name in NAMES and isinstance(inner, str) and HIDDEN.search(inner):
            raise _letter(hidden_in(inner)[0])


def _readable(value: str) -> None:
    """Texts may have lines and tabs. Canonicalising programs write other control characters in different ways."""
    if HIDDEN.search(value) and (found := hidden_in(value.replace("\n", "").replace("\t", ""))):
        raise _letter(found[0])


def _letter(name: str) -> Refusal:
    why = say("it holds the character {name}, which is not read but steers what stands beside it", name=name)
    return Refusal(Reason.LETTERS, why, say("take the character out"))


def _walk(value: Any, depth: int = 0) -> Iterator[Any]:
    if depth > DEEPEST:
        raise _unfit(say("it is nested too deeply"))
    yield value
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


def _plain(error: Exception) -> str:
    """What a library says, without what could steer a terminal."""
    return HIDDEN.sub("?", str(error))[:200]


def _unfit(why: Message, remedy: Message | None = None) -> Refusal:
    return Refusal(Reason.FORM, why, remedy)
