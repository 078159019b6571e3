"""How a case runs: the table, a record as one person sees it, what may be done, whom it waits for, and whether it holds."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from clustermark.errors import InputError, Place, Problem
from clustermark.files import File, refuse_existing, write_whole
from clustermark.process import check as checking
from clustermark.process import team as teams
from clustermark.process.case import Case
from clustermark.process.check import Checked
from clustermark.process.deeds import Begin
from clustermark.process.diagram import as_svg, as_text
from clustermark.process.due import Obligation, obligations
from clustermark.process.lint import LintedProcedure, lint_procedure, usable
from clustermark.process.may import Option, may
from clustermark.process.persons import NOBODY, People, read_people
from clustermark.process.procedure import LevelProcedure, Procedure, file_of, read_procedure
from clustermark.process.record import Record, one_record_each, read_record
from clustermark.process.roles import Role, State
from clustermark.process.setting import Setting, setting_of
from clustermark.process.show import page
from clustermark.process.table import TABLE, Row
from clustermark.process.team import Candidate
from clustermark.process.terms import KINDS
from clustermark.reliability.agreement import Agreement, agreement, signed_ratings
from clustermark.words.message import Message, say


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the table: in which states, what, who, what must hold, and what follows."""

    states: tuple[State, ...]
    kind: str
    title: Message
    roles: tuple[Role, ...]
    guards: tuple[str, ...]
    to: tuple[State, ...]
    relies_on: str


@dataclass(frozen=True, slots=True)
class Tabled:
    """The table of a scheme, or of one level; `proofs` says what was proved of its procedure."""

    scheme: str
    level: str | None
    rows: tuple[Line, ...]
    linted: LintedProcedure


@dataclass(frozen=True, slots=True)
class Drawn:
    """The states of a level as text; `svg` as a picture, and the file that it was written to."""

    level: str
    text: str
    svg: str
    file: Path | None


@dataclass(frozen=True, slots=True)
class Seen:
    """What a person sees of a case; empty where they see nothing."""

    person: str
    on: date
    page: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Options:
    person: str
    on: date
    state: State
    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class Waiting:
    """What is owed in some cases on a day, the earliest first."""

    on: date
    obligations: tuple[Obligation, ...]


@dataclass(frozen=True, slots=True)
class Proved:
    """Records with everything in them that was not allowed."""

    records: tuple[Checked, ...]

    @property
    def sound(self) -> bool:
        return all(record.sound for record in self.records)


@dataclass(frozen=True, slots=True)
class Candidates:
    role: Role
    candidates: tuple[Candidate, ...]


@dataclass(frozen=True, slots=True)
class Agreed:
    """Agreement of the first-signed findings of some cases, by scheme version and level."""

    groups: Mapping[str, tuple[Agreement, ...]]


def process_table(scheme: str, *, level: str | None = None) -> Tabled:
    """What may follow what, under a scheme or at one of its levels, and what is proved of it. Raises SchemeError."""
    procedure, document = read_procedure(_procedure_file(scheme))
    rows = TABLE if level is None else tuple(row for row in TABLE if usable(row, _level(procedure, level)))
    return Tabled(
        procedure.scheme, level, tuple(_line(row) for row in rows), lint_procedure(procedure, document)
    )


def _procedure_file(scheme: str) -> Path:
    file = file_of(scheme)
    if file.is_file():
        return file
    setting_of(scheme)  # says what is missing
    raise AssertionError


def _level(procedure: Procedure, level: str) -> LevelProcedure:
    found = {one.id: one for one in procedure.levels}
    if level in found:
        return found[level]
    what = say("the scheme has no level {level}", level=level)
    raise InputError.because(what, say("use one of: {words}", words=list(found)), code="unknown-level")


def _line(row: Row) -> Line:
    guards = tuple(guard.__name__.replace("_", "-") for guard in row.guards)
    to = tuple(dict.fromkeys(arm.to for arm in row.arms))
    return Line(row.states, row.kind, KINDS[row.kind].title, tuple(sorted(row.roles)), guards, to, row.relies)


