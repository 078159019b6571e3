"""Numbers of labels: short, random, with a check character, so that a slip is noticed. Source: ISO/IEC 7064, MOD 37,36."""

from collections.abc import Callable

ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
DRAWN = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
"""Without the characters that look alike."""
LENGTH = 8


def new_number(draw: Callable[[int], int]) -> str:
    """Like `7K3M-9QX2-C`. `draw(n)` gives a random number below n."""
    body = "".join(DRAWN[draw(len(DRAWN))] for _ in range(LENGTH))
    return f"{body[:4]}-{body[4:]}-{_check(body)}"


def is_number(text: str) -> bool:
    """Whether the check character fits."""
    plain = text.replace("-", "").upper()
    right = len(plain) == LENGTH + 1 and set(plain) <= set(ALPHABET)
    return right and _check(plain[:-1]) == plain[-1]


def _check(body: str) -> str:
    rest = 36
    for character in body:
        rest = (rest + ALPHABET.index(character)) % 36 or 36
        rest = rest * 2 % 37
    return ALPHABET[(37 - rest) % 36]
