"""The canonical form of a scheme: plain data, then bytes, then the hash that names a published version."""

import hashlib
import json
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from typing import Any

from pydantic import BaseModel

from clustermark.scheme.base import CANONICAL, Keyed
from clustermark.scheme.model import Scheme
from clustermark.words.text import Text


def plain(value: Any) -> Any:
    """A part of a scheme as it could stand in its file; what has its default value is left out.

    Leaving defaults out keeps hashes stable when a later program knows more settings.
    """
    match value:
        case Text():
            return dict(sorted(value.root.items()))
        case Keyed():
            return {value.word: _fields(value)}
        case BaseModel():
            return _fields(value)
        case Fraction() | Decimal():
            number = Fraction(value)
            return int(number) if number.denominator == 1 else str(number)
        case date():
            return value.isoformat()
        case Enum():
            return value.value
        case Mapping():
            return {str(key): plain(item) for key, item in value.items()}
        case tuple() | list() | frozenset():
            return [plain(item) for item in value]
        case _:
            return value


def _fields(model: BaseModel) -> dict[str, Any]:
    kinds = type(model).model_fields
    rows = ((info, getattr(model, name)) for name, info in kinds.items())
    return {
        info.alias or "": plain(value)
        for info, value in rows
        if value != info.get_default(call_default_factory=True)
    }


def canonical(scheme: Scheme) -> bytes:
    """UTF-8 JSON, keys sorted, no spaces; rows that have an id sorted by it, so that the order of files changes nothing."""
    return encoded(_sorted_rows(plain(scheme)))


def scheme_of(data: bytes) -> Scheme:
    """The scheme out of its canonical form."""
    return Scheme.model_validate(json.loads(data), context=CANONICAL)


def encoded(data: Any) -> bytes:
    return json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def _sorted_rows(data: Any) -> Any:
    match data:
        case dict():
            return {key: _sorted_rows(value) for key, value in data.items()}
        case [{"id": _}, *_]:
            return sorted((_sorted_rows(row) for row in data), key=lambda row: str(row["id"]))
        case list():
            return [_sorted_rows(item) for item in data]
        case _:
            return data


def digest(scheme: Scheme) -> str:
    """`sha256:` and the hash of the canonical form."""
    return f"sha256:{hashlib.sha256(canonical(scheme)).hexdigest()}"
