"""`clustermark label compromise`."""

from datetime import datetime
from typing import Annotated

import typer

import clustermark
from clustermark.cli.options import At, IssuerFolder, Json, KeyFile, Lang, Language, OtherScheme, Why, utc
from clustermark.cli.page import Page, print_data
from clustermark.cli.recorded import print_moment, print_notes
from clustermark.words.message import say

Method = Annotated[str, typer.Argument(help="The key by its address in did.json.", metavar="KEY")]
Since = Annotated[
    datetime | None,
    typer.Option(
        "--since",
        formats=["%Y-%m-%d", "%Y-%m-%dT%H:%M:%S"],
        help="From when on others may have had it, in UTC; from now on where it is left out.",
    ),
]


def label_compromise(
    method: Method,
    *,
    folder: IssuerFolder,
    reason: Why,
    at: At,
    since: Since = None,
    key: KeyFile = None,
    scheme: OtherScheme = None,
    lang: Lang = Language.EN,
    as_json: Json = False,
) -> None:
    """Declare that others may have had a key; labels in force that it signed are signed anew."""
    made = clustermark.label_compromise(
        method, folder, utc(at), since=utc(since) if since else None, reason=reason, key=key, scheme=scheme
    )
    if as_json:
        return print_data(made)
    page = Page(lang)
    print_notes(made.notes, page)
    page.write(say("What the key {method} signed is refused from now on.", method=made.method))
    page.write(say("Signed anew: {numbers}", numbers=list(made.signed_anew) or ["–"]))
    return print_moment(utc(at), page)
