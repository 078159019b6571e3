"""What one person sees of a case, as a page would show it; nothing that `visible` does not give."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from clustermark.process.case import Case, FindingSet
from clustermark.process.deeds import Deed, payload
from clustermark.process.due import Obligation, obligations
from clustermark.process.may import may
from clustermark.process.record import Record
from clustermark.process.roles import APPLICANT, ASSESSING, OUTWARD, ROLES, Role, State
from clustermark.process.setting import Setting
from clustermark.process.terms import written
from clustermark.process.visible import Kind, Sight, Thing, Viewer, seen_deeds

Page = dict[str, Any]
WAITS_FOR_DECISION = frozenset({State.BOARD, State.BALLOT, State.DECIDED})
INSIDE_THE_TEAM = frozenset(
    {"findings", "visit", "consensus", "agreement", "report", "remark-answer", "quality"}
)


def page(record: Record, person: str, at: datetime, setting: Setting) -> Page:
    """Everything that somebody sees at a moment, as plain data. For who sees nothing it is empty, as for a case that is not there."""
    until = record.until(at)
    case = until.folded(setting)
    viewer = Viewer(case, person, at, setting)
    parts = dict(_parts(case, until, viewer))
    if not parts:
        return {}
    roles = sorted(role.value for role in case.roles(person))
    return {
        "case": case.number,
        "roles": roles,
        **parts,
        "may": _may(case, person, at, setting),
        "waiting": _waiting(case, viewer),
    }


def _parts(case: Case, record: Record, viewer: Viewer) -> Iterator[tuple[str, Any]]:
    if viewer.sees(Thing(Kind.SHEET)) is Sight.FULL:
        yield "sheet", _sheet(case, viewer)
    if viewer.sees(Thing(Kind.STATE)):
        yield "state", _state(case, viewer).value
    if viewer.sees(Thing(Kind.LABEL)):
        yield (
            "label",
            {"level": case.level, "valid-until": str(case.valid_until) if case.valid_until else None},
        )
    yield from _work(case, viewer)
    yield from _decision(case, viewer)
    seen = seen_deeds(record.deeds, case, viewer.who, viewer.setting, viewer.at)
    if seen:
        yield "history", [_line(deed, sight, record, viewer) for deed, sight in seen]
        yield "seen", len(seen)


def _sheet(case: Case, viewer: Viewer) -> Page:
    organisation = viewer.sees(Thing(Kind.ORGANISATION))
    name = case.organisation if organisation is Sight.FULL else None
    return {"organisation": name, "country": case.country, "level": case.level, "synthetic": case.synthetic}


def _state(case: Case, viewer: Viewer) -> State:
    """As it is called to this person: to the applicant, a ballot and a decision are one waiting."""
    inside = viewer.roles & (
        frozenset(ROLES) - APPLICANT - ASSESSING - {Role.ANYONE, Role.OFFICE, Role.MINISTRY}
    )
    if inside:
        return case.state
    if viewer.roles & ASSESSING:
        return OUTWARD.get(case.state, case.state) if case.state in WAITS_FOR_DECISION else case.state
    return OUTWARD.get(case.state, case.state)


def _work(case: Case, viewer: Viewer) -> Iterator[tuple[str, Any]]:
    if viewer.sees(Thing(Kind.TEAM)):
        yield "team", [_seat(s, viewer) for s in case.live if s.role in ASSESSING]
    if viewer.sees(Thing(Kind.DOSSIER)) is Sight.FULL and case.dossier:
        yield "dossier", case.dossier
    if sets := [one for one in (_set(s, viewer) for s in (*case.old_sets, *case.sets.values())) if one]:
        yield "findings", sets
    if viewer.sees(Thing(Kind.CONSENSUS)) is Sight.FULL and case.proposal:
        agreed = [rating.model_dump(mode="json", exclude_defaults=True) for rating in case.proposal.agreed]
        yield (
            "consensus",
            {"proposal": case.proposal.deed, "agreed": agreed, "replies": dict(case.proposal.replies)},
        )
    if viewer.sees(Thing(Kind.REPORT)) is Sight.FULL:
        yield (
            "report",
            {
                "hash": case.report,
                "remarks": [{"remark": n, "answered": done} for n, done in case.remarks.items()],
            },
        )


def _seat(seat: Any, viewer: Viewer) -> Page:
    answered = viewer.roles - APPLICANT and seat.person in viewer.case.declared
    return {
        "role": seat.role.value,
        "person": seat.person,
        "country": seat.country,
        "declared": bool(answered),
    }


def _set(found: FindingSet, viewer: Viewer) -> Page | None:
    own = found.person == viewer.who
    sight = viewer.sees(Thing(Kind.SET if found.signed else Kind.DRAFT, found.person))
    if sight is Sight.EXISTS:
        return {"assessor": found.person, "signed": True}
    if sight is not Sight.FULL or not (own or found.signed):
        return None
    ratings = {
        id_: r.model_dump(mode="json", exclude_defaults=True) for id_, r in sorted(found.ratings.items())
    }
    return {"assessor": found.person, "signed": bool(found.signed), "void": found.void, "ratings": ratings}


def _decision(case: Case, viewer: Viewer) -> Iterator[tuple[str, Any]]:
    if viewer.sees(Thing(Kind.ROSTER)):
        yield "board", [s.person for s in case.in_role(Role.BOARD)]
    if case.ballot and viewer.sees(Thing(Kind.BALLOT)) is Sight.FULL:
        votes = {
            p: c.value for p, c in case.ballot.votes.items() if viewer.sees(Thing(Kind.VOTE, p)) is Sight.FULL
        }
        yield (
            "ballot",
            {
                "motion": case.ballot.motion.value,
                "roster": case.ballot.roster,
                "closed": case.ballot.closed,
                "votes": votes,
            },
        )
    if case.decision and viewer.sees(Thing(Kind.RESULT)) is Sight.FULL:
        yield "result", case.decision.result.value


def _line(deed: Deed, sight: Sight, record: Record, viewer: Viewer) -> Page:
    """One line of the history; without numbers, since they would count what is hidden. Without its content where it only exists."""
    line: Page = {"kind": deed.kind, "role": deed.role.value}
    own = viewer.case.who(deed.by) == viewer.who
    named = own or deed.role in APPLICANT or sight is Sight.FULL
    if named:
        line["by"] = deed.by
    if sight is Sight.FULL or own:
        line |= {"at": written(deed.at), "payload": payload(deed.what)}
        texts = {
            k: record.texts[v] for k, v in line["payload"].items() if isinstance(v, str) and v in record.texts
        }
        return line | ({"texts": texts} if texts else {})
    return line | {"on": str(viewer.setting.calendar.day(deed.at))}


def _may(case: Case, person: str, at: datetime, setting: Setting) -> list[Page]:
    options = [o for o in may(person, case, at, setting) if o.role is not Role.ANYONE or o.open]
    return [{"kind": o.kind, "role": o.role.value, "why-not": str(o.why) if o.why else None} for o in options]


def _waiting(case: Case, viewer: Viewer) -> list[Page]:
    """Whom the case waits for, as far as this person may know."""
    if not viewer.sees(Thing(Kind.STATE)):
        return []
    owed = obligations(case, viewer.setting, viewer.at)
    return list({str(row): row for o in owed if (row := _owed(o, case, viewer))}.values())


def _owed(o: Obligation, case: Case, viewer: Viewer) -> Page | None:
    if viewer.who in o.persons or viewer.roles & {Role.OFFICER}:
        return {
            "step": o.step,
            "role": o.role.value,
            "persons": list(o.persons),
            "due": str(o.due) if o.due else None,
            "hard": o.hard,
        }
    if viewer.roles & ASSESSING and o.step in INSIDE_THE_TEAM and not case.all_signed:
        return None
    if case.state in WAITS_FOR_DECISION and not viewer.roles & {Role.CLERK, Role.BOARD, Role.DECIDER}:
        return {"step": "decision", "role": Role.OFFICE.value, "persons": [], "due": None, "hard": False}
    if viewer.roles & APPLICANT and o.step in INSIDE_THE_TEAM:
        return {"step": "assessment", "role": Role.LEAD.value, "persons": [], "due": None, "hard": False}
    shown = viewer.roles & APPLICANT or viewer.roles & ASSESSING
    due = str(o.due) if o.due and not shown else None
    return {"step": o.step, "role": o.role.value, "persons": [], "due": due, "hard": o.hard}
