"""`clustermark registry import`."""

from pathlib import Path
from typing import Annotated

import typer

import clustermark
from clustermark.cli.options import Json, Lang, Language
from clustermark.cli.page import Page, print_data
from clustermark.words.message import say

RegistryIn = Annotated[str, typer.Argument(help="The existing registry: CSV or JSON.", metavar="FILE")]
Out = Annotated[
    str, typer.Option("--out", help="The file to write, CSV or JSON; an existing one is left alone.")
]
DefaultCountry = Annotated[str, typer.Option("--country", help="The country of rows that name none.")]
DefaultLevel = Annotated[str, typer.Option("--level", help="The level of rows that name none.")]
Source = Annotated[str, typer.Option("--source", help="Where the rows come from, for rows that do not say.")]


def registry_import(
    file: RegistryIn,
    *,
    out: Out = "registry.csv",
    country: DefaultCountry = "",
    level: DefaultLevel = "bronze",
    source: Source = "",
    lang: Lang = Language.EN,
    as_json: Json = False,
) -> None:
    """Read an existing registry, check every row, and write it in our form."""
    found = clustermark.registry_import(Path(file), Path(out), country=country, level=level, source=source)
    if as_json:
        return print_data(found)
    page = Page(lang)
    for note in found.notes:
        page.write(note.of(lang))
    return page.write(say("{n} entries are in {file}", n=found.entries, file=str(found.file)))
