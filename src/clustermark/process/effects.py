"""What each kind of deed changes in a case. The state itself changes by the table alone."""

from collections.abc import Callable
from typing import Any

from clustermark.process import losses
from clustermark.process.case import (
    Ballot,
    Case,
    Concern,
    Decision,
    Ended,
    Fact,
    FindingSet,
    Proposal,
    Seat,
)
from clustermark.process.deeds import Deed
from clustermark.process.roles import Role
from clustermark.process.setting import Setting
from clustermark.process.terms import Choice, Motion, Result
from clustermark.process.voting import roster_of, tally

Changes = dict[str, Any]
Effect = Callable[[Case, Deed, Setting], Changes]
EFFECTS: dict[str, Effect] = {}


def of(*kinds: str) -> Callable[[Effect], Effect]:
    def kept(effect: Effect) -> Effect:
        EFFECTS.update(dict.fromkeys(kinds, effect))
        return effect

    return kept


def _what(deed: Deed) -> Any:
    """The content; by the kind of deed it has the fields that its effect asks for."""
    return deed.what


def _seat(case: Case, deed: Deed, role: Role, person: str, country: str = "") -> Changes:
    seat = Seat(deed.number, role, case.who(person), deed.at, country)
    declared = {who: at for who, at in case.declared.items() if who != seat.person}
    return {"seats": (*case.seats, seat), "declared": declared}


def _changed_seat(case: Case, person: str, **changes: Any) -> Changes:
    who = case.who(person)
    return {
        "seats": tuple(s.with_(**changes) if s.person == who and s.ended is None else s for s in case.seats)
    }


@of("begin")
def _begin(case: Case, deed: Deed, _: Setting) -> Changes:
    what = _what(deed)
    names = ("scheme", "level", "organisation", "country", "renews", "synthetic", "procedure")
    facts = {name: getattr(what, name) for name in names}
    return facts | {"number": deed.case, "began": deed.at} | _seat(case, deed, Role.MANAGER, deed.by)


@of("invite")
def _invite(case: Case, deed: Deed, _: Setting) -> Changes:
    kept = case.with_(
        seats=tuple(s.with_(ended=Ended.RELEASED) if s.role is Role.CONTACT else s for s in case.seats)
    )
    return _seat(kept, deed, Role.CONTACT, _what(deed).person)


@of("submit", "close-self-input")
def _dossier(_: Case, deed: Deed, __: Setting) -> Changes:
    return {"dossier": _what(deed).dossier}


@of("take")
def _take(case: Case, deed: Deed, _: Setting) -> Changes:
    now = case.holder(Role.OFFICER)
    seats = tuple(s.with_(ended=Ended.CONFLICT) if s == now else s for s in case.seats)
    return _seat(case.with_(seats=seats), deed, Role.OFFICER, deed.by)


@of("clarify")
def _clarify(case: Case, deed: Deed, _: Setting) -> Changes:
    return {"question": deed.at, "pauses": case.pauses if case.paused else (*case.pauses, (deed.at, None))}


@of("answer")
def _answer(case: Case, deed: Deed, _: Setting) -> Changes:
    return {"question": None} | _resumed(case, deed)


def _resumed(case: Case, deed: Deed) -> Changes:
    return {"pauses": (*case.pauses[:-1], (case.pauses[-1][0], deed.at))} if case.paused else {}


@of("pause")
def _pause(case: Case, deed: Deed, _: Setting) -> Changes:
    return {"pauses": (*case.pauses, (deed.at, None))}


@of("resume")
def _resume(case: Case, deed: Deed, _: Setting) -> Changes:
    return _resumed(case, deed)


@of("declare-eligible")
def _eligible(case: Case, deed: Deed, _: Setting) -> Changes:
    return {"eligible_by": case.who(deed.by)}


@of("declare-ineligible")
def _ineligible(case: Case, deed: Deed, setting: Setting) -> Changes:
    by = frozenset({case.who(deed.by)})
    decision = Decision(Result.INELIGIBLE, by, deed.number, deed.at, case.basis)
    return {"decision": decision, **_announced(deed, setting)}


