"""`clustermark scheme list`."""

import clustermark
from clustermark.cli.options import Json, Lang, Language
from clustermark.cli.page import Page, print_data
from clustermark.words.message import say


def scheme_list(*, lang: Lang = Language.EN, as_json: Json = False) -> None:
    """List the schemes, every version of each, with the hash that names it: the built-in ones, and those in the folders that the environment variable CLUSTERMARK_SCHEMES names, laid out as family/version/scheme.yaml."""
    found = clustermark.scheme_list()
    if as_json:
        return print_data(found)
    headers = [
        say("Name"),
        say("Title"),
        say("In force from"),
        say("Content hash"),
        say("Published"),
        say("Folder"),
    ]
    rows = [
        (
            e.name,
            e.title,
            e.in_force_from,
            e.digest[:19],
            e.published,
            str(e.folder) if e.folder else say("built in"),
        )
        for e in found
    ]
    return Page(lang).table(headers, rows)
