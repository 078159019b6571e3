"""The synthetic world: calibrated, made afresh from a seed, and always marked as invented."""

from clustermark.sample.world import World, make_world

__all__ = ["World", "make_world"]
