"""`clustermark label revoke`."""

from typing import Annotated

import typer

import clustermark
from clustermark.cli.options import At, IssuerFolder, Json, KeyFile, Lang, Language, utc
from clustermark.cli.page import Page, print_data
from clustermark.words.message import say

Number = Annotated[str, typer.Argument(help="The number of the label.")]
Reason = Annotated[str, typer.Option("--reason", help="Why; it stays in the register.")]
Kind = Annotated[str, typer.Option("--kind", help="revoked, suspended or withdrawn.")]


def label_revoke(
    number: Number,
    *,
    folder: IssuerFolder,
    reason: Reason,
    at: At,
    kind: Kind = "revoked",
    key: KeyFile = None,
    lang: Lang = Language.EN,
    as_json: Json = False,
) -> None:
    """End a label; every verifier refuses it from then on."""
    ended = clustermark.label_revoke(number, folder, utc(at), reason=reason, kind=kind, key=key)
    if as_json:
        return print_data(ended)
    return Page(lang).write(say("The label {number} is in the new status list", number=ended.number))
