"""A ledger as lines of JSON, and back exactly: what does not come back as it was written is refused."""

import json
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from pydantic import TypeAdapter, ValidationError

from clustermark.credential.document import dated
from clustermark.credential.label import Issuer
from clustermark.credential.refusal import Refusal
from clustermark.credential.status import BITS
from clustermark.errors import InputError, Place
from clustermark.files import Given
from clustermark.issuing.ledger import Entry, KeyChange, KeyEntry, LabelEntry, Ledger, Signed
from clustermark.registry.events import Kind
from clustermark.words.message import say

KIND, FORMAT = "clustermark-ledger", 1
ISSUER = TypeAdapter(Issuer)
LABEL, KEY = TypeAdapter(LabelEntry), TypeAdapter(KeyEntry)


def written(ledger: Ledger) -> bytes:
    """The first line says whose it is; then one line for each entry."""
    return b"".join([_head_line(ledger.issuer), *map(_entry_line, ledger.entries)])


def read(given: Given) -> Ledger:
    """Raises InputError with the line that is not as it was written, or cannot follow the ones before.

    A last line that was left out, and a ledger that was written anew as a whole, cannot be noticed.
    """
    lines = given.data.splitlines(keepends=True)
    issuer = _head(lines[0] if lines else b"", given)
    found = Ledger(issuer, tuple(_entry(line, given, number) for number, line in enumerate(lines[1:], 2)))
    for number in _astray(found):
        raise _damaged(given, number)
    return found


def _astray(ledger: Ledger) -> Iterator[int]:
    """The lines that no deed would have written after the ones before."""
    count, signing, places, last = 0, "", set[int](), None
    for number, entry in enumerate(ledger.entries, 2):
        fits = _follows(entry.at, last)
        last = entry.at
        if isinstance(entry, LabelEntry):
            count += 1
            fits &= _states(entry, count) and _signs(entry.signed, signing, places)
            places |= {entry.signed.index} if entry.signed else set()
        elif entry.change is KeyChange.ADDED:
            signing = ledger.method(entry.multikey)
        if not fits:
            yield number


def _follows(at: datetime, last: datetime | None) -> bool:
    """Whether a moment has its zone, can be written into documents, and is none before the last one."""
    try:
        return dated(at) == at and (last is None or last <= at)
    except Refusal:
        return False


def _states(entry: LabelEntry, number: int) -> bool:
    """Whether an event is the next one, of its day; and says what an award or a renewal says."""
    event = entry.event
    whole = bool(event.valid_from and event.valid_until and entry.signed)
    return (
        (event.number, event.on) == (number, entry.at.date())
        and event.kind is not Kind.LISTED
        and (whole or event.kind not in {Kind.AWARDED, Kind.RENEWED})
    )


def _signs(signed: Signed | None, signing: str, places: set[int]) -> bool:
    """Whether a credential is by the key of its time, and has a place of its own in the status list."""
    return signed is None or (
        signed.method == signing and signed.index in range(BITS) and signed.index not in places
    )


def _head_line(issuer: Issuer) -> bytes:
    return _line({"kind": KIND, "format": FORMAT, "issuer": ISSUER.dump_python(issuer)})


def _head(line: bytes, given: Given) -> Issuer:
    try:
        issuer = ISSUER.validate_python(json.loads(line)["issuer"])
        if _head_line(issuer) == line:
            return issuer
    except (ValueError, KeyError, TypeError, RecursionError):
        pass
    raise _damaged(given, 1)


def _entry(line: bytes, given: Given, number: int) -> Entry:
    try:
        made: Entry = (LABEL if b'"event":' in line else KEY).validate_json(line)
    except ValidationError as error:
        raise _damaged(given, number) from error
    if _entry_line(made) != line:
        raise _damaged(given, number)
    return made


def _entry_line(entry: Entry) -> bytes:
    adapter: TypeAdapter[Any] = LABEL if isinstance(entry, LabelEntry) else KEY
    return _line(adapter.dump_python(entry, mode="json", exclude_defaults=True))


def _line(data: Any) -> bytes:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode("utf-8") + b"\n"


def _damaged(given: Given, line: int) -> InputError:
    return InputError.because(
        say("the ledger is not as it was written"),
        say("bring the folder back from its back-up"),
        Place(given.name, line),
        code="damaged-ledger",
    )
