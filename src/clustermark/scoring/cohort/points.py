"""Points of criteria as expressions, and the sums of groups and instruments."""

from collections.abc import Iterable, Mapping
from functools import reduce

import narwhals.stable.v2 as nw

from clustermark.scheme.criteria import Band, Banded, Criterion
from clustermark.scheme.model import Scheme
from clustermark.scoring.cohort.ratio import Expr, Ratio, against, exceeds, reaches
from clustermark.scoring.cohort.rules import Rules
from clustermark.scoring.cohort.terms import Terms, fitted, is_category

NONE = nw.lit(None, dtype=nw.Int64)


def points(scheme: Scheme) -> Mapping[str, Expr]:
    """`p:` and `q:` columns: the points of each criterion under each instrument, and whether it does not apply."""
    made: dict[str, Expr] = {}
    for instrument in scheme.instruments:
        for criterion in scheme.criteria_of(instrument.id):
            name = f"{instrument.id}/{criterion.id}"
            made[f"p:{name}"] = lenient(criterion, name, earned(criterion, name, scheme))
            made[f"q:{name}"] = nw.lit(value=False) if criterion.banded else nw.col(f"n:{name}")
    return made


def lenient(criterion: Criterion, name: str, earned_points: Expr) -> Expr:
    """No points for what is missing where the scheme says so; what does not apply stays null."""
    if criterion.missing != "no-points":
        return earned_points
    return earned_points.fill_null(0) if criterion.banded else _applying(name, earned_points.fill_null(0))


def _applying(name: str, value: Expr) -> Expr:
    return nw.when(~nw.col(f"n:{name}")).then(value)


def earned(criterion: Criterion, name: str, scheme: Scheme) -> Expr:
    if criterion.banded:
        return banded(criterion.banded, scheme) * criterion.weight
    rating = nw.col(f"r:{name}")
    if criterion.gate:
        return _applying(name, rating * 0)
    needed = criterion.evidence.needed_from if criterion.evidence else None
    if needed is not None:
        bare = ~nw.col(f"e:{name}") & (rating >= needed)
        rating = nw.when(bare).then(rating * 0 + (needed - 1)).otherwise(rating)
    return _applying(name, rating * criterion.weight)


def banded(rule: Banded, scheme: Scheme) -> Expr:
    """The points of the band that holds the value, then no more than the caps allow; null where the value is."""
    if is_category(rule.from_, scheme):
        return NONE
    ends = [band.end for band in rule.bands if band.end is not None]

    def compiled(made: Terms) -> tuple[Expr, int]:
        value = made.of(rule.from_)
        return in_bands(value, rule.bands), max([value.worst, *(against(value, end) for end in ends)])

    found: Expr = fitted(scheme, compiled)
    for cap in rule.caps:
        lifted = Rules(scheme).of(cap.unless).fill_null(value=False) if cap.unless else nw.lit(value=False)
        found = nw.when((found > cap.at) & ~lifted).then(nw.lit(cap.at, dtype=nw.Int64)).otherwise(found)
    return found


def in_bands(value: Ratio, bands: tuple[Band, ...]) -> Expr:
    """The points of the first band whose upper end holds the value."""
    *limited, last = bands
    found: Expr = nw.lit(last.points, dtype=nw.Int64)
    for band in reversed(limited):
        found = nw.when(within(value, band)).then(nw.lit(band.points, dtype=nw.Int64)).otherwise(found)
    return nw.when(~value.num.is_null()).then(found)


def within(value: Ratio, band: Band) -> Expr:
    if band.below is not None:
        return ~reaches(value, band.below)
    return ~exceeds(value, band.up_to) if band.up_to is not None else nw.lit(value=True)


def sums(scheme: Scheme) -> Mapping[str, Expr]:
    """`t:` and `x:` columns: points and maximum of each instrument and of each of its groups."""
    made: dict[str, Expr] = {}
    for instrument in scheme.instruments:
        criteria = scheme.criteria_of(instrument.id)
        parts = {instrument.id: criteria} | {
            f"{instrument.id}/{g.id}": tuple(c for c in criteria if c.group == g.id)
            for g in instrument.groups
        }
        for name, some in parts.items():
            made[f"t:{name}"] = added(
                _counting(instrument.id, c, nw.col(f"p:{instrument.id}/{c.id}")) for c in some
            )
            made[f"x:{name}"] = added(
                _counting(instrument.id, c, nw.lit(c.maximum, dtype=nw.Int64)) for c in some
            )
    return made


def _counting(instrument: str, criterion: Criterion, value: Expr) -> Expr:
    """A value where the criterion applies, else nothing."""
    if criterion.banded:
        return value
    return nw.when(nw.col(f"q:{instrument}/{criterion.id}")).then(nw.lit(0, dtype=nw.Int64)).otherwise(value)


def added(values: Iterable[Expr]) -> Expr:
    """The sum; null where one part is."""
    found = list(values)
    return reduce(lambda a, b: a + b, found) if found else nw.lit(0, dtype=nw.Int64)
