"""Characters that steer instead of being read: they move what stands beside them, or the terminal."""

import re
import unicodedata

TURNING = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u206f"
"""They change the direction of writing, or once did (Unicode 16, table 23-3)."""
STEERING = re.compile(f"[\\x00-\\x1f\\x7f-\\x9f\u2028\u2029{TURNING}\ud800-\udfff]")


def steering(text: str) -> tuple[str, ...]:
    """The control characters, direction marks, line separators and half characters in a text, each named once: `U+202E RIGHT-TO-LEFT OVERRIDE`."""
    return tuple(dict.fromkeys(map(named, STEERING.findall(text))))


def named(letter: str) -> str:
    return f"U+{ord(letter):04X} {unicodedata.name(letter, '')}".rstrip()
