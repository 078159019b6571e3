"""The words of a registry's cells, in every language: levels, states, yes and no. Each list is closed."""

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from clustermark.errors import InputError
from clustermark.registry.state import State, Status
from clustermark.words.message import Message, say
from clustermark.words.text import LANGUAGES, Text

T = TypeVar("T")
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
    known = {_plain(text): one.id for one in levels for text in (one.id, *one.title.root.values())}
    names = [one.id for one in levels]
    return _one_of(
        word,
        known,
        say("{value} is no level of this scheme", value=word[:SHOWN]),
        say("write one of: {names}; levels of another scheme need --scheme", names=names),
        "unknown-level",
    )


def state_of(word: str) -> Status:
    """The state that a word means, in any language and letter case. Raises InputError."""
    known = {_plain(status.value): status for status in Status} | {"listed": Status.UNKNOWN}
    known |= {_plain(said.of(lang)): status for status, said in STATES.items() for lang in LANGUAGES}
    return _one_of(
        word,
        known,
        say("{value} is no state of a label", value=word[:SHOWN]),
        say("write one of: {names}", names=list(STATES.values())),
        "unknown-state",
    )


def truth_of(word: str) -> bool:
    """Whether a word means yes. Raises InputError."""
    known = dict.fromkeys(YES, True) | dict.fromkeys(NO, False)
    what = say("{value} is neither yes nor no", value=word[:SHOWN])
    return _one_of(word, known, what, say("write yes or no, or leave it empty"), "neither-yes-nor-no")


def state_word(state: State, status: Status) -> Message:
    """Where a label stands on a day, as a list says it."""
    if status is Status.UNKNOWN and state.stated:
        return say("last known {day}", day=state.stated)
    return STATES[status]


def _one_of(word: str, known: Mapping[str, T], what: Message, remedy: Message, code: str) -> T:
    plain = _plain(word)
    if plain not in known:
        raise InputError.because(what, remedy, code=code)
    return known[plain]


def _plain(word: str) -> str:
    return " ".join(unicodedata.normalize("NFC", word).casefold().split())


def ids(levels: Iterable[LevelWord]) -> tuple[str, ...]:
    return tuple(level.id for level in levels)
