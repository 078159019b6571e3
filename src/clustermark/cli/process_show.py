"""`clustermark process show`."""

from typing import Any

import clustermark
from clustermark.cli.options import Json, Lang, Language
from clustermark.cli.page import Page, print_data
from clustermark.cli.process_options import AsPerson, OnDay, PeopleFile, RecordFile
from clustermark.process.due import STEPS
from clustermark.process.roles import ROLES, STATES, Role, State
from clustermark.process.terms import KINDS
from clustermark.words.message import Message, say


def process_show(
    record: RecordFile,
    *,
    person: AsPerson,
    on: OnDay,
    people: PeopleFile = None,
    lang: Lang = Language.EN,
    as_json: Json = False,
) -> None:
    """Show a case as one person sees it on a day."""
    found = clustermark.process_show(record, person=person, on=on.date(), people=people)
    if as_json:
        return print_data(found)
    page = Page(lang)
    if not found.page:
        return page.write(say("There is nothing to see."))
    return _print(found.page, page)


def _print(seen: Any, page: Page) -> None:
    page.title(say("Case {case}", case=seen["case"]))
    if seen["roles"]:
        page.write(say("You are: {roles}", roles=tuple(ROLES[Role(role)] for role in seen["roles"])))
    if "state" in seen:
        page.write(say("State: {state}", state=STATES[State(seen["state"])]))
    for waiting in seen["waiting"]:
        page.write(_waiting(waiting), indent=2)
    for found in seen.get("findings", ()):
        ratings = ", ".join(f"{c} {r.get('rating', '–')}" for c, r in found.get("ratings", {}).items())
        page.write(say("Findings of {person}: {ratings}", person=found["assessor"], ratings=ratings or "…"))
    page.title(say("What has happened"))
    for line in seen.get("history", ()):
        day = line.get("at", line.get("on", ""))[:10]
        title, role = KINDS[line["kind"]].title, ROLES[Role(line["role"])]
        page.write(say("{day}: {what} ({role})", day=day, what=title, role=role), indent=2)


def _waiting(waiting: Any) -> Message:
    step: Message | str = STEPS.get(waiting["step"], say("assess the case"))
    holder = ROLES[Role(waiting["role"])]
    if waiting["due"]:
        return say("Waits for {who}: {step}, until {day}", who=holder, step=step, day=waiting["due"])
    return say("Waits for {who}: {step}", who=holder, step=step)
