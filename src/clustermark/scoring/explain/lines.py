"""Explanations as data: a sentence, the rule or id it is about, and the sentences beneath it."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import assert_never

from clustermark.scheme.model import Scheme
from clustermark.scheme.questions import Question, Type
from clustermark.scoring.values import Missing, Result, Why
from clustermark.words.figures import Money, Number, Percent
from clustermark.words.message import Message, say
from clustermark.words.text import Text


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence; `about` is the name of a rule (`gold/total`) or the id of an answer, indicator or criterion."""

    text: Message
    about: str = ""
    met: bool | None = None
    parts: tuple["Line", ...] = ()

    def walk(self, depth: int = 0) -> Iterator[tuple[int, "Line"]]:
        """The line and all below it, each with its depth."""
        yield depth, self
        for part in self.parts:
            yield from part.walk(depth + 1)


def name(id_: str, scheme: Scheme) -> Text | Message | str:
    """What people call a thing: the title of a criterion or indicator, the text of a question or of its cell."""
    if id_ in scheme.criterion:
        return scheme.criterion[id_].title
    if id_ in scheme.indicator:
        return scheme.indicator[id_].title
    question = scheme.question.get(id_)
    return id_ if question is None else asked(question, id_)


def asked(question: Question, reference: str) -> Text | Message:
    cell = next((cell for cell in question.cells if reference == f"{question.id}.{cell.id}"), None)
    return say("{question} – {row}", question=question.text, row=cell.text) if cell else question.text


def condition_title(id_: str, scheme: Scheme) -> Text | str:
    lists = [
        scheme.eligibility,
        *(r.requirements for r in scheme.requirements),
        *(level.requires for level in scheme.levels),
    ]
    return next((c.title for conditions in lists for c in conditions if c.id == id_), id_)


def value(result: Result, unit: str = "") -> Message | Money | Number | Percent | str:
    """A result as it stands in a sentence; `unit` is `%`, a currency, or nothing."""
    match result:
        case Missing():
            return missing(result)
        case Fraction() if unit == "%":
            return Percent(result)
        case Fraction() if len(unit) == len("EUR") and unit.isupper():
            return Money(result, unit)
        case Fraction():
            return Number(result)
        case _:
            return str(result)


def missing(gap: Missing) -> Message:
    match gap.why:
        case Why.UNANSWERED:
            return say("missing (not answered: {ref})", ref=gap.ref)
        case Why.REFUSED:
            return say("missing (the answer was refused: {ref})", ref=gap.ref)
        case Why.INVALID:
            return say("missing (the answer does not fit: {ref})", ref=gap.ref)
        case Why.ZERO_WHOLE:
            return say("missing (there is nothing to divide by: {ref})", ref=gap.ref)
        case Why.NOT_JUDGED:
            return say("missing (not judged yet)")
        case Why.NO_CONSENSUS:
            return say("missing (the assessors have not agreed yet)")
        case _:
            assert_never(gap.why)


def unit_of(question: Question) -> str:
    """The unit in which an answer is shown: a currency, `%`, or none."""
    match question.cell_type:
        case Type.MONEY:
            return str(question.unit)
        case Type.SHARE:
            return "%"
        case _:
            return ""
