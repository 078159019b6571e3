"""A registry as a file, in our own form, so that it can be read back; nothing in it can be run by a spreadsheet."""

import csv
import io
import json
from collections.abc import Iterable
from datetime import date

from clustermark.registry.state import State, Status
from clustermark.registry.vocabulary import EUROPEAN, STATES, Levels, level_title
from clustermark.words.marking import marked
from clustermark.words.message import say, shown
from clustermark.words.text import FALLBACK

HEADER = (
    "label", "name", "name_lv", "organisation", "country", "sector", "level", "state", "valid_from", "valid_until",
    "renewable_until", "stated", "hold", "hold_since", "hold_reason", "source", "synthetic",
)  # fmt: skip
DANGEROUS = ("=", "+", "-", "@", "\t", "\r")
ESCAPED = (*DANGEROUS, "'")
"""What is written with a leading apostrophe, so that a spreadsheet takes it for text."""


Entry = tuple[State, Status]


def row(entry: Entry, levels: Levels = EUROPEAN, lang: str = FALLBACK) -> dict[str, str]:
    """A label on a day, its words in a language; what was computed from the last day is left out, so that it is computed again."""
    state, status = entry
    holder = state.holder
    values = {
        "label": state.label,
        "name": _name(state, "en"),
        "name_lv": _name(state, "lv") if "lv" in holder.name.languages else "",
        "organisation": holder.number,
        "country": holder.country,
        "sector": holder.sector,
        "level": shown(level_title(state.level, levels), lang),
        "state": STATES[status].of(lang),
        "valid_from": "" if state.derived else _day(state.valid_from),
        "valid_until": _day(state.valid_until),
        "renewable_until": "" if state.derived else _day(state.renewable_until),
        "stated": _day(state.stated),
        "hold": STATES[Status(state.hold.value)].of(lang) if state.hold else "",
        "hold_since": _day(state.hold_since),
        "hold_reason": state.hold_reason,
        "source": state.source,
        "synthetic": say("yes").of(lang) if state.synthetic else "",
    }
    return {key: f"'{value}" if value.startswith(ESCAPED) else value for key, value in values.items()}


def _name(state: State, lang: str) -> str:
    return shown(marked(state.holder.name.of(lang), synthetic=state.synthetic), lang)


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""


def as_csv(entries: Iterable[Entry], levels: Levels = EUROPEAN, lang: str = FALLBACK) -> bytes:
    text = io.StringIO()
    writer = csv.DictWriter(text, HEADER, lineterminator="\n")
    writer.writeheader()
    writer.writerows(row(entry, levels, lang) for entry in entries)
    return text.getvalue().encode("utf-8")


def as_json(entries: Iterable[Entry], levels: Levels = EUROPEAN, lang: str = FALLBACK) -> bytes:
    rows = [row(entry, levels, lang) for entry in entries]
    return (json.dumps(rows, ensure_ascii=False, indent=1) + "\n").encode("utf-8")
