"""Texts that exist in several languages."""

from collections.abc import Mapping
from typing import Self

from pydantic import ConfigDict, RootModel, model_validator

LANGUAGES = ("en", "lv")
FALLBACK = "en"


class Text(RootModel[Mapping[str, str]]):
    """One text in several languages, by language code: `{en: Bronze, lv: Bronza}`."""

    model_config = ConfigDict(frozen=True)

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if not self.root or not all(words.strip() for words in self.root.values()):
            raise ValueError("a text is empty")
        return self

    def __hash__(self) -> int:
        return hash(tuple(sorted(self.root.items())))

    @property
    def languages(self) -> frozenset[str]:
        return frozenset(self.root)

    def of(self, lang: str) -> str:
        """The text in a language, in English where that language lacks it."""
        return self.root.get(lang) or self.root.get(FALLBACK) or next(iter(self.root.values()))
