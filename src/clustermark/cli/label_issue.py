"""`clustermark label issue`."""

from typing import Annotated

import typer

import clustermark
from clustermark.cli.options import (
    At,
    Bundle,
    Despite,
    IssuerFolder,
    Json,
    KeyFile,
    Lang,
    Language,
    OtherScheme,
    Reason,
    SignedBy,
    utc,
)
from clustermark.cli.page import Page, print_data
from clustermark.cli.recorded import print_recorded

Wanted = Annotated[str | None, typer.Option("--level", help="The level that was decided on, for certainty.")]
Renews = Annotated[str | None, typer.Option("--renews", help="The number of the label that goes on.")]


def label_issue(
    file: Bundle,
    *,
    folder: IssuerFolder,
    at: At,
    level: Wanted = None,
    renews: Renews = None,
    key: KeyFile = None,
    scheme: OtherScheme = None,
    signed_by: SignedBy = None,
    despite: Despite = None,
    reason: Reason = "",
    lang: Lang = Language.EN,
    as_json: Json = False,
) -> None:
    """Award a label, or with --renews let one go on."""
    made = clustermark.label_issue(
        file,
        folder,
        utc(at),
        level=level,
        renews=renews,
        key=key,
        scheme=scheme,
        signed_by=signed_by or (),
        despite=despite or (),
        reason=reason,
    )
    return print_data(made) if as_json else print_recorded(made, Page(lang), utc(at))
