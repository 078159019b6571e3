"""`clustermark scheme diff`."""

import json
from typing import Any

import clustermark
from clustermark.cli.options import Json, Lang, Language, SchemeName
from clustermark.cli.page import Page, print_data
from clustermark.scheme.difference import Change, Detail, Difference
from clustermark.scheme.migration import Fate
from clustermark.words.message import say

FATES = {
    Fate.UNCHANGED: say("unchanged"),
    Fate.REWORDED: say("changed"),
    Fate.SPLIT: say("split"),
    Fate.MERGED: say("merged"),
    Fate.RESCALED: say("rescaled"),
    Fate.RETIRED: say("retired"),
    Fate.NEW: say("new"),
}
KINDS = {
    "questions": say("Questions"),
    "indicators": say("Indicators"),
    "criteria": say("Criteria"),
    "levels": say("Levels"),
}
SHOWN = 70
FEW = 12


def scheme_diff(old: SchemeName, new: SchemeName, *, lang: Lang = Language.EN, as_json: Json = False) -> None:
    """Say what became of every part between two versions of a scheme, and why."""
    found = clustermark.scheme_diff(old, new)
    if as_json:
        return print_data(found)
    return _print(found, Page(lang))


def _print(found: Difference, page: Page) -> None:
    page.title(say("From {old} to {new}", old=found.old, new=found.new))
    if found.summary:
        page.write(found.summary)
    for kind, title in KINDS.items():
        page.title(say("{title}: {n} unchanged", title=title, n=found.unchanged[kind]))
        for change in (c for c in found.changes if c.kind == kind):
            _change(change, page)
    page.title(say("Settings: {n} differences", n=len(found.settings)))
    _details(found.settings, page)


def _change(change: Change, page: Page) -> None:
    ids = list(change.new or change.old)
    page.write(say("{fate}: {ids}", fate=FATES[change.fate], ids=ids), indent=2)
    for text in (change.reason, change.undeclared):
        if text:
            page.write(text, indent=4, style="italic")
    _details(change.details, page)


def _details(details: tuple[Detail, ...], page: Page) -> None:
    for detail in details[:FEW]:
        before, after = _short(detail.before), _short(detail.after)
        page.write(
            say("{path}: {before} -> {after}", path=detail.path, before=before, after=after),
            indent=6,
            style="dim",
        )
    if len(details) > FEW:
        page.write(say("… and {n} more; --json shows all", n=len(details) - FEW), indent=6, style="dim")


def _short(value: Any) -> str:
    text = "–" if value is None else json.dumps(value, ensure_ascii=False)
    return text if len(text) <= SHOWN else f"{text[: SHOWN - 1]}…"
