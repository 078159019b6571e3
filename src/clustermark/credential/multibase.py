"""Bytes as text: base58btc (`z…`) for keys and proofs, base64url without padding (`u…`) for bit strings.

Source: W3C Controlled Identifiers 1.0, section 2.4. The base58 here is for short texts; its cost grows with the square of the length.
"""

import base64
import binascii

ALPHABET = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
LONGEST = 256
"""Characters of base58 that are read; a key has 48, a signature 89."""


def base58(data: bytes) -> str:
    zeros = len(data) - len(data.lstrip(b"\0"))
    number, text = int.from_bytes(data), ""
    while number:
        number, digit = divmod(number, 58)
        text = ALPHABET[digit] + text
    return f"z{'1' * zeros}{text}"


def from_base58(text: str) -> bytes:
    """Raises ValueError."""
    if not text.startswith("z") or len(text) > LONGEST:
        raise ValueError(text[:LONGEST])
    digits = text[1:]
    zeros = len(digits) - len(digits.lstrip("1"))
    number = 0
    for digit in digits:
        number = number * 58 + ALPHABET.index(digit)
    return b"\0" * zeros + number.to_bytes((number.bit_length() + 7) // 8)


def base64url(data: bytes) -> str:
    return f"u{base64.urlsafe_b64encode(data).decode().rstrip('=')}"


def from_base64url(text: str) -> bytes:
    """Raises ValueError."""
    if not text.startswith("u"):
        raise ValueError(text[:LONGEST])
    body = text[1:]
    try:
        return base64.b64decode(body + "=" * (-len(body) % 4), altchars=b"-_", validate=True)
    except binascii.Error as error:
        raise ValueError(str(error)) from error
