"""`clustermark score`."""

import clustermark
from clustermark.cli.options import CaseFile, Json, Lang, Language, OtherScheme
from clustermark.cli.page import Page, print_data
from clustermark.scheme.model import Scheme
from clustermark.scoring.cards import Card
from clustermark.scoring.explain.lines import value
from clustermark.scoring.explain.steps import unit
from clustermark.scoring.explain.totals import points, total
from clustermark.verbs.cases import Scored
from clustermark.words.message import say


def score(
    file: CaseFile, *, scheme: OtherScheme = None, lang: Lang = Language.EN, as_json: Json = False
) -> None:
    """Compute the indicators and the points of a case."""
    found = clustermark.score(file, scheme=scheme)
    if as_json:
        return print_data(
            {name: getattr(found, name) for name in ("organisation", "assessed_on", "scorecard")}
        )
    page = Page(lang)
    page.organisation(found.organisation)
    _indicators(found, page)
    for instrument, card in found.scorecard.cards.items():
        if card.points:
            _card(found.scheme, instrument, card, page)
    return page.notice(found.scheme.notice)


def _indicators(found: Scored, page: Page) -> None:
    steps = found.scorecard.indicators
    rows = [
        (i.number, i.title, value(steps[i.id].value, unit(steps[i.id], found.scheme)), i.unit)
        for i in sorted(found.scheme.indicators, key=lambda i: i.number)
    ]
    page.title(say("Indicators"))
    page.table([say("No."), say("Indicator"), say("Value"), say("Unit")], rows, right=(0, 2))


def _card(scheme: Scheme, instrument: str, card: Card, page: Page) -> None:
    page.title(scheme.instrument[instrument].title)
    rows = [(c.number, c.title, points(card.points[c.id])) for c in scheme.criteria_of(instrument)]
    page.table([say("No."), say("Criterion"), say("Points")], rows, right=(0,))
    page.write(say("Total: {total}", total=total(card.total)))
