"""Published versions: named by the hash of their canonical form, and never changed."""

from collections.abc import Iterator
from pathlib import Path

from clustermark.errors import InputError, Place, Problem, SchemeError
from clustermark.files import write_whole
from clustermark.scheme.model import Scheme
from clustermark.scheme.yamlfile import read
from clustermark.words.message import say

LEDGER = "published.yaml"


def ledger_of(folder: Path) -> Path:
    """The file beside the versions of a family that names each published one by its hash."""
    return folder.resolve().parent / LEDGER


def published(folder: Path) -> dict[str, str]:
    """The hash of every published version of the family, by version."""
    path = ledger_of(folder)
    if not path.is_file():
        return {}
    document = read(path)
    data = document.data or {}
    if not isinstance(data, dict) or not all(isinstance(value, str) for value in data.values()):
        raise InputError.because(
            say("a version and its hash are expected on every line"), None, document.place()
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
        )


def publish(scheme: Scheme, digest: str, folder: Path) -> None:
    """Name a version by its hash from now on. Raises SchemeError when another content bears that version."""
    if problems := [*changed(scheme, digest, folder)]:
        raise SchemeError(problems)
    versions = published(folder) | {scheme.version: digest}
    lines = [f'"{version}": "{hash_}"\n' for version, hash_ in sorted(versions.items())]
    write_whole(ledger_of(folder), "".join(lines).encode())
