"""`clustermark report`."""

from typing import Annotated

import typer

import clustermark
from clustermark.cli.benchmark import Earlier, Population
from clustermark.cli.options import CaseFile, Json, Lang, Language, OtherScheme
from clustermark.cli.page import Page, print_data
from clustermark.words.message import say

Out = Annotated[str, typer.Option("--out", help="The new file: its name ends in .pdf or .html.")]
Previous = Annotated[
    str | None,
    typer.Option("--previous", help="The case of the assessment before, for the change since then."),
]


def report(
    file: CaseFile,
    *,
    out: Out,
    previous: Previous = None,
    population: Population = None,
    earlier: Earlier = None,
    scheme: OtherScheme = None,
    lang: Lang = Language.EN,
    as_json: Json = False,
) -> None:
    """Write the report on a case, in the language asked for: a summary of two pages, then every indicator among its peers."""
    made = clustermark.report(
        file,
        out,
        previous=previous,
        population=population,
        earlier=earlier,
        scheme=scheme,
        lang=lang.value,
    )
    if as_json:
        return print_data(made)
    page = Page(lang)
    page.write(say("Report: {name}", name=str(made.file)))
    page.write(say("Population: {digest}", digest=made.population), style="dim")
    return None
