"""Ballots: who is on the roster, when the quorum is met, and what a majority is counted of."""

from collections import Counter
from dataclasses import dataclass

from clustermark.process.attempt import Attempt, Guard, of_content
from clustermark.process.case import Ballot, Case, Standing
from clustermark.process.conflicts import free, standing
from clustermark.process.procedure import Body, LevelProcedure
from clustermark.process.roles import Role, State
from clustermark.process.setting import Setting
from clustermark.process.terms import Choice, Motion
from clustermark.words.message import Message, say

MOTIONS = {
    State.BOARD: {Motion.AWARD},
    State.APPEALED: {Motion.APPEAL},
    State.IN_FORCE: {Motion.SUSPEND, Motion.REVOKE},
    State.SUSPENDED: {Motion.REINSTATE, Motion.REVOKE},
}
CHOICES = {Motion.APPEAL: frozenset({Choice.UPHOLD, Choice.RETURN, Choice.DISMISS, Choice.ABSTAIN})}
PLAIN = frozenset({Choice.FOR, Choice.AGAINST, Choice.ABSTAIN})


@dataclass(frozen=True, slots=True)
class Tally:
    """`counted` voted and are free; `able` are all on the roster who are neither recused nor blocked."""

    counted: frozenset[str]
    able: frozenset[str]
    quorum: bool
    reachable: bool
    passed: Choice | None


def body_of(level: LevelProcedure, motion: Motion) -> Body | None:
    if motion is Motion.APPEAL:
        return level.appeal
    return level.decider.board if level.decider else None


def tally(case: Case, ballot: Ballot, level: LevelProcedure, setting: Setting) -> Tally:
    """A recused or blocked seat is neither in the quorum nor in the denominator."""
    body = body_of(level, ballot.motion)
    able = frozenset(p for p in ballot.roster if p not in ballot.recused and free(case, p, setting))
    counted = frozenset(ballot.votes) & able
    if body is None:
        return Tally(counted, able, quorum=False, reachable=False, passed=None)
    quorum = len(counted) >= body.quorum
    passed = _passed(Counter(ballot.votes[p] for p in counted), len(able), body) if quorum else None
    return Tally(counted, able, quorum, len(able) >= body.quorum, passed)


def _passed(votes: Counter[Choice], able: int, body: Body) -> Choice | None:
    """The choice that has the majority; abstentions take part, and are no votes."""
    cast = sum(n for choice, n in votes.items() if choice is not Choice.ABSTAIN)
    whole = cast if body.majority.of == "votes" else able
    for choice, n in sorted(votes.items()):
        enough = (
            n * 100 >= body.majority.percent * whole
            if body.majority.reached
            else n * 100 > body.majority.percent * whole
        )
        if choice is not Choice.ABSTAIN and enough and n >= body.minimum:
            return choice
    return None


def roster_of(case: Case, motion: Motion) -> tuple[str, ...]:
    role = Role.APPEAL if motion is Motion.APPEAL else Role.BOARD
    return tuple(seat.person for seat in case.in_role(role))


def _motion(a: Attempt) -> Motion:
    motion: Motion = getattr(a.what, "motion", None) or min(MOTIONS.get(a.case.state, {Motion.AWARD}))
    return motion


@of_content
def motion_fits(a: Attempt) -> Message | None:
    fits = a.what.motion in MOTIONS.get(a.case.state, ())
    return None if fits else say("this motion has no place here")


def by_a_body(a: Attempt) -> Message | None:
    return None if body_of(a.level, _motion(a)) else say("an officer decides here, not a board")


def roster_answered(a: Attempt) -> Message | None:
    found = [p for p in roster_of(a.case, _motion(a)) if standing(a.case, p, a.setting) is Standing.UNKNOWN]
    return say("not everybody on the roster has declared their interests") if found else None


def quorum_reachable(a: Attempt) -> Message | None:
    body = body_of(a.level, _motion(a))
    able = [p for p in roster_of(a.case, _motion(a)) if free(a.case, p, a.setting)]
    return say("the quorum cannot be reached") if body is None or len(able) < body.quorum else None


def quorum_out_of_reach(a: Attempt) -> Message | None:
    return None if quorum_reachable(a) else say("the board can decide itself")


def no_ballot(a: Attempt) -> Message | None:
    return say("a ballot is open") if a.case.ballot and not a.case.ballot.closed else None


def ballot_open(a: Attempt) -> Message | None:
    return None if a.case.ballot and not a.case.ballot.closed else say("no ballot is open")


def ballot_current(a: Attempt) -> Message | None:
    now = a.case.ballot
    old = now is not None and now.on != a.case.basis
    return say("the report or the dossier has changed since the ballot was opened") if old else None


def on_roster(a: Attempt) -> Message | None:
    now = a.case.ballot
    return None if now and a.who in now.roster else say("you are not on the roster of this ballot")


def not_voted(a: Attempt) -> Message | None:
    now = a.case.ballot
    if now and a.who in now.recused:
        return say("you have recused yourself")
    return say("you have voted") if now and a.who in now.votes else None


@of_content
def choice_fits(a: Attempt) -> Message | None:
    now = a.case.ballot
    fits = now is None or a.what.choice in CHOICES.get(now.motion, PLAIN)
    return None if fits else say("this choice is not on the ballot")


def quorum_met(a: Attempt) -> Message | None:
    met = a.case.ballot and tally(a.case, a.case.ballot, a.level, a.setting).quorum
    return None if met else say("the quorum is not met")


def ballot_lost(a: Attempt) -> Message | None:
    now = a.case.ballot
    lost = now and (now.on != a.case.basis or not tally(a.case, now, a.level, a.setting).reachable)
    return None if lost else say("the ballot can still be held")


def carried(motion: Motion) -> Guard:
    def motion_carried(a: Attempt) -> Message | None:
        board = a.level.decider is not None and a.level.decider.by == "board"
        return say("no such motion was carried") if board and a.case.carried is not motion else None

    motion_carried.__name__ = f"{motion.value}_carried"
    return motion_carried


def panel_chose(choice: Choice) -> Guard:
    def chosen(a: Attempt) -> Message | None:
        return None if a.case.panel is choice else say("the panel has not voted for this")

    chosen.__name__ = f"panel_chose_{choice.value}"
    return chosen
