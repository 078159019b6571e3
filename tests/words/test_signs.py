"""Signs that nobody sees are named where they are refused, and shown where they are printed."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clustermark.words.signs import HIDDEN, hidden_in, visible


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Ražots Latvijā – 100 % 😀", []),
        ("a\u202eb\u202e", ["U+202E RIGHT-TO-LEFT OVERRIDE"]),
        ("\x1b[31m", ["U+001B ESCAPE"]),
        ("\x9b1m\x05", ["U+009B CONTROL", "U+0005 CONTROL"]),
        ("\ud83d", ["U+D83D CONTROL"]),
    ],
)
def test_hidden_signs_are_named(text, names):
    assert hidden_in(text) == names


def test_some_signs_may_be_kept():
    assert hidden_in("a\nb\tc", kept="\n\t") == []


@pytest.mark.laws
@given(st.text(st.characters()))
def test_what_is_visible_steers_nothing(text):
    assert not HIDDEN.search(visible(text).replace("\n", ""))


def test_lines_stay_lines():
    assert visible("a\nb\x1b[2J") == "a\nb<U+001B>[2J"


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
        assert hidden_in(letter)
    if unicodedata.category(letter)[0] in "LMNPS":
        assert not hidden_in(letter)
