"""What is typed into a cell, as the answer that it means."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from clustermark.scheme.questions import Option, Question, Type
from clustermark.words.message import say
from clustermark.words.numbers import DIGITS
from clustermark.words.text import LANGUAGES

YES = {"x", "✓", "✔", "☑", "☒", "1", "true", "ja", *(say("yes").of(lang) for lang in LANGUAGES)}
NO = {"0", "false", "ne", *(say("no").of(lang) for lang in LANGUAGES)}


def meant(value: Any) -> Any:
    """Whether a tick or a word means yes or no, in any language; else the value as it is."""
    word = str(value).strip().casefold()
    return True if word in YES else False if word in NO else value


def typed(question: Question, value: Any) -> Any:
    """Words of any language of the form back to what they stand for; anything else stays as it was typed."""
    if question.type is Type.YES_NO:
        return meant(value)
    if question.asks_choice:
        return next((option.id for option in question.options if _says(option, value)), value)
    return value


def _says(option: Option, value: Any) -> bool:
    return str(value).casefold() in {option.id, *(text.casefold() for text in option.text.root.values())}


def in_percent(question: Question | None) -> bool:
    return question is not None and (question.unit == "%" or question.cell_type is Type.SHARE)


def plain(value: Any) -> Any:
    """A cell's value as an answer: exact numbers, dates without time, texts without spaces around them."""
    match value:
        case float():
            return few(Decimal(repr(value)))
        case datetime():
            return value.date()
        case str():
            return value.strip() or None
        case _:
            return value


def few(number: Decimal) -> int | Decimal:
    """A whole number as one, unless it is so large that it will be refused."""
    small = number.is_finite() and number.adjusted() < DIGITS
    return int(number) if small and number == number.to_integral_value() else number
