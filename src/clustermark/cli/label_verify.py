"""`clustermark label verify`."""

from typing import Annotated

import typer

import clustermark
from clustermark.cli.options import At, Json, LabelFile, Lang, Language, utc
from clustermark.cli.page import Page, print_data
from clustermark.credential.document import text
from clustermark.credential.verification import About, Verification
from clustermark.words.message import say

ABOUT = {
    About.PROOF: say("Signature"),
    About.ISSUER: say("Issuer"),
    About.PERIOD: say("Period"),
    About.STATUS: say("Status"),
}


Trusted = Annotated[
    list[str] | None,
    typer.Option(
        "--issuer", help="Whom you trust: the file did.json of an issuer, or a did:key; may be given again."
    ),
]
ListFile = Annotated[str | None, typer.Option("--status-list", help="The file of the issuer's status list.")]


def label_verify(
    file: LabelFile,
    *,
    at: At,
    issuer: Trusted = None,
    status_list: ListFile = None,
    lang: Lang = Language.EN,
    as_json: Json = False,
) -> None:
    """Check a label offline: its signature, its issuer, its period, and whether it was revoked."""
    found = clustermark.label_verify(file, utc(at), issuer=issuer or (), status_list=status_list)
    if as_json:
        print_data(
            {
                "valid": found.valid,
                "proof_holds": found.proof_holds,
                "checks": found.checks,
                "document": found.document,
            }
        )
    else:
        print_verification(found, Page(lang))
    if not found.valid:
        raise typer.Exit(1)


def print_verification(found: Verification, page: Page) -> None:
    title = say("The label is valid") if found.valid else say("The label is not valid")
    page.title(title)
    name = text(found.document, "name")
    if name:
        page.write(name, indent=2)
    for check in found.checks:
        mark = "✓" if check.passed else "✗"
        page.write(
            say("{mark} {about}: {says}", mark=mark, about=ABOUT[check.about], says=check.says), indent=2
        )
