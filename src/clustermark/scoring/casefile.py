"""Cases from files: YAML, JSON, or the filled form; with the place of every part, so that problems can be found."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Any

from pydantic import ValidationError

from clustermark.errors import InputError, Place, Problem
from clustermark.files import File, Given, taken
from clustermark.scheme.model import Scheme
from clustermark.scheme.questionnaire import looks_like_form, name_in, read_form
from clustermark.scheme.wording import keys_at, problems_of, said
from clustermark.scheme.yamlfile import LARGEST, Document, read
from clustermark.scoring.case import Case
from clustermark.words.message import say

Locate = Callable[[str], Place]


@dataclass(frozen=True, slots=True)
class CaseFile:
    """A case, and where each of its parts stands."""

    case: Case
    locate: Locate

    def placed(self, problems: Iterable[Problem]) -> tuple[Problem, ...]:
        """Problems that name a part, with the file and the line or cell of it."""
        return tuple(replace(problem, place=self.locate(problem.place.path)) for problem in problems)


def read_case(file: File, scheme: Scheme) -> CaseFile:
    """The case in a file. Raises InputError with everything that is wrong with its shape."""
    given = taken(file, LARGEST)
    data, locate = _form(given, scheme) if looks_like_form(given) else _text(given)
    _same_scheme(data, scheme, locate)
    try:
        return CaseFile(Case.model_validate(data), locate)
    except ValidationError as error:
        raise InputError([_problem(finding, locate) for finding in problems_of(error)]) from error


def scheme_named_in(given: Given) -> str:
    """The scheme that a file names. Raises InputError where it names none."""
    if looks_like_form(given):
        return name_in(given)
    document = _mapping(read(given))
    name = document.data.get("scheme")
    if isinstance(name, str) and name:
        return name
    raise InputError.because(
        say("the file does not say which scheme it is for"),
        say("write a line such as: {line}", line="scheme: ecei@2020"),
        document.place(("scheme",)),
    )


def _form(given: Given, scheme: Scheme) -> tuple[dict[str, Any], Locate]:
    found = read_form(given, scheme)

    def locate(part: str) -> Place:
        reference = part.removeprefix("answers.")
        known = found.places.get(reference) or found.places.get(f"{reference}:")
        first = (
            place for key, place in found.places.items() if key.startswith((f"{reference}.", f"{reference}:"))
        )
        return known or next(first, Place(given.name, path=part))

    return found.data, locate


def _text(given: Given) -> tuple[dict[str, Any], Locate]:
    document = _mapping(read(given))

    def locate(part: str) -> Place:
        steps = [int(step) if step.isdigit() else step for step in part.split(".")]
        return Place(document.file, document.line(tuple(steps)), part)

    return document.data, locate


def _mapping(document: Document) -> Document:
    if isinstance(document.data, dict):
        return document
    raise InputError.because(
        say("the file is empty or holds no case"),
        say("begin with lines such as scheme, assessed-on and answers"),
        document.place(),
    )


def _same_scheme(data: dict[str, Any], scheme: Scheme, locate: Locate) -> None:
    name = data.get("scheme", scheme.name)
    if name not in (scheme.name, scheme.id):
        what = say("the case is of {name}, not of {scheme}", name=str(name), scheme=scheme.name)
        remedy = say("use {name}, or write the case anew for {scheme}", name=str(name), scheme=scheme.name)
        raise InputError.because(what, remedy, locate("scheme"))


def _problem(finding: Any, locate: Locate) -> Problem:
    what, remedy = said(finding, keys_at(Case))
    return Problem(what, remedy, locate(".".join(map(str, finding["loc"]))))
