"""Agreement for each criterion and over all, with its uncertainty, and what may be concluded from it."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np

from clustermark.reliability.coefficients import Floats, alpha, fleiss, icc, kappa, once, percent
from clustermark.words.message import Message, say

FEWEST, FEW = 5, 30
GOOD, FAIR = 0.8, 0.667
"""Krippendorff's limits: from .8 on for conclusions, from .667 on for tentative ones."""
BOOTSTRAPS, SEED = 1000, 20260302
Coefficient = Callable[[Floats, Floats], Floats]
COEFFICIENTS: Mapping[str, Coefficient] = {
    "percent": percent,
    "kappa-linear": partial(kappa, weighing="linear"),
    "kappa-quadratic": partial(kappa, weighing="quadratic"),
    "icc-2-1": partial(icc, form="2,1"),
    "alpha-nominal": partial(alpha, scale="nominal"),
    "alpha-ordinal": partial(alpha, scale="ordinal"),
    "alpha-interval": partial(alpha, scale="interval"),
    "alpha-ratio": partial(alpha, scale="ratio"),
    "fleiss": fleiss,
}


@dataclass(frozen=True, slots=True)
class Estimate:
    """A coefficient with the middle 95 % of its bootstrap; None where it is undefined."""

    value: float | None
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class Agreement:
    """Of one criterion, or of all where `criterion` is empty. Nothing about single assessors, and nothing below five cases."""

    criterion: str
    cases: int
    estimates: Mapping[str, Estimate]
    conclusion: Message


Ratings = Sequence[Sequence[float | None]]
"""For each case the ratings as first signed; None where there is none."""


def agreement(by_criterion: Mapping[str, Ratings], bootstraps: int = BOOTSTRAPS) -> tuple[Agreement, ...]:
    """For each criterion, then over all with each case of each criterion as one."""
    every = [case for ratings in by_criterion.values() for case in ratings]
    named = [*sorted(by_criterion.items()), ("", every)]
    return tuple(_agreement(criterion, ratings, bootstraps) for criterion, ratings in named)


def _agreement(criterion: str, ratings: Ratings, bootstraps: int) -> Agreement:
    data = table(ratings)
    cases = int((np.sum(~np.isnan(data), axis=1) > 1).sum()) if data.size else 0
    if cases < FEWEST:
        return Agreement(criterion, cases, {}, say("fewer than {n} cases: nothing is shown", n=FEWEST))
    weights = samples(len(data), bootstraps)
    raters = data.shape[1]
    wanted = {name: one for name, one in COEFFICIENTS.items() if _fits(name, raters)}
    estimates = {name: _estimate(one, data, weights) for name, one in wanted.items()}
    return Agreement(criterion, cases, estimates, _conclusion(cases, estimates["alpha-ordinal"]))


def _fits(name: str, raters: int) -> bool:
    """Cohen's kappa is of two raters, Fleiss' of more."""
    return {"kappa": raters == 2, "fleiss": raters > 2}.get(name.partition("-")[0], True)  # noqa: PLR2004


def table(ratings: Ratings) -> Floats:
    """Cases x raters, NaN where there is no rating."""
    most = max((len(case) for case in ratings), default=0)
    rows = [
        [np.nan if r is None else float(r) for r in case] + [np.nan] * (most - len(case)) for case in ratings
    ]
    return np.array(rows, dtype=float).reshape(len(rows), most)


def samples(cases: int, bootstraps: int) -> Floats:
    """How often each case is drawn in each bootstrap sample."""
    draws = np.random.default_rng(SEED).multinomial(cases, np.full(cases, 1 / cases), size=bootstraps)
    found: Floats = draws.astype(float)
    return found


def _estimate(coefficient: Coefficient, data: Floats, weights: Floats) -> Estimate:
    value = coefficient(data, once(data))[0]
    spread = coefficient(data, weights) if len(weights) else np.array([])
    spread = spread[~np.isnan(spread)]
    if np.isnan(value) or not len(spread):
        return Estimate(None if np.isnan(value) else float(value))
    low, high = np.quantile(spread, (0.025, 0.975))
    return Estimate(float(value), float(low), float(high))


def _conclusion(cases: int, found: Estimate) -> Message:
    if found.value is None or found.low is None:
        return say("everybody gave the same in every case; chance cannot be told from agreement")
    if cases < FEW:
        return say("{n} cases are too few for a conclusion; the interval shows how little is known", n=cases)
    if found.low >= GOOD:
        return say("the assessors agree well enough to rely on single ratings")
    if found.low >= FAIR:
        return say("the assessors agree well enough for tentative conclusions")
    return say("the assessors do not agree reliably; look at the wording of the criterion")


def signed_ratings(sets: Iterable[Mapping[str, int | None]]) -> dict[str, list[int | None]]:
    """The ratings of one case by criterion, from the sets as they were first signed."""
    every = list(sets)
    return {c: [one.get(c) for one in every] for c in dict.fromkeys(c for one in every for c in one)}
