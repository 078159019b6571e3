"""Names in the order of a language's alphabet."""

import unicodedata
from functools import lru_cache

OWN = {"lv": frozenset("čģķļņŗšž")}
"""Letters with a place of their own, right after the plain one. A long vowel has none: it only breaks a tie."""
AS = {"lv": {"y": "i"}}
OTHER, DIGIT, LETTER = range(3)
Weight = tuple[int, str, int]
Key = tuple[tuple[Weight, ...], str]


def sort_key(text: str, lang: str) -> Key:
    """By letters first, then by marks and case, as the locale data of Unicode orders Latvian: c, č, d; i and y together."""
    plain = unicodedata.normalize("NFC", text)
    return tuple(weight for letter in plain.casefold() for weight in _weights(letter, lang)), plain.swapcase()


@lru_cache(maxsize=1 << 14)
def _weights(letter: str, lang: str) -> tuple[Weight, ...]:
    own = int(letter in OWN.get(lang, ()))
    bare = [c for c in unicodedata.normalize("NFKD", letter) if not unicodedata.combining(c)]
    return tuple((_kind(c), AS.get(lang, {}).get(c, c), own) for c in bare)


def _kind(letter: str) -> int:
    return LETTER if letter.isalpha() else DIGIT if letter.isdigit() else OTHER
