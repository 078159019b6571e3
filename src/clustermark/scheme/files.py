"""The files of a scheme version, joined into one document that still knows where each part stands."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from clustermark.errors import InputError, Place, Problem, SchemeError
from clustermark.scheme.yamlfile import Document, Path_, read
from clustermark.words.message import say

HEAD = "scheme.yaml"


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
            self.problems.append(Problem(twice, say("keep one of them"), document.place((key,))))
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
    )


def gathered(folder: Path) -> Source:
    """All files of a version: those of its folder and those that its head includes. Raises SchemeError."""
    source = Source(folder)
    documents = [_read(path, source) for path in _own_files(folder)]
    documents += [_read(path, source) for path in _included(folder, documents, source)]
    for document in documents:
        if document:
            source.add(document)
    source.data.pop("include", None)
    if source.problems:
        raise SchemeError(source.problems)
    return source


def _own_files(folder: Path) -> list[Path]:
    if not (folder / HEAD).is_file():
        raise SchemeError.because(
            say("there is no scheme here: {head} is missing", head=HEAD),
            say("name a folder with a scheme, or a built-in one such as ecei@2020"),
            Place(str(folder)),
        )
    return sorted(folder.glob("*.yaml"))


def _read(path: Path, source: Source) -> Document | None:
    try:
        return read(path)
    except InputError as error:
        source.problems.extend(error.problems)
        return None


def _included(folder: Path, documents: list[Document | None], source: Source) -> list[Path]:
    heads = [d for d in documents if d and Path(d.file).name == HEAD and isinstance(d.data, dict)]
    return [path for head in heads for path in _wanted(folder, head, source)]


def _wanted(folder: Path, head: Document, source: Source) -> list[Path]:
    """The included files; they must lie in the family's folder."""
    names = head.data.get("include", [])
    if not (isinstance(names, list) and all(isinstance(name, str) for name in names)):
        source.problems.append(Problem(say("include is a list of files"), None, head.place(("include",))))
        return []
    family = folder.resolve().parent
    paths = [(folder / name).resolve() for name in names]
    for index, path in enumerate(paths):
        if not path.is_relative_to(family):
            outside = say("{name} lies outside the scheme's own folder", name=names[index])
            source.problems.append(Problem(outside, say("move it inside"), head.place(("include", index))))
    return [path for path in paths if path.is_relative_to(family)]
