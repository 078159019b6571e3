"""Strengths and needs: every indicator with peers and every judged criterion, from the best to the worst."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction

from clustermark.benchmark.comparison import Compared
from clustermark.benchmark.table import Among
from clustermark.report.content import Highlight
from clustermark.scheme.criteria import Criterion, Direction, Instrument
from clustermark.scheme.model import Scheme
from clustermark.scoring.cards import Points
from clustermark.scoring.decision import Assessment
from clustermark.scoring.explain.ways import rubric_text
from clustermark.words.figures import Percent
from clustermark.words.message import say
from clustermark.words.text import Text

HALF = Fraction(1, 2)
NAMED = 3
MOST = 10


@dataclass(frozen=True, slots=True)
class Rated:
    """A highlight with how good it is, from 0 to 1; `order` decides between equals."""

    highlight: Highlight
    score: Fraction
    order: int


def reference(one: Compared) -> Among | None:
    """The group that a sentence speaks of: the first of the scheme, after the widest, in which there is a position."""
    placed = [among for among in one.among if among.position is not None]
    return next((among for among in placed[1:]), placed[0] if placed else None)


def favourable(one: Compared, among: Among) -> Fraction:
    """The share of peers, in percent, that do not do better, ties as half."""
    percent = among.position.percent if among.position else None
    return Fraction(0) if percent is None else 100 - percent if lower_is_better(one) else percent


def lower_is_better(one: Compared) -> bool:
    return one.indicator.direction is Direction.LOWER


def rated(got: Assessment, rows: Iterable[Compared], titles: dict[str, Text]) -> list[Rated]:
    """Everything that can be praised or improved. Context indicators are neither."""
    scheme = got.scheme
    found = [_indicator(row, among, scheme, titles) for row in rows for among in (reference(row),) if among]
    found = [one for one in found if one is not None]
    for instrument in assessed(got):
        points = got.scorecard.cards[instrument.id].points
        found += list(_criteria(points.values(), scheme, instrument))
    return sorted((one for one in found if one), key=lambda one: (-one.score, one.order))


def _indicator(one: Compared, among: Among, scheme: Scheme, titles: dict[str, Text]) -> Rated | None:
    if one.is_context:
        return None
    indicator = one.indicator
    ahead = favourable(one, among)
    why = say(
        "Ahead of {percent} of {n} peers ({group}).",
        percent=Percent(ahead, decimals=0),
        n=among.size,
        group=titles[among.used],
    )
    chapter = _chapter(scheme.instrument[indicator.instrument], indicator.group)
    return Rated(Highlight(chapter, indicator.title, why, indicator.advice), ahead / 100, indicator.number)


def _criteria(points: Iterable[Points], scheme: Scheme, instrument: Instrument) -> Iterator[Rated]:
    for earned in points:
        if isinstance(earned.value, int) and earned.maximum:
            criterion = scheme.criterion[earned.criterion]
            why = say("{points} of {most} points.", points=earned.value, most=earned.maximum)
            chapter = _chapter(instrument, criterion.group)
            shown = Highlight(chapter, criterion.title, why, _step(criterion, earned.value))
            yield Rated(shown, Fraction(earned.value, earned.maximum), 1000 + criterion.number)


def _step(criterion: Criterion, points: int) -> Text | None:
    """What to do, else what an assessor would see one rating higher."""
    return criterion.advice or rubric_text(criterion, points + criterion.weight)


def assessed(got: Assessment) -> list[Instrument]:
    """The instruments under which assessors have judged something."""
    judged = {f.criterion for f in got.case.findings} | {c.criterion for c in got.case.consensus}
    return [i for i in got.scheme.instruments if judged & {c.id for c in got.scheme.criteria_of(i.id)}]


def _chapter(instrument: Instrument, group: str) -> Text:
    return next(g.title for g in instrument.groups if g.id == group)


def strengths(found: list[Rated]) -> tuple[Highlight, ...]:
    """The best three, of different chapters where possible, without a step to take."""
    best = _spread([one for one in found if one.score > HALF])
    return tuple(Highlight(h.chapter, h.title, h.why) for h in best)


def needs(found: list[Rated]) -> tuple[Highlight, ...]:
    """The three that are farthest from the best, of different chapters where possible."""
    return _spread([one for one in _worst_first(found) if one.score < 1])


def improvements(found: list[Rated]) -> tuple[Highlight, ...]:
    """Everything below the middle, the worst first, as many as one can take on."""
    return tuple(one.highlight for one in _worst_first(found) if one.score < HALF)[:MOST]


def _worst_first(found: list[Rated]) -> list[Rated]:
    return sorted(found, key=lambda one: (one.score, one.order))


def _spread(ordered: list[Rated]) -> tuple[Highlight, ...]:
    """The first three, one of each chapter as long as there are chapters left."""
    chosen: list[Highlight] = []
    for one in ordered:
        if one.highlight.chapter not in [h.chapter for h in chosen]:
            chosen.append(one.highlight)
    rest = [one.highlight for one in ordered if one.highlight not in chosen]
    return tuple([*chosen, *rest][:NAMED])