def _announced(deed: Deed, setting: Setting) -> Changes:
    return {"announced": deed.at, "announced_day": setting.calendar.day(deed.at)}


@of("propose", "appoint")
def _propose(case: Case, deed: Deed, _: Setting) -> Changes:
    what = _what(deed)
    anew = losses.anew(case) if deed.kind == "propose" else {}
    return anew | _seat(case, deed, what.role, what.person, getattr(what, "country", ""))


@of("declare")
def _declare(case: Case, deed: Deed, setting: Setting) -> Changes:
    what = _what(deed)
    who = case.who(deed.by)
    if not what.interests:
        return {"declared": {**case.declared, who: deed.at}}
    facts = tuple(Fact(deed.number, who, interest, "self") for interest in what.interests)
    return losses.conflict(case.with_(facts=(*case.facts, *facts)), who, deed, setting)


@of("decline")
def _decline(case: Case, deed: Deed, _: Setting) -> Changes:
    return losses.ended(case, deed.by, Ended.DECLINED, _what(deed).reason)


@of("object")
def _object(case: Case, deed: Deed, _: Setting) -> Changes:
    return _changed_seat(case, _what(deed).person, objected=deed.at)


@of("accept")
def _accept(case: Case, deed: Deed, _: Setting) -> Changes:
    return _changed_seat(case, _what(deed).person, accepted=deed.at)


@of("answer-objection")
def _answer_objection(case: Case, deed: Deed, _: Setting) -> Changes:
    what = _what(deed)
    if what.upheld:
        return losses.ended(case, what.person, Ended.OBJECTION, what.reason)
    return _changed_seat(case, what.person, objected=None, accepted=deed.at)


@of("open-self-input")
def _open_self_input(_: Case, deed: Deed, __: Setting) -> Changes:
    return {"closes": _what(deed).closes}


@of("hold-visit")
def _hold_visit(case: Case, deed: Deed, _: Setting) -> Changes:
    what = _what(deed)
    return {
        "visit": case.visit or what.day,
        "visited": deed.at,
        "present": case.present | {case.who(p) for p in what.present},
    }


@of("save-findings")
def _save_findings(case: Case, deed: Deed, _: Setting) -> Changes:
    who, what = case.who(deed.by), _what(deed)
    own = case.sets.get(who) or FindingSet(who, deed.role)
    ratings = {**own.ratings, **{rating.criterion: rating for rating in what.findings}}
    return {"sets": {**case.sets, who: FindingSet(who, deed.role, ratings)}}


@of("sign-findings")
def _sign_findings(case: Case, deed: Deed, _: Setting) -> Changes:
    who = case.who(deed.by)
    own = case.sets.get(who) or FindingSet(who, deed.role)
    there = who in case.present
    signed = FindingSet(who, deed.role, own.ratings, deed.at, deed.number, present=there)
    return {"sets": {**case.sets, who: signed}, "assessed": case.assessed | {who}}


@of("propose-consensus")
def _propose_consensus(case: Case, deed: Deed, _: Setting) -> Changes:
    return {"proposal": Proposal(deed.number, case.who(deed.by), _what(deed).agreed, deed.at)}


def _replied(case: Case, deed: Deed, *, agrees: bool) -> Changes:
    now = case.proposal
    if now is None:
        raise AssertionError
    who = case.who(deed.by)
    new = Proposal(now.deed, now.by, now.agreed, now.since, {**now.replies, who: agrees})
    return {"proposal": new, "agreed": now.agreed, "assessed": case.assessed | {who}}


@of("agree")
def _agree(case: Case, deed: Deed, _: Setting) -> Changes:
    return _replied(case, deed, agrees=True)


@of("dissent")
def _dissent(case: Case, deed: Deed, setting: Setting) -> Changes:
    agreeing = setting.levels[case.level].agreeing
    ask = agreeing is not None and agreeing.dissent == "third-assessor" and not case.third
    return {
        **_replied(case, deed, agrees=False),
        "dissents": (*case.dissents, deed.number),
        "third": case.third or ask,
    }


