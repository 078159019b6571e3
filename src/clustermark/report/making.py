"""From an assessment, its comparison with peers, and the assessment before, to what a report says."""

from collections.abc import Iterator
from fractions import Fraction

from clustermark.benchmark.comparison import Compared, Comparison
from clustermark.report.content import Change, Distance, Earned, Judged, Report, Rung
from clustermark.report.entries import chapters, rules
from clustermark.report.highlights import assessed, improvements, needs, rated, strengths
from clustermark.scheme.canonical import digest
from clustermark.scheme.criteria import Direction, Instrument
from clustermark.scheme.levels import Level
from clustermark.scoring.decision import Assessment, Outcome
from clustermark.scoring.explain import explain
from clustermark.scoring.explain.decision import OUTCOMES
from clustermark.scoring.explain.lines import Line, value
from clustermark.scoring.explain.steps import unit
from clustermark.scoring.explain.totals import points, total
from clustermark.words.message import Message, say

STEPS = 6
"""How many steps of the nearest way the summary names."""


def report(got: Assessment, found: Comparison, before: Assessment | None = None) -> Report:
    """Everything that the report of an organisation says. `before` is its previous assessment, for the trend."""
    rungs = tuple(_rung(level, got) for level in got.scheme.ladder)
    level = max((r.level for r in rungs if r.reached), key=lambda one: one.rank, default=None)
    ranked = rated(got, found.rows, dict(found.titles))
    return Report(
        organisation=got.case.organisation,
        scheme=got.scheme,
        digest=digest(got.scheme),
        assessed_on=got.case.assessed_on,
        population=found.population,
        population_on=found.on,
        peers=found.size,
        level=level,
        rungs=rungs,
        strengths=strengths(ranked),
        needs=needs(ranked),
        distance=_distance(level, got),
        chapters=chapters(got, found),
        judged=tuple(_judged(instrument, got) for instrument in assessed(got)),
        improvements=improvements(ranked),
        before_on=before.case.assessed_on if before else None,
        changes=tuple(_changes(found, got, before)) if before else (),
        rules=rules(got.scheme),
    )


def _rung(level: Level, got: Assessment) -> Rung:
    """Awarded by this assessment, else held from an earlier one, else what the rules gave."""
    decision = got.decision(level.id)
    if decision.lifetime:
        until = decision.lifetime.valid_until
        return Rung(level, say("awarded; the label lasts until {day}", day=until), reached=True)
    held = [h for h in got.case.holdings if h.level == level.id and h.valid_until >= got.case.assessed_on]
    if held:
        return Rung(level, say("held; the label lasts until {day}", day=held[-1].valid_until), reached=True)
    return Rung(level, OUTCOMES[decision.outcome], reached=False)


def _distance(level: Level | None, got: Assessment) -> Distance | None:
    """To the level above the highest one reached."""
    wanted = got.scheme.next_level(level.id if level else None)
    if wanted is None:
        return None
    found = explain(got, wanted.id)
    judged = found.decision.outcome is Outcome.REFUSED
    conditions = tuple(Line(line.text, line.about, line.met) for line in found.lines)
    steps = [step.text for line in found.way_lines[:1] for step in _steps(line)] if judged else []
    return Distance(wanted, judged, conditions, tuple(steps[:STEPS]))


def _steps(way: Line) -> Iterator[Line]:
    """The single steps of a way; those under a common heading instead of it."""
    for part in way.parts:
        yield from part.parts or (part,)


def _judged(instrument: Instrument, got: Assessment) -> Judged:
    card = got.scorecard.cards[instrument.id]
    criteria = got.scheme.criteria_of(instrument.id)
    return Judged(
        instrument.title,
        tuple(Earned(c.title, points(card.points[c.id])) for c in criteria),
        tuple(Earned(g.title, total(card.groups[g.id])) for g in instrument.groups),
        total(card.total),
    )


def _changes(found: Comparison, got: Assessment, before: Assessment) -> Iterator[Change]:
    """Indicators that have a value in both assessments, and are derived under the same id."""
    for row in found.rows:
        id_ = row.indicator.id
        if row.value is None or id_ not in before.scheme.indicator:
            continue
        earlier = before.scorecard.indicators[id_].value
        if isinstance(earlier, Fraction):
            sign = unit(got.scorecard.indicators[id_], got.scheme)
            verdict = _verdict(row, earlier, row.value)
            yield Change(row.indicator.title, value(earlier, sign), value(row.value, sign), verdict)


def _verdict(row: Compared, earlier: Fraction, now: Fraction) -> Message:
    if now == earlier:
        return say("unchanged")
    if row.is_context:
        return say("higher") if now > earlier else say("lower")
    better = (now > earlier) == (row.indicator.direction is Direction.HIGHER)
    return say("better") if better else say("worse")
