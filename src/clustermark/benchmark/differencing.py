"""No pair of figures from which those of a few organisations follow.

Stated protection: whatever can be learned by putting two published groups, or the same group at two times, side by side is
learned of at least so many organisations at once as the smallest group has.
"""

from collections.abc import Mapping
from fractions import Fraction

import numpy as np

from clustermark.benchmark.peers import Members


def told_apart(one: Members, other: Members, least: int) -> bool:
    """Whether a few, but not nobody, are in one of two groups and not in the other."""
    both = int(np.count_nonzero(one & other))
    apart = (int(np.count_nonzero(group)) - both for group in (one, other))
    return any(0 < few < least for few in apart)


def changed_too_little(then: Mapping[str, Fraction], now: Mapping[str, Fraction], least: int) -> bool:
    """Whether a few, but not nobody, have come, gone, or have another value."""
    changed = sum(then.get(number) != now.get(number) for number in {*then, *now})
    return 0 < changed < least
