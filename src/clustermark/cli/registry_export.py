"""`clustermark registry export`."""

from pathlib import Path
from typing import Annotated

import typer

import clustermark
from clustermark.cli.options import AsOf, Country, Json, Lang, Language, RegistryFile, RegistryScheme
from clustermark.cli.page import Page, print_data
from clustermark.words.message import say

Target = Annotated[
    str, typer.Argument(help="The file to write: CSV, XLSX or JSON; an existing one is left alone.")
]


def registry_export(
    out: Target,
    *,
    as_of: AsOf,
    registry: RegistryFile = None,
    country: Country = None,
    scheme: RegistryScheme = None,
    lang: Lang = Language.EN,
    as_json: Json = False,
) -> None:
    """Write the public list of a day as a file."""
    found = clustermark.registry_export(
        Path(out), as_of.date(), registry=registry, country=country, scheme=scheme, lang=lang
    )
    if as_json:
        return print_data(found)
    return Page(lang).write(say("{n} entries are in {file}", n=found.entries, file=str(found.file)))
