"""`clustermark demo`."""

from pathlib import Path
from typing import Annotated

import typer

import clustermark
from clustermark.cli.demo_account import Account
from clustermark.cli.options import Json, Lang, Language
from clustermark.cli.page import Page, print_data
from clustermark.cli.progress import Bars

Folder = Annotated[
    str, typer.Argument(help="The folder for the results; one that holds anything else is left alone.")
]


def demo(folder: Folder = "clustermark-demo", *, lang: Lang = Language.EN, as_json: Json = False) -> None:
    """Run the main job from end to end on invented organisations, and explain it."""
    with Bars(lang, shown=not as_json) as bars:
        account = Account(Page(lang), quiet=as_json)
        found = clustermark.demo(Path(folder), on_stage=account.tell, progress=bars.progress)
    if as_json:
        print_data(
            {"folder": found.folder, "counts": found.counts, "latvia": found.latvia, "tallies": found.tallies}
        )
