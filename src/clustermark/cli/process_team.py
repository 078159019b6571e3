"""`clustermark process team`."""

from typing import Annotated

import typer

import clustermark
from clustermark.cli.options import Json, Lang, Language
from clustermark.cli.page import Page, print_data
from clustermark.cli.process_options import OnDay, RecordFile, Register
from clustermark.words.message import say

SeatOf = Annotated[str, typer.Option("--role", help="The seat: lead, second, third or reader.")]
Languages = Annotated[str, typer.Option("--languages", help="Languages that help, such as lv,en.")]
Sector = Annotated[str, typer.Option("--sector", help="The sector that helps.")]


def process_team(
    record: RecordFile,
    *,
    role: SeatOf,
    on: OnDay,
    people: Register,
    languages: Languages = "",
    sector: Sector = "",
    lang: Lang = Language.EN,
    as_json: Json = False,
) -> None:
    """Rank who could take a seat in a case, with reasons, and say who is blocked and why. An officer chooses."""
    found = clustermark.process_team(
        record, role=role, on=on.date(), people=people, languages=languages, sector=sector
    )
    if as_json:
        return print_data(found)
    page = Page(lang)
    rows = [
        ("✗" if c.blocked else "✓", c.person, c.country, c.blocked or c.reasons) for c in found.candidates
    ]
    return page.table([say("Can"), say("Person"), say("Country"), say("Reason")], rows)
