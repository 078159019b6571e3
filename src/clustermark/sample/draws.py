"""Drawing at random, the same on every version of Python: only the uniform numbers of a seeded generator are used."""

from collections.abc import Mapping, Sequence
from random import Random
from typing import TypeVar

from clustermark.sample.shapes import NORMAL

T = TypeVar("T")
LEAST = 1e-9


class Draws:
    """A stream of draws named by its seed; two streams with different names are independent."""

    def __init__(self, *name: object) -> None:
        self._random = Random("/".join(map(str, name)))  # noqa: S311 - a reproducible world, no secret

    def uniform(self, low: float = 0.0, high: float = 1.0) -> float:
        return low + (high - low) * self._random.random()

    def normal(self) -> float:
        return between(self._random.random(), 0, 1)

    def whole(self, low: int, high: int) -> int:
        """A whole number, both ends included."""
        return low + int(self._random.random() * (high - low + 1))

    def chance(self, share: float) -> bool:
        return self._random.random() < share

    def pick(self, of: Sequence[T]) -> T:
        return of[int(self._random.random() * len(of))]

    def weighted(self, weights: Mapping[T, float]) -> T:
        """One of the keys, each as likely as its weight says."""
        left = self._random.random() * sum(weights.values())
        for key, weight in weights.items():
            left -= weight
            if left < 0:
                return key
        return next(reversed(tuple(weights)))

    def shuffled(self, of: Sequence[T]) -> list[T]:
        return [item for _, _, item in sorted((self._random.random(), n, item) for n, item in enumerate(of))]


def between(part: float, low: float, high: float) -> float:
    """The normal value at a part of the way from one cumulative probability to another."""
    return NORMAL.inv_cdf(min(max(low + (high - low) * part, LEAST), 1 - LEAST))
