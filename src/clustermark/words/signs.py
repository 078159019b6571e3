"""Signs that nobody sees: those that steer a terminal, and those that change the direction of writing."""

import re
import unicodedata

NAMES = {
    0x0A: "LINE FEED",
    0x0D: "CARRIAGE RETURN",
    0x09: "TABULATION",
    0x1B: "ESCAPE",
    0x00: "NULL",
    0x07: "BELL",
}
HIDDEN = re.compile(
    "[\x00-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff]"
)
KEPT = "\n"


def hidden_in(text: str, kept: str = "") -> list[str]:
    """The names of the hidden signs in a text, each once: `U+202E RIGHT-TO-LEFT OVERRIDE`; but for those that may be kept."""
    return [named(sign) for sign in dict.fromkeys(HIDDEN.findall(text)) if sign not in kept]


def named(sign: str) -> str:
    point = ord(sign)
    return f"U+{point:04X} {unicodedata.name(sign, NAMES.get(point, 'CONTROL'))}"


def visible(text: str) -> str:
    """A text that can be printed anywhere: hidden signs stand as their numbers, `<U+001B>`; lines stay lines."""
    return HIDDEN.sub(lambda found: found[0] if found[0] in KEPT else f"<U+{ord(found[0]):04X}>", text)
