"""Numbers: any text in, a bounded fraction or a refusal out, at once."""

from decimal import Decimal
from fractions import Fraction
from time import monotonic

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clustermark.words.numbers import DIGITS, NoNumber, binary, number, ratio, whole

SIGNS = st.text(st.sampled_from("0123456789+-.,eE_/ '\u00a0١²x"), max_size=60)
BOUND = 10**DIGITS


def taken(read, raw):
    try:
        return read(raw)
    except NoNumber:
        return None


@pytest.mark.laws
@given(st.text() | SIGNS | st.decimals() | st.integers() | st.floats() | st.booleans() | st.none())
def test_anything_gives_a_bounded_number_or_a_refusal(raw):
    found = taken(number, raw)
    assert found is None or (abs(found) < BOUND and found.denominator <= 10 ** (3 * DIGITS))


@pytest.mark.laws
@given(SIGNS)
def test_a_refusal_is_one_sentence_and_says_what_to_write(text):
    if taken(number, text) is None:
        with pytest.raises(NoNumber) as caught:
            number(text)
        assert "\n" not in caught.value.what.of("en")
        assert caught.value.remedy.of("lv")


@pytest.mark.laws
@given(st.decimals(-(10**9), 10**9, places=6, allow_nan=False))
def test_what_is_written_plainly_is_read_without_loss(value):
    assert number(f"{value:f}") == Fraction(value)
    assert number(value) == Fraction(value)


@pytest.mark.parametrize("text", ["1e99999999", "1e9999999", "9" * 1_000_000, "1" + "0" * 27, "1_000" * 9999])
def test_a_number_that_would_take_all_memory_is_refused_at_once(text):
    start = monotonic()
    for raw in (text, Decimal("1E+99999999"), 10**30, Decimal("1E-99999999")):
        assert taken(number, raw) is None
    assert monotonic() - start < 1


@pytest.mark.parametrize(
    ("text", "what", "remedy"),
    [
        ("1,000", "1,000 can be meant in two ways", "write 1000 or 1.000, as it is meant"),
        ("12,5", "12,5 is no number here", "write it with a decimal point: 12.5"),
        ("0,500", "0,500 is no number here", "write it with a decimal point: 0.500"),
        ("1 000", "1 000 is no number here", "write it without signs between the thousands: 1000"),
        ("1.000,50", "1.000,50 is no number here", "write it without signs between the thousands: 1000.50"),
        ("1,234,567", "1,234,567 is no number", "write it without signs between the thousands: 1234567"),
        ("1,234.567", "1,234.567 is no number", "write it without signs between the thousands: 1234.567"),
        ("1e7", "1e7 is written with a power of ten", "write the digits out"),
        ("1/2", "1/2 is no number", "write it like 12 or 12.5"),
        ("1_000", "1_000 is no number", "write it like 12 or 12.5"),
        ("١٢", "١٢ holds digits other than 0 to 9", "write it with the digits 0 to 9"),
        ("9" * 27, "has more digits than any number here", "write at most 20 digits"),
        ("x" * 99, "xxx… is no number", "write it like 12 or 12.5"),
        (10**20, "the number has more digits than any number here", "write at most 20 digits"),
    ],
)
def test_a_refusal_asks_what_was_meant(text, what, remedy):
    with pytest.raises(NoNumber) as caught:
        number(text)
    assert what in caught.value.what.of("en")
    assert remedy in caught.value.remedy.of("en")


@pytest.mark.parametrize(
    ("raw", "value"), [("+5", 5), (" -3.25 ", Fraction(-13, 4)), ("007", 7), (Decimal("0E+999999999"), 0)]
)
def test_plain_numbers_are_taken(raw, value):
    assert number(raw) == value


def test_a_number_that_is_none_of_these_is_refused():
    for raw in (True, 1.5, None, Decimal("nan"), Decimal("inf"), []):
        assert taken(number, raw) is None
    assert number(Fraction(1, 3)) == Fraction(1, 3)


def test_whole_numbers_are_whole():
    assert whole("60") == whole(Decimal("60.0")) == 60
    assert taken(whole, "2.5") is None


def test_binary_numbers_count_as_their_shortest_decimal():
    assert binary(0.1) == Fraction(1, 10)
    assert [taken(binary, raw) for raw in (float("nan"), float("inf"), 1e300, 1e-300)] == [None] * 4


@pytest.mark.laws
@given(st.fractions())
def test_what_was_written_as_a_ratio_is_read_back(value):
    assert taken(ratio, str(value)) in {value, None}
    assert ratio(str(value.limit_denominator(10**9) % 10**9)) == value.limit_denominator(10**9) % 10**9


def test_a_ratio_over_nothing_or_without_end_is_refused():
    assert [taken(ratio, text) for text in ("1/0", "1/" + "9" * 9999, "1/2/3", "a/b")] == [None] * 4
