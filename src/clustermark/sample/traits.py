"""What an organisation is like, as standard normal values that hang together (a Gaussian copula).

Every trait is a blend of independent normal values whose weights, squared, sum to 1; so each is standard normal,
and two traits correlate by the products of the weights that they share.
"""

from collections.abc import Mapping
from math import sqrt
from types import MappingProxyType

from clustermark.sample.draws import Draws, between

Traits = Mapping[str, float]
Weights = Mapping[str, float]

FORCES: Mapping[str, float] = MappingProxyType(
    {"companies": 0.55, "balanced": 0.25, "research": 0.12, "public-sector": 0.08}
)
PRIVATE_BY_FORCE: Mapping[str, float] = MappingProxyType(
    {"companies": 0.19, "balanced": -0.09, "research": -0.52, "public-sector": -1.07}
)
"""Where the private share's median lies for each driving force: 42, 33, 22 and 12 % on the scale of its shape."""
PRIVATE_REST = 0.925
"""What the forces leave of the private share's spread, so that in all it stays 1."""

BLENDS: Mapping[str, Weights] = MappingProxyType(
    {
        "age": {"quality": 0.2},
        "committed": {"quality": 0.2},
        "staff-fte": {"quality": 0.3, "committed": 0.551},
        "budget": {"quality": 0.29, "committed": 0.54, "staff-fte": 0.762},
        "listed-per-committed": {"quality": -0.3},
        "sme": {},
        "non-sme": {"sme": -0.5},
        "research": {"sme": -0.45},
        "government": {"sme": -0.4},
        "growth": {"quality": 0.3, "age": -0.4},
        "private": {"quality": 0.45, "age": 0.25},
        "months-secured": {"quality": 0.5, "private": -0.35},
        "themes": {"quality": 0.6},
        "frequency": {"quality": 0.45},
        "contacted": {"quality": 0.6, "committed": -0.2, "staff-fte": 0.3},
        "events": {"quality": 0.35, "committed": 0.3},
        "working-groups": {"quality": 0.5, "committed": 0.25},
        "in-joint-projects": {"quality": 0.6},
        "media": {"quality": 0.45, "committed": 0.3},
        "stories": {"quality": 0.55},
        "effect": {"quality": 0.5},
        "effect-business": {"quality": 0.45},
        "qualified": {"quality": 0.5},
        "retention": {"quality": 0.4},
        "strategy": {"quality": 0.7},
        "governance": {"quality": 0.5},
        "training": {"quality": 0.4},
        "projects": {"quality": 0.4},
        "abroad": {"quality": 0.4},
        "leavers": {"quality": -0.5},
        "done": {"quality": 0.6},
        "satisfaction": {"quality": 0.5},
    }
)
"""For each trait the weights of the independent values it shares; the rest is its own."""

LASTING = 0.94
"""How much of a trait an organisation keeps from one visit to another."""


def drawn(quality: float, draws: Draws) -> dict[str, float]:
    """The independent values of an organisation: its quality, and what is each trait's own."""
    return {"quality": quality} | {name: draws.normal() for name in BLENDS}


def moved(own: Traits, draws: Draws) -> dict[str, float]:
    """The same at another visit: mostly what it was. Quality does not move by chance."""
    fresh = sqrt(1 - LASTING**2)
    return {"quality": own["quality"]} | {
        name: LASTING * own[name] + fresh * draws.normal() for name in BLENDS
    }


def blended(own: Traits, force: str) -> dict[str, float]:
    """The traits, each standard normal over the whole population."""
    traits = {name: _blend(name, own) for name in BLENDS}
    private = PRIVATE_REST * traits["private"] + PRIVATE_BY_FORCE[force]
    return traits | {"quality": own["quality"], "private": private}


def _blend(name: str, own: Traits) -> float:
    weights = BLENDS[name]
    rest = sqrt(max(0.0, 1 - sum(weight**2 for weight in weights.values())))
    return sum(weight * own[source] for source, weight in weights.items()) + rest * own[name]


def spread_out(rank: int, of: int, draws: Draws, *, least: float) -> float:
    """A normal value from the rank-th of so many equal slices above a cumulative probability, so that even few lie evenly."""
    return between((rank + draws.uniform()) / of, least, 1)
