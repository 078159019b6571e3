"""`clustermark registry counts`."""

import clustermark
from clustermark.cli.options import AsOf, Country, Json, Lang, Language, RegistryFile, RegistryScheme
from clustermark.cli.page import Page, print_data
from clustermark.registry.vocabulary import level_title
from clustermark.words.message import say


def registry_counts(
    *,
    as_of: AsOf,
    registry: RegistryFile = None,
    country: Country = None,
    scheme: RegistryScheme = None,
    lang: Lang = Language.EN,
    as_json: Json = False,
) -> None:
    """Count organisations by their highest level in force on a day."""
    found = clustermark.registry_counts(as_of.date(), registry=registry, country=country, scheme=scheme)
    if as_json:
        return print_data(found)
    page = Page(lang)
    page.title(say("The registry on {day}", day=found.on))
    rows = [(level_title(c.level, found.levels), c.organisations, c.countries) for c in found.counts]
    return page.table([say("Level"), say("Organisations"), say("Countries")], rows, right=(1, 2))
