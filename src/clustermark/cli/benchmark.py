"""`clustermark benchmark`."""

from collections.abc import Mapping
from typing import Annotated

import typer

import clustermark
from clustermark.benchmark.comparison import Compared, Comparison
from clustermark.benchmark.table import Among
from clustermark.cli.options import CaseFile, Json, Lang, Language, OtherScheme
from clustermark.cli.page import Page, print_data
from clustermark.scoring.explain.lines import value
from clustermark.words.figures import Percent
from clustermark.words.message import Message, say
from clustermark.words.text import Text

Population = Annotated[
    str | None,
    typer.Option("--population", help="The folder of a synthetic world; without one, it is made afresh."),
]


def benchmark(
    file: CaseFile,
    *,
    population: Population = None,
    scheme: OtherScheme = None,
    lang: Lang = Language.EN,
    as_json: Json = False,
) -> None:
    """Show where a case stands among its peers, as far as the rules of disclosure allow."""
    found = clustermark.benchmark(file, population=population, scheme=scheme)
    if as_json:
        return print_data(found)
    return _print(found, Page(lang))


def _print(found: Comparison, page: Page) -> None:
    page.title(say("Compared with {n} organisations", n=found.size))
    headers = [say("Indicator"), say("Value"), say("Group"), say("Peers"), say("Median"), say("Position")]
    page.table(headers, [row for one in found.rows for row in _rows(one, found.titles)], right=(1, 3, 4, 5))
    page.write(say("Position: the share of peers with a lower value, and half of those with the same."))
    page.write(say("Population: {digest}", digest=found.population), style="dim")


def _rows(one: Compared, titles: Mapping[str, Text]) -> list[tuple[object, ...]]:
    """A line for each group; the name of the indicator stands once."""
    own: object = say("missing") if one.value is None else value(one.value)
    lines = [
        (_group(a, titles), a.size, "" if a.median is None else value(a.median), _place(a)) for a in one.among
    ]
    heads: list[tuple[object, object]] = [(one.indicator.title, own), *([("", "")] * (len(lines) - 1))]
    return [(*head, *line) for head, line in zip(heads, lines, strict=False)]


def _group(among: Among, titles: Mapping[str, Text]) -> Message | Text:
    """The group; where it is too small, the wider one that was taken instead."""
    title = titles[among.group]
    return (
        title
        if among.used == among.group
        else say("{group} (taken: {used})", group=title, used=titles[among.used])
    )


def _place(among: Among) -> object:
    """In percent; nothing where the group is too small or the own value missing."""
    percent = among.position.percent if among.position else None
    return "–" if percent is None else Percent(percent, decimals=0)
