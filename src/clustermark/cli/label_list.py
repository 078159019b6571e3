"""`clustermark label list`."""

import clustermark
from clustermark.cli.options import AsOf, IssuerFolder, Json, Lang, Language
from clustermark.cli.page import Page, print_data
from clustermark.registry.vocabulary import EUROPEAN, level_title, state_word
from clustermark.words.marking import marked
from clustermark.words.message import say, says


def label_list(*, folder: IssuerFolder, as_of: AsOf, lang: Lang = Language.EN, as_json: Json = False) -> None:
    """List the labels of an owner on a day."""
    found = clustermark.label_list(folder, as_of.date())
    if as_json:
        return print_data(found)
    page = Page(lang)
    page.title(say("The labels on {day}", day=found.on))
    headers = [
        say("Number"),
        say("Organisation"),
        say("Level"),
        say("State"),
        say("Valid from"),
        say("Valid until"),
    ]
    rows = [
        (
            state.label,
            marked(state.holder.name.of(lang), synthetic=state.synthetic),
            level_title(state.level, EUROPEAN),
            state_word(state, status),
            state.valid_from or "",
            state.valid_until or "",
        )
        for state, status in found.lines
    ]
    page.table(headers, rows)
    return page.write(says("{n} label", "{n} labels", len(rows)))
