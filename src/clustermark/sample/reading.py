"""A synthetic world read back from its folder, as it was."""

import json
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any, Literal, TypeVar

from clustermark.errors import InputError, Place
from clustermark.files import MEGABYTE, taken
from clustermark.sample.allocation import Row
from clustermark.sample.deciding import Attempt
from clustermark.sample.members import Member
from clustermark.sample.storing import ATTEMPTS, FORMAT, MADE_BY, MARKER, MEMBERS
from clustermark.sample.world import World, calendar_until, listed_in
from clustermark.scheme.model import Scheme
from clustermark.scheme.questions import Type
from clustermark.scoring.case import Case, Organisation
from clustermark.scoring.decision import Outcome
from clustermark.scoring.validity import Lifetime
from clustermark.words.message import Message, say
from clustermark.words.numbers import number, whole

T = TypeVar("T")
LARGEST = 200 * MEGABYTE
"""Bytes of one file; a larger one is not read."""


def load_world(folder: Path) -> World:
    """A world that was saved. Raises InputError, with file and line, where it cannot be read."""
    seed, on, countries = _first(folder / MARKER)
    schemes = {scheme.name: scheme for scheme in calendar_until(on).schemes}
    attempts: dict[str, tuple[Attempt, ...]] = {}
    for attempt in _read(folder / ATTEMPTS, lambda row: _attempt(row, schemes)):
        number = attempt.case.organisation.number
        attempts[number] = (*attempts.get(number, ()), attempt)
    members = tuple(_read(folder / MEMBERS, lambda row: _member(row, attempts)))
    return World(seed, on, members, listed_in(Row(country, 0) for country in countries))


def _first(path: Path) -> tuple[int, date, list[str]]:
    """The head; an empty file reads as an empty line."""
    return next(_read(path, _head), None) or _made(b"", _head, Place(str(path), 1))


def _read(path: Path, made: Callable[[dict[str, Any]], T]) -> Iterator[T]:
    """What is made of each line. Raises InputError at the first line that is not as it was written."""
    given = taken(path, LARGEST)
    for at, line in enumerate(BytesIO(given.data), 1):
        yield _made(line, made, Place(given.name, at))


def _made(line: bytes, made: Callable[[dict[str, Any]], T], place: Place) -> T:
    try:
        return made(json.loads(line))
    except (ValueError, LookupError, TypeError, AttributeError, ArithmeticError, RecursionError) as error:
        what = say("the line is not as it was written")
        raise InputError.because(what, _again(), place, code="no-world") from error


def _again() -> Message:
    return say("make the synthetic world again with: clustermark sample")


def _head(row: dict[str, Any]) -> tuple[int, date, list[str]]:
    if row["made-by"] != MADE_BY or row["format"] != FORMAT:
        raise ValueError
    return whole(row["seed"]), date.fromisoformat(row["on"]), row["listed-in"]


def _member(row: dict[str, Any], attempts: Mapping[str, tuple[Attempt, ...]]) -> Member:
    organisation = Organisation.model_validate(row["organisation"])
    return Member(organisation, attempts[organisation.number], row["self-check"], row["stopped"])


def _attempt(row: dict[str, Any], schemes: Mapping[str, Scheme]) -> Attempt:
    case = Case.model_validate(row["case"])
    scheme = schemes[case.scheme]
    given, level = typed(case.answers, scheme), scheme.level[row["level"]].id
    return Attempt(
        level,
        case.model_copy(update={"answers": given}),
        Outcome(row["outcome"]),
        tuple(row["unmet"]),
        _lifetime(row["counts-as"], row["lasts"]),
    )


def _lifetime(counts_as: Literal["first", "renewal"], lasts: list[str] | None) -> Lifetime | None:
    if lasts is None:
        return None
    start, end, renewable = map(date.fromisoformat, lasts)
    return Lifetime(start, end, renewable, counts_as)


def typed(answers: Mapping[str, Any], scheme: Scheme) -> dict[str, Any]:
    """Answers as they were before they became text: dates and decimals."""
    return {id_: _typed(value, scheme.question[id_].cell_type) for id_, value in answers.items()}


def _typed(value: Any, type_: Type) -> Any:
    match type_:
        case Type.DATE:
            return date.fromisoformat(value)
        case Type.DECIMAL | Type.SHARE:
            number(value)
            return Decimal(value)
        case _:
            return value
