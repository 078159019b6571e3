"""`clustermark label transfer`."""

from typing import Annotated

import typer

import clustermark
from clustermark.cli.options import (
    At,
    IssuerFolder,
    Json,
    KeyFile,
    LabelNumber,
    Lang,
    Language,
    OtherScheme,
    Why,
    utc,
)
from clustermark.cli.page import Page, print_data
from clustermark.cli.recorded import print_recorded

To = Annotated[str, typer.Option("--to", help="The number of the organisation that takes it over.")]
Name = Annotated[str, typer.Option("--name", help="Its name.")]
Country = Annotated[str, typer.Option("--country", help="Its country, such as LV.")]
Sector = Annotated[str, typer.Option("--sector", help="Its sector, where it has one.")]


def label_transfer(
    number: LabelNumber,
    *,
    folder: IssuerFolder,
    to: To,
    name: Name,
    country: Country,
    reason: Why,
    at: At,
    sector: Sector = "",
    key: KeyFile = None,
    scheme: OtherScheme = None,
    lang: Lang = Language.EN,
    as_json: Json = False,
) -> None:
    """Hand a label over to another organisation, by a new credential."""
    made = clustermark.label_transfer(
        number,
        folder,
        utc(at),
        to=to,
        name=name,
        country=country,
        sector=sector,
        reason=reason,
        key=key,
        scheme=scheme,
    )
    return print_data(made) if as_json else print_recorded(made, Page(lang), utc(at))
