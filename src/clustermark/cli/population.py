"""`clustermark population`."""

from datetime import datetime
from typing import Annotated

import typer

import clustermark
from clustermark.cli.options import Json, Lang, Language
from clustermark.cli.page import Page, print_data
from clustermark.words.message import say

Source = Annotated[
    str, typer.Argument(help="The folder of a synthetic world, or a table: CSV or Parquet.", metavar="SOURCE")
]
Out = Annotated[str, typer.Option("--out", help="The new folder.")]
Scheme = Annotated[str, typer.Option("--scheme", help="The scheme version that the population is of.")]
On = Annotated[
    datetime | None,
    typer.Option("--as-of", formats=["%Y-%m-%d"], help="The day of a table, written like 2020-09-15."),
]


def population(
    source: Source,
    *,
    out: Out,
    scheme: Scheme = "ecei",
    on: On = None,
    lang: Lang = Language.EN,
    as_json: Json = False,
) -> None:
    """Freeze a population to compare with, under the hash that reports name."""
    made = clustermark.population(source, out, scheme=scheme, on=on.date() if on else None)
    if as_json:
        return print_data(made)
    page = Page(lang)
    page.title(
        say(
            "{n} organisations under {scheme} on {day}", n=made.organisations, scheme=made.scheme, day=made.on
        )
    )
    page.write(str(made.folder), indent=2)
    page.write(say("Population: {digest}", digest=made.digest), style="dim")
    return None