@of("send-to-fact-check")
def _send(_: Case, deed: Deed, setting: Setting) -> Changes:
    del setting
    return {"report": _what(deed).report, "fact_checked": True}


@of("remark")
def _remark(case: Case, deed: Deed, _: Setting) -> Changes:
    return {"remarks": {**case.remarks, deed.number: False}}


@of("answer-remark")
def _answer_remark(case: Case, deed: Deed, _: Setting) -> Changes:
    return {"remarks": {**case.remarks, _what(deed).remark: True}}


@of("check-quality")
def _check_quality(_: Case, __: Deed, ___: Setting) -> Changes:
    return {"quality": True}


@of("sign-report")
def _sign_report(_: Case, deed: Deed, __: Setting) -> Changes:
    return {"signed": deed.at}


@of("amend")
def _amend(case: Case, deed: Deed, _: Setting) -> Changes:
    return {"dossier": _what(deed).dossier, "quality": False, "signed": None, **losses.no_ballot(case)}


@of("open-ballot")
def _open_ballot(case: Case, deed: Deed, _: Setting) -> Changes:
    motion: Motion = _what(deed).motion
    ballot = Ballot(
        deed.number, motion, case.basis or "", roster_of(case, motion), deed.at, case.who(deed.by)
    )
    return {"ballot": ballot, "carried": None, "panel": None, "clerked": _keepers(case, deed, motion)}


def _keepers(case: Case, deed: Deed, motion: Motion) -> frozenset[str]:
    """Who kept a ballot of the board; a panel keeps its own."""
    return case.clerked if motion is Motion.APPEAL else case.clerked | {case.who(deed.by)}


@of("vote")
def _vote(case: Case, deed: Deed, _: Setting) -> Changes:
    now, who = _ballot(case), case.who(deed.by)
    votes = {**now.votes, who: _what(deed).choice}
    part = "judged_appeal" if now.motion is Motion.APPEAL else "voted"
    return {"ballot": _with(now, votes=votes), part: getattr(case, part) | {who}}


def _ballot(case: Case) -> Ballot:
    if case.ballot is None:
        raise AssertionError
    return case.ballot


def _with(ballot: Ballot, **changes: Any) -> Ballot:
    return Ballot(**{**ballot.__dict__, **changes})


@of("recuse")
def _recuse(case: Case, deed: Deed, _: Setting) -> Changes:
    now = _ballot(case)
    return {"ballot": _with(now, recused=now.recused | {case.who(deed.by)})}


@of("close-ballot")
def _close_ballot(case: Case, deed: Deed, setting: Setting) -> Changes:
    now = _ballot(case)
    found = tally(case, now, setting.levels[case.level], setting.bare)
    closed = _with(now, closed=True, passed=found.passed)
    changes: Changes = {"ballot": closed, "clerked": _keepers(case, deed, now.motion)}
    match now.motion:
        case Motion.AWARD:
            result = Result.AWARDED if found.passed is Choice.FOR else Result.REFUSED
            return changes | {"decision": Decision(result, found.counted, deed.number, deed.at, now.on)}
        case Motion.APPEAL:
            return changes | {"panel": found.passed}
        case _:
            return changes | {"carried": now.motion if found.passed is Choice.FOR else None}


@of("annul-ballot")
def _annul_ballot(case: Case, _: Deed, __: Setting) -> Changes:
    return losses.no_ballot(case)


@of("decide")
def _decide(case: Case, deed: Deed, _: Setting) -> Changes:
    by = frozenset({case.who(deed.by)})
    result: Result = _what(deed).result
    return {"decision": Decision(result, by, deed.number, deed.at, case.basis), "voted": case.voted | by}


@of("announce")
def _announce(_: Case, deed: Deed, setting: Setting) -> Changes:
    return {"valid_until": _what(deed).valid_until, **_announced(deed, setting)}


@of("appeal")
def _appeal(case: Case, deed: Deed, _: Setting) -> Changes:
    return {"appeals": case.appeals + 1, "appealed": deed.at, "panel": None, **losses.no_ballot(case)}


