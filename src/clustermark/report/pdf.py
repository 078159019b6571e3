"""Pages for print: a template of ours and plain data, set by Typst as PDF/UA-1."""

import json
import re
from functools import cache
from importlib.resources import files
from typing import Any

STANDARD = "ua-1"
UNKNOWN = re.compile(r'the text `"(?P<letters>.+)"` could not be displayed')
ESCAPED = re.compile(r"\\u\{([0-9a-f]+)\}")
FIRST_BEYOND = "\u2e80"
"""From here on (Chinese, Japanese, Korean, pictographs) the fonts that Typst carries have no letters."""
STAND_IN = "\u25af"


def typeset(template: str, data: dict[str, Any]) -> bytes:
    """The PDF of a template: tagged, with its language and title, its fonts embedded. The same data gives the same bytes.

    A letter that no embedded font has is shown as an empty box, so that no name can keep a document from being made.
    """
    import typst  # noqa: PLC0415 - heavy, and needed for pages only

    text = json.dumps(data, ensure_ascii=False)
    while True:
        try:
            return _set(source(template), text)
        except typst.TypstError as error:
            text = _without(text, str(error))


def _set(template: bytes, text: str) -> bytes:
    given = {"main.typ": template, "data.json": text.encode()}
    made: bytes = _compiler().compile(input=given, format="pdf", pdf_standards=[STANDARD])
    return made


@cache
def _compiler() -> Any:
    """One for all documents, so that its fonts are read once."""
    import typst  # noqa: PLC0415 - as above

    return typst.Compiler({"main.typ": b""}, ignore_system_fonts=True)  # type: ignore[type-var] # its stubs lack the files by name


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
