"""The only place that rounds."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clustermark.words.figures import Money, Number, Percent, percent
from clustermark.words.message import shown
from clustermark.words.text import Text


@pytest.mark.parametrize(
    ("value", "en", "lv"),
    [
        (Percent(Fraction(11900, 150)), "79.33 %", "79,33 %"),
        (Percent(Fraction(80)), "80 %", "80 %"),
        (Percent(Fraction(79999, 1000), Fraction(80)), "79.999 %", "79,999 %"),
        (Percent(Fraction(80), Fraction(80)), "80 %", "80 %"),
        (Percent(Fraction(12800, 150)), "85.33 %", "85,33 %"),
        (Money(Fraction(12345678), "EUR"), "12,345,678 €", "12 345 678 €"),
        (Number(Fraction(1, 8)), "0.12", "0,12"),
        (Number(Fraction(5, 2), 0), "2", "2"),
        (Fraction(5, 2), "2.5", "2,5"),
        (1234567, "1,234,567", "1 234 567"),
        (True, "yes", "jā"),
        (date(2028, 3, 31), "31 March 2028", "2028. gada 31. marts"),
        (Text({"en": "Gold", "lv": "Zelts"}), "Gold", "Zelts"),
        ((1, "a", False), "1, a, no", "1, a, nē"),
        (None, "None", "None"),
    ],
)
def test_values_are_shown_as_each_language_writes_them(value, en, lv):
    said = [shown(value, lang).replace("\N{NO-BREAK SPACE}", " ") for lang in ("en", "lv")]
    assert said == [en, lv]


@given(st.fractions(0, 100, max_denominator=3000), st.sampled_from([Fraction(80), Fraction(50)]))
def test_a_share_never_seems_to_reach_a_limit_that_it_misses(value, limit):
    if value != limit:
        assert percent(Percent(value, limit), "en") != percent(Percent(limit), "en")


def test_a_text_falls_back_to_english_then_to_anything():
    assert Text({"en": "Gold"}).of("lv") == "Gold"
    assert Text({"de": "Gold"}).of("lv") == "Gold"
    assert Text({"en": "Gold"}).languages == {"en"}
    assert len({Text({"en": "Gold", "lv": "Zelts"}), Text({"lv": "Zelts", "en": "Gold"})}) == 1


def test_an_empty_text_is_none():
    with pytest.raises(ValueError, match="a text is empty"):
        Text({"en": " "})
