"""The files of a scheme version, each read once, and joined into one document that still knows where each part stands."""

import os
import stat
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from clustermark.errors import InputError, Place, Problem, SchemeError, unreadable
from clustermark.files import MEGABYTE, Given, too_large
from clustermark.scheme.yamlfile import LARGEST, Document, Path_, read
from clustermark.words.message import say

HEAD = "scheme.yaml"
MOST, ALTOGETHER = 200, 32 * MEGABYTE
"""How many files a version may have, and how many bytes they may hold together."""


@dataclass(slots=True)
class Source:
    """The joined content of a version's files, and the place of every part."""

    folder: Path
    data: dict[str, Any] = field(default_factory=dict)
    places: dict[Path_, Place] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def place(self, path: Path_) -> Place:
        """The place of the nearest part that a path names; words that stand in no file are passed over."""
        known: Path_ = ()
        for step in path:
            if (*known, step) in self.places:
                known = (*known, step)
        found = self.places.get(known, Place(str(self.folder / HEAD), 1))
        return Place(found.file, found.line, ".".join(map(str, path)))

    def add(self, document: Document) -> None:
        if not isinstance(document.data, dict):
            self.problems.append(_not_a_mapping(document))
            return
        for key, value in document.data.items():
            self._add_key(document, key, value)

    def _add_key(self, document: Document, key: str, value: Any) -> None:
        here = self.data.get(key)
        if isinstance(here, list) and isinstance(value, list):
            self._remember(document, key, offset=len(here))
            here.extend(value)
        elif key in self.data:
            twice = say("{key} stands already in {file}", key=key, file=self.places[(key,)].file)
            self.problems.append(
                Problem(twice, say("keep one of them"), document.place((key,)), code="stands-twice")
            )
        else:
            self._remember(document, key, offset=0)
            self.data[key] = value

    def _remember(self, document: Document, key: str, offset: int) -> None:
        for path, line in document.lines.items():
            if path[:1] == (key,):
                self.places.setdefault(_shifted(path, offset), Place(document.file, line))


def _shifted(path: Path_, offset: int) -> Path_:
    match path:
        case (key, int(index), *rest):
            return (key, index + offset, *rest)
        case _:
            return path


def _not_a_mapping(document: Document) -> Problem:
    return Problem(
        say("the file is empty or holds no keys"),
        say("begin with one of the keys of a scheme, such as questions or criteria"),
        Place(document.file, 1),
        code="empty",
    )


def gathered(folder: Path) -> Source:
    """What all files of a version say together. Raises SchemeError."""
    return joined(folder, snapshot(folder))


def joined(folder: Path, files: Iterable[Given]) -> Source:
    """What files that were read say together. Raises SchemeError."""
    source = Source(folder)
    for given in files:
        try:
            source.add(read(given))
        except InputError as error:
            source.problems.extend(error.problems)
    source.data.pop("include", None)
    if source.problems:
        raise SchemeError(source.problems)
    return source


def snapshot(folder: Path) -> tuple[Given, ...]:
    """All files of a version, each read once: those of its folder, and those that its head includes. Raises SchemeError."""
    names = _names(folder)
    family = Path(os.path.realpath(folder)).parent
    head = plain_file(folder / HEAD, family)
    wanted = [*((folder / name, None) for name in names), *_included(folder, head)]
    if len(wanted) > MOST:
        raise SchemeError(_too_much(folder))
    found: list[Given] = [head]
    problems: list[Problem] = []
    for path, place in wanted:
        try:
            found.append(head if path == folder / HEAD else plain_file(path, family, place))
        except SchemeError as error:
            problems.extend(error.problems)
        if sum(len(given.data) for given in found) > ALTOGETHER:
            raise SchemeError(_too_much(folder))
    if problems:
        raise SchemeError(problems)
    return tuple(found[1:])


def _names(folder: Path) -> list[str]:
    try:
        names = sorted(path.name for path in folder.iterdir() if path.name.endswith(".yaml"))
    except (FileNotFoundError, NotADirectoryError):
        names = []
    except (OSError, ValueError) as error:
        raise SchemeError(unreadable(str(folder), _why(error))) from error
    if HEAD in names:
        return names
    raise SchemeError.because(
        say("there is no scheme here: {head} is missing", head=HEAD),
        say("name a folder with a scheme, or a built-in one such as ecei@2020"),
        Place(str(folder)),
        code="no-scheme",
    )


def _too_much(folder: Path) -> Problem:
    what = say("the scheme has more than {n} files, or more than {bytes} bytes", n=MOST, bytes=ALTOGETHER)
    return Problem(
        what, say("this is the most that is read; make it smaller"), Place(str(folder)), code="too-large"
    )


def _included(folder: Path, head: Given) -> Iterator[tuple[Path, Place | None]]:
    """The files that the head includes, and where it says so. What is wrong with the rest of the head is told when it is joined."""
    try:
        document = _parsed(head)
    except InputError:
        return
    names = document.data.get("include", []) if isinstance(document.data, dict) else []
    if not (isinstance(names, list) and all(isinstance(name, str) for name in names)):
        what = say("include is a list of files")
        raise SchemeError.because(what, None, document.place(("include",)), code="not-a-list")
    for index, name in enumerate(names):
        yield folder / name, document.place(("include", index))


@lru_cache(maxsize=16)
def _parsed(head: Given) -> Document:
    return read(head)


def plain_file(path: Path, family: Path, place: Place | None = None) -> Given:
    """A plain file that lies in the family's folder, also after every link; never a pipe or a device. `place` is where it is asked for.

    Raises SchemeError.
    """
    try:
        real = Path(os.path.realpath(path))
        if not real.is_relative_to(family):
            what = say("{name} lies outside the scheme's own folder", name=str(path))
            raise SchemeError.because(
                what, say("move it inside"), place or Place(str(path)), code="outside-the-scheme"
            )
        data = _plain_bytes(real)
    except (OSError, ValueError) as error:
        raise SchemeError(unreadable(str(path), _why(error))) from error
    if data is None:
        what = say("this is a folder, a pipe or a device, not a file")
        raise SchemeError.because(what, say("take it away"), Place(str(path)), code="not-a-file")
    if len(data) > LARGEST:
        raise SchemeError(too_large(str(path), LARGEST))
    return Given(data, str(path if place is None else real))


def _plain_bytes(path: Path) -> bytes | None:
    """At most one byte more than is allowed; None for what is no plain file, on which opening never waits."""
    opened = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_NOFOLLOW | os.O_CLOEXEC)
    try:
        if not stat.S_ISREG(os.fstat(opened).st_mode):
            return None
        with os.fdopen(opened, "rb", closefd=False) as file:
            return file.read(LARGEST + 1)
    finally:
        os.close(opened)


def _why(error: OSError | ValueError) -> str:
    return getattr(error, "strerror", None) or str(error)