@of("uphold")
def _uphold(case: Case, deed: Deed, _: Setting) -> Changes:
    """What the panel decides stands in the place of the refusal, and is announced by an officer as any decision is."""
    now = case.ballot
    if case.decision and case.decision.result is Result.INELIGIBLE:
        return {"decision": None, "announced": None, "announced_day": None, **losses.no_panel(case)}
    by = frozenset(now.votes) if now else frozenset()
    decision = Decision(Result.AWARDED, by, deed.number, deed.at, case.basis)
    return {"decision": decision, "announced": None, "announced_day": None, **losses.no_panel(case)}


@of("return")
def _return(case: Case, deed: Deed, _: Setting) -> Changes:
    return losses.returned(case, _what(deed).to) | losses.no_panel(case)


@of("statement")
def _statement(case: Case, deed: Deed, _: Setting) -> Changes:
    return {"statements": (*case.statements, deed.at)}


@of("report-change", "complain")
def _concern(case: Case, deed: Deed, _: Setting) -> Changes:
    return {"concerns": (*case.concerns, Concern(deed.number, deed.kind, deed.at, case.who(deed.by)))}


@of("answer-concern")
def _answer_concern(case: Case, deed: Deed, _: Setting) -> Changes:
    found = (
        Concern(c.deed, c.kind, c.at, c.by, answered=c.answered or c.deed == _what(deed).concern)
        for c in case.concerns
    )
    return {"concerns": tuple(found)}


@of("suspend")
def _suspend(_: Case, deed: Deed, __: Setting) -> Changes:
    return {"suspended_until": _what(deed).until, "carried": None}


@of("reinstate")
def _reinstate(_: Case, __: Deed, ___: Setting) -> Changes:
    return {"suspended_until": None, "carried": None}


@of("transfer")
def _transfer(_: Case, deed: Deed, __: Setting) -> Changes:
    return {"transfer": _what(deed).to}


@of("confirm-transfer")
def _confirm_transfer(case: Case, _: Deed, __: Setting) -> Changes:
    return {"organisation": case.transfer, "transfer": ""}


@of("release")
def _release(case: Case, deed: Deed, _: Setting) -> Changes:
    what = _what(deed)
    return losses.ended(case, what.person, Ended.RELEASED, what.reason)


@of("find")
def _find(case: Case, deed: Deed, setting: Setting) -> Changes:
    what = _what(deed)
    fact = Fact(deed.number, case.who(what.person), what.interest, what.stated_by)
    return losses.conflict(case.with_(facts=(*case.facts, fact)), case.who(what.person), deed, setting)


@of("refute", "waive")
def _lift(case: Case, deed: Deed, _: Setting) -> Changes:
    fact: int = _what(deed).fact
    facts = (Fact(f.deed, f.person, f.interest, f.stated_by, f.lifted or f.deed == fact) for f in case.facts)
    return {"facts": tuple(facts)}


@of("void")
def _void(case: Case, deed: Deed, _: Setting) -> Changes:
    who = case.who(_what(deed).person)
    return {
        **losses.ended(case, who, Ended.RELEASED, _what(deed).reason),
        **losses.voided(case, who),
        **losses.taint(case, deed),
    }


@of("extend")
def _extend(case: Case, deed: Deed, _: Setting) -> Changes:
    what = _what(deed)
    before = case.extensions.get(what.obligation, 0)
    return {"extensions": {**case.extensions, what.obligation: before + what.days}}


@of("correct")
def _correct(case: Case, deed: Deed, _: Setting) -> Changes:
    return {"corrected": case.corrected | {_what(deed).deed}}


@of("merge")
def _merge(case: Case, deed: Deed, setting: Setting) -> Changes:
    what = _what(deed)
    return losses.merged(case, case.who(what.person), case.who(what.into), deed, setting)


@of("empty")
def _empty(case: Case, deed: Deed, _: Setting) -> Changes:
    who = case.who(_what(deed).person)
    return {**losses.ended(case, who, Ended.EMPTIED, ""), "emptied": case.emptied | {who}}
