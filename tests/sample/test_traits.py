from statistics import fmean, pvariance

import pytest

from clustermark.sample.draws import Draws
from clustermark.sample.traits import (
    BLENDS,
    FORCES,
    PRIVATE_BY_FORCE,
    PRIVATE_REST,
    blended,
    drawn,
    moved,
    spread_out,
)


def test_every_blend_leaves_room_for_what_is_its_own():
    assert all(sum(w**2 for w in weights.values()) <= 1 for weights in BLENDS.values())


def test_what_a_blend_shares_is_drawn():
    assert {source for weights in BLENDS.values() for source in weights} <= {"quality", *BLENDS}


def test_the_private_share_keeps_its_spread_over_all_forces():
    mean = sum(share * PRIVATE_BY_FORCE[force] for force, share in FORCES.items())
    spread = sum(share * (PRIVATE_BY_FORCE[force] - mean) ** 2 for force, share in FORCES.items())
    assert mean == pytest.approx(0, abs=0.08)
    assert PRIVATE_REST**2 + spread == pytest.approx(1, abs=0.03)


def test_moving_keeps_the_spread_and_the_quality():
    draws = Draws("moved")
    own = drawn(1.5, draws)
    several = [moved(own, draws) for _ in range(300)]
    assert {traits["quality"] for traits in several} == {1.5}
    assert pvariance(traits["age"] for traits in several) == pytest.approx(1 - 0.94**2, rel=0.3)


def test_better_organisations_are_better_at_what_counts():
    draws = Draws("better")

    def mean(quality, trait):
        return fmean(blended(drawn(quality, draws), "companies")[trait] for _ in range(200))

    assert all(mean(2, trait) > mean(-2, trait) for trait in ("contacted", "in-joint-projects", "themes"))
    assert mean(2, "leavers") < mean(-2, "leavers")


def test_even_a_few_are_spread_evenly():
    draws = Draws("spread")
    low, high = (spread_out(rank, 2, draws, least=0.4) for rank in (0, 1))
    assert -0.26 < low < 0.53 < high
