"""What is said when something cannot be done: what is wrong, where, and what would be right."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import ClassVar, Self

from clustermark.words.message import Message, say


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where something is, as data, so that a form can put it beside its field.

    In a file: its line (from 1), or its cell (`Finances!C7`). In a table: its row (from 1) and column. In the content: the path within
    (`criteria.3.bands`), and the questions and the criterion that it is about.
    """

    file: str = ""
    line: int = 0
    path: str = ""
    cell: str = ""
    row: int = 0
    column: str = ""
    questions: tuple[str, ...] = ()
    criterion: str = ""

    def __str__(self) -> str:
        where = f"{self.file}:{self.line}" if self.line else self.file
        return ": ".join(part for part in (where, self.cell or self.path or self.column) if part)


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong. `code` names its kind for programs, and stays when the wording changes."""

    what: Message
    remedy: Message | None = None
    place: Place = field(default_factory=Place)
    warning: bool = False
    code: str = field(kw_only=True)

    def of(self, lang: str) -> str:
        parts = [str(self.place), self.what.of(lang), self.remedy.of(lang) if self.remedy else ""]
        return " — ".join(part for part in parts if part)


class ClustermarkError(Exception):
    """Something that the person who asked can put right. Carries every problem found, not only the first."""

    exit_code: ClassVar[int] = 1

    def __init__(self, problems: Problem | Iterable[Problem]) -> None:
        self.problems = (problems,) if isinstance(problems, Problem) else tuple(problems)
        super().__init__("\n".join(problem.of("en") for problem in self.problems))

    @classmethod
    def because(
        cls, what: Message, remedy: Message | None = None, place: Place | None = None, *, code: str
    ) -> Self:
        return cls(Problem(what, remedy, place or Place(), code=code))


class SchemeError(ClustermarkError):
    """The files of a scheme cannot be used."""

    exit_code = 3


class InputError(ClustermarkError):
    """Answers, findings or another input file cannot be used."""

    exit_code = 4


class OutputError(ClustermarkError):
    """The result cannot be written where it was asked for."""

    exit_code = 5


def unreadable(file: str, why: str) -> Problem:
    return Problem(
        say("the file cannot be read: {why}", why=why),
        say("check the name and the permissions"),
        Place(file),
        code="unreadable",
    )
