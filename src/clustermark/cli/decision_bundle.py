"""`clustermark decision bundle`."""

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

import clustermark
from clustermark.cli.options import CaseFile, Json, KeyFile, Lang, Language, OtherScheme
from clustermark.cli.page import Page, print_data
from clustermark.cli.process_options import PeopleFile
from clustermark.words.message import say

Out = Annotated[str, typer.Option("--out", help="The file to write; an existing one is left alone.")]

Decided = Annotated[
    str | None,
    typer.Option("--level", help="The level that was decided on; without one, the bundle awards nothing."),
]
By = Annotated[str | None, typer.Option("--decided-by", help="Who decided: a body or a role, such as board.")]
On = Annotated[
    datetime | None,
    typer.Option("--decided-on", formats=["%Y-%m-%d"], help="On which day, written like 2026-03-31."),
]

RecordOf = Annotated[
    str | None,
    typer.Option(
        "--record", help="The record of the case (JSON Lines), so that the process is proved as well."
    ),
]


def decision_bundle(
    file: CaseFile,
    *,
    out: Out = "decision.json",
    key: KeyFile = None,
    level: Decided = None,
    decided_by: By = None,
    decided_on: On = None,
    scheme: OtherScheme = None,
    record: RecordOf = None,
    people: PeopleFile = None,
    lang: Lang = Language.EN,
    as_json: Json = False,
) -> None:
    """Write a decision with everything that a stranger needs to compute it again."""
    found = clustermark.decision_bundle(
        file,
        Path(out),
        key=key,
        level=level,
        decided_by=decided_by,
        decided_on=decided_on.date() if decided_on else None,
        scheme=scheme,
        record=record,
        people=people,
    )
    if as_json:
        return print_data(found)
    page = Page(lang)
    page.write(say("The bundle is in {file}", file=str(found.file)))
    return page.write(say("Its name is {digest}", digest=found.digest))
