"""A sentence of ours with its blanks, said in whichever language is asked for."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from clustermark.words.text import FALLBACK, Text


@dataclass(frozen=True, slots=True)
class Message:
    """An English sentence, which is also its key in the catalogue, with values for its blanks."""

    text: str
    fields: Mapping[str, Any]
    plural: str = ""
    count: int = 1

    def of(self, lang: str) -> str:
        """The sentence in a language, every blank filled in that language's manner."""
        return self._pattern(lang).format(**{name: shown(value, lang) for name, value in self.fields.items()})

    def _pattern(self, lang: str) -> str:
        if lang == FALLBACK:
            return self.plural if self.plural and self.count != 1 else self.text
        from clustermark.words.catalogue import translation  # noqa: PLC0415 - English needs no catalogue

        return translation(lang, self.text, self.plural, self.count)

    def __str__(self) -> str:
        return self.of(FALLBACK)


def say(text: str, /, **fields: Any) -> Message:
    return Message(text, fields)


def says(text: str, plural: str, count: int, /, **fields: Any) -> Message:
    """A sentence that depends on a count; the blank `{n}` is the count itself."""
    return Message(text, {"n": count, **fields}, plural, count)


def shown(value: Any, lang: str) -> str:
    """A value as it stands in a sentence of that language."""
    from clustermark.words import figures  # noqa: PLC0415 - Babel is needed only where something is shown

    match value:
        case Message() | Text():
            return value.of(lang)
        case bool():
            return (say("yes") if value else say("no")).of(lang)
        case str():
            return value
        case int() | Fraction():
            return figures.number(value, lang)
        case date():
            return figures.day(value, lang)
        case figures.Percent() | figures.Money() | figures.Number():
            return figures.figure(value, lang)
        case tuple() | list() | frozenset():
            sentences = all(isinstance(item, Message | Text) for item in value)
            return ("; " if sentences else ", ").join(shown(item, lang) for item in value)
        case _:
            return str(value)
