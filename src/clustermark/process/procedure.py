"""What differs between the levels of a scheme version, as data: seats, windows, who decides, and every period."""

from functools import lru_cache
from pathlib import Path
from typing import Literal

from pydantic import Field, ValidationError

from clustermark.errors import Place, Problem, SchemeError
from clustermark.process.calendar import Calendar, Days
from clustermark.process.roles import Role, State
from clustermark.process.terms import named
from clustermark.scheme.base import Frozen, Id
from clustermark.scheme.canonical import encoded, plain
from clustermark.scheme.loading import folder_of
from clustermark.scheme.wording import problems_of, said
from clustermark.scheme.yamlfile import Document, read
from clustermark.words.message import say

FILE = Path("procedure") / "procedure.yaml"
STAFFED_FROM = (
    State.STAFFED,
    State.SELF_INPUT,
    State.ASSESSING,
    State.CONSENSUS,
    State.REPORT,
    State.FACT_CHECK,
)


class Team(Frozen):
    """The seats of the team. `foreign` and `national`: how many must, at least, come from another or the same country."""

    seats: tuple[Role, ...] = Field(min_length=1)
    foreign: int = Field(default=0, ge=0)
    national: int = Field(default=0, ge=0)
    independent_for_months: int = Field(ge=0)
    for_renewal: tuple[Role, ...] = ()
    new_for_renewal: int = Field(default=0, ge=0)


class Visit(Frozen):
    """`by` says how; `present` how many of those who rate must be there."""

    by: Literal["video", "on-site"]
    days: int = Field(ge=1)
    present: int = Field(ge=1)


class Agreeing(Frozen):
    """What happens where two differ: from which difference a note is needed, and from which a third assessor may be asked."""

    by: Literal["assessors", "reader"]
    note_from: int = Field(default=1, ge=1)
    dissent: Literal["third-assessor", "on-record"] = "on-record"


class Majority(Frozen):
    """How many of whom must vote for it: `percent` strictly exceeded, or reached where `reached`; of those who voted, or of those seated."""

    percent: int = Field(ge=1, le=100)
    reached: bool = False
    of: Literal["votes", "roster"] | None = None


class Body(Frozen):
    """A body that votes: seats, how many must take part, and by which majority; `minimum` is absolute."""

    seats: int = Field(ge=1)
    quorum: int = Field(ge=1)
    minimum: int = Field(default=1, ge=1)
    majority: Majority


class Decider(Frozen):
    """An officer who did not assess, or a body. `other_than_eligibility`: nor the one who found the applicant eligible."""

    by: Literal["officer", "board"]
    other_than_eligibility: bool = True
    board: Body | None = None


class LevelProcedure(Frozen):
    """The procedure of one level."""

    id: Id
    team: Team
    visit: Visit | None = None
    blind: bool = True
    agreeing: Agreeing | None = None
    fact_check: bool = True
    decider: Decider | None = None
    appeal: Body
    retry_after_months: int = Field(default=0, ge=0)
    names_hidden_from_board: bool = False


class Periods(Frozen):
    """Every period by the step that it gives time for."""

    apply: Days
    eligibility: Days
    clarification: Days
    contract: Days
    staffing: Days
    declaration: Days
    objection: Days
    objection_answer: Days
    opening: Days
    self_input: Days
    visit: Days
    findings: Days
    consensus: Days
    agreement: Days
    fact_check_start: Days
    fact_check: Days
    remark_answer: Days
    report: Days
    quality: Days
    ballot_start: Days
    vote: Days
    decision: Days
    announcement: Days
    appeal: Days
    appeal_panel: Days
    appeal_decision: Days
    statement: Days
    concern: Days
    suspension: Days
    substitutes: Days


class Procedure(Frozen):
    """The procedure of a scheme version. `reminders`: so many working days before the due date; negative ones after it."""

    scheme: str
    zone: str
    holidays: str = Field(pattern="^[A-Z]{2}$")
    reminders: tuple[int, ...] = ()
    periods: Periods
    levels: tuple[LevelProcedure, ...] = Field(min_length=1)

    def level(self, id_: str) -> LevelProcedure:
        return next(level for level in self.levels if level.id == id_)

    @property
    def calendar(self) -> Calendar:
        return Calendar(self.zone, self.holidays)

    @property
    def digest(self) -> str:
        return named(encoded(plain(self)))


def file_of(name: str | Path) -> Path:
    return folder_of(name) / FILE


def read_procedure(file: Path) -> tuple[Procedure, Document]:
    """A procedure and where its parts stand. Raises SchemeError."""
    document = read(file)
    try:
        return Procedure.model_validate(document.data), document
    except ValidationError as error:
        found = [(said(f), document.place(f["loc"])) for f in problems_of(error)]
        raise SchemeError(
            Problem(what, remedy, place, code="procedure") for (what, remedy), place in found
        ) from error


def has_procedure(name: str | Path) -> bool:
    return file_of(name).is_file()


def load_procedure(name: str | Path) -> Procedure:
    """The procedure of a scheme version, by folder or name. It has a hash of its own: that of the version never changes.

    Raises SchemeError.
    """
    return _loaded(file_of(name))


@lru_cache(maxsize=16)
def _loaded(file: Path) -> Procedure:
    if not file.is_file():
        what = say("the scheme has no procedure")
        raise SchemeError.because(
            what, say("write {file}", file=FILE.as_posix()), Place(str(file)), code="no-procedure"
        )
    return read_procedure(file)[0]
