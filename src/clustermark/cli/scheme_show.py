"""`clustermark scheme show`."""

import clustermark
from clustermark.cli.options import Json, Lang, Language, SchemeName
from clustermark.cli.page import Page, print_data
from clustermark.scheme.model import Scheme
from clustermark.words.message import say, says


def scheme_show(scheme: SchemeName, *, lang: Lang = Language.EN, as_json: Json = False) -> None:
    """Show a scheme: what it asks, what it derives, what earns points, and the levels."""
    found = clustermark.scheme_show(scheme)
    if as_json:
        return print_data(found)
    page = Page(lang)
    page.title(say("{title} ({name})", title=found.title, name=found.name))
    page.write(found.description)
    for instrument in found.instruments:
        _instrument(page, found, instrument.id)
    page.title(say("Levels"))
    page.table(
        [say("Level"), say("Meaning")], [(level.title, level.meaning) for level in reversed(found.ladder)]
    )
    return page.notice(found.notice)


def _instrument(page: Page, scheme: Scheme, id_: str) -> None:
    instrument = scheme.instrument[id_]
    page.title(instrument.title)
    page.write(instrument.description)
    for group in instrument.groups:
        asked = [q for q in scheme.questions if (q.instrument, q.group) == (id_, group.id)]
        indicators = [i for i in scheme.indicators if (i.instrument, i.group) == (id_, group.id)]
        criteria = [c for c in scheme.criteria_of(id_) if c.group == group.id]
        page.write(say("{title} — {questions}", title=group.title, questions=_asked(len(asked))), indent=2)
        page.table(
            [say("No."), say("Id"), say("Title")],
            [
                *((i.number, i.id, i.title) for i in indicators),
                *((c.number, c.id, c.title) for c in criteria),
            ],
            right=(0,),
        )


def _asked(count: int) -> object:
    return says("{n} question", "{n} questions", count)
