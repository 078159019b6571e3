"""`clustermark process check`."""

import typer

import clustermark
from clustermark.cli.guard import NO
from clustermark.cli.options import Json, Lang, Language
from clustermark.cli.page import Page, print_data
from clustermark.cli.process_options import PeopleFile, RecordFiles
from clustermark.words.message import says


def process_check(
    records: RecordFiles, *, people: PeopleFile = None, lang: Lang = Language.EN, as_json: Json = False
) -> None:
    """Prove records of cases: nothing missing, doubled or changed, and every deed allowed when it was done."""
    found = clustermark.process_check(records, people=people)
    if as_json:
        rows = [
            {
                "case": r.case,
                "deeds": r.deeds,
                "head": r.head,
                "state": r.state.state,
                "sound": r.sound,
                "problems": r.problems,
            }
            for r in found.records
        ]
        print_data({"sound": found.sound, "records": rows})
    else:
        page = Page(lang)
        for record in found.records:
            mark, n = "✓" if record.sound else "✗", record.deeds
            page.write(
                says("{mark} {case}: {n} deed", "{mark} {case}: {n} deeds", n, mark=mark, case=record.case)
            )
            for problem in record.problems:
                page.write(problem.of(page.lang), indent=4)
    if not found.sound:
        raise typer.Exit(NO)
