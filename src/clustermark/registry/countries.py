"""Countries by their code or their name."""

from collections.abc import Mapping
from functools import cache, lru_cache

from babel.core import Locale

from clustermark.errors import InputError
from clustermark.words.message import say
from clustermark.words.text import LANGUAGES

NONE = frozenset(["AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "ZZ"])
"""Codes that the locale data name, but that are no country."""
ALSO = {
    "uk": "GB",
    "el": "GR",
    "great britain": "GB",
    "czech republic": "CZ",
    "the netherlands": "NL",
    "turkey": "TR",
    "macedonia": "MK",
    "čehijas republika": "CZ",
}
"""Codes and names in use beside those of the locale data."""
SHOWN = 60


@cache
def _known() -> Mapping[str, str]:
    names = [(code, name) for lang in LANGUAGES for code, name in Locale.parse(lang).territories.items()]
    countries = [(code, name) for code, name in names if len(code) == len("LV") and code not in NONE]
    known = {name.casefold(): code for code, name in countries if code.isalpha()}
    return ALSO | known | {code.casefold(): code for code in known.values()}


@lru_cache(maxsize=1 << 12)
def country_of(text: str) -> str:
    """The code of a country, by its code in any letter case, or by its name in any language of ours. Raises InputError."""
    found = _known().get(" ".join(text.casefold().split()))
    if found:
        return found
    what = say("{value} is no country", value=text[:SHOWN])
    raise InputError.because(
        what, say("write its code, like LV, or its name in English or Latvian"), code="unknown-country"
    )
