"""`clustermark label award`."""

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


def label_award(
    file: Bundle,
    *,
    folder: IssuerFolder,
    at: At,
    level: Wanted = None,
    key: KeyFile = None,
    scheme: OtherScheme = None,
    signed_by: SignedBy = None,
    despite: Despite = None,
    reason: Reason = "",
    lang: Lang = Language.EN,
    as_json: Json = False,
) -> None:
    """Issue the label that a decision awards: signed, inside its badge, and with a certificate."""
    made = clustermark.label_award(
        file,
        folder,
        utc(at),
        level=level,
        key=key,
        scheme=scheme,
        signed_by=signed_by or (),
        despite=despite or (),
        reason=reason,
    )
    return print_data(made) if as_json else print_recorded(made, Page(lang), utc(at))
