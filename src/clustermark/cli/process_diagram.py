"""`clustermark process diagram`."""

from typing import Annotated

import typer

import clustermark
from clustermark.cli.options import Json, Lang, Language, SchemeName
from clustermark.cli.page import Page, print_data
from clustermark.words.message import say

OfLevel = Annotated[str, typer.Option("--level", help="The level.")]
Picture = Annotated[str | None, typer.Option("--out", help="Write the picture (SVG) to this new file.")]


def process_diagram(
    scheme: SchemeName,
    *,
    level: OfLevel,
    out: Picture = None,
    lang: Lang = Language.EN,
    as_json: Json = False,
) -> None:
    """Draw the states of a level: as text, and as a picture."""
    found = clustermark.process_diagram(scheme, level=level, lang=lang, out=out)
    if as_json:
        return print_data(found)
    page = Page(lang)
    page.write(found.text)
    if found.file:
        page.write(say("Written: {file}", file=str(found.file)))
    return None
