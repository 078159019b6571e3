"""What is proved of a procedure: that no case can get stuck, and every decision has somebody to take it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from clustermark.errors import Place, Problem
from clustermark.process.calendar import Days
from clustermark.process.due import BY_STATE as OWED_BY_STATE
from clustermark.process.procedure import Body, LevelProcedure, Procedure
from clustermark.process.roles import ASSESSING, RATING, RUNNING, Role, State
from clustermark.process.setting import Setting
from clustermark.process.table import FALLBACK, TABLE, Row
from clustermark.scheme.yamlfile import Document, Path_
from clustermark.words.message import Message, say

NO_MORE_THAN_ONE = 100
BACK = frozenset({"uphold", "return"})
"""What a panel sends back had been reached before."""


@dataclass(frozen=True, slots=True)
class Proof:
    """A property of a procedure, of how many parts it was shown, and where it fails."""

    id: str
    title: Message
    checked: int
    counterexamples: tuple[Problem, ...] = ()

    @property
    def holds(self) -> bool:
        return not self.counterexamples


@dataclass(frozen=True, slots=True)
class LintedProcedure:
    procedure: Procedure
    proofs: tuple[Proof, ...]

    @property
    def proved(self) -> bool:
        return all(proof.holds for proof in self.proofs)

    @property
    def problems(self) -> tuple[Problem, ...]:
        return tuple(problem for proof in self.proofs for problem in proof.counterexamples)


@dataclass(frozen=True, slots=True)
class _Subject:
    procedure: Procedure
    document: Document | None

    def problem(self, path: Path_, what: Message, remedy: Message, code: str) -> Problem:
        place = self.document.place(path) if self.document else Place(path=".".join(map(str, path)))
        return Problem(what, remedy, place, code=code)

    def levels(self) -> Iterator[tuple[int, LevelProcedure]]:
        return enumerate(self.procedure.levels)


Property = Callable[[_Subject], Iterator[Problem]]


def lint(setting: Setting, document: Document | None = None) -> LintedProcedure:
    return lint_procedure(setting.procedure, document)


def lint_procedure(procedure: Procedure, document: Document | None = None) -> LintedProcedure:
    """Prove everything; with `document`, counterexamples name file and line."""
    subject = _Subject(procedure, document)
    proofs = (Proof(id_, title, n(subject), tuple(prop(subject))) for id_, title, n, prop in PROPERTIES)
    return LintedProcedure(procedure, tuple(proofs))


def reached(level: LevelProcedure) -> frozenset[State]:
    """The states that a case of a level can come to by the rows that can be used there, without falling back to one."""
    found, rows = {State.DRAFT}, [row for row in TABLE if usable(row, level) and row.kind not in BACK]
    while True:
        more = {
            arm.to
            for row in rows
            if found & set(row.states)
            for arm in row.arms
            if arm not in FALLBACK and _possible(arm.to, level)
        }
        if more <= found:
            return frozenset(found)
        found |= more


def usable(row: Row, level: LevelProcedure) -> bool:
    """Whether anybody at this level ever holds a seat that the row is for."""
    return bool(row.roles & _seats(level))


def _seats(level: LevelProcedure) -> frozenset[Role]:
    board = level.decider is not None and level.decider.by == "board" and level.decider.board is not None
    officer = level.decider is not None and level.decider.by == "officer"
    deciding = {Role.BOARD, Role.CLERK} if board else {Role.DECIDER} if officer else set()
    third = {Role.THIRD} if level.agreeing and level.agreeing.dissent == "third-assessor" else set()
    always = frozenset(Role) - ASSESSING - {Role.BOARD, Role.CLERK, Role.DECIDER}
    return always | frozenset(deciding) | frozenset(third) | frozenset(level.team.seats)


def _possible(state: State, level: LevelProcedure) -> bool:
    """Whether a level has the step at all."""
    board = level.decider is not None and level.decider.by == "board"
    absent = {
        State.CONSENSUS: level.agreeing is None,
        State.FACT_CHECK: not level.fact_check,
        State.BALLOT: not board,
    }
    return not absent.get(state, False)


def _reachable(subject: _Subject) -> Iterator[Problem]:
    for n, level in subject.levels():
        wanted = {state for state in RUNNING if _possible(state, level)} | {State.CLOSED}
        for state in sorted(wanted - reached(level)):
            what = say("{level}: no case ever comes to the state {state}", level=level.id, state=state.value)
            yield subject.problem(
                ("levels", n), what, say("give the level the seats that lead there"), "unreachable-state"
            )


def _obliged(subject: _Subject) -> Iterator[Problem]:
    for n, level in subject.levels():
        for state in sorted(reached(level) - {State.CLOSED} - set(OWED_BY_STATE)):
            what = say(
                "{level}: nobody owes anything in the state {state}", level=level.id, state=state.value
            )
            yield subject.problem(("levels", n), what, say("add what is owed there"), "no-obligation")


def _windows(subject: _Subject) -> Iterator[Problem]:
    for name, days in _periods(subject.procedure):
        if days.n < 1:
            what = say("the period {name} has no day", name=name)
            yield subject.problem(("periods", name), what, say("give it at least one day"), "zero-window")


def _periods(procedure: Procedure) -> list[tuple[str, Days]]:
    return [
        (name.replace("_", "-"), getattr(procedure.periods, name))
        for name in type(procedure.periods).model_fields
    ]


def _bodies(subject: _Subject) -> Iterator[tuple[Path_, Body]]:
    for n, level in subject.levels():
        yield ("levels", n, "appeal"), level.appeal
        if level.decider and level.decider.board:
            yield ("levels", n, "decider", "board"), level.decider.board


def _quorums(subject: _Subject) -> Iterator[Problem]:
    for path, body in _bodies(subject):
        if body.quorum > body.seats or body.minimum > body.seats:
            what = say(
                "a quorum of {quorum} cannot be reached with {seats} seats",
                quorum=max(body.quorum, body.minimum),
                seats=body.seats,
            )
            yield subject.problem(
                (*path, "quorum"), what, say("ask for no more than there are seats"), "quorum-above-seats"
            )


def _majorities(subject: _Subject) -> Iterator[Problem]:
    for path, body in _bodies(subject):
        if body.majority.of is None:
            what = say("the majority does not say of what it is counted")
            yield subject.problem(
                (*path, "majority"), what, say("add of: votes or of: roster"), "no-denominator"
            )
        elif body.majority.percent == NO_MORE_THAN_ONE and not body.majority.reached:
            what = say("no vote can exceed 100 percent")
            yield subject.problem(
                (*path, "majority"), what, say("add reached: true"), "majority-out-of-reach"
            )


def _deciders(subject: _Subject) -> Iterator[Problem]:
    for n, level in subject.levels():
        if level.decider is None or (level.decider.by == "board" and level.decider.board is None):
            what = say("{level}: nobody decides", level=level.id)
            yield subject.problem(
                ("levels", n), what, say("name a decider, and the body where it is one"), "no-decider"
            )


def _teams(subject: _Subject) -> Iterator[Problem]:
    for n, level in subject.levels():
        team, seats = level.team, len(level.team.seats)
        if team.foreign + team.national > seats:
            what = say(
                "{level}: {wanted} seats are bound to a country, and there are {seats}",
                level=level.id,
                wanted=team.foreign + team.national,
                seats=seats,
            )
            yield subject.problem(
                ("levels", n, "team"), what, say("ask for no more than there are seats"), "bounds-above-seats"
            )
        rating = sum(role in RATING for role in team.seats)
        if Role.LEAD not in team.seats or len(set(team.seats)) < seats or not set(team.seats) <= ASSESSING:
            what = say("{level}: a team has a lead and each seat once", level=level.id)
            yield subject.problem(
                ("levels", n, "team", "seats"), what, say("name lead, and second or reader"), "team-seats"
            )
        if level.visit and level.visit.present > rating:
            what = say("{level}: more must be present than assess", level=level.id)
            yield subject.problem(
                ("levels", n, "visit"),
                what,
                say("ask for no more than there are seats"),
                "presence-above-seats",
            )


def _each_level(subject: _Subject) -> int:
    return len(subject.procedure.levels)


def _each_body(subject: _Subject) -> int:
    return len(list(_bodies(subject)))


def _each_period(subject: _Subject) -> int:
    return len(_periods(subject.procedure))


PROPERTIES: tuple[tuple[str, Message, Callable[[_Subject], int], Property], ...] = (
    ("reachable", say("every state of every level can be reached"), _each_level, _reachable),
    ("obliged", say("every unfinished state has somebody who owes the next step"), _each_level, _obliged),
    ("windows", say("every period has at least one day"), _each_period, _windows),
    ("quorums", say("every quorum can be reached"), _each_body, _quorums),
    ("majorities", say("every majority says of what it is counted"), _each_body, _majorities),
    ("deciders", say("every level has somebody who decides"), _each_level, _deciders),
    ("teams", say("every team can be put together"), _each_level, _teams),
)
