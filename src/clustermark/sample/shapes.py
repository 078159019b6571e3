"""Distributions by their quartiles: each is a function from a standard normal value to a value within bounds.

The quartiles and bounds are invented for the synthetic world; only their order of magnitude follows published figures.
"""

from dataclasses import dataclass
from math import exp, log
from statistics import NormalDist
from typing import Literal, assert_never

NORMAL = NormalDist()
QUARTER = NORMAL.inv_cdf(0.75)
EDGE = 0.02


@dataclass(frozen=True, slots=True)
class Shape:
    """A normal value with its own spread on either side of the median, on a scale; hits the three quartiles exactly.

    `log` suits sizes (log-normal), `logit` shares of a whole (like a beta), `plain` the rest. Bounds cut the tails.
    """

    lower: float
    median: float
    upper: float
    least: float
    most: float
    scale: Literal["log", "logit", "plain"] = "log"

    def at(self, z: float) -> float:
        """The value as far from the median as z lies from 0."""
        centre = self._on(self.median)
        side = self._on(self.upper) - centre if z > 0 else centre - self._on(self.lower)
        return min(max(self._off(centre + side * z / QUARTER), self.least), self.most)

    def _on(self, value: float) -> float:
        match self.scale:
            case "log":
                return log(value)
            case "logit":
                part = (value - self.least + EDGE) / (self.most - self.least + 2 * EDGE)
                return log(part / (1 - part))
            case "plain":
                return value
            case _:
                assert_never(self.scale)

    def _off(self, value: float) -> float:
        match self.scale:
            case "log":
                return exp(value)
            case "logit":
                return self.least - EDGE + (self.most - self.least + 2 * EDGE) / (1 + exp(-value))
            case "plain":
                return value
            case _:
                assert_never(self.scale)


SHAPES = {
    "age": Shape(4.5, 8, 12.5, 0.5, 35),
    "committed": Shape(42, 75, 135, 15, 900),
    "listed-per-committed": Shape(1.05, 1.25, 1.6, 1, 4, "plain"),
    "staff-fte": Shape(1.7, 3.2, 6, 0.5, 45),
    "sme": Shape(55, 65, 75, 20, 92, "logit"),
    "non-sme": Shape(7, 11, 17, 0, 40),
    "research": Shape(6, 10, 16, 1, 45),
    "government": Shape(2, 4, 7, 0, 20),
    "near": Shape(68, 82, 93, 10, 100, "logit"),
    "growth": Shape(2, 12, 28, -40, 200, "plain"),
    "budget": Shape(180, 360, 750, 30, 9000),
    "private": Shape(18, 35, 58, 0, 100, "logit"),
    "months-secured": Shape(8, 15, 26, 0, 60, "logit"),
    "themes": Shape(5, 6, 8, 1, 10, "plain"),
    "frequency": Shape(1.3, 1.7, 2.1, 0, 3, "plain"),
    "contacted": Shape(35, 52, 70, 5, 100, "logit"),
    "events": Shape(8, 15, 28, 0, 150),
    "working-groups": Shape(1, 3, 5, 0, 20, "plain"),
    "in-joint-projects": Shape(15, 27, 42, 0, 95, "logit"),
    "media": Shape(5, 14, 35, 0, 500),
    "stories": Shape(1, 3, 6, 0, 40, "plain"),
    "effect": Shape(2, 2.5, 3, 0, 4, "plain"),
}
"""The table of the synthetic world: quartiles and bounds. Percent, euro thousands, years and months as named."""
