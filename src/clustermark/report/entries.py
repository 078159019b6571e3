"""Each indicator of a report: value, sentence, strip, and the peer groups with their figures."""

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction

from clustermark.benchmark.comparison import Compared, Comparison
from clustermark.benchmark.table import Among
from clustermark.report.content import Chapter, Entry, GroupLine, Shown
from clustermark.report.highlights import favourable, lower_is_better, reference
from clustermark.report.strip import Spread, drawn, scale
from clustermark.scheme.model import Scheme
from clustermark.scoring.decision import Assessment
from clustermark.scoring.explain.lines import value
from clustermark.scoring.explain.steps import unit, worded
from clustermark.words.figures import Percent
from clustermark.words.message import Message, say, says
from clustermark.words.text import Text

Titles = Mapping[str, Text]


def chapters(got: Assessment, found: Comparison) -> tuple[Chapter, ...]:
    """The chapters of the instruments that have indicators, in the order of the scheme."""
    return tuple(_chapters(got, found))


def _chapters(got: Assessment, found: Comparison) -> Iterator[Chapter]:
    for instrument in got.scheme.instruments:
        for group in instrument.groups:
            place = (instrument.id, group.id)
            rows = [r for r in found.rows if (r.indicator.instrument, r.indicator.group) == place]
            if rows:
                entries = tuple(entry(row, got, found.titles) for row in rows)
                yield Chapter(group.title, summary(rows), entries)


def summary(rows: Iterable[Compared]) -> Message:
    """How many of the indicators that can be good or bad are ahead of the middle of the peers."""
    placed = [
        (row, among) for row in rows if not row.is_context for among in (reference(row),) if among is not None
    ]
    if not placed:
        return say("for orientation only, neither good nor bad")
    ahead = sum(2 * favourable(row, among) > 100 for row, among in placed)  # noqa: PLR2004 - more than half of a hundred
    return says(
        "{ahead} of {n} indicator ahead of the middle of the peers",
        "{ahead} of {n} indicators ahead of the middle of the peers",
        len(placed),
        ahead=ahead,
    )


def entry(row: Compared, got: Assessment, titles: Titles) -> Entry:
    sign = unit(got.scorecard.indicators[row.indicator.id], got.scheme)
    itself = {a.group for a in row.among if a.median is not None and a.used == a.group}
    shown = [a for a in row.among if a.group in itself and not widened(a.group, got.scheme) & itself]
    spreads = [Spread(a.lower, a.median, a.upper) for a in shown if a.median is not None]
    on = scale(row.value, spreads, sign)
    step = got.scorecard.indicators[row.indicator.id]
    kind = worded(step.inputs[0], got.scheme) if isinstance(step.value, str) else None
    return Entry(
        row.indicator,
        kind or value(step.value, sign),
        NO_QUANTITY if kind else sentence(row, titles, sign),
        tuple(group_line(a, titles, sign) for a in shown),
        tuple(_replaced(row.among, titles)) if shown else (),
        drawn(row.value, spreads, on) if spreads else "",
        (value(on.low, sign), value(on.high, sign)),
    )


def widened(group: str, scheme: Scheme) -> set[str]:
    """The groups of the same kind that fall back to this one: it is shown where they are not."""
    by = {g.id: g.by for g in scheme.peer_groups}
    return {g.id for g in scheme.peer_groups if g.falls_back_to == group and g.by == by[group]}


def group_line(among: Among, titles: Titles, sign: str) -> GroupLine:
    percent = among.position.percent if among.position else None
    quartiles = among.lower is not None and among.upper is not None
    return GroupLine(
        titles[among.group],
        among.size,
        _shown(among.median, sign),
        (_shown(among.lower, sign), _shown(among.upper, sign)) if quartiles else None,
        None if percent is None else Percent(percent, decimals=0),
    )


def _shown(figure: Fraction | None, sign: str) -> Shown:
    return "" if figure is None else value(figure, sign)


def _replaced(all_among: Iterable[Among], titles: Titles) -> Iterator[Message]:
    """Which groups are too small, and what stands for them."""
    for among in all_among:
        if among.median is None:
            yield say("{group}: too few peers", group=titles[among.group])
        elif among.used != among.group:
            yield say(
                "{group}: too few peers of its own, see {used}",
                group=titles[among.group],
                used=titles[among.used],
            )


def sentence(row: Compared, titles: Titles, sign: str) -> Message:
    """Where the value stands, in plain words; a context indicator is neither good nor bad."""
    among = reference(row)
    if row.value is None:
        return say("There is no value, so there is no place among the peers.")
    if among is None or among.median is None:
        return say("Too few peers have a value for a comparison.")
    fields = {"n": among.size, "group": titles[among.used], "median": _shown(among.median, sign)}
    if row.is_context:
        return say(_beside(row.value, among), **fields)
    ahead = Percent(favourable(row, among), decimals=0)
    if lower_is_better(row):
        return say(LOWER, percent=ahead, **fields)
    return say(HIGHER, percent=ahead, **fields)


NO_QUANTITY = say("This is a kind, not a quantity; it is not compared.")
HIGHER = say("Ahead of {percent} of {n} peers ({group}), whose median is {median}. More is better.").text
LOWER = say("Ahead of {percent} of {n} peers ({group}), whose median is {median}. Less is better.").text
ABOVE = say("Above the median of {n} peers ({group}), which is {median}. Neither good nor bad.").text
BELOW = say("Below the median of {n} peers ({group}), which is {median}. Neither good nor bad.").text
EQUAL = say("At the median of {n} peers ({group}), which is {median}. Neither good nor bad.").text


def _beside(own: Fraction, among: Among) -> str:
    median = among.median
    if median is None or own == median:
        return EQUAL
    return ABOVE if own > median else BELOW


def rules(scheme: Scheme) -> dict[str, Shown]:
    """The rules of disclosure as they stand in the method."""
    found = scheme.disclosure
    return (
        {}
        if found is None
        else {
            "smallest": str(found.smallest_group),
            "quartiles": str(found.smallest_for_quartiles),
            "months": str(found.oldest_months),
        }
    )
