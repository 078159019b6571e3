"""`clustermark decision bundle`."""

from pathlib import Path
from typing import Annotated

import typer

import clustermark
from clustermark.cli.options import CaseFile, Json, KeyFile, Lang, Language, OtherScheme
from clustermark.cli.page import Page, print_data
from clustermark.words.message import say

Out = Annotated[str, typer.Option("--out", help="The file to write; an existing one is left alone.")]


def decision_bundle(
    file: CaseFile,
    *,
    out: Out = "decision.json",
    key: KeyFile = None,
    scheme: OtherScheme = None,
    lang: Lang = Language.EN,
    as_json: Json = False,
) -> None:
    """Write a decision with everything that a stranger needs to compute it again."""
    found = clustermark.decision_bundle(file, Path(out), key=key, scheme=scheme)
    if as_json:
        return print_data(found)
    page = Page(lang)
    page.write(say("The bundle is in {file}", file=str(found.file)))
    return page.write(say("Its name is {digest}", digest=found.digest))
