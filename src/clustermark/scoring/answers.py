"""Raw answers against the questions: each becomes an exact value, or missing with a reason and a problem that names it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from clustermark.errors import Place, Problem
from clustermark.scheme.model import Scheme
from clustermark.scheme.questions import Question, Type
from clustermark.scheme.wording import suggestion
from clustermark.scoring.values import Answer, Missing, Why
from clustermark.words.message import Message, say

YES_NO = {"yes": True, "no": False, True: True, False: False}
NO_ANSWER = {"refused": Why.REFUSED, "unknown": Why.UNANSWERED}


@dataclass(frozen=True, slots=True)
class Answers:
    """Every answer by reference, and what is wrong with the raw ones. Complete: a reference has a value or is missing."""

    values: Mapping[str, Answer]
    problems: tuple[Problem, ...] = ()

    def value(self, reference: str) -> Answer:
        return self.values[reference]


class Unfit(Exception):  # noqa: N818 - not an error of the program but a finding about an answer
    """An answer that its question cannot take."""

    def __init__(self, what: Message, remedy: Message | None = None) -> None:
        self.what, self.remedy = what, remedy
        super().__init__(str(what))


def understood(raw: Mapping[str, Any], scheme: Scheme, assessed_on: date) -> Answers:
    """The answers as exact values. Everything wrong becomes a problem and an invalid value, never a number."""
    values: dict[str, Answer] = {}
    problems = [_unknown(key, scheme) for key in raw if key not in scheme.asked]
    for question in scheme.questions:
        problems += _misshapen(question, raw.get(question.id))
        for reference, given in _given(question, raw.get(question.id)):
            values[reference], found = _value(question, reference, given, assessed_on)
            problems += found
    return Answers(values, tuple(problems))


def _unknown(key: str, scheme: Scheme) -> Problem:
    what = say("{id} is no question of {scheme}", id=key, scheme=scheme.name)
    return Problem(what, suggestion(key, frozenset(scheme.asked)), _place(key))


def _place(reference: str) -> Place:
    return Place(path=f"answers.{reference}")


def _given(question: Question, raw: Any) -> Iterator[tuple[str, Any]]:
    """Each reference of a question with what was given for it; a table is given as a mapping of its cells."""
    if question.type is not Type.TABLE:
        yield question.id, raw
        return
    cells = raw if isinstance(raw, Mapping) else {}
    for cell in question.cells:
        yield f"{question.id}.{cell.id}", raw if _is_no_answer(raw) else cells.get(cell.id)


def _misshapen(question: Question, raw: Any) -> list[Problem]:
    """What is wrong with a table as such: no mapping, or rows that it does not have."""
    if question.type is not Type.TABLE or raw is None or _is_no_answer(raw):
        return []
    rows = frozenset(cell.id for cell in question.cells)
    if not isinstance(raw, Mapping):
        what = say("a value for each row of the table is expected")
        return [Problem(what, say("rows: {rows}", rows=sorted(rows)), _place(question.id))]
    strange = [str(key) for key in raw if key not in rows]
    return [
        Problem(
            say("{id} is no row of this table", id=key), suggestion(key, rows), _place(f"{question.id}.{key}")
        )
        for key in strange
    ]


def _is_no_answer(raw: Any) -> bool:
    return isinstance(raw, Mapping) and len(raw) == 1 and next(iter(raw)) in NO_ANSWER


def _value(question: Question, reference: str, raw: Any, assessed_on: date) -> tuple[Answer, list[Problem]]:
    if raw is None:
        return Missing(Why.UNANSWERED, reference), []
    if _is_no_answer(raw):
        return Missing(NO_ANSWER[next(iter(raw))], reference), []
    try:
        return _typed(question, raw, assessed_on), []
    except Unfit as unfit:
        return Missing(Why.INVALID, reference), [Problem(unfit.what, unfit.remedy, _place(reference))]


def _typed(question: Question, raw: Any, assessed_on: date) -> Answer:
    match question.cell_type:
        case Type.DATE:
            return _date(question, raw, assessed_on)
        case Type.CHOICE:
            return _option(question, raw)
        case Type.CHOICES:
            return _options(question, raw)
        case Type.YES_NO:
            return _yes_no(raw)
        case Type.TEXT:
            return _text(question, raw)
        case _:
            return _number(question, raw)


def _number(question: Question, raw: Any) -> Fraction:
    value = _exact(raw)
    if 10**question.places % value.denominator:
        raise Unfit(*_too_fine(question))
    if value < question.low:
        raise Unfit(say("{value} is below the least possible, {least}", value=value, least=question.low))
    if question.max is not None and value > question.max:
        raise Unfit(say("{value} is above the most possible, {most}", value=value, most=question.max))
    return value


def _exact(raw: Any) -> Fraction:
    if isinstance(raw, bool):
        raise Unfit(say("a number is expected, not yes or no"))
    if isinstance(raw, str) and "," in raw:
        raise Unfit(
            say("{value} is no number here", value=raw),
            say("write it with a decimal point: {example}", example=raw.replace(",", ".")),
        )
    if not isinstance(raw, int | Decimal | Fraction | str) or (isinstance(raw, str) and len(raw) > 40):  # noqa: PLR2004
        raise Unfit(say("a number is expected, written like 12 or 12.5"))
    try:
        return Fraction(raw)
    except (ValueError, ZeroDivisionError) as error:
        raise Unfit(say("{value} is no number", value=raw), say("write it like 12 or 12.5")) from error


def _too_fine(question: Question) -> tuple[Message, Message | None]:
    if question.places == 0:
        return say("a whole number is expected"), None
    return say("at most {n} decimals are possible", n=question.places), None


def _date(question: Question, raw: Any, assessed_on: date) -> date:
    try:
        value = raw if isinstance(raw, date) else date.fromisoformat(str(raw))
    except ValueError as error:
        raise Unfit(
            say("{value} is not a date", value=str(raw)), say("write year-month-day, such as 2026-03-31")
        ) from error
    if question.not_in_future and value > assessed_on:
        raise Unfit(say("{value} is after the assessment of {day}", value=value, day=assessed_on))
    return value


def _option(question: Question, raw: Any) -> str:
    if isinstance(raw, str) and question.option(raw):
        return raw
    raise Unfit(
        say("{value} is not one of the options", value=str(raw)),
        say("use one of: {words}", words=[o.id for o in question.options]),
    )


def _options(question: Question, raw: Any) -> frozenset[str]:
    if not isinstance(raw, list | tuple | frozenset):
        raise Unfit(
            say("a list of options is expected"),
            say("use any of: {words}", words=[o.id for o in question.options]),
        )
    return frozenset(_option(question, item) for item in raw)


def _yes_no(raw: Any) -> bool:
    if isinstance(raw, str | bool) and raw in YES_NO:
        return YES_NO[raw]
    raise Unfit(say("{value} is neither yes nor no", value=str(raw)))


def _text(question: Question, raw: Any) -> str:
    if not isinstance(raw, str):
        raise Unfit(say("a text is expected"))
    if len(raw) > question.max_length:
        raise Unfit(
            say(
                "the text has {n} characters; at most {most} are possible",
                n=len(raw),
                most=question.max_length,
            )
        )
    return raw
