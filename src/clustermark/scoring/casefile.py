"""Cases from files and from forms: YAML, JSON, the filled spreadsheet, or a mapping; with the place of every part."""

from collections.abc import Callable, Iterable, Mapping
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
        return tuple(replace(problem, place=_placed(problem.place, self.locate)) for problem in problems)


def _placed(place: Place, locate: Locate) -> Place:
    """What compares several answers stands where the first of them does."""
    first = f"answers.{place.questions[0]}" if place.questions else place.path
    found = locate(first)
    return replace(place, file=found.file, line=found.line, cell=found.cell, path=place.path or found.path)


def read_case(file: File, scheme: Scheme) -> CaseFile:
    """The case in a file. Raises InputError with everything that is wrong with its shape."""
    given = taken(file, LARGEST)
    data, locate = _form(given, scheme) if looks_like_form(given) else _text(given)
    return CaseFile(case_of(data, scheme, locate), locate)


def by_path(part: str) -> Place:
    """Where nothing is known but the path."""
    return Place(path=part)


def case_of(data: Mapping[str, Any], scheme: Scheme, locate: Locate = by_path) -> Case:
    """A case out of a mapping in the shape of a case file. Raises InputError with everything that is wrong with its shape."""
    _same_scheme(data, scheme, locate)
    try:
        return Case.model_validate(dict(data))
    except ValidationError as error:
        raise InputError([_problem(finding, data, locate) for finding in problems_of(error)]) from error


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
        code="no-scheme",
    )


def _form(given: Given, scheme: Scheme) -> tuple[dict[str, Any], Locate]:
    found = read_form(given, scheme)

    def locate(part: str) -> Place:
        reference = part.removeprefix("answers.")
        beginnings = (f"{reference}.", f"{reference}:")
        below = (place for key, place in found.places.items() if key.startswith(beginnings))
        known = found.places.get(reference) or next(below, Place(given.name))
        return replace(known, path=part)

    return found.data, locate


def _text(given: Given) -> tuple[dict[str, Any], Locate]:
    document = _mapping(read(given))

    def locate(part: str) -> Place:
        steps = [int(step) if step.isdecimal() and len(step) < LONG else step for step in part.split(".")]
        return Place(document.file, document.line(tuple(steps)), part)

    return document.data, locate


LONG = 10
"""Digits of a word that cannot be the number of a row."""


def _mapping(document: Document) -> Document:
    if isinstance(document.data, dict):
        return document
    raise InputError.because(
        say("the file is empty or holds no case"),
        say("begin with lines such as scheme, assessed-on and answers"),
        document.place(),
        code="no-case",
    )


def _same_scheme(data: Mapping[str, Any], scheme: Scheme, locate: Locate) -> None:
    name = data.get("scheme", scheme.name)
    if name not in (scheme.name, scheme.id):
        what = say("the case is of {name}, not of {scheme}", name=str(name), scheme=scheme.name)
        remedy = say("use {name}, or write the case anew for {scheme}", name=str(name), scheme=scheme.name)
        raise InputError.because(what, remedy, locate("scheme"), code="other-scheme")


def _problem(finding: Any, data: Mapping[str, Any], locate: Locate) -> Problem:
    """What a shape lacks; that of a row with its number and its criterion."""
    what, remedy = said(finding, keys_at(Case))
    place = locate(".".join(map(str, finding["loc"])))
    match finding["loc"]:
        case (str(part), int(index), *_):
            criterion = data[part][index].get("criterion") if isinstance(data[part][index], Mapping) else None
            place = replace(place, row=index + 1, criterion=criterion if isinstance(criterion, str) else "")
    return Problem(what, remedy, place, code="misshapen")
