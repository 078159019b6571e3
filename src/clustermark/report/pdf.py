"""Pages for print: a template of ours and plain data, set by Typst as PDF/UA-1."""

import json
import re
from datetime import UTC, date, datetime, time
from functools import cache
from importlib.resources import files
from typing import Any, Final

STANDARD: Final = "ua-1"
UNKNOWN = re.compile(r'the text `"(?P<letters>.+)"` could not be displayed')
ESCAPED = re.compile(r"\\u\{([0-9a-f]+)\}")
FIRST_BEYOND = "\u2e80"
"""From here on (Chinese, Japanese, Korean, pictographs) the fonts that Typst carries have no letters."""
STAND_IN = "\u25af"


def typeset(template: str, data: dict[str, Any]) -> bytes:
    """The PDF of a template: tagged, with its language and title, its fonts embedded; made on the day `on` of the data.

    The same data gives the same bytes, at any time and from any number of threads. A letter that no embedded font has is shown
    as an empty box, so that no name can keep a document from being made.
    """
    import typst  # noqa: PLC0415 - heavy, and needed for pages only

    text = json.dumps(data, ensure_ascii=False)
    day = datetime.combine(date.fromisoformat(data["on"]), time(), UTC)
    while True:
        try:
            return _set(source(template), text, day)
        except typst.TypstError as error:
            text = _without(text, str(error))


def _set(template: bytes, text: str, day: datetime) -> bytes:
    """By a compiler of its own, which two threads cannot share; making one takes less than a millisecond."""
    import typst  # noqa: PLC0415 - as above

    given = {"main.typ": template, "breaking.typ": source("breaking"), "data.json": text.encode()}
    compiler = typst.Compiler(given, ignore_system_fonts=True, font_paths=_fonts())
    made = compiler.compile(format="pdf", pdf_standards=[STANDARD], timestamp=day)
    return bytes(made)  # type: ignore[arg-type] # one file, not several


@cache
def _fonts() -> Any:
    """Read once for all documents."""
    import typst  # noqa: PLC0415 - as above

    return typst.Fonts(include_system_fonts=False)


def _without(text: str, error: str) -> str:
    """The text without the letters that cannot be shown. Raises ValueError where something else is wrong."""
    found = UNKNOWN.search(error)
    lacking = set(ESCAPED.sub(lambda m: chr(int(m[1], 16)), found["letters"])) if found else set()
    fewer = "".join(STAND_IN if c >= FIRST_BEYOND or (c in lacking and not c.isascii()) else c for c in text)
    if fewer == text:
        raise ValueError(error)
    return fewer


@cache
def source(template: str) -> bytes:
    return (files("clustermark.report") / "templates" / f"{template}.typ").read_bytes()
