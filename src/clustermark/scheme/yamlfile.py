"""YAML and JSON files as plain data with line numbers: strict, exact and bounded.

Plain scalars are text, but for whole numbers, decimals (kept exact), `true`, `false` and `null`; dates stay text until a field
asks for one. So `NO` is Norway and `yes` is a word. Anchors, aliases, tags and repeated keys are refused.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import (
    AliasEvent,
    CollectionEndEvent,
    DocumentStartEvent,
    Event,
    MappingStartEvent,
    NodeEvent,
    ScalarEvent,
    SequenceStartEvent,
)

from clustermark.errors import InputError, Place, Problem
from clustermark.files import MEGABYTE, File, Given, taken
from clustermark.words.message import say
from clustermark.words.numbers import DIGITS

LARGEST = 8 * MEGABYTE
DEEPEST = 40
MOST = 50_000
"""Entries of one file: keys with their values, and items of lists."""
PAIR = re.compile(r"(?<!\\)((?:\\\\)*)(\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2})")
WHOLE = re.compile(r"-?(0|[1-9][0-9]*)")
DECIMAL = re.compile(r"-?(0|[1-9][0-9]*)\.[0-9]+")
PLAIN = (None, "")
WORDS = {"true": True, "false": False, "null": None, "~": None, "": None}

Path_ = tuple[str | int, ...]


@dataclass(slots=True)
class Document:
    """What a file says, and on which line each part of it stands (counted from 1)."""

    file: str
    data: Any = None
    lines: dict[Path_, int] = field(default_factory=dict)

    def line(self, path: Path_) -> int:
        """The line of the nearest part that a path names."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)

    def place(self, path: Path_ = ()) -> Place:
        return Place(self.file, self.line(path), ".".join(str(part) for part in path))


def read(file: File, largest: int = LARGEST) -> Document:
    """The content of one YAML or JSON file. Raises InputError when it is not readable, too large or not YAML."""
    given = taken(file, largest)
    return parse(text_of(given), given.name)


def text_of(given: Given) -> str:
    """The text in a file, which is UTF-8, with or without a mark. Raises InputError."""
    try:
        return given.data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError.because(
            say("the file is not UTF-8 text; byte {byte} is not", byte=error.start + 1),
            say("save it as UTF-8"),
            given.place,
            code="not-utf-8",
        ) from error


def parse(text: str, file: str = "") -> Document:
    document = Document(file)
    try:
        _Reader(document, YAML(typ="safe").parse(joined(text))).run()
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise InputError.because(
            say("this is not YAML: {why}", why=error.problem or error.context or ""),
            say("look at the indentation, the colons and the quotes just before this place"),
            Place(file, mark.line + 1 if mark else 0),
            code="no-yaml",
        ) from error
    except YAMLError as error:
        what = say("this is not YAML: {why}", why=str(error))
        raise InputError.because(what, None, Place(file), code="no-yaml") from error
    return document


def joined(text: str) -> str:
    """JSON with every pair of escapes that stands for one sign as that sign."""
    if "\\ud" not in text.lower() or text.lstrip()[:1] not in {"{", "["}:
        return text
    return PAIR.sub(lambda pair: pair[1] + json.loads(f'"{pair[2]}"'), text)


@dataclass(slots=True)
class _Reader:
    """Builds the data from parser events, so that depth and aliases are refused before they cost anything."""

    document: Document
    events: Iterator[Any]
    problems: list[Problem] = field(default_factory=list)
    nodes: int = 0

    def run(self) -> None:
        documents = 0
        for event in self.events:
            match event:
                case DocumentStartEvent():
                    documents += 1
                case NodeEvent() if documents == 1:
                    self.document.data = self._node(event, ())
                case NodeEvent():
                    self._refuse(
                        event, (), say("a second document begins"), say("keep one document in a file")
                    )
        if self.problems:
            raise InputError(self.problems)

    def _node(self, event: NodeEvent, path: Path_) -> Any:
        self.document.lines[path] = event.start_mark.line + 1
        self.nodes += 1
        if self.nodes > MOST:
            self._refuse(event, (), say("it has more than {n} entries", n=MOST), say("make it smaller"))
            raise InputError(self.problems)
        if isinstance(event, AliasEvent):
            self._refuse(event, path, say("an alias (*name) is used"), say("write the content out"))
            raise InputError(self.problems)
        if event.anchor:
            self._refuse(
                event, path, say("an anchor (&name) is used"), say("write the content out where it is needed")
            )
        if getattr(event, "tag", None) is not None:
            self._refuse(event, path, say("a tag (!name) is used"), say("leave it out"))
        if len(path) > DEEPEST:
            self._refuse(
                event, path, say("it is nested deeper than {n} levels", n=DEEPEST), say("make it flatter")
            )
            raise InputError(self.problems)
        return self._content(event, path)

    def _content(self, event: Any, path: Path_) -> Any:
        match event:
            case MappingStartEvent():
                return self._mapping(path)
            case SequenceStartEvent():
                return [self._node(item, (*path, index)) for index, item in enumerate(self._until_end())]
            case _:
                return scalar(event.value) if event.style in PLAIN else event.value

    def _until_end(self) -> Iterator[Any]:
        for event in self.events:
            if isinstance(event, CollectionEndEvent):
                return
            yield event

    def _mapping(self, path: Path_) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for event in self._until_end():
            key = self._key(event, path)
            if key in found:
                self._refuse(
                    event, (*path, key), say("{key} stands here twice", key=key), say("keep one of them")
                )
            found[key] = self._node(next(self.events), (*path, key))
            self.document.lines[(*path, key)] = event.start_mark.line + 1
        return found

    def _key(self, event: Event, path: Path_) -> str:
        if isinstance(event, ScalarEvent):
            return str(event.value)
        self._refuse(event, path, say("a key is not a word"), say("write keys as plain words"))
        raise InputError(self.problems)

    def _refuse(self, event: Event, path: Path_, what: Any, remedy: Any) -> None:
        place = Place(self.document.file, event.start_mark.line + 1, ".".join(map(str, path)))
        self.problems.append(Problem(what, remedy, place, code="no-yaml"))


def scalar(text: str) -> Any:
    """What a plain scalar means: a whole number, an exact decimal, a truth, nothing, or text."""
    if text in WORDS:
        return WORDS[text]
    if WHOLE.fullmatch(text):
        return int(text) if len(text) <= DIGITS else text
    if DECIMAL.fullmatch(text):
        return Decimal(text) if len(text) <= DIGITS else text
    return text
