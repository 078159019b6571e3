"""`clustermark label keygen`."""

from typing import Annotated

import typer

import clustermark
from clustermark.cli.options import At, Json, Lang, Language, utc
from clustermark.cli.page import Page, print_data
from clustermark.cli.recorded import print_moment, print_notes
from clustermark.words.message import say

Folder = Annotated[str, typer.Argument(help="The issuer's folder; a new one is made.")]
KeyTarget = Annotated[
    str, typer.Option("--key", help="The file for the secret key; an existing one is left alone.")
]
Issuer = Annotated[
    str | None,
    typer.Option(
        "--issuer", help="The issuer's name, such as did:web:labels.example; else the key is its own."
    ),
]
Name = Annotated[str | None, typer.Option("--name", help="The issuer's name for people.")]
Url = Annotated[
    str | None,
    typer.Option("--url", help="Where the issuer's labels stand on the web, such as https://labels.example."),
]


def label_keygen(
    folder: Folder,
    *,
    key: KeyTarget,
    at: At,
    issuer: Issuer = None,
    name: Name = None,
    url: Url = None,
    lang: Lang = Language.EN,
    as_json: Json = False,
) -> None:
    """Make a signing key. In an issuer's folder, it takes over from the key before."""
    made = clustermark.label_keygen(folder, key, utc(at), issuer=issuer, name=name, url=url)
    if as_json:
        return print_data(made)
    page = Page(lang)
    print_notes(made.notes, page)
    page.write(
        say(
            "The secret key is in {file}. Whoever has it can issue labels: keep a copy in a safe.",
            file=str(made.key),
        )
    )
    page.write(say("The issuer is {issuer}", issuer=made.issuer))
    page.write(say("The public keys are in {file}", file=str(made.folder / "did.json")))
    return print_moment(utc(at), page)
