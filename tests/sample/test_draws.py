from collections import Counter
from types import SimpleNamespace

from hypothesis import given
from hypothesis import strategies as st

from clustermark.sample.draws import Draws, between

seeds = st.integers(0, 10_000)


@given(seeds)
def test_one_name_gives_one_stream(seed):
    def three(*name):
        return [Draws(*name).uniform(), *(Draws(*name).normal() for _ in range(2))]

    assert three(seed, "a") == three(seed, "a") != three(seed, "b")


def test_the_stream_is_the_same_on_every_machine():
    assert Draws(1, "here").whole(0, 10**9) == 650_753_068


@given(seeds, st.integers(-5, 5), st.integers(0, 5))
def test_a_whole_number_lies_between_its_ends(seed, low, more):
    assert low <= Draws(seed).whole(low, low + more) <= low + more


@given(seeds, st.lists(st.integers(), unique=True))
def test_shuffling_loses_nothing(seed, items):
    assert sorted(Draws(seed).shuffled(items)) == sorted(items)


def test_weights_are_kept():
    draws = Draws("weights")
    counts = Counter(draws.weighted({"often": 3, "never": 0, "seldom": 1}) for _ in range(4000))
    assert 2800 < counts["often"] < 3200
    assert counts["never"] == 0


def test_rounding_in_the_last_weight_still_gives_a_key(monkeypatch):
    draws = Draws("edge")
    monkeypatch.setattr(draws, "_random", SimpleNamespace(random=lambda: 1.0))
    assert draws.weighted({"one": 0.1, "other": 0.2}) == "other"


@given(st.floats(0, 1), st.floats(0, 0.5), st.floats(0.5, 1))
def test_a_slice_of_probability_gives_values_within_it(part, low, high):
    least, most = between(0, low, high), between(1, low, high)
    assert least - 1e-9 <= between(part, low, high) <= most + 1e-9
