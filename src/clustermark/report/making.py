"""From an assessment, its comparison with peers, and the assessment before, to what a report says."""

from collections.abc import Iterator
from fractions import Fraction

from clustermark.benchmark.comparison import Compared, Comparison
from clustermark.report.content import Change, Distance, Earned, Judged, Report, Rung, Tendency
from clustermark.report.entries import chapters, rules
from clustermark.report.highlights import assessed, improvements, needs, rated, strengths
from clustermark.scheme.criteria import Direction, Instrument
from clustermark.scheme.levels import Level
from clustermark.scoring.decision import Assessment, Outcome
from clustermark.scoring.explain import explain
from clustermark.scoring.explain.decision import OUTCOMES
from clustermark.scoring.explain.lines import Line, value
from clustermark.scoring.explain.steps import unit
from clustermark.scoring.explain.totals import points, total
from clustermark.words.message import Message, say
from clustermark.words.text import Text

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
        digest=found.scheme,
        assessed_on=got.case.day,
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
    held = [h for h in got.case.holdings if h.level == level.id and h.valid_until >= got.case.day]
    if held:
        return Rung(level, say("held; the label lasts until {day}", day=held[-1].valid_until), reached=True)
    return Rung(level, OUTCOMES[decision.outcome], reached=False)


def _distance(level: Level | None, got: Assessment) -> Distance | None:
    """To the level above the highest one reached."""
    wanted = got.scheme.next_level(level.id if level else None)
    if wanted is None:
        return None
    found = explain(got, wanted.id)
    titles = [condition.title for condition in wanted.requires]
    judged = found.decision.outcome is Outcome.REFUSED
    conditions = tuple(_condition(line, title) for line, title in zip(found.lines, titles, strict=True))
    steps = [step.text for line in found.way_lines[:1] for step in _steps(line)] if judged else []
    return Distance(wanted, judged, conditions, tuple(steps[:STEPS]))


def _condition(line: Line, title: Text) -> Line:
    """By its title; where it was found not to be met, with what the rule found."""
    refused = line.met is False
    told = say("{title}: {found}", title=title, found=line.text) if refused else say("{title}", title=title)
    return Line(told, line.about, line.met)


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
            tendency = _tendency(row, earlier, row.value)
            verdict = _verdict(tendency, earlier, row.value)
            yield Change(row.indicator.title, value(earlier, sign), value(row.value, sign), tendency, verdict)


def _tendency(row: Compared, earlier: Fraction, now: Fraction) -> Tendency:
    if now == earlier or row.is_context:
        return Tendency.NEITHER
    better = (now > earlier) == (row.indicator.direction is Direction.HIGHER)
    return Tendency.BETTER if better else Tendency.WORSE


def _verdict(tendency: Tendency, earlier: Fraction, now: Fraction) -> Message:
    if now == earlier:
        return say("unchanged")
    match tendency:
        case Tendency.BETTER:
            return say("better now")
        case Tendency.WORSE:
            return say("worse now")
        case _:
            return say("higher now") if now > earlier else say("lower now")
