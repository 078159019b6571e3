"""`clustermark process agreement`."""

from collections.abc import Iterator
from fractions import Fraction
from typing import Annotated

import typer

import clustermark
from clustermark.cli.options import Json, Lang, Language
from clustermark.cli.page import Page, print_data
from clustermark.cli.process_options import RecordFiles
from clustermark.reliability.agreement import Agreement, Estimate
from clustermark.words.message import Message, say

Bootstraps = Annotated[
    int, typer.Option("--bootstraps", min=0, max=100_000, help="How many samples the intervals rest on.")
]


def process_agreement(
    records: RecordFiles, *, bootstraps: Bootstraps = 1000, lang: Lang = Language.EN, as_json: Json = False
) -> None:
    """Measure how far assessors agreed, from what each first signed; nothing about single assessors."""
    found = clustermark.process_agreement(records, bootstraps=bootstraps)
    page = Page(lang)
    if as_json:
        return print_data({name: [_data(one) for one in rows] for name, rows in found.groups.items()})
    for name, rows in found.groups.items():
        page.title(say("{title}", title=name))
        for one in rows:
            criterion = one.criterion or say("over all")
            page.write(
                say(
                    "{criterion} ({n} cases): {conclusion}",
                    criterion=criterion,
                    n=one.cases,
                    conclusion=one.conclusion,
                )
            )
            for line in _lines(one):
                page.write(line, indent=4)
    return None


def _lines(one: Agreement) -> Iterator[Message]:
    for name, e in one.estimates.items():
        low, high = _figure(e.low), _figure(e.high)
        yield say("{name}: {value} ({low} to {high})", name=name, value=_figure(e.value), low=low, high=high)


def _figure(value: float | None) -> Fraction | str:
    return "–" if value is None else Fraction(value).limit_denominator(1_000_000)


def _data(one: Agreement) -> dict[str, object]:
    estimates = {name: _numbers(e) for name, e in one.estimates.items()}
    return {
        "criterion": one.criterion or None,
        "cases": one.cases,
        "estimates": estimates,
        "conclusion": one.conclusion,
    }


def _numbers(e: Estimate) -> dict[str, float | None]:
    return {"value": e.value, "low": e.low, "high": e.high}
