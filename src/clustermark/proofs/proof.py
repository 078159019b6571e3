"""What a proof is: a property of a scheme, how often it was looked at, and where it does not hold."""

from collections.abc import Iterable
from dataclasses import dataclass

from clustermark.errors import Place, Problem
from clustermark.scheme.files import Source
from clustermark.scheme.model import Scheme
from clustermark.scheme.yamlfile import Path_
from clustermark.words.message import Message


@dataclass(frozen=True, slots=True)
class Proof:
    """`checked` is how many parts the property was shown for; `counterexamples` are those for which it fails."""

    id: str
    title: Message
    checked: int
    counterexamples: tuple[Problem, ...] = ()

    @property
    def holds(self) -> bool:
        return not self.counterexamples


@dataclass(frozen=True)
class Subject:
    """A scheme and where its parts stand in the files."""

    scheme: Scheme
    source: Source | None = None

    def place(self, *path: str | int) -> Place:
        steps: Path_ = path
        return self.source.place(steps) if self.source else Place(path=".".join(map(str, path)))


def proof(id_: str, title: Message, checked: int, found: Iterable[Problem]) -> Proof:
    return Proof(id_, title, checked, tuple(found))
