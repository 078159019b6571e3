"""Coefficients of agreement as ratios of sums over cases, so that a bootstrap only weighs the cases anew.

Ratings are floats, cases in rows and raters in columns; what was not rated is NaN. Weights have one row for each sample, one
column for each case. Every function gives one value for each row of weights; undefined is NaN.
"""

from typing import Literal

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Scale = Literal["nominal", "ordinal", "interval", "ratio"]
Weighing = Literal["unweighted", "linear", "quadratic"]
Form = Literal["1,1", "2,1", "3,1", "1,k", "2,k", "3,k"]


def once(ratings: Floats) -> Floats:
    """Every case once: the point value."""
    return np.ones((1, len(ratings)))


def _divided(part: Floats, whole: Floats) -> Floats:
    with np.errstate(divide="ignore", invalid="ignore"):
        found: Floats = np.where(whole != 0, part / whole, np.nan)
    return found


def _coded(ratings: Floats) -> tuple[Floats, Floats]:
    """The values that occur, and for each case how often each does: cases x values."""
    values = np.unique(ratings[~np.isnan(ratings)])
    return values, (ratings[:, :, None] == values).sum(axis=1).astype(float)


def percent(ratings: Floats, weights: Floats) -> Floats:
    """The share of pairs of raters that gave the same."""
    _, counts = _coded(ratings)
    raters = counts.sum(axis=1)
    return _divided(weights @ (counts * (counts - 1)).sum(axis=1), weights @ (raters * (raters - 1)))


def kappa(ratings: Floats, weights: Floats, weighing: Weighing = "linear") -> Floats:
    """Cohen's kappa of two raters (1960), weighted (1968) by the distance of levels."""
    whole = ~np.isnan(ratings).any(axis=1)
    values = np.unique(ratings[whole])
    first, second = (
        (np.equal(ratings[:, [n]], values) & np.reshape(whole, (-1, 1))).astype(float) for n in (0, 1)
    )
    apart = _apart(values, weighing)
    total = weights @ whole
    seen = weights @ np.einsum("ci,ij,cj->c", first, apart, second)
    expected = np.einsum("si,ij,sj->s", weights @ first, apart, weights @ second)
    return 1 - _divided(seen * total, expected)


def _apart(values: Floats, weighing: Weighing) -> Floats:
    difference = np.abs(values[:, None] - values)
    match weighing:
        case "unweighted":
            return (difference > 0).astype(float)
        case "linear":
            return difference
        case _:
            squares: Floats = difference**2
            return squares


def fleiss(ratings: Floats, weights: Floats) -> Floats:
    """Fleiss' kappa (1971) for any number of raters, the same for each case."""
    _, counts = _coded(ratings)
    raters = counts.sum(axis=1)
    alike = _divided((counts * (counts - 1)).sum(axis=1), raters * (raters - 1))
    agreed = _divided(weights @ np.nan_to_num(alike), weights @ (raters > 1))
    shares = _divided(weights @ counts, (weights @ raters)[:, None])
    by_chance = (shares**2).sum(axis=1)
    return _divided(agreed - by_chance, 1 - by_chance)


def alpha(ratings: Floats, weights: Floats, scale: Scale = "ordinal") -> Floats:
    """Krippendorff's alpha (2011, computing): 1 less observed over expected disagreement, in pairable values."""
    values, counts = _coded(ratings)
    raters = counts.sum(axis=1)
    pairable = raters > 1
    share = np.where(pairable, 1 / np.maximum(raters - 1, 1), 0)
    pairs = counts[:, :, None] * counts[:, None, :]
    diagonal = np.arange(len(values))
    pairs[:, diagonal, diagonal] -= counts
    coincidences = np.tensordot(weights, pairs * share[:, None, None], axes=1)
    margins = coincidences.sum(axis=2)
    apart = _delta(values, margins, scale)
    seen = (coincidences * apart).sum(axis=(1, 2))
    expected = (margins[:, :, None] * margins[:, None, :] * apart).sum(axis=(1, 2))
    return 1 - _divided(seen * (margins.sum(axis=1) - 1), expected)


def _delta(values: Floats, margins: Floats, scale: Scale) -> Floats:
    """The squared distance of two values: samples (or one) x values x values."""
    low, high = values[:, None], values
    match scale:
        case "nominal":
            unlike: Floats = (low != high).astype(float)[None]
            return unlike
        case "interval":
            return ((low - high) ** 2)[None]
        case "ratio":
            return np.nan_to_num(_divided(low - high, low + high) ** 2)[None]
        case _:
            ends = np.cumsum(margins, axis=1) - margins / 2
            between: Floats = (ends[:, :, None] - ends[:, None, :]) ** 2
            return between


def icc(ratings: Floats, weights: Floats, form: Form = "2,1") -> Floats:
    """Intraclass correlation, Shrout and Fleiss (1979), of cases that every rater rated."""
    whole = ~np.isnan(ratings).any(axis=1)
    data, k = np.where(np.reshape(whole, (-1, 1)), ratings, 0), ratings.shape[1]
    means = data.mean(axis=1)
    apart = ((data - means[:, None]) ** 2).sum(axis=1)
    sums = weights @ np.column_stack([whole, means, means**2, apart, data])
    n, total, squares, within = sums[:, 0], sums[:, 1], sums[:, 2], sums[:, 3]
    grand = _divided(total, n)
    between = squares - n * grand**2
    judges = n * ((_divided(sums[:, 4:], n[:, None]) - grand[:, None]) ** 2).sum(axis=1)
    bms, wms = _divided(k * between, n - 1), _divided(within, n * (k - 1))
    jms, ems = judges / (k - 1), _divided(within - judges, (n - 1) * (k - 1))
    match form:
        case "1,1":
            return _divided(bms - wms, bms + (k - 1) * wms)
        case "2,1":
            return _divided(bms - ems, bms + (k - 1) * ems + k * _divided(jms - ems, n))
        case "3,1":
            return _divided(bms - ems, bms + (k - 1) * ems)
        case "1,k":
            return _divided(bms - wms, bms)
        case "2,k":
            return _divided(bms - ems, bms + _divided(jms - ems, n))
        case _:
            return _divided(bms - ems, bms)
