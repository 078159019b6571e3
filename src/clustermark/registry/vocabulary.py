"""The words of a registry's cells, in every language: levels, states, yes and no. Each list is closed."""

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from clustermark.errors import InputError
from clustermark.registry.state import State, Status
from clustermark.words.message import Message, say
from clustermark.words.text import LANGUAGES, Text

STATES: Mapping[Status, Message] = {
    Status.VALID: say("valid"),
    Status.GRACE: say("expired, renewable"),
    Status.EXPIRED: say("expired"),
    Status.SUSPENDED: say("suspended"),
    Status.WITHDRAWN: say("withdrawn"),
    Status.REVOKED: say("revoked"),
    Status.UNKNOWN: say("last known"),
}
YES = frozenset({"yes", "true", "x", "1", "jā", "ja"})
NO = frozenset({"no", "false", "0", "nē", "ne"})
SHOWN = 60


@dataclass(frozen=True, slots=True)
class LevelWord:
    """A level by its id and its title in each language."""

    id: str
    title: Text


Levels = tuple[LevelWord, ...]
"""The levels of a scheme, the lowest first."""

EUROPEAN: Levels = (
    LevelWord("bronze", Text({"en": "Bronze", "lv": "Bronza"})),
    LevelWord("silver", Text({"en": "Silver", "lv": "Sudrabs"})),
    LevelWord("gold", Text({"en": "Gold", "lv": "Zelts"})),
)


def level_title(level: str, levels: Levels) -> Text | str:
    return next((known.title for known in levels if known.id == level), level)


def level_of(word: str, levels: Levels) -> str:
    """The id of a level by its id or title, in any letter case. Raises InputError."""
    found = _levels(levels).get(_plain(word))
    if found:
        return found
    what = say("{value} is no level of this scheme", value=word[:SHOWN])
    remedy = say("write one of: {names}; levels of another scheme need --scheme", names=ids(levels))
    raise InputError.because(what, remedy, code="unknown-level")


def state_of(word: str) -> Status:
    """The state that a word means, in any language and letter case. Raises InputError."""
    found = _states().get(_plain(word))
    if found:
        return found
    what = say("{value} is no state of a label", value=word[:SHOWN])
    remedy = say("write one of: {names}", names=list(STATES.values()))
    raise InputError.because(what, remedy, code="unknown-state")


def truth_of(word: str) -> bool:
    """Whether a word means yes. Raises InputError."""
    plain = _plain(word)
    if plain in YES or plain in NO:
        return plain in YES
    what = say("{value} is neither yes nor no", value=word[:SHOWN])
    raise InputError.because(what, say("write yes or no, or leave it empty"), code="neither-yes-nor-no")


@lru_cache
def _levels(levels: Levels) -> Mapping[str, str]:
    return {_plain(text): one.id for one in levels for text in (one.id, *one.title.root.values())}


@cache
def _states() -> Mapping[str, Status]:
    known = {_plain(status.value): status for status in Status} | {"listed": Status.UNKNOWN}
    return known | {_plain(said.of(lang)): status for status, said in STATES.items() for lang in LANGUAGES}


def state_word(state: State, status: Status) -> Message:
    """Where a label stands on a day, as a list says it."""
    if status is Status.UNKNOWN and state.stated:
        return say("last known {day}", day=state.stated)
    return STATES[status]


@lru_cache(maxsize=1 << 12)
def _plain(word: str) -> str:
    return " ".join(unicodedata.normalize("NFC", word).casefold().split())


def ids(levels: Iterable[LevelWord]) -> tuple[str, ...]:
    return tuple(level.id for level in levels)
