"""What one can do with a scheme: list, show, lint, compare, climb, publish; and the schema of its files."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from clustermark.proofs.lint import Linted
from clustermark.proofs.lint import lint as proved
from clustermark.scheme.difference import Difference, difference
from clustermark.scheme.ladder import Ladder, ladder
from clustermark.scheme.loading import Opened, load, opened, read_folder
from clustermark.scheme.model import Scheme
from clustermark.scheme.places import is_built_in, names
from clustermark.scheme.published import publish, published
from clustermark.scheme.schema import json_schema
from clustermark.words.text import Text


@dataclass(frozen=True, slots=True)
class Entry:
    """A version of a scheme, named by the hash of its content. `published` versions never change; `folder` is None where it is built in."""

    name: str
    title: Text
    in_force_from: date
    digest: str
    published: bool
    folder: Path | None


def scheme_list() -> tuple[Entry, ...]:
    """Every version of the built-in schemes, and of those in the folders that CLUSTERMARK_SCHEMES names. Raises SchemeError."""
    return tuple(_entry(opened(name)) for name in names())


def _entry(found: Opened) -> Entry:
    scheme = found.scheme
    known = published(found.folder).get(scheme.version)
    folder = None if is_built_in(found.folder) else found.folder
    return Entry(scheme.name, scheme.title, scheme.in_force_from, found.digest, known == found.digest, folder)


def scheme_show(scheme: str) -> Scheme:
    """A scheme by name (`ecei@2020`, `ecei` for the newest) or folder. Raises SchemeError with everything wrong in its files."""
    return load(scheme)


def scheme_lint(scheme: str) -> Linted:
    """Prove what must hold of a scheme, with a counterexample where it does not. Raises SchemeError when it cannot be read."""
    found = opened(scheme)
    return proved(found.scheme, found.source)


def scheme_diff(old: str, new: str) -> Difference:
    """What became of every part between two versions, and why."""
    return difference(load(old), load(new))


def scheme_ladder(scheme: str, *, on: date | None = None) -> Ladder:
    """The levels from the lowest, with what each asks, costs and gives; fees as on a day, the version's first where none is given."""
    version = load(scheme)
    return ladder(version, on or version.in_force_from)


def scheme_json_schema() -> dict[str, Any]:
    """The JSON Schema of scheme files, for editors."""
    return json_schema()


def scheme_publish(scheme: str | Path) -> Entry:
    """Name a version by its hash from now on; its files must not change afterwards. Raises SchemeError when they have."""
    found = opened(scheme)
    if is_built_in(found.folder):
        found = read_folder(found.folder)
    publish(found.scheme, found.digest, found.folder)
    return _entry(found)
