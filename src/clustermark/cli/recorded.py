"""What is printed of a deed that was recorded."""

from datetime import UTC, datetime, timedelta

from clustermark.cli.page import Page
from clustermark.issuing.public import LIST_LASTS
from clustermark.registry.events import Kind
from clustermark.registry.vocabulary import EUROPEAN, level_title
from clustermark.verbs.labels import Recorded
from clustermark.words.message import Message, say

KINDS = {
    Kind.AWARDED: say("Label {number} is awarded: {level} for {name}"),
    Kind.RENEWED: say("Label {number} is renewed: {level} for {name}"),
    Kind.SUSPENDED: say("Label {number} is suspended: {level} of {name}"),
    Kind.REINSTATED: say("Label {number} is in force again: {level} of {name}"),
    Kind.WITHDRAWN: say("Label {number} is withdrawn: {level} of {name}"),
    Kind.REVOKED: say("Label {number} is revoked: {level} of {name}"),
    Kind.TRANSFERRED: say("Label {number} is handed over: {level} of {name}"),
    Kind.CORRECTED: say("Label {number} is corrected: {level} of {name}"),
}
CLOCKS_DIFFER = timedelta(minutes=5)


def print_recorded(made: Recorded, page: Page, at: datetime) -> None:
    print_notes(made.notes, page)
    fields = {"number": made.number, "level": level_title(made.level, EUROPEAN), "name": made.organisation}
    page.title(Message(KINDS[made.kind].text, fields))
    for path in made.files:
        page.write(str(path), indent=2)
    print_moment(at, page)


def print_notes(notes: tuple[Message, ...], page: Page) -> None:
    """What an earlier command left behind, and what became of it."""
    for note in notes:
        page.write(note)


def print_moment(at: datetime, page: Page) -> None:
    """What a moment that is not now does to the labels of today."""
    now = datetime.now(UTC)
    if at > now + CLOCKS_DIFFER:
        page.write(
            say(
                "The status list holds from {day} on; until then no label of this owner can be checked.",
                day=at.date(),
            )
        )
    elif at + LIST_LASTS < now:
        page.write(
            say(
                "The status list held until {day}; sign it anew before a label is checked.",
                day=(at + LIST_LASTS).date(),
            )
        )
