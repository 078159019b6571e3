"""`clustermark process waiting`."""

import clustermark
from clustermark.cli.options import Json, Lang, Language
from clustermark.cli.page import Page, print_data
from clustermark.cli.process_options import OnDay, PeopleFile, RecordFiles
from clustermark.words.message import say


def process_waiting(
    records: RecordFiles,
    *,
    on: OnDay,
    people: PeopleFile = None,
    lang: Lang = Language.EN,
    as_json: Json = False,
) -> None:
    """List what is owed in cases on a day: by whom, since when, until when."""
    found = clustermark.process_waiting(records, on=on.date(), people=people)
    if as_json:
        return print_data(
            {
                "on": found.on,
                "obligations": [
                    {
                        "id": o.id,
                        "step": o.step,
                        "role": o.role,
                        "persons": o.persons,
                        "due": o.due,
                        "hard": o.hard,
                        "late": o.late(found.on),
                    }
                    for o in found.obligations
                ],
            }
        )
    page = Page(lang)
    rows = [
        (
            o.case,
            o.holder,
            ", ".join(o.persons),
            o.title,
            o.opened.date(),
            o.due or "–",
            say("late") if o.late(found.on) else "",
        )
        for o in found.obligations
    ]
    headers = [say("Case"), say("Who"), say("Person"), say("What"), say("Since"), say("Until"), say("Late")]
    return page.table(headers, rows)
