"""The JSON-LD contexts that are known, by address. They come from an installed package; none is ever fetched."""

import json
from collections.abc import Sequence
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from clustermark.credential.refusal import Reason, Refusal
from clustermark.words.message import say

CREDENTIALS = "https://www.w3.org/ns/credentials/v2"
OPEN_BADGES = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"
KNOWN = {
    CREDENTIALS: "credentials-v2.json",
    OPEN_BADGES: "ob-v3p0-context-3.0.3.json",
    "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.2.json": "ob-v3p0-context-3.0.2.json",
    "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.1.json": "ob-v3p0-context-3.0.1.json",
    "https://purl.imsglobal.org/spec/ob/v3p0/extensions.json": "ob-v3p0-extensions.json",
    "https://w3id.org/security/data-integrity/v2": "security-data-integrity-v2.json",
}
MOST = 6


def context(address: str) -> Any:
    """The content of a context. Raises Refusal for one that is not known."""
    return json.loads(_file(_known(address)).read_text(encoding="utf-8"))["@context"]


@cache
def inlined(addresses: tuple[str, ...], last: str) -> str:
    """A list of contexts as JSON text, put in place of their addresses; `last` is JSON that comes after them."""
    return ", ".join(["[" + ", ".join(json.dumps(context(address)) for address in addresses), last]) + "]"


def addresses(value: object) -> tuple[str, ...]:
    """What stands under `@context`: known addresses only. Raises Refusal."""
    given: Sequence[object] = value if isinstance(value, list) else [value]
    if not given or len(given) > MOST or not all(isinstance(one, str) for one in given):
        raise Refusal(Reason.CONTEXT, say("the contexts are not a short list of addresses"))
    found = tuple(str(one) for one in given)
    for address in found:
        _known(address)
    if found[0] != CREDENTIALS:
        raise Refusal(Reason.CONTEXT, say("the first context is not {address}", address=CREDENTIALS))
    return found


def _known(address: str) -> str:
    """The file of a context."""
    if address not in KNOWN:
        raise Refusal(
            Reason.CONTEXT, say("the context {address} is not one of the known ones", address=address)
        )
    return KNOWN[address]


@cache
def _file(name: str) -> Path:
    spec = find_spec("openbadgeslib")
    if spec is None or not spec.submodule_search_locations:
        raise AssertionError
    return Path(spec.submodule_search_locations[0]) / "ob3" / "contexts" / name
