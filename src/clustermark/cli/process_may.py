"""`clustermark process may`."""

import clustermark
from clustermark.cli.options import Json, Lang, Language
from clustermark.cli.page import Page, print_data
from clustermark.cli.process_options import AsPerson, OnDay, PeopleFile, RecordFile
from clustermark.process.roles import ROLES
from clustermark.words.message import say


def process_may(
    record: RecordFile,
    *,
    person: AsPerson,
    on: OnDay,
    people: PeopleFile = None,
    lang: Lang = Language.EN,
    as_json: Json = False,
) -> None:
    """List what one person can do in a case on a day, and for what cannot be done why."""
    found = clustermark.process_may(record, person=person, on=on.date(), people=people)
    if as_json:
        return print_data(found)
    page = Page(lang)
    rows = [("✗" if o.why else "✓", o.title, ROLES[o.role], o.why or "") for o in found.options]
    return page.table([say("Can"), say("Deed"), say("Who"), say("Why not")], rows)
