"""What the validation of a model finds, in words that say what would be right."""

from collections.abc import Mapping
from difflib import get_close_matches
from typing import Any

from pydantic import BaseModel, ValidationError

from clustermark.words.message import Message, say

Finding = Mapping[str, Any]


def problems_of(error: ValidationError) -> list[Finding]:
    """The findings of a validation; each has `loc` (the path), `type`, `ctx` and `input`."""
    return [dict(finding) for finding in error.errors(include_url=False)]


def said(finding: Finding, known: frozenset[str] = frozenset()) -> tuple[Message, Message | None]:
    """What is wrong and what would be right. `known` are the keys that could stand there."""
    context, last = finding.get("ctx", {}), str(finding["loc"][-1]) if finding["loc"] else ""
    match finding["type"]:
        case "string_type" if finding.get("input") is None:
            return say("{key} stands here without a content", key=last), say(
                "put a text with commas or colons in quotes"
            )
        case "missing":
            return say("{key} is missing", key=last), say("add it")
        case "extra_forbidden":
            return say("{key} is not known here", key=last), suggestion(last, known)
        case "union_tag_invalid":
            words = context["expected_tags"].replace("'", "")
            return say("{word} is not a word of the vocabulary", word=context["tag"]), say(
                "use one of: {words}", words=words
            )
        case "union_tag_not_found":
            return say("a mapping with one key is expected, such as {example}", example="{sum: [a, b]}"), None
        case "string_pattern_mismatch":
            return say("{value} is not an id", value=_short(finding)), say(
                "use small letters, digits and single hyphens, beginning with a letter"
            )
        case "literal_error" | "enum":
            return say("{value} is not possible here", value=_short(finding)), say(
                "use one of: {words}", words=context["expected"]
            )
        case "value_error":
            return _own(context["error"])
        case "date_from_datetime_parsing" | "date_parsing" | "date_type" | "date_from_datetime_inexact":
            return say("{value} is not a date", value=_short(finding)), say(
                "write year-month-day, such as 2026-03-31"
            )
        case _:
            return say("{value} does not fit: {why}", value=_short(finding), why=finding["msg"]), None


def suggestion(word: str, known: frozenset[str]) -> Message | None:
    near = get_close_matches(word, sorted(known), n=1)
    if near:
        return say("did you mean {word}?", word=near[0])
    return say("possible here: {words}", words=", ".join(sorted(known))) if known else None


def _own(error: Exception) -> tuple[Message, Message | None]:
    what = error.args[0] if error.args else ""
    remedy = error.args[1] if len(error.args) > 1 else None
    return (what if isinstance(what, Message) else say("{why}", why=str(what))), remedy


def _short(finding: Finding) -> str:
    text = str(finding.get("input"))
    return text if len(text) <= 60 else text[:57] + "..."  # noqa: PLR2004 - what fits on a line


def keys_at(model: type[BaseModel]) -> frozenset[str]:
    return frozenset(info.alias or name for name, info in model.model_fields.items())
