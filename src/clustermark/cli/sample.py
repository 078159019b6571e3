"""`clustermark sample`."""

from datetime import date, datetime
from pathlib import Path
from typing import Annotated

import typer

import clustermark
from clustermark.cli.options import Json, Lang, Language
from clustermark.cli.page import Page, print_data
from clustermark.cli.progress import Bars
from clustermark.words.message import say

Folder = Annotated[
    str, typer.Argument(help="The folder to write; one that holds anything else is left alone.")
]
Seed = Annotated[int, typer.Option("--seed", help="The same seed gives the same world.")]
On = Annotated[datetime, typer.Option("--on", formats=["%Y-%m-%d"], help="The day on which the counts hold.")]


def sample(
    folder: Folder = "synthetic-world",
    *,
    seed: Seed = 20200915,
    on: On = datetime(2020, 9, 15),  # noqa: DTZ001 - a calendar date
    lang: Lang = Language.EN,
    as_json: Json = False,
) -> None:
    """Make a synthetic world: invented organisations with their answers, findings and labels since 2012."""
    with Bars(lang, shown=not as_json) as bars:
        found = clustermark.sample(Path(folder), seed=seed, on=_day(on), progress=bars.progress)
    if as_json:
        return print_data(found)
    page = Page(lang)
    page.write(
        say(
            "{organisations} invented organisations with {assessments} assessments are in {folder}.",
            organisations=found.organisations,
            assessments=found.assessments,
            folder=str(found.folder),
        )
    )
    headers = [say("Level"), say("Organisations"), say("Countries")]
    rows = [(c.level, c.organisations, c.countries) for c in found.counts]
    return page.table(headers, rows, right=(1, 2))


def _day(on: datetime) -> date:
    return on.date()
