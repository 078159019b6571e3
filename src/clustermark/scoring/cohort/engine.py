"""Deciding many organisations at a time."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import narwhals.stable.v2 as nw

from clustermark.scheme.model import Scheme
from clustermark.scheme.terms import Term
from clustermark.scoring.cohort.points import points, sums
from clustermark.scoring.cohort.ratio import Expr
from clustermark.scoring.cohort.rules import Rules, every
from clustermark.scoring.cohort.terms import Terms, fitted

CHUNK = 100_000


@dataclass(frozen=True)
class Compiled:
    """A scheme as expressions, stage by stage; each stage reads the columns of those before."""

    indicators: Mapping[str, Expr]
    points: Mapping[str, Expr]
    sums: Mapping[str, Expr]
    conditions: Mapping[str, Expr]
    levels: Mapping[str, Expr]

    @property
    def stages(self) -> tuple[Mapping[str, Expr], ...]:
        return self.indicators, self.points, self.sums, self.conditions, self.levels


def decide_cohort(frame: Any, scheme: Scheme, *, levels_only: bool = False) -> Any:
    """The columns of `layout` for every row of a frame in the same order; with `levels_only`, those of the levels alone.

    Takes and gives a native dataframe, of Polars or of another kind that Narwhals knows. Memory beyond the result: that of
    one chunk of rows.
    """
    native = nw.from_native(frame, eager_only=True)
    compiled = compile_scheme(scheme)
    wanted = [name for stage in compiled.stages for name in stage]
    kept = list(compiled.levels) if levels_only else wanted
    parts = [_decided(part, compiled, kept) for part in _chunks(native)]
    return nw.concat(parts).to_native()


def _chunks(frame: nw.DataFrame[Any]) -> Iterator[nw.DataFrame[Any]]:
    for start in range(0, max(len(frame), 1), CHUNK):
        yield frame[start : start + CHUNK]


def _decided(part: nw.DataFrame[Any], compiled: Compiled, kept: list[str]) -> nw.DataFrame[Any]:
    lazy = part.lazy()
    for stage in compiled.stages:
        lazy = lazy.with_columns(**stage) if stage else lazy
    return lazy.select(kept).collect()


def compile_scheme(scheme: Scheme) -> Compiled:
    conditions = {
        f"c:{level.id}/{c.id}": Rules(scheme).of(c.rule) for level in scheme.levels for c in level.requires
    }
    levels = {
        f"l:{level.id}": every(nw.col(f"c:{level.id}/{c.id}") for c in level.requires)
        for level in scheme.levels
    }
    return Compiled(indicators(scheme), points(scheme), sums(scheme), conditions, levels)


def indicators(scheme: Scheme) -> Mapping[str, Expr]:
    """`i:` and `j:` columns: numerator and denominator, both null where the value is missing."""
    made: dict[str, Expr] = {}
    for indicator in scheme.indicators:
        made[f"i:{indicator.id}"], made[f"j:{indicator.id}"] = value_of(indicator.value, scheme)
    return made


def value_of(term: Term, scheme: Scheme) -> tuple[Expr, Expr]:
    """Numerator and denominator of a term."""

    def compiled(made: Terms) -> tuple[tuple[Expr, Expr], int]:
        value = made.of(term)
        den = nw.lit(value.den, dtype=nw.Int64) if isinstance(value.den, int) else value.den
        return (value.num, nw.when(~value.num.is_null()).then(den)), value.worst

    found: tuple[Expr, Expr] = fitted(scheme, compiled)
    return found
