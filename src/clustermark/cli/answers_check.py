"""`clustermark answers check`."""

import typer

import clustermark
from clustermark.cli.guard import NO
from clustermark.cli.options import CaseFile, Json, Lang, Language, OtherScheme
from clustermark.cli.page import Page, print_data
from clustermark.verbs.cases import Checked
from clustermark.words.message import say, says


def answers_check(
    file: CaseFile, *, scheme: OtherScheme = None, lang: Lang = Language.EN, as_json: Json = False
) -> None:
    """Check a file of answers and findings: what is wrong, what is doubtful, what is missing."""
    found = clustermark.answers_check(file, scheme=scheme)
    if as_json:
        fields = ("organisation", "problems", "warnings", "missing")
        print_data({name: getattr(found, name) for name in fields})
    else:
        _print(found, Page(lang))
    if not found.fine:
        raise typer.Exit(NO)


def _print(found: Checked, page: Page) -> None:
    page.organisation(found.organisation)
    problems, warnings = len(found.problems), len(found.warnings)
    page.write(says("{n} problem", "{n} problems", problems) if problems else say("Nothing is wrong."))
    for problem in found.problems:
        page.write(problem.of(page.lang), indent=2)
    if warnings:
        page.write(says("{n} answer to look at again", "{n} answers to look at again", warnings))
    for problem in found.warnings:
        page.write(problem.of(page.lang), indent=2)
    for instrument, missing in found.missing.items():
        lead = says(
            "{n} required answer is missing for {instrument}:",
            "{n} required answers are missing for {instrument}:",
            len(missing),
            instrument=found.scheme.instrument[instrument].title,
        )
        page.write(lead)
        page.write(list(missing), indent=2)
