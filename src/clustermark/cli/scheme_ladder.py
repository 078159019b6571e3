"""`clustermark scheme ladder`."""

from datetime import date, datetime
from typing import Annotated

import typer

import clustermark
from clustermark.cli.options import Json, Lang, Language, SchemeName
from clustermark.cli.page import Page, print_data
from clustermark.scheme.ladder import Rung
from clustermark.words.figures import Money
from clustermark.words.message import Message, say

On = Annotated[
    datetime | None, typer.Option("--on", formats=["%Y-%m-%d"], help="The day of which the fees are shown.")
]
DECIDERS = {"secretariat": say("the secretariat"), "board": say("the board")}


def scheme_ladder(
    scheme: SchemeName, *, on: On = None, lang: Lang = Language.EN, as_json: Json = False
) -> None:
    """Show the levels from the lowest: what each asks, how it is assessed, how long it lasts, what it costs."""
    found = clustermark.scheme_ladder(scheme, on=_day(on))
    if as_json:
        return print_data(found)
    page = Page(lang)
    for rung in found.rungs:
        _rung(rung, page)
    return page.notice(found.notice)


def _day(on: datetime | None) -> date | None:
    return on.date() if on else None


def _rung(rung: Rung, page: Page) -> None:
    page.title(say("{title} – {motto}", title=rung.title, motto=rung.motto))
    page.write(rung.meaning)
    page.table(
        [say("Asks for"), say("In words"), say("Rule")], [(c.title, c.rule, c.name) for c in rung.conditions]
    )
    page.write(say("Steps: {steps}", steps=list(rung.steps)))
    page.write(say("Decided by {decider}.", decider=DECIDERS[rung.decided_by]))
    page.write(_lasting(rung))
    for fee in rung.fees:
        page.write(
            say("{title}: {amount}", title=fee.title, amount=Money(fee.amount, fee.currency)), indent=2
        )


def _lasting(rung: Rung) -> Message:
    return say(
        "Valid for {months} months; may be renewed from {before} months before until {after} months after its end, for {more} months more.",
        months=rung.validity.months,
        before=rung.renewal.from_months_before,
        after=rung.renewal.within_months_after,
        more=rung.renewal.adds_months,
    )
