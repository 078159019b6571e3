"""Names in the order of the alphabet, and invented names with their mark."""

import pytest

from clustermark.words.alphabet import sort_key
from clustermark.words.marking import marked
from clustermark.words.message import shown

ENGLISH = "arena Čakls cluster Ecole école Žagata zebra"


@pytest.mark.parametrize(
    ("lang", "words"), [("lv", "cēsis čakls dārzs"), ("lv", "kaza ķirsis lācis"), ("en", ENGLISH)]
)
def test_names_stand_in_the_order_of_the_alphabet(lang, words):
    ordered = words.split()
    mixed = [*ordered[::2], *ordered[1::2]]
    assert sorted(mixed, key=lambda word: sort_key(word, lang)) == ordered


def test_each_latvian_letter_has_its_place():
    letters = "abcčdefgģhijkķlļmnņoprsštuvzž"
    mixed = letters[::2] + letters[1::2]
    assert "".join(sorted(mixed, key=lambda letter: sort_key(letter, "lv"))) == letters
    assert sort_key("č", "en") < sort_key("ca", "en") < sort_key("d", "en")


def test_a_long_vowel_only_breaks_a_tie_and_a_space_comes_first():
    names = ["Abc", "Ābd", "Abe", "Ab z", "Y", "Ij", "Āb c", "2", "A-b"]
    assert sorted(names, key=lambda name: sort_key(name, "lv")) == [
        "2",
        "A-b",
        "Āb c",
        "Ab z",
        "Abc",
        "Ābd",
        "Abe",
        "Y",
        "Ij",
    ]
    assert sort_key("a\u0304", "lv") == sort_key("ā", "lv")
    assert sort_key("a", "lv") < sort_key("ā", "lv")


@pytest.mark.parametrize(
    ("name", "synthetic", "expected"),
    [
        ("A", True, "A (synthetic, invented)"),
        ("A", False, "A"),
        ("A (synthetic)", True, "A (synthetic)"),
        ("A (izdomāts)", True, "A (izdomāts)"),
    ],
)
def test_an_invented_name_always_says_so(name, synthetic, expected):
    assert shown(marked(name, synthetic=synthetic), "en") == expected
