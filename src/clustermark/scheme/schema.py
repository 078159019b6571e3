"""The JSON Schema of scheme files, for editors."""

from typing import Any

from clustermark.scheme.model import Scheme

DRAFT = "https://json-schema.org/draft/2020-12/schema"


def json_schema() -> dict[str, Any]:
    """The schema of all files of a version joined; one file may hold any of its keys, so none is required."""
    schema = Scheme.model_json_schema(by_alias=True, mode="validation")
    schema.pop("required", None)
    schema["properties"]["include"] = {"type": "array", "items": {"type": "string"}}
    return {"$schema": DRAFT, **schema, "title": "Clustermark scheme"}
