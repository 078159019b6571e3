"""`clustermark process table`."""

import typer

import clustermark
from clustermark.cli.guard import NO
from clustermark.cli.options import Json, Lang, Language, Level, SchemeName
from clustermark.cli.page import Page, print_data
from clustermark.process.roles import ROLES, STATES
from clustermark.verbs.processes import Line
from clustermark.words.message import say


def process_table(
    scheme: SchemeName, *, level: Level = None, lang: Lang = Language.EN, as_json: Json = False
) -> None:
    """Show what may follow what: state, deed, who, conditions, next state; and what is proved of it."""
    found = clustermark.process_table(scheme, level=level)
    if as_json:
        print_data(found)
    else:
        page = Page(lang)
        page.title(say("What may follow what under {scheme}", scheme=found.scheme))
        headers = [say("Deed"), say("Who"), say("State"), say("Condition"), say("Next state")]
        page.table(headers, (_row(line) for line in found.rows))
        for proof in found.linted.proofs:
            mark = "✓" if proof.holds else "✗"
            page.write(say("{mark} {title}", mark=mark, title=proof.title))
            for problem in proof.counterexamples:
                page.write(problem.of(page.lang), indent=4)
    if not found.linted.proved:
        raise typer.Exit(NO)


def _row(line: Line) -> tuple[object, ...]:
    to = tuple(STATES[state] for state in line.to)
    states = tuple(STATES[state] for state in line.states)
    return (line.title, tuple(ROLES[r] for r in line.roles), states, line.guards, to)
