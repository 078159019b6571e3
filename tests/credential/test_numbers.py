from hypothesis import given
from hypothesis import strategies as st

from clustermark.credential.numbers import ALPHABET, DRAWN, is_number, new_number

numbers = st.builds(
    lambda seeds: new_number(lambda n: seeds.pop() % n), st.lists(st.integers(0, 10**6), min_size=8)
)


@given(numbers)
def test_a_number_fits_its_check_character(number):
    assert is_number(number)
    assert is_number(number.lower())


@given(numbers, st.integers(0, 8), st.sampled_from(ALPHABET))
def test_one_wrong_character_is_noticed(number, place, character):
    plain = number.replace("-", "")
    wrong = plain[:place] + character + plain[place + 1 :]
    assert is_number(wrong) == (wrong == plain)


@given(numbers, st.integers(0, 7))
def test_two_exchanged_neighbours_are_noticed(number, place):
    plain = number.replace("-", "")
    wrong = plain[:place] + plain[place + 1] + plain[place] + plain[place + 2 :]
    assert is_number(wrong) == (wrong == plain)


def test_what_is_no_number():
    assert not any(map(is_number, ["", "7K3M", "7K3M-9QX2-CC", "7K3M-9QX2-ä"]))
    assert set(DRAWN) < set(ALPHABET)
