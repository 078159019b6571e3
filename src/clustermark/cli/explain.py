"""`clustermark explain`."""

from typing import Annotated

import typer

import clustermark
from clustermark.cli.options import CaseFile, Json, Lang, Language, Level, OtherScheme
from clustermark.cli.page import Page, print_data
from clustermark.scoring.explain import Explanation
from clustermark.verbs.cases import Explained
from clustermark.words.message import say

Of = Annotated[
    str | None,
    typer.Option("--of", help="Explain this indicator or criterion, by its id, instead of the levels."),
]


def explain(
    file: CaseFile,
    *,
    level: Level = None,
    of: Of = None,
    scheme: OtherScheme = None,
    lang: Lang = Language.EN,
    as_json: Json = False,
) -> None:
    """Explain a decision, rule by rule, and what is missing for a level; or explain one number."""
    found = clustermark.explain(file, level=level, of=of, scheme=scheme)
    if as_json:
        return print_data(
            {
                name: getattr(found, name)
                for name in ("organisation", "assessed_on", "explanations", "derivations")
            }
        )
    return _print(found, Page(lang))


def _print(found: Explained, page: Page) -> None:
    page.organisation(found.organisation)
    page.write(say("Assessed on {day} under {scheme}", day=found.assessed_on, scheme=found.scheme.name))
    page.lines(found.derivations, indent=0)
    for explanation in found.explanations:
        print_explanation(explanation, page)
    page.notice(found.scheme.notice)


def print_explanation(explanation: Explanation, page: Page) -> None:
    page.title(explanation.headline)
    page.lines(explanation.lines)
    for remark in explanation.remarks:
        page.write(remark.text, indent=2, style="italic")
    if explanation.way_lines:
        page.write(say("The nearest ways to this level, cheapest first:"), indent=2)
        page.lines(explanation.way_lines, indent=4)
