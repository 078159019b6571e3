"""`clustermark questionnaire`."""

from pathlib import Path
from typing import Annotated

import typer

import clustermark
from clustermark.cli.options import Json, Lang, Language, SchemeName
from clustermark.cli.page import Page, print_data
from clustermark.words.message import say

Out = Annotated[str, typer.Option("--out", help="The file to write; an existing one is left alone.")]
Instrument = Annotated[
    str | None,
    typer.Option("--instrument", help="Only the questions of this instrument, such as benchmarking."),
]


def questionnaire(
    scheme: SchemeName,
    *,
    out: Out = "questionnaire.xlsx",
    instrument: Instrument = None,
    lang: Lang = Language.EN,
    as_json: Json = False,
) -> None:
    """Write the form that an applicant fills in, as a spreadsheet with guidance and checks."""
    file = clustermark.questionnaire(scheme, Path(out), lang=lang, instrument=instrument)
    if as_json:
        return print_data({"file": file})
    return Page(lang).write(say("The form is in {file}", file=str(file)))
