"""What is lost when a seat is freed or findings turn out void: everything that relied on them, and nothing of the record."""

from typing import Any

from clustermark.process.case import Case, Concern, Decision, Ended, FindingSet
from clustermark.process.deeds import Deed
from clustermark.process.roles import APPLICANT, Role, State
from clustermark.process.setting import Setting
from clustermark.process.terms import Choice, Motion, Result
from clustermark.process.voting import tally

Changes = dict[str, Any]
DECIDED_ALREADY = frozenset({State.ANNOUNCED, State.APPEALED, State.IN_FORCE, State.SUSPENDED, State.CLOSED})
NO_REPORT: Changes = {"report": None, "fact_checked": False, "quality": False, "signed": None, "remarks": {}}
NO_CONSENSUS: Changes = {"proposal": None, "agreed": ()}


def ended(case: Case, person: str, why: Ended, reason: str) -> dict[str, Any]:
    """A person's seats are freed. Unsigned notes stay closed; signed ones stay as they are.

    To sit again, a person declares again.
    """
    who = case.who(person)
    seats = tuple(
        s.with_(ended=why, reason=reason)
        if s.person == who and s.ended is None and s.role not in APPLICANT
        else s
        for s in case.seats
    )
    own = case.sets.get(who)
    changes: dict[str, Any] = {"seats": seats}
    changes["declared"] = {one: at for one, at in case.declared.items() if one != who}
    if own is not None:
        changes["sets"] = {one: set_ for one, set_ in case.sets.items() if one != who}
        changes["old_sets"] = (*case.old_sets, own)
    if (
        case.proposal is not None
        and (case.proposal.by == who or who in case.proposal.replies)
        and case.state is State.CONSENSUS
    ):
        changes["proposal"] = None
    return changes


def anew(case: Case) -> Changes:
    """Somebody new assesses: what the others agreed on and reported before is open again."""
    late = case.state in {State.CONSENSUS, State.REPORT, State.FACT_CHECK}
    return {**NO_CONSENSUS, **NO_REPORT} if late else {}


def voided(case: Case, person: str) -> Changes:
    """The sets of a person are void, wherever they are kept."""
    every = (*case.old_sets, *(s for s in case.sets.values() if s.person == person))
    kept = tuple(_void(s) if s.person == person else s for s in every)
    return {"old_sets": kept, "sets": {one: s for one, s in case.sets.items() if one != person}}


def _void(s: FindingSet) -> FindingSet:
    return FindingSet(s.person, s.role, s.ratings, s.signed, s.deed, void=True, present=s.present)


def taint(case: Case, deed: Deed) -> Changes:
    """Consensus, report, ballot and decision relied on what is lost."""
    return {
        "taints": (*case.taints, deed.number),
        "decision": None,
        **NO_CONSENSUS,
        **NO_REPORT,
        **no_ballot(case),
    }


def conflict(case: Case, person: str, deed: Deed, setting: Setting) -> Changes:
    """Somebody turns out not to be free; the fact is in the case already."""
    changes: dict[str, Any] = {"facts": case.facts, **ended(case, person, Ended.CONFLICT, "")}
    if case.state in DECIDED_ALREADY:
        late = Concern(deed.number, "conflict", deed.at, case.who(deed.by))
        return changes | {"concerns": (*case.concerns, late)}
    took_part = person in case.assessed
    changes |= voided(case, person)
    if took_part:
        return changes | taint(case, deed)
    after = case.with_(**changes)
    return changes | {"decision": _recounted(after, person, setting)}


def _recounted(case: Case, person: str, setting: Setting) -> Decision | None:
    """The decision stands, with a note, if quorum and majority hold without this person."""
    now = case.decision
    if now is None or person not in now.by:
        return now
    ballot = case.ballot
    if ballot is None or ballot.motion is Motion.APPEAL:
        return None
    found = tally(case, ballot, setting.levels[case.level], setting.bare)
    result = Result.AWARDED if found.passed is Choice.FOR else Result.REFUSED
    holds = found.quorum and result is now.result
    return (
        Decision(now.result, found.counted, now.deed, now.at, now.basis, note="recounted") if holds else None
    )


def no_ballot(case: Case) -> dict[str, Any]:
    """The ballot is put with the old ones; its votes count for nothing more."""
    kept = (*case.ballots, case.ballot) if case.ballot else case.ballots
    return {"ballot": None, "ballots": kept, "carried": None}


def no_panel(case: Case) -> Changes:
    """The appeal is over; its panel rises."""
    seats = tuple(
        s.with_(ended=Ended.RELEASED) if s.role is Role.APPEAL and s.ended is None else s for s in case.seats
    )
    return {"seats": seats, "panel": None, **no_ballot(case)}


def returned(case: Case, to: State) -> Changes:
    """What the panel sends back is done anew from that step on; what was signed before it stays."""
    changes: dict[str, Any] = {"decision": None, "announced": None, "announced_day": None}
    if to is State.SUBMITTED:
        return changes | {"eligible_by": ""}
    if to is State.BOARD:
        return changes
    changes |= NO_REPORT
    if to is State.REPORT:
        return changes
    changes |= {**NO_CONSENSUS, "third": False}
    if to is State.ASSESSING:
        rating = {seat.person for seat in case.raters}
        seats = tuple(
            s.with_(ended=Ended.RELEASED) if s.person in rating and s.ended is None else s for s in case.seats
        )
        return changes | {
            "seats": seats,
            "sets": {},
            "old_sets": (*case.old_sets, *case.sets.values()),
            "visit": None,
            "present": frozenset(),
        }
    return changes


def merged(case: Case, person: str, into: str, deed: Deed, setting: Setting) -> Changes:
    """Two numbers become one: facts and history unite; who would sit twice loses the later seat."""

    def one(names: frozenset[str]) -> frozenset[str]:
        return frozenset(into if name == person else name for name in names)

    aliases = {**case.aliases, person: into}
    twice = bool(case.of.get(person)) and bool(case.of.get(into))
    seats = tuple(_reseated(s, person, into, twice=twice) for s in case.seats)
    declared = {who: at for who, at in case.declared.items() if who not in {person, into}}
    if person in case.declared and into in case.declared:
        declared[into] = max(case.declared[person], case.declared[into])
    groups = ("assessed", "voted", "clerked", "judged_appeal", "acted", "present", "emptied")
    changes: dict[str, Any] = {name: one(getattr(case, name)) for name in groups}
    changes |= {"aliases": aliases, "seats": seats, "declared": declared}
    changes |= _sets(case, person, into, twice=twice)
    after = case.with_(**changes)
    blocked = any(after.who(f.person) == into and not f.lifted for f in case.facts)
    return {**changes, **(conflict(after, into, deed, setting) if blocked else {})}


def _reseated(seat: Any, person: str, into: str, *, twice: bool) -> Any:
    if seat.person != person:
        return seat
    late = twice and seat.ended is None
    return seat.with_(person=into, ended=Ended.MERGED if late else seat.ended)


def _sets(case: Case, person: str, into: str, *, twice: bool) -> Changes:
    own = case.sets.get(person)
    if own is None:
        return {}
    rest = {who: s for who, s in case.sets.items() if who != person}
    moved = FindingSet(into, own.role, own.ratings, own.signed, own.deed, own.void, own.present)
    if twice or into in rest:
        return {"sets": rest, "old_sets": (*case.old_sets, moved)}
    return {"sets": {**rest, into: moved}}
