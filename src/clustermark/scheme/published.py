"""Published versions: named by the hash of their canonical form, and never changed."""

import os
from collections.abc import Iterator
from pathlib import Path

from clustermark.errors import InputError, OutputError, Place, Problem, SchemeError
from clustermark.files import locked, unreadable_target, write_whole
from clustermark.scheme.files import plain_file
from clustermark.scheme.model import Scheme
from clustermark.scheme.yamlfile import read
from clustermark.words.message import say

LEDGER, LOCK = "published.yaml", ".published.lock"


def ledger_of(folder: Path) -> Path:
    """The file beside the versions of a family that names each published one by its hash."""
    return Path(os.path.realpath(folder)).parent / LEDGER


def published(folder: Path) -> dict[str, str]:
    """The hash of every published version of the family, by version. Raises SchemeError."""
    path = ledger_of(folder)
    if not os.path.lexists(path):
        return {}
    try:
        document = read(plain_file(path, path.parent))
    except InputError as error:
        raise SchemeError(error.problems) from error
    data = document.data or {}
    if not isinstance(data, dict) or not all(isinstance(value, str) for value in data.values()):
        raise SchemeError.because(
            say("a version and its hash are expected on every line"),
            None,
            document.place(),
            code="not-a-ledger",
        )
    return data


def changed(scheme: Scheme, digest: str, folder: Path) -> Iterator[Problem]:
    """That a published version is no longer what was published."""
    before = published(folder).get(scheme.version)
    if before not in (None, digest):
        yield Problem(
            say(
                "version {version} was published as {before}; its files now give {now}",
                version=scheme.version,
                before=before,
                now=digest,
            ),
            say("restore the files, or give the change a version of its own"),
            Place(str(folder)),
            code="published-otherwise",
        )


def publish(scheme: Scheme, digest: str, folder: Path) -> None:
    """Name a version by its hash from now on. Raises SchemeError when another content bears that version, and OutputError."""
    ledger = ledger_of(folder)
    if published(folder).get(scheme.version) == digest:
        return
    try:
        with locked(ledger.with_name(LOCK)):
            if problems := [*changed(scheme, digest, folder)]:
                raise SchemeError(problems)
            write_whole(ledger, _written(published(folder) | {scheme.version: digest}))
    except OSError as error:
        raise OutputError(unreadable_target(ledger, error)) from error


def _written(versions: dict[str, str]) -> bytes:
    lines = [f'"{version}": "{hash_}"\n' for version, hash_ in sorted(versions.items())]
    return "".join(lines).encode()
