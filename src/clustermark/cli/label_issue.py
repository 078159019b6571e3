"""`clustermark label issue`."""

from typing import Annotated

import typer

import clustermark
from clustermark.cli.options import At, IssuerFolder, Json, KeyFile, Lang, Language, OtherScheme, utc
from clustermark.cli.page import Page, print_data
from clustermark.words.message import say

Bundle = Annotated[str, typer.Argument(help="The decision bundle.", metavar="FILE")]
Wanted = Annotated[str, typer.Option("--level", help="The level that the decision awards.")]
Renews = Annotated[str | None, typer.Option("--renews", help="The number of the label that goes on.")]


def label_issue(
    file: Bundle,
    *,
    folder: IssuerFolder,
    level: Wanted,
    at: At,
    key: KeyFile = None,
    renews: Renews = None,
    scheme: OtherScheme = None,
    lang: Lang = Language.EN,
    as_json: Json = False,
) -> None:
    """Issue the label that a decision awards: signed, and inside its badge."""
    made = clustermark.label_issue(file, folder, utc(at), level=level, key=key, renews=renews, scheme=scheme)
    if as_json:
        return print_data(made)
    page = Page(lang)
    page.title(
        say(
            "Label {number}: {level} for {name}", number=made.number, level=made.level, name=made.organisation
        )
    )
    for path in made.files:
        page.write(str(path), indent=2)
    return None
