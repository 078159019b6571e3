"""That no computation of a scheme can leave the numbers of the cohort engine."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

from clustermark.scheme.model import Scheme
from clustermark.scoring.cohort.engine import value_of
from clustermark.scoring.cohort.points import banded
from clustermark.scoring.cohort.rules import Rules
from clustermark.scoring.cohort.terms import TooLargeError


@dataclass(frozen=True, slots=True)
class Overflow:
    """Which part of a scheme can become how large; the largest possible is below 2^126."""

    id: str
    size: int


def overflows(scheme: Scheme) -> list[Overflow]:
    """Every indicator, criterion, check and condition whose numbers could leave 128 bits, by the limits of the questions."""
    return [Overflow(id_, found) for id_, made in _parts(scheme) if (found := _size(made)) is not None]


def _size(made: Callable[[], Any]) -> int | None:
    try:
        made()
    except TooLargeError as error:
        return int(error.args[0])
    return None


def _parts(scheme: Scheme) -> Iterator[tuple[str, Callable[[], Any]]]:
    for indicator in scheme.indicators:
        yield indicator.id, partial(value_of, indicator.value, scheme)
    for criterion in scheme.criteria:
        for rule in (criterion.banded, criterion.proposal):
            if rule:
                yield criterion.id, partial(banded, rule, scheme)
    for check in scheme.checks:
        yield check.id, partial(Rules(scheme).fails, check)
    named = [*scheme.eligibility, *(c for r in scheme.requirements for c in r.requirements)]
    for condition in [*named, *(c for level in scheme.levels for c in level.requires)]:
        yield condition.id, partial(Rules(scheme).of, condition.rule)
