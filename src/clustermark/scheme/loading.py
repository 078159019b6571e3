"""From a name or a folder to a scheme that holds together, or to every problem found in its files."""

from collections.abc import Iterator
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ValidationError

from clustermark.errors import Place, Problem, SchemeError
from clustermark.scheme import fitting, references
from clustermark.scheme.canonical import digest
from clustermark.scheme.files import HEAD, Source, gathered
from clustermark.scheme.model import Scheme
from clustermark.scheme.published import changed
from clustermark.scheme.wording import Finding, keys_at, problems_of, said
from clustermark.words.message import say

BUILT_IN = Path(str(files("clustermark") / "schemes"))


def load(name: str | Path) -> Scheme:
    """A scheme by folder, or a built-in one by name: `ecei@2020`, or `ecei` for its newest version.

    Raises SchemeError with every problem: file, line, what is wrong, what would be right.
    """
    return _loaded(folder_of(name))


@lru_cache(maxsize=16)
def _loaded(folder: Path) -> Scheme:
    return load_with_source(folder)[0]


def load_with_source(folder: Path) -> tuple[Scheme, Source]:
    """A scheme and where each of its parts stands in the files."""
    source = gathered(folder)
    scheme = _validated(source)
    problems = [*_findings(scheme, source)]
    if not problems:
        problems = [*changed(scheme, digest(scheme), folder)]
    if problems:
        raise SchemeError(problems)
    return scheme, source


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
    return Problem(what, remedy, source.place(finding["loc"]))


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


def folder_of(name: str | Path) -> Path:
    """The folder that a name means. Raises SchemeError when there is none."""
    path = Path(name)
    if (path / HEAD).is_file():
        return path
    family, _, version = str(name).partition("@")
    found = [v for v in built_in().get(family, ()) if version in ("", v.name)]
    if found:
        return found[-1]
    raise SchemeError.because(
        say("there is no scheme {name}", name=str(name)),
        say("name a folder that holds {head}, or one of: {names}", head=HEAD, names=built_in_names()),
        Place(str(name) if path.exists() else ""),
    )


def built_in() -> dict[str, list[Path]]:
    """The folders of the built-in versions by family, the newest last."""
    heads = sorted(BUILT_IN.glob(f"*/*/{HEAD}"))
    return {
        family: [h.parent for h in heads if h.parts[-3] == family] for family in {h.parts[-3] for h in heads}
    }


def built_in_names() -> list[str]:
    return sorted(f"{family}@{folder.name}" for family, folders in built_in().items() for folder in folders)
