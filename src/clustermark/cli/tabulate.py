"""`clustermark tabulate`."""

from typing import Annotated

import typer

import clustermark
from clustermark.benchmark.suppression import TOTAL
from clustermark.cli.options import Json, Lang, Language
from clustermark.cli.page import Page, print_data
from clustermark.verbs.tables import Tabulated
from clustermark.words.message import say

Frozen = Annotated[str, typer.Argument(help="The folder of a frozen population.", metavar="FOLDER")]
Rows = Annotated[str, typer.Option("--rows", help="The peer group of the rows, such as region.")]
Columns = Annotated[str, typer.Option("--columns", help="The peer group of the columns, such as size.")]


def tabulate(
    population: Frozen, *, rows: Rows, columns: Columns, lang: Lang = Language.EN, as_json: Json = False
) -> None:
    """Count a population by two peer groups, as far as the rules of disclosure allow."""
    found = clustermark.tabulate(population, rows=rows, columns=columns)
    if as_json:
        counts = [{"row": row, "column": column, "count": n} for (row, column), n in found.counts.items()]
        return print_data({"population": found.population, "hidden": found.hidden, "counts": counts})
    return _print(found, Page(lang))


def _print(found: Tabulated, page: Page) -> None:
    page.title(say("{rows} – {columns}", rows=found.titles[0], columns=found.titles[1]))
    total = say("Total")
    headers = [say("{title}", title=title) for title in ("", *found.columns.values(), total)]
    lines = [
        (title, *(_shown(found.counts[row, column]) for column in (*found.columns, TOTAL)))
        for row, title in (*found.rows.items(), (TOTAL, total))
    ]
    page.table(headers, lines, right=range(1, len(headers)))
    if found.hidden:
        what = say(
            "Left out (…): {n} cells, {others} of them so that the others cannot be computed.",
            n=found.hidden,
            others=found.complementary,
        )
        page.write(what)
    page.write(say("Population: {digest}", digest=found.population), style="dim")


def _shown(count: int | None) -> int | str:
    return "…" if count is None else count
