"""Pages for print: a template of ours and plain data, set by Typst as PDF/UA-1."""

import json
from functools import cache
from importlib.resources import files
from typing import Any

STANDARD = "ua-1"


def typeset(template: str, data: dict[str, Any]) -> bytes:
    """The PDF of a template: tagged, with its language and title, its fonts embedded. The same data gives the same bytes."""
    import typst  # noqa: PLC0415 - heavy, and needed for pages only

    given = {"main.typ": source(template), "data.json": json.dumps(data, ensure_ascii=False).encode()}
    made: bytes = typst.compile(given, format="pdf", pdf_standards=[STANDARD], ignore_system_fonts=True)  # type: ignore[call-overload] # its stubs lack the files by name
    return made


@cache
def source(template: str) -> bytes:
    return (files("clustermark.report") / "templates" / f"{template}.typ").read_bytes()
