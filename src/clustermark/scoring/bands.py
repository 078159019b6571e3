"""Points from a value: the band that holds it, then no more than the caps allow."""

from fractions import Fraction

from clustermark.scheme.criteria import Banded, Cap
from clustermark.scoring.derivation import derive
from clustermark.scoring.judging import Standing, judge
from clustermark.scoring.values import Missing, Step, Why


def banded(rule: Banded, at: Standing) -> Step:
    """The points of a value under a banded rule; missing where the value is."""
    value = derive(rule.from_, at.sheet)
    if not isinstance(value.value, Fraction):
        missing = value.value if isinstance(value.value, Missing) else Missing(Why.INVALID, value.ref)
        return Step("band", missing, (value,))
    band = next(band for band in rule.bands if band.holds(value.value))
    return capped(Step("band", Fraction(band.points), (value,), detail=band), rule.caps, at)


def capped(step: Step, caps: tuple[Cap, ...], at: Standing) -> Step:
    """No more than each cap allows whose rule does not hold; a rule that is undecided lifts nothing."""
    for cap in caps:
        lifted = cap.unless is not None and judge(cap.unless, at).met
        if isinstance(step.value, Fraction) and step.value > cap.at and not lifted:
            step = Step("capped", Fraction(cap.at), (step,), detail=cap)
    return step
