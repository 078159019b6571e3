"""`clustermark label correct`."""

from datetime import datetime
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

Name = Annotated[str | None, typer.Option("--name", help="The right name of the organisation.")]
Country = Annotated[str | None, typer.Option("--country", help="Its right country, such as LV.")]
Until = Annotated[
    datetime | None,
    typer.Option("--valid-until", formats=["%Y-%m-%d"], help="The right last day, written like 2028-03-31."),
]


def label_correct(
    number: LabelNumber,
    *,
    folder: IssuerFolder,
    reason: Why,
    at: At,
    name: Name = None,
    country: Country = None,
    valid_until: Until = None,
    key: KeyFile = None,
    scheme: OtherScheme = None,
    lang: Lang = Language.EN,
    as_json: Json = False,
) -> None:
    """Put right what was recorded by mistake, by a new credential."""
    made = clustermark.label_correct(
        number,
        folder,
        utc(at),
        name=name,
        country=country,
        valid_until=valid_until.date() if valid_until else None,
        reason=reason,
        key=key,
        scheme=scheme,
    )
    return print_data(made) if as_json else print_recorded(made, Page(lang), utc(at))
