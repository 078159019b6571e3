"""`clustermark registry show`."""

from typing import Annotated

import typer

import clustermark
from clustermark.cli.options import AsOf, Json, Lang, Language, RegistryFile
from clustermark.cli.page import Page, print_data
from clustermark.cli.registry_list import STATES, level_title
from clustermark.registry.events import Kind
from clustermark.words.message import say

KINDS = {
    Kind.AWARDED: say("awarded"),
    Kind.RENEWED: say("renewed"),
    Kind.SUSPENDED: say("suspended"),
    Kind.REINSTATED: say("reinstated"),
    Kind.WITHDRAWN: say("withdrawn"),
    Kind.REVOKED: say("revoked"),
    Kind.TRANSFERRED: say("transferred"),
    Kind.CORRECTED: say("corrected"),
}
LabelNumber = Annotated[str, typer.Argument(help="The number of the label.")]


def registry_show(
    label: LabelNumber,
    *,
    as_of: AsOf,
    registry: RegistryFile = None,
    lang: Lang = Language.EN,
    as_json: Json = False,
) -> None:
    """Show one label on a day."""
    found = clustermark.registry_show(label, as_of.date(), registry=registry)
    if as_json:
        return print_data(found)
    page = Page(lang)
    state = found.state
    page.title(state.holder.name)
    page.write(say("{level}: {state}", level=level_title(state.level), state=STATES[found.status]))
    if state.valid_from and state.valid_until:
        page.write(say("From {first} to {last}", first=state.valid_from, last=state.valid_until))
    if state.derived:
        page.write(say("The first day is not published; it is computed from the last one."))
    page.write(say("Source: {source}", source=state.source or "–"))
    rows = [(event.on, KINDS[event.kind], event.reason) for event in found.events]
    return page.table([say("Day"), say("Event"), say("Reason")], rows)
