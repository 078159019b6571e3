"""Walking through a scheme: every part with the path under which it stands in the files."""

from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import BaseModel

from clustermark.scheme.base import Keyed
from clustermark.scheme.yamlfile import Path_
from clustermark.words.text import Text

Part = tuple[Path_, BaseModel]


def parts(value: Any, path: Path_ = ()) -> Iterator[Part]:
    """The value itself and every model below it, texts included, outermost first."""
    match value:
        case Text():
            yield path, value
        case BaseModel():
            yield path, value
            yield from _fields(value, (*path, value.word) if isinstance(value, Keyed) else path)
        case Mapping():
            for key, item in value.items():
                yield from parts(item, (*path, key))
        case tuple():
            for index, item in enumerate(value):
                yield from parts(item, (*path, index))
        case _:
            return


def _fields(model: BaseModel, path: Path_) -> Iterator[Part]:
    for name, info in type(model).model_fields.items():
        yield from parts(getattr(model, name), (*path, info.alias or name))
