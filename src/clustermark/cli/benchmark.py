"""`clustermark benchmark`."""

from collections.abc import Mapping
from typing import Annotated

import typer

import clustermark
from clustermark.benchmark.comparison import Compared, Comparison
from clustermark.benchmark.engines import ENGINES
from clustermark.benchmark.table import Among
from clustermark.cli.options import Json, Lang, Language, OtherScheme
from clustermark.cli.page import Page, print_data
from clustermark.scoring.explain.lines import value
from clustermark.verbs.populations import Ranked
from clustermark.words.figures import Percent
from clustermark.words.message import Message, say
from clustermark.words.text import Text

OneCase = Annotated[
    str | None,
    typer.Argument(
        help="The case: a YAML or JSON file, or the filled form (XLSX); without one, everybody.",
        metavar="[FILE]",
    ),
]
Population = Annotated[
    str | None,
    typer.Option(
        "--population",
        help="The folder of a frozen population or of a synthetic world; without one, a world is made.",
    ),
]
Earlier = Annotated[
    str | None,
    typer.Option(
        "--earlier",
        help="The population of figures published before, from which these must not differ by a few.",
    ),
]
Engine = Annotated[
    str,
    typer.Option(
        "--engine",
        help="What ranks everybody: polars, duckdb or spark.",
        autocompletion=lambda: list(ENGINES),
    ),
]
Out = Annotated[str | None, typer.Option("--out", help="The folder for everybody's positions.")]


def benchmark(
    file: OneCase = None,
    *,
    population: Population = None,
    earlier: Earlier = None,
    scheme: OtherScheme = None,
    engine: Engine = "polars",
    out: Out = None,
    lang: Lang = Language.EN,
    as_json: Json = False,
) -> None:
    """Show where a case stands among its peers, as far as the rules of disclosure allow; or rank a whole population."""
    found = clustermark.benchmark(
        file, population=population, earlier=earlier, scheme=scheme, engine=engine, out=out
    )
    if as_json:
        return print_data(found)
    page = Page(lang)
    return _print(found, page) if isinstance(found, Comparison) else _ranked(found, page)


def _ranked(found: Ranked, page: Page) -> None:
    page.write(say("{n} organisations were ranked by {engine}.", n=found.organisations, engine=found.engine))
    page.write(say("The positions are in the folder {folder}.", folder=str(found.folder)))
    page.write(say("Population: {digest}", digest=found.population), style="dim")


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
