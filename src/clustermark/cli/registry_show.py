"""`clustermark registry show`."""

from typing import Annotated

import typer

import clustermark
from clustermark.cli.options import AsOf, Json, Lang, Language, RegistryFile, RegistryScheme
from clustermark.cli.page import Page, print_data
from clustermark.registry.state import KINDS
from clustermark.registry.vocabulary import level_title, state_word
from clustermark.words.marking import marked
from clustermark.words.message import say

LabelNumber = Annotated[str, typer.Argument(help="The number of the label.")]


def registry_show(
    label: LabelNumber,
    *,
    as_of: AsOf,
    registry: RegistryFile = None,
    scheme: RegistryScheme = None,
    lang: Lang = Language.EN,
    as_json: Json = False,
) -> None:
    """Show one label on a day."""
    found = clustermark.registry_show(label, as_of.date(), registry=registry, scheme=scheme)
    if as_json:
        return print_data(found)
    page = Page(lang)
    state = found.state
    page.title(marked(state.holder.name.of(lang), synthetic=state.synthetic))
    page.write(
        say(
            "{level}: {state}",
            level=level_title(state.level, found.levels),
            state=state_word(state, found.status),
        )
    )
    if state.valid_from and state.valid_until:
        page.write(say("From {first} to {last}", first=state.valid_from, last=state.valid_until))
    if state.derived:
        page.write(say("The first day is not published; it is computed from the last one."))
    page.write(say("Source: {source}", source=state.source or "–"))
    rows = [(event.on, KINDS[event.kind], event.reason) for event in found.events]
    return page.table([say("Day"), say("Event"), say("Reason")], rows)
