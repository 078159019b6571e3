"""`clustermark decision replay`."""

from typing import Annotated

import typer

import clustermark
from clustermark.cli.guard import NO
from clustermark.cli.options import Json, Lang, Language, OtherScheme
from clustermark.cli.page import SIGNS, Page, print_data
from clustermark.process.claims import Claim
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
    if not as_json:
        _process(page, found.process)
    if not found.same:
        raise typer.Exit(NO)


def _process(page: Page, process: tuple[Claim, ...] | None) -> None:
    if process is None:
        return page.write(say("It holds no record, so nothing is proved of the process."))
    page.write(say("What its record proves of the process:"))
    for claim in process:
        page.write(f"{SIGNS[claim.holds]} {page.said(claim.title)}", indent=2)
    return None
