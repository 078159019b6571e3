"""Where schemes lie: the built-in ones, those on the search path, and folders that a person names. A name is never a path."""

import os
import re
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from pathlib import Path

from clustermark.errors import Place, SchemeError, unreadable
from clustermark.scheme.files import HEAD
from clustermark.words.message import Message, say

BUILT_IN = Path(str(files("clustermark") / "schemes"))
VARIABLE = "CLUSTERMARK_SCHEMES"
NAME = re.compile(r"(?P<family>[a-z][a-z0-9-]{0,59})(?:@(?P<version>[0-9a-z][0-9a-z.-]{0,39}))?")
SHOWN = 80

Versions = Mapping[str, Path]
"""The folders of a family by version, the newest last."""


def is_path(given: str | Path) -> bool:
    """Whether a person means a folder: `./mine`, `mine/1`, `/schemes/mine/1`."""
    if isinstance(given, Path):
        return True
    return given.startswith(".") or any(sign in given for sign in (os.sep, os.altsep) if sign)


def folder_named(name: str, place: Place | None = None) -> tuple[str, Path]:
    """Family and folder of a name: of a built-in scheme, else of one on the search path. Raises SchemeError."""
    found = NAME.fullmatch(name)
    if not found:
        raise _refused(say("{name} is no name of a scheme", name=name[:SHOWN]), name, place, "no-scheme-name")
    family, version = found["family"], found["version"]
    known = built_in().get(family) or searched(family)
    if not known or (version and version not in known):
        raise _refused(say("there is no scheme {name}", name=name), name, place, "no-scheme")
    return family, known[version] if version else list(known.values())[-1]


def _refused(what: Message, name: str, place: Place | None, code: str) -> SchemeError:
    return SchemeError.because(what, _remedy(name, of_a_person=place is None), place, code=code)


def _remedy(name: str, *, of_a_person: bool) -> Message:
    """For a person, who may have meant a folder; what a file names is not even looked for."""
    if not of_a_person:
        return say(
            "name one of: {names}; or give the scheme with --scheme, or have its folder in {variable}",
            names=built_in_names(),
            variable=VARIABLE,
        )
    if "\0" not in name and os.path.isdir(name):  # noqa: PTH112 - as it was typed
        return say("for the folder of this name write {path}", path=f"./{name}")
    return say("name a folder that holds {head}, or one of: {names}", head=HEAD, names=built_in_names())


def name_of(folder: Path) -> str:
    """What a folder of a family is called: `ecei@2020`."""
    return f"{folder.parent.name}@{folder.name}"


@cache
def built_in() -> Mapping[str, Versions]:
    """The folders of the built-in versions by family."""
    return {family.name: _versions(family) for family in sorted(BUILT_IN.iterdir()) if _versions(family)}


def is_built_in(folder: Path) -> bool:
    return Path(os.path.realpath(folder)).is_relative_to(os.path.realpath(BUILT_IN))


def built_in_names() -> list[str]:
    return [name_of(folder) for versions in built_in().values() for folder in versions.values()]


def names() -> list[str]:
    """Of the built-in schemes, and of those on the search path. Raises SchemeError."""
    families = sorted({path.name for root in roots() for path in _folders(root) if NAME.fullmatch(path.name)})
    return built_in_names() + [name_of(folder) for family in families for folder in searched(family).values()]


def searched(family: str) -> Versions:
    """The versions of a family on the search path. Raises SchemeError."""
    found: dict[str, Path] = {}
    for root in roots():
        for version, folder in _versions(root / family).items():
            if family in built_in():
                _conflict(say("{name} is the name of a built-in scheme", name=family), folder)
            if version in found:
                _conflict(
                    say("{name} lies also in {folder}", name=name_of(folder), folder=str(found[version])),
                    folder,
                )
            found[version] = folder
    return dict(sorted(found.items(), key=lambda item: _natural(item[0])))


def _conflict(what: Message, folder: Path) -> None:
    raise SchemeError.because(what, say("give it a name of its own"), Place(str(folder)), code="name-taken")


def roots() -> Iterator[Path]:
    """The folders of the search path. Raises SchemeError for one that depends on where one is, or is not there."""
    for part in filter(None, os.environ.get(VARIABLE, "").split(os.pathsep)):
        root = Path(part)
        if not root.is_absolute():
            what = say("{folder} in {variable} is no absolute path", folder=part, variable=VARIABLE)
            raise SchemeError.because(what, say("write it from the root on"), code="search-path")
        if not os.path.isdir(root):  # noqa: PTH112 - never raises
            what = say("{folder} in {variable} is no folder", folder=part, variable=VARIABLE)
            raise SchemeError.because(what, say("make it, or take it out"), code="search-path")
        yield root


def _versions(family: Path) -> dict[str, Path]:
    folders = _folders(family) if os.path.isdir(family) else []  # noqa: PTH112 - never raises
    named = [path for path in folders if NAME.fullmatch(name_of(path)) and os.path.lexists(path / HEAD)]
    return {path.name: path for path in sorted(named, key=lambda path: _natural(path.name))}


def _folders(path: Path) -> list[Path]:
    try:
        return sorted(each for each in path.iterdir() if each.is_dir())
    except OSError as error:
        raise SchemeError(unreadable(str(path), error.strerror or str(error))) from error


def _natural(version: str) -> list[tuple[int, str]]:
    """So that version 10 comes after version 9."""
    return [(int(part), "") if part.isdigit() else (0, part) for part in re.split(r"(\d+)", version)]
