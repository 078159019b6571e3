"""`clustermark label extract`."""

from typing import Annotated

import typer

import clustermark
from clustermark.cli.options import Json, Lang, Language
from clustermark.cli.page import Page, print_data
from clustermark.words.message import say

Picture = Annotated[str, typer.Argument(help="The picture, SVG or PNG.", metavar="FILE")]
Out = Annotated[str, typer.Option("--out", help="The file to write; an existing one is left alone.")]


def label_extract(file: Picture, *, out: Out, lang: Lang = Language.EN, as_json: Json = False) -> None:
    """Take the label out of a picture."""
    made = clustermark.label_extract(file, out)
    if as_json:
        return print_data(made)
    return Page(lang).write(say("The label is in {file}", file=str(made.file)))
