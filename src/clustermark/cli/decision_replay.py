"""`clustermark decision replay`."""

from typing import Annotated

import typer

import clustermark
from clustermark.cli.guard import NO
from clustermark.cli.options import Json, Lang, Language, OtherScheme
from clustermark.cli.page import Page, print_data
from clustermark.words.message import say

BundleFile = Annotated[str, typer.Argument(help="The decision bundle.", metavar="FILE")]


def decision_replay(
    file: BundleFile, *, scheme: OtherScheme = None, lang: Lang = Language.EN, as_json: Json = False
) -> None:
    """Compute a decision again from its bundle, and compare it byte for byte."""
    found = clustermark.decision_replay(file, scheme=scheme)
    page = Page(lang)
    if as_json:
        print_data(found)
    elif found.same:
        page.write(
            say(
                "The decision was computed again and is the same, byte for byte: {digest}",
                digest=found.digest,
            )
        )
        if found.signed_by:
            page.write(say("It was signed with the key {key}", key=found.signed_by))
    else:
        page.write(say("The decision comes out otherwise than written:"))
        for difference in found.differences:
            page.write(difference, indent=2)
    if not found.same:
        raise typer.Exit(NO)
