"""A ledger as lines of JSON, and back exactly: what does not come back as it was written is refused."""

import json
from typing import Any

from pydantic import TypeAdapter, ValidationError

from clustermark.credential.label import Issuer
from clustermark.errors import InputError, Place
from clustermark.files import Given
from clustermark.issuing.ledger import Entry, KeyEntry, LabelEntry, Ledger
from clustermark.words.message import say

KIND, FORMAT = "clustermark-ledger", 1
ISSUER = TypeAdapter(Issuer)
LABEL, KEY = TypeAdapter(LabelEntry), TypeAdapter(KeyEntry)


def written(ledger: Ledger) -> bytes:
    """The first line says whose it is; then one line for each entry."""
    head = {"kind": KIND, "format": FORMAT, "issuer": ISSUER.dump_python(ledger.issuer)}
    return b"".join([_line(head), *map(_entry_line, ledger.entries)])


def read(given: Given) -> Ledger:
    """Raises InputError with the line that is not as it was written."""
    lines = given.data.splitlines(keepends=True)
    issuer = _head(lines[0] if lines else b"", given)
    return Ledger(issuer, tuple(_entry(line, given, number) for number, line in enumerate(lines[1:], 2)))


def _head(line: bytes, given: Given) -> Issuer:
    try:
        found = json.loads(line)
        if (found["kind"], found["format"]) == (KIND, FORMAT):
            return ISSUER.validate_python(found["issuer"])
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
