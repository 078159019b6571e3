"""Results as plain data for JSON: exact, with ids, and texts in every language."""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any

from clustermark.scheme.canonical import plain
from clustermark.words.message import Message
from clustermark.words.text import LANGUAGES


def as_data(value: Any) -> Any:
    """Whole numbers stay numbers, other exact numbers become text such as `119/150`; a message becomes its text by language."""
    match value:
        case Message():
            return {lang: value.of(lang) for lang in LANGUAGES}
        case Mapping():
            return {str(key): as_data(item) for key, item in value.items()}
        case tuple() | list():
            return [as_data(item) for item in value]
        case frozenset():
            return sorted(as_data(item) for item in value)
        case Path():
            return str(value)
        case _ if is_dataclass(value):
            return {
                f.name.replace("_", "-"): as_data(getattr(value, f.name))
                for f in fields(value)
                if not f.name.startswith("_")
            }
        case _:
            return plain(value)
