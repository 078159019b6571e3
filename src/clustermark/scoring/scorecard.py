"""Points per criterion, group and in total, each with its derivation."""

from collections.abc import Iterable
from fractions import Fraction

from clustermark.scheme.criteria import Criterion, Instrument
from clustermark.scoring.bands import banded
from clustermark.scoring.cards import Card, Lazy, Points, Scorecard, Total
from clustermark.scoring.derivation import Sheet
from clustermark.scoring.findings import Agreed, Record
from clustermark.scoring.judging import Standing
from clustermark.scoring.values import Missing, Step


def scorecard(sheet: Sheet, record: Record) -> Scorecard:
    scheme = sheet.scheme
    indicators = Lazy(scheme.indicator, sheet.indicator)
    return Scorecard(
        indicators, Lazy(scheme.instrument, lambda id_: card(scheme.instrument[id_], sheet, record))
    )


def card(instrument: Instrument, sheet: Sheet, record: Record) -> Card:
    criteria = sheet.scheme.criteria_of(instrument.id)
    points = {c.id: earned(c, instrument, sheet, record) for c in criteria}
    by_group = {g.id: total_of(points[c.id] for c in criteria if c.group == g.id) for g in instrument.groups}
    return Card(points, by_group, total_of(points.values()))


def total_of(points: Iterable[Points]) -> Total:
    """The sum over the criteria that apply; missing when one of these is."""
    applying = [p for p in points if p.value is not None]
    missing = next((p.value for p in applying if isinstance(p.value, Missing)), None)
    earned_points = sum(p.value for p in applying if isinstance(p.value, int))
    return Total(missing or earned_points, sum(p.maximum for p in applying))


def earned(criterion: Criterion, instrument: Instrument, sheet: Sheet, record: Record) -> Points:
    """The points of a criterion, whichever way it earns them."""
    if criterion.banded:
        return _lenient(
            criterion,
            weighted(criterion, banded(criterion.banded, Standing(sheet.scheme, record.case, sheet))),
        )
    match record.agreed(criterion.id, instrument):
        case Missing() as missing:
            return _lenient(
                criterion,
                Points(criterion.id, missing, criterion.maximum, Step("rating", missing, ref=criterion.id)),
            )
        case Agreed(not_applicable=True):
            return Points(criterion.id, None, 0, Step("not-applicable", Fraction(0), ref=criterion.id))
        case agreed:
            return (
                gated(criterion, agreed) if criterion.gate else weighted(criterion, backed(criterion, agreed))
            )


def _lenient(criterion: Criterion, points: Points) -> Points:
    """Where the scheme says so, what is missing earns no points instead of leaving the total open."""
    if criterion.missing == "no-points" and isinstance(points.value, Missing):
        return Points(
            points.criterion,
            0,
            points.maximum,
            Step("no-points", Fraction(0), (points.step,), criterion.id),
            points.passed,
        )
    return points


def gated(criterion: Criterion, agreed: Agreed) -> Points:
    gate, count = criterion.gate, agreed.rating or 0
    passed = gate is not None and count >= gate.at_least
    return Points(criterion.id, 0, 0, Step("gate", Fraction(count), ref=criterion.id, detail=gate), passed)


def backed(criterion: Criterion, agreed: Agreed) -> Step:
    """A rating; from where evidence is needed, it counts only as far as accepted documents carry it."""
    rating = Step("rating", Fraction(agreed.rating or 0), ref=criterion.id)
    needed = criterion.evidence.needed_from if criterion.evidence else None
    if needed is None or agreed.documents or (agreed.rating or 0) < needed:
        return rating
    return Step("without-evidence", Fraction(needed - 1), (rating,), criterion.id, needed)


def weighted(criterion: Criterion, step: Step) -> Points:
    if isinstance(step.value, Missing):
        return Points(criterion.id, step.value, criterion.maximum, step)
    value = int(Fraction(str(step.value))) * criterion.weight
    if criterion.weight != 1:
        step = Step("weighted", Fraction(value), (step,), criterion.id, criterion.weight)
    return Points(criterion.id, value, criterion.maximum, step)
