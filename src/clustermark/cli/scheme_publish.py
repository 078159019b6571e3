"""`clustermark scheme publish`."""

import clustermark
from clustermark.cli.options import Json, Lang, Language, SchemeName
from clustermark.cli.page import Page, print_data
from clustermark.words.message import say


def scheme_publish(scheme: SchemeName, *, lang: Lang = Language.EN, as_json: Json = False) -> None:
    """Publish a version: name it by the hash of its content. From then on its files must not change."""
    entry = clustermark.scheme_publish(scheme)
    if as_json:
        return print_data(entry)
    return Page(lang).write(say("{name} is published as {digest}", name=entry.name, digest=entry.digest))
