"""Published values, tables counted by hand, and a second opinion."""

import krippendorff
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from clustermark.reliability.agreement import COEFFICIENTS, agreement, samples, signed_ratings, table
from clustermark.reliability.coefficients import alpha, fleiss, icc, kappa, once, percent

SHROUT_FLEISS = np.array(
    [[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8], [7, 1, 2, 6], [10, 5, 6, 9], [6, 2, 4, 7]], float
)
N = np.nan
KRIPPENDORFF = np.array(
    [
        [1, 2, 3, 3, 2, 1, 4, 1, 2, N, N, N],
        [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, N, 3],
        [N, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, N],
        [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, N],
    ]
).T


@pytest.mark.parametrize(
    ("form", "value"),
    [("1,1", 0.17), ("2,1", 0.29), ("3,1", 0.71), ("1,k", 0.44), ("2,k", 0.62), ("3,k", 0.91)],
)
def test_the_intraclass_correlations_of_shrout_and_fleiss(form, value):
    assert round(icc(SHROUT_FLEISS, once(SHROUT_FLEISS), form)[0], 2) == value


@pytest.mark.parametrize(
    ("scale", "value"), [("nominal", 0.743), ("ordinal", 0.815), ("interval", 0.849), ("ratio", 0.797)]
)
def test_the_example_of_krippendorff(scale, value):
    found = alpha(KRIPPENDORFF, once(KRIPPENDORFF), scale)[0]
    assert round(found, 3) == value
    second = krippendorff.alpha(reliability_data=KRIPPENDORFF.T, level_of_measurement=scale)
    assert found == pytest.approx(second)


def pairs(counts):
    return np.array([[i, j] for (i, j), n in counts.items() for _ in range(n)], float)


def test_cohens_kappa_of_a_table_counted_by_hand():
    """20 and 15 alike, 5 and 10 apart: agreed .7, by chance .5."""
    data = pairs({(0, 0): 20, (0, 1): 5, (1, 0): 10, (1, 1): 15})
    assert kappa(data, once(data), "unweighted")[0] == pytest.approx(0.4)
    assert percent(data, once(data))[0] == pytest.approx(0.7)


def test_weighted_kappa_of_a_table_counted_by_hand():
    """Rows 10, 10, 10 and columns 10, 10, 10 of 30. Apart by one: 6 pairs, by two: 2 pairs.

    Linear: seen (6 + 4) / 30, expected (4 * 1 + 2 * 2) / 9 of each, so 1 - (1/3) / (8/9) = 5/8.
    Quadratic: seen (6 + 8) / 30, expected (4 + 8) / 9, so 1 - (7/15) / (4/3) = 13/20.
    """
    data = pairs(
        {(0, 0): 7, (0, 1): 2, (0, 2): 1, (1, 0): 2, (1, 1): 7, (1, 2): 1, (2, 0): 1, (2, 1): 1, (2, 2): 8}
    )
    assert kappa(data, once(data), "linear")[0] == pytest.approx(5 / 8)
    assert kappa(data, once(data), "quadratic")[0] == pytest.approx(13 / 20)


def test_fleiss_of_three_raters_counted_by_hand():
    """Cases 3-0, 0-3, 2-1: alike 1, 1, 1/3, mean 7/9; shares 5/9 and 4/9, by chance 41/81: (22/81) / (40/81)."""
    data = np.array([[0, 0, 0], [1, 1, 1], [0, 0, 1]], float)
    assert fleiss(data, once(data))[0] == pytest.approx(22 / 40)


@given(
    st.lists(st.lists(st.integers(0, 4), min_size=2, max_size=2), min_size=6, max_size=30),
    st.integers(0, 2**16),
)
def test_a_bootstrap_sample_gives_what_the_cases_drawn_would_give(rows, seed):
    data = np.array(rows, float)
    drawn = np.random.default_rng(seed).integers(0, len(data), len(data))
    weights = np.bincount(drawn, minlength=len(data)).astype(float)[None]
    for name, coefficient in COEFFICIENTS.items():
        weighed, plain = coefficient(data, weights)[0], coefficient(data[drawn], once(data))[0]
        assert weighed == pytest.approx(plain, nan_ok=True, abs=1e-9), name


def test_few_cases_show_nothing_and_more_say_what_may_be_concluded():
    few = agreement({"aims": [[1, 1]] * 4})
    assert [(a.criterion, a.cases, a.estimates) for a in few] == [("aims", 4, {}), ("", 4, {})]
    some = agreement({"aims": [[n % 5, n % 5] for n in range(10)]}, bootstraps=50)
    assert "too few" in str(some[0].conclusion)
    assert some[0].estimates["alpha-ordinal"].value == 1
    words = {
        "rely on single": [[n % 5, n % 5] for n in range(60)],
        "do not agree": [[n % 5, (n * 3) % 5] for n in range(60)],
        "everybody gave the same": [[2, 2]] * 60,
        "tentative": [[n % 5, min(4, n % 5 + 2 * (n % 4 == 0))] for n in range(60)],
    }
    for word, ratings in words.items():
        assert word in str(agreement({"aims": ratings}, bootstraps=200)[0].conclusion)


def test_nothing_names_an_assessor():
    found = agreement({"aims": [[1, 2, None], [1, None, 1], [2, 2, 2], [3, 3, 3], [0, 0, 1]]}, bootstraps=20)[
        0
    ]
    assert set(type(found).__dataclass_fields__) == {"criterion", "cases", "estimates", "conclusion"}
    assert "fleiss" in found.estimates
    assert "kappa-linear" not in found.estimates


def test_tables_are_filled_up_and_samples_draw_as_many():
    assert np.isnan(table([[1], [1, 2]])).sum() == 1
    assert table([]).shape == (0, 0)
    assert (samples(7, 20).sum(axis=1) == 7).all()
    assert signed_ratings([{"a": 1}, {"a": 2, "b": None}]) == {"a": [1, 2], "b": [None, None]}
