"""Raw answers against the questions: each becomes an exact value, or missing with a reason and a problem that names it."""

from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from clustermark.errors import Place, Problem
from clustermark.scheme.base import DAY
from clustermark.scheme.model import Scheme
from clustermark.scheme.questions import Question, Type
from clustermark.scheme.wording import suggestion
from clustermark.scoring.values import Answer, Missing, Why
from clustermark.words.message import Message, say
from clustermark.words.numbers import NoNumber, number, ratio
from clustermark.words.signs import hidden_in

FITS = 60
LINES = "\n\r\t"
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

    def __init__(self, what: Message, remedy: Message | None = None, *, code: str) -> None:
        self.what, self.remedy, self.code = what, remedy, code
        super().__init__(str(what))


def understood(raw: Mapping[str, Any], scheme: Scheme, assessed_on: date | None) -> Answers:
    """The answers as exact values. Everything wrong becomes a problem and an invalid value, never a number.

    Without a day of assessment, what depends on it is not checked.
    """
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
    return Problem(what, suggestion(key, frozenset(scheme.asked)), _place(key), code="unknown-question")


def _place(reference: str) -> Place:
    """The answer by its path, and the question with the row that is meant."""
    return Place(path=f"answers.{reference}", questions=(reference,))


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
        remedy = say("rows: {rows}", rows=sorted(rows))
        return [Problem(what, remedy, _place(question.id), code="no-table")]
    strange = [str(key) for key in raw if key not in rows]
    return [
        Problem(
            say("{id} is no row of this table", id=key),
            suggestion(key, rows),
            _place(f"{question.id}.{key}"),
            code="unknown-row",
        )
        for key in strange
    ]


def _is_no_answer(raw: Any) -> bool:
    return isinstance(raw, Mapping) and len(raw) == 1 and next(iter(raw)) in NO_ANSWER


def _value(
    question: Question, reference: str, raw: Any, assessed_on: date | None
) -> tuple[Answer, list[Problem]]:
    if raw is None:
        return Missing(Why.UNANSWERED, reference), []
    if _is_no_answer(raw):
        return Missing(NO_ANSWER[next(iter(raw))], reference), []
    try:
        return _typed(question, raw, assessed_on), []
    except Unfit as unfit:
        problem = Problem(unfit.what, unfit.remedy, _place(reference), code=unfit.code)
        return Missing(Why.INVALID, reference), [problem]


def _typed(question: Question, raw: Any, assessed_on: date | None) -> Answer:
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
    try:
        value = number(raw)
    except NoNumber as no:
        raise Unfit(no.what, no.remedy, code="no-number") from no
    if 10**question.places % value.denominator:
        raise Unfit(_too_fine(question), code="too-many-decimals")
    if value < question.low:
        what = say("{value} is below the least possible, {least}", value=value, least=question.low)
        raise Unfit(what, code="too-small")
    if question.max is not None and value > question.max:
        what = say("{value} is above the most possible, {most}", value=value, most=question.max)
        raise Unfit(what, code="too-great")
    return value


def _too_fine(question: Question) -> Message:
    if question.places == 0:
        return say("a whole number is expected")
    return say("at most {n} decimals are possible", n=question.places)


def _date(question: Question, raw: Any, assessed_on: date | None) -> date:
    try:
        value = raw if isinstance(raw, date) else date.fromisoformat(raw if DAY.fullmatch(str(raw)) else "")
    except ValueError as error:
        raise Unfit(
            say("{value} is not a date", value=_short(raw)),
            say("write year-month-day, such as 2026-03-31"),
            code="no-date",
        ) from error
    if question.not_in_future and assessed_on is not None and value > assessed_on:
        what = say("{value} is after the assessment of {day}", value=value, day=assessed_on)
        raise Unfit(what, code="in-the-future")
    return value


def _short(raw: Any) -> str:
    """What was given, as far as it fits into a sentence."""
    text = str(raw)
    return text if len(text) <= FITS else f"{text[:FITS]}…"


def _option(question: Question, raw: Any) -> str:
    if isinstance(raw, str) and question.option(raw):
        return raw
    raise Unfit(
        say("{value} is not one of the options", value=_short(raw)),
        say("use one of: {words}", words=[o.id for o in question.options]),
        code="unknown-option",
    )


def _options(question: Question, raw: Any) -> frozenset[str]:
    if not isinstance(raw, list | tuple | frozenset):
        raise Unfit(
            say("a list of options is expected"),
            say("use any of: {words}", words=[o.id for o in question.options]),
            code="no-list",
        )
    return frozenset(_option(question, item) for item in raw)


def _yes_no(raw: Any) -> bool:
    if isinstance(raw, str | bool) and raw in YES_NO:
        return YES_NO[raw]
    raise Unfit(say("{value} is neither yes nor no", value=_short(raw)), code="neither-yes-nor-no")


def _text(question: Question, raw: Any) -> str:
    if not isinstance(raw, str):
        raise Unfit(say("a text is expected"), code="no-text")
    if len(raw) > question.max_length:
        what = say(
            "the text has {n} characters; at most {most} are possible", n=len(raw), most=question.max_length
        )
        raise Unfit(what, code="too-long")
    if hidden := hidden_in(raw, kept=LINES):
        raise Unfit(
            say("the text holds signs that nobody sees: {signs}", signs=hidden),
            say("delete them"),
            code="hidden-signs",
        )
    return raw


def restored(raw: Mapping[str, Any], scheme: Scheme) -> dict[str, Any]:
    """Answers out of their canonical form, in which the number 2.5 is the text `5/2`."""
    numeric = {id_ for id_, question in scheme.asked.items() if question.is_numeric}
    return {id_: _restored(value) if id_ in numeric else value for id_, value in raw.items()}


def _restored(value: Any) -> Any:
    match value:
        case Mapping():
            return {key: _restored(item) for key, item in value.items()}
        case str() if "/" in value:
            with suppress(NoNumber):
                return ratio(value)
    return value
