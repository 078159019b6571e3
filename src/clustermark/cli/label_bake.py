"""`clustermark label bake`."""

from typing import Annotated

import typer

import clustermark
from clustermark.cli.options import Json, LabelFile, Lang, Language
from clustermark.cli.page import Page, print_data
from clustermark.words.message import say

Out = Annotated[
    str, typer.Option("--out", help="The picture to write, SVG or PNG; an existing file is left alone.")
]
Picture = Annotated[
    str | None, typer.Option("--picture", help="An SVG or PNG; without one, the badge of the level.")
]


def label_bake(
    file: LabelFile, *, out: Out, picture: Picture = None, lang: Lang = Language.EN, as_json: Json = False
) -> None:
    """Put a label into a picture."""
    made = clustermark.label_bake(file, out, picture=picture)
    if as_json:
        return print_data(made)
    return Page(lang).write(say("The picture with the label is {file}", file=str(made.file)))
