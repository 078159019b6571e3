"""`clustermark scheme lint`."""

import typer

import clustermark
from clustermark.cli.guard import NO
from clustermark.cli.options import Json, Lang, Language, SchemeName
from clustermark.cli.page import Page, print_data
from clustermark.proofs.lint import Linted
from clustermark.words.message import say, says


def scheme_lint(scheme: SchemeName, *, lang: Lang = Language.EN, as_json: Json = False) -> None:
    """Prove what must hold of a scheme; where something does not hold, show a counterexample with file and line."""
    found = clustermark.scheme_lint(scheme)
    if as_json:
        print_data({"scheme": found.scheme.name, "proved": found.proved, "proofs": found.proofs})
    else:
        print_proofs(found, Page(lang))
    if not found.proved:
        raise typer.Exit(NO)


def print_proofs(found: Linted, page: Page) -> None:
    page.title(say("{title} ({name})", title=found.scheme.title, name=found.scheme.name))
    for proof in found.proofs:
        mark = "✓" if proof.holds else "✗"
        checked = says("{n} part looked at", "{n} parts looked at", proof.checked)
        page.write(say("{mark} {title} ({checked})", mark=mark, title=proof.title, checked=checked), indent=2)
        for problem in proof.counterexamples:
            page.write(problem.of(page.lang), indent=6)
    page.write(say("Everything is proved.") if found.proved else say("Not everything holds."))
