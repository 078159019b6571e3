"""The translation catalogue, read straight from its source so that nothing has to be compiled."""

from functools import lru_cache
from importlib.resources import files
from io import BytesIO

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po


@lru_cache
def catalogue(lang: str) -> Catalog:
    """The catalogue of a language; an empty one where there is none."""
    source = files("clustermark") / "locale" / f"{lang}.po"
    if not source.is_file():
        return Catalog(locale=lang)
    return read_po(BytesIO(source.read_bytes()), locale=lang)


def translation(lang: str, text: str, plural: str = "", count: int = 1) -> str:
    """A text of the program in a language, in English where the catalogue lacks it."""
    known = catalogue(lang)
    found = known.get((text, plural) if plural else text)
    if found is None or not found.string:
        return plural if plural and count != 1 else text
    if isinstance(found.string, str):
        return found.string
    return found.string[plural_form(lang, count)]


def plural_form(lang: str, count: int) -> int:
    """Which of the catalogue's plural forms a count takes; Latvian: one, other, zero."""
    if lang == "lv":
        if count == 0:
            return 2
        return 0 if count % 10 == 1 and count % 100 != 11 else 1  # noqa: PLR2004 - 21 klasteris, 11 klasteri
    return int(count != 1)
