"""From a name or a folder to a scheme that holds together, or to every problem found in its files."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ValidationError

from clustermark.errors import InputError, Place, Problem, SchemeError
from clustermark.files import Given
from clustermark.scheme import fitting, references
from clustermark.scheme.canonical import digest
from clustermark.scheme.files import Source, joined, snapshot
from clustermark.scheme.model import Scheme
from clustermark.scheme.places import built_in, folder_named, is_path, name_of
from clustermark.scheme.published import changed
from clustermark.scheme.wording import Finding, keys_at, problems_of, said
from clustermark.words.message import say


@dataclass(frozen=True, slots=True)
class Opened:
    """A scheme with the folder and the bytes that it was read from, where each part stands in them, and the hash of its content."""

    folder: Path
    scheme: Scheme
    source: Source
    digest: str


def load(name: str | Path) -> Scheme:
    """The scheme that a person means: by name (`ecei@2020`, or `ecei` for its newest version), or by the path of its folder.

    Raises SchemeError with every problem: file, line, what is wrong, what would be right.
    """
    return opened(name).scheme


def named(name: str, place: Place | None = None) -> Scheme:
    """The scheme that a file names, at `place`; a name in a file is never opened as a path. Raises SchemeError."""
    return _named(name, place).scheme


def chosen(given: str | None, name: str, place: Place | None = None) -> Scheme:
    """The scheme that a person gave, else the one that a file names. Raises SchemeError."""
    return named(name, place) if given is None else load(given)


def identified(name: str, hash_: str, place: Place | None = None) -> Scheme:
    """The scheme of a name with just this content. Raises SchemeError, and InputError where the one at hand has another."""
    found = _named(name, place)
    if found.digest == hash_:
        return found.scheme
    raise InputError.because(
        say("the scheme {name} at hand has another content than is named here", name=found.scheme.name),
        say("get the version with the hash {digest}", digest=hash_),
        place,
        code="another-scheme",
    )


def opened(name: str | Path) -> Opened:
    """What `load` loads, with all that is known of it; read anew where it is not built in. Raises SchemeError."""
    return read_folder(Path(name)) if is_path(name) else _named(str(name))


def load_with_source(folder: Path) -> tuple[Scheme, Source]:
    """A scheme and where each of its parts stands in the files."""
    found = read_folder(folder)
    return found.scheme, found.source


def folder_of(name: str | Path) -> Path:
    """The folder that a person means. Raises SchemeError when there is none."""
    return opened(name).folder


def _named(name: str, place: Place | None = None) -> Opened:
    family, folder = folder_named(name, place)
    if family in built_in():
        return _built_in(folder)
    found = read_folder(folder)
    if found.scheme.name != name_of(folder):
        raise SchemeError.because(
            say("the folder {folder} holds the scheme {name}", folder=str(folder), name=found.scheme.name),
            say("give family and version the names of their folders"),
            Place(str(folder)),
            code="misnamed",
        )
    return found


@cache
def _built_in(folder: Path) -> Opened:
    return read_folder(folder)


def read_folder(folder: Path) -> Opened:
    """The scheme in a folder as its files are now. Raises SchemeError."""
    found = _made(folder, snapshot(folder))
    if problems := [*_disguised(found), *changed(found.scheme, found.digest, folder)]:
        raise SchemeError(problems)
    return found


@lru_cache(maxsize=16)
def _made(folder: Path, files: tuple[Given, ...]) -> Opened:
    """From bytes that were read; the same bytes need not be understood twice."""
    source = joined(folder, files)
    scheme = _validated(source)
    if problems := [*_findings(scheme, source)]:
        raise SchemeError(problems)
    return Opened(folder, scheme, source, digest(scheme))


def _disguised(found: Opened) -> Iterator[Problem]:
    """That other content bears the name of a built-in version."""
    mine = built_in().get(found.scheme.id, {}).get(found.scheme.version)
    elsewhere = mine and os.path.realpath(mine) != os.path.realpath(found.folder)
    if mine and elsewhere and _built_in(mine).digest != found.digest:
        yield Problem(
            say("{name} is built in, with another content than here", name=found.scheme.name),
            say("give the change a version of its own"),
            Place(str(found.folder)),
            code="built-in-name",
        )


def _findings(scheme: Scheme, source: Source) -> Iterator[Problem]:
    yield from references.repeated(scheme, source)
    yield from references.unknown(scheme, source)
    loops = [*references.cycles(scheme, source)]
    yield from loops or fitting.no_numbers(scheme, source)
    yield from fitting.points_in_caps(scheme, source)
    yield from references.foreign_texts(scheme, source)


def _validated(source: Source) -> Scheme:
    try:
        return Scheme.model_validate(source.data)
    except ValidationError as error:
        raise SchemeError([_problem(finding, source) for finding in problems_of(error)]) from error


def _problem(finding: Finding, source: Source) -> Problem:
    what, remedy = said(finding, _possible_keys(finding["loc"]))
    return Problem(what, remedy, source.place(finding["loc"]), code="does-not-fit")


def _possible_keys(loc: tuple[Any, ...]) -> frozenset[str]:
    """The keys that the part could have in which an unknown one stands."""
    model: Any = Scheme
    for step in loc[:-1]:
        model = _field_type(model, str(step)) or model
    return keys_at(model)


def _field_type(model: type[BaseModel], key: str) -> type[BaseModel] | None:
    for name, info in model.model_fields.items():
        if key == (info.alias or name):
            return _model_in(info.annotation)
    return None


def _model_in(annotation: Any) -> type[BaseModel] | None:
    """The model that a field holds, through tuples and alternatives."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    inner = (_model_in(argument) for argument in getattr(annotation, "__args__", ()))
    return next((model for model in inner if model), None)
