"""`clustermark registry list`."""

import clustermark
from clustermark.cli.options import AsOf, Country, Json, Lang, Language, RegistryFile
from clustermark.cli.page import Page, print_data
from clustermark.registry.registry import Line
from clustermark.registry.state import Status
from clustermark.words.message import Message, say

STATES = {
    Status.VALID: say("valid"),
    Status.GRACE: say("expired, renewable"),
    Status.EXPIRED: say("expired"),
    Status.SUSPENDED: say("suspended"),
    Status.WITHDRAWN: say("withdrawn"),
    Status.REVOKED: say("revoked"),
    Status.UNKNOWN: say("not known for this day"),
}
LEVELS = {"bronze": say("bronze level"), "silver": say("silver level"), "gold": say("gold level")}


def registry_list(
    *,
    as_of: AsOf,
    registry: RegistryFile = None,
    country: Country = None,
    lang: Lang = Language.EN,
    as_json: Json = False,
) -> None:
    """List who holds what on a day: one line for each organisation."""
    found = clustermark.registry_list(as_of.date(), registry=registry, country=country)
    if as_json:
        return print_data(found)
    page = Page(lang)
    page.title(say("The registry on {day}", day=found.on))
    headers = [
        say("Country"),
        say("Organisation"),
        say("Level"),
        say("State"),
        say("Valid until"),
        say("Renewable until"),
    ]
    page.table(headers, [row(line, lang) for line in found.lines])
    return page.write(say("{n} organisations", n=len(found.lines)))


def row(line: Line, lang: str) -> tuple[object, ...]:
    state = line.state
    return (
        state.holder.country,
        state.holder.name.of(lang),
        level_title(state.level),
        STATES[line.status],
        state.valid_until or "",
        state.renewable_until or "",
    )


def level_title(level: str) -> Message | str:
    return LEVELS.get(level, level)
