"""What steers is named; what is read is left alone."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clustermark.words.letters import steering


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Kokrūpnieki Ελλάδα Київ שלום مرحبا 木 👩‍🔬", ()),
        ("a\u202eb\u202ec", ("U+202E RIGHT-TO-LEFT OVERRIDE",)),
        ("\x1b[2J", ("U+001B",)),
        ("a\nb\tc", ("U+000A", "U+0009")),
        ("\u2066\u2069", ("U+2066 LEFT-TO-RIGHT ISOLATE", "U+2069 POP DIRECTIONAL ISOLATE")),
        ("\u2028", ("U+2028 LINE SEPARATOR",)),
        ("\ud800", ("U+D800",)),
    ],
)
def test_steering_characters_are_named_once_each(text, names):
    assert steering(text) == names


@given(st.characters())
def test_every_control_and_every_mark_of_direction_steers(letter):
    turns = unicodedata.bidirectional(letter) in {
        "LRE",
        "RLE",
        "LRO",
        "RLO",
        "PDF",
        "LRI",
        "RLI",
        "FSI",
        "PDI",
    }
    if turns or unicodedata.category(letter) in {"Cc", "Cs", "Zl", "Zp"}:
        assert steering(letter)
    if unicodedata.category(letter)[0] in "LMNPS":
        assert not steering(letter)
