"""`clustermark registry list`."""

import clustermark
from clustermark.cli.options import AsOf, Country, Json, Lang, Language, RegistryFile, RegistryScheme
from clustermark.cli.page import Page, print_data
from clustermark.registry.registry import Line
from clustermark.registry.vocabulary import Levels, level_title, state_word
from clustermark.words.marking import marked
from clustermark.words.message import say


def registry_list(
    *,
    as_of: AsOf,
    registry: RegistryFile = None,
    country: Country = None,
    scheme: RegistryScheme = None,
    lang: Lang = Language.EN,
    as_json: Json = False,
) -> None:
    """List who holds what on a day: one line for each organisation."""
    found = clustermark.registry_list(
        as_of.date(), registry=registry, country=country, scheme=scheme, lang=lang
    )
    if as_json:
        return print_data(found)
    page = Page(lang)
    page.title(say("The registry on {day}", day=found.on))
    headers = [
        say("Country"),
        say("Organisation"),
        say("Level"),
        say("State"),
        say("Valid until"),
        say("Renewable until"),
    ]
    page.table(headers, [row(line, found.levels, lang) for line in found.lines])
    return page.write(say("{n} organisations", n=len(found.lines)))


def row(line: Line, levels: Levels, lang: str) -> tuple[object, ...]:
    state = line.state
    return (
        state.holder.country,
        marked(state.holder.name.of(lang), synthetic=state.synthetic),
        level_title(state.level, levels),
        state_word(state, line.status),
        state.valid_until or "",
        state.renewable_until or "",
    )