def process_diagram(scheme: str, *, level: str, lang: str = "en", out: str | Path | None = None) -> Drawn:
    """The states of a level and what leads on from each, as text and as SVG. Raises InputError and OutputError."""
    procedure = setting_of(scheme).procedure
    of = _level(procedure, level)
    svg, file = as_svg(of, lang), Path(out) if out else None
    if file:
        refuse_existing(file)
        write_whole(file, svg.encode())
    return Drawn(level, as_text(of, lang), svg, file)


def process_show(record: File, *, person: str, on: date, people: File | None = None) -> Seen:
    """What somebody sees of a case at the end of a day, as a page would show it. Raises InputError."""
    found, setting = _read(record, people)
    return Seen(person, on, page(found, person, _end(on, setting), setting))


def process_may(record: File, *, person: str, on: date, people: File | None = None) -> Options:
    """What somebody can do in a case at the end of a day, and for what cannot be done why. Raises InputError."""
    found, setting = _read(record, people)
    case = found.until(_end(on, setting)).folded(setting)
    return Options(person, on, case.state, may(person, case, _end(on, setting), setting))


def process_waiting(records: Sequence[File], *, on: date, people: File | None = None) -> Waiting:
    """What is owed in each case at the end of a day, by whom and until when. Raises InputError."""
    owed = (one for record in records for one in _owed(record, on, people))
    return Waiting(on, tuple(sorted(owed, key=lambda o: (o.due or date.max, o.id))))


def _owed(record: File, on: date, people: File | None) -> Iterable[Obligation]:
    found, setting = _read(record, people)
    at = _end(on, setting)
    return obligations(found.until(at).folded(setting), setting, at)


def process_check(records: Sequence[File], *, people: File | None = None) -> Proved:
    """Prove records: nothing missing, doubled or changed, and every deed allowed when it was done. Raises InputError."""
    read = [_read(record, people) for record in records]
    one_record_each([record for record, _ in read])
    now = datetime.now(UTC)
    return Proved(tuple(checking.check(record, setting, now) for record, setting in read))


def process_team(
    record: File, *, role: str, on: date, people: File, languages: str = "", sector: str = ""
) -> Candidates:
    """Who could take a seat in a case, the best first with reasons, and who is blocked and why. Raises InputError."""
    found, setting = _read(record, people)
    at, seat = _end(on, setting), _seat(role)
    spoken = frozenset(part for part in languages.replace(" ", "").split(",") if part)
    case: Case = found.until(at).folded(setting)
    return Candidates(seat, teams.team(case, seat, at, setting, languages=spoken, sector=sector))


def _seat(role: str) -> Role:
    wanted = ("lead", "second", "third", "reader")
    if role in wanted:
        return Role(role)
    what = say("there is no seat {role} in a team", role=role)
    raise InputError.because(what, say("use one of: {words}", words=list(wanted)), code="unknown-role")


def process_agreement(records: Sequence[File], *, bootstraps: int = 1000) -> Agreed:
    """How far assessors agreed in some cases, from what they first signed. Raises InputError."""
    groups: dict[str, dict[str, list[Sequence[int | None]]]] = {}
    for file in records:
        record, setting = _read(file, None)
        case = record.folded(setting)
        sets = [{c: r.rating for c, r in one.ratings.items()} for one in case.signed_sets]
        group = groups.setdefault(f"{case.scheme} {case.level}", {})
        for criterion, ratings in signed_ratings(sets).items():
            group.setdefault(criterion, []).append(ratings)
    return Agreed({name: agreement(found, bootstraps) for name, found in sorted(groups.items())})


def _end(on: date, setting: Setting) -> datetime:
    """The last moment of a day of the owner's."""
    return setting.calendar.end_of(on) - timedelta(microseconds=1)


def _read(record: File, people: File | None) -> tuple[Record, Setting]:
    found = read_record(record)
    register: People = read_people(people) if people is not None else NOBODY
    begin = found.begin
    if not isinstance(begin, Begin):
        what = say("a record begins with: begin an application")
        raise InputError(Problem(what, say("take the whole record"), Place(found.name, 1), code="no-begin"))
    setting = setting_of(begin.scheme, register)
    if begin.procedure != setting.digest:
        what = say("the record is of another version of the procedure of {scheme}", scheme=begin.scheme)
        remedy = say("use the version of the program with that procedure")
        raise InputError(Problem(what, remedy, Place(found.name, 1), code="other-procedure"))
    return found, setting
