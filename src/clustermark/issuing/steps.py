"""The deeds of a label's life: each takes the ledger and a moment, and gives the next entry with its papers, or says why not.

What may follow what is the registry's rule; what a credential may say follows from the state after the event.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from clustermark.credential.numbers import new_number
from clustermark.issuing.act import Act, Basis
from clustermark.issuing.decided import Decided, objections, refuse_early
from clustermark.issuing.ledger import LabelEntry, Ledger
from clustermark.issuing.papers import issue
from clustermark.issuing.refused import Refused, refuse_hidden, refused
from clustermark.registry.events import Event, Holder, Kind
from clustermark.registry.state import ENDED, ImpossibleError, State, Status
from clustermark.registry.state import ledger as applied
from clustermark.scheme.model import Scheme
from clustermark.words.message import say


@dataclass(frozen=True, slots=True)
class Step:
    """The ledger with one more entry, that entry, the label after it, and the papers by their names."""

    ledger: Ledger
    entry: LabelEntry
    state: State
    papers: Mapping[str, bytes] = field(default_factory=dict)


def award(ledger: Ledger, found: Decided, act: Act) -> Step:
    """A new label. Raises Refused."""
    _refuse(found, ledger, act)
    number = new_number(act.draw)
    event = _event(ledger, Kind.AWARDED, number, act)
    life = found.lifetime
    full = replace(
        event,
        holder=found.holder,
        level=found.level.id,
        valid_from=life.valid_from,
        valid_until=life.valid_until,
        renewable_until=life.renewable_until,
        synthetic=found.organisation.synthetic,
    )
    return _issued(ledger, full, act, found)


def renew(ledger: Ledger, number: str, found: Decided, act: Act) -> Step:
    """A label goes on, on a new decision about the same organisation and level. Raises Refused."""
    state = _living(ledger, number)
    if (state.holder.number, state.level) != (found.organisation.number, found.level.id):
        raise refused(
            "another-label",
            say(
                "label {number} is {level} of {holder}; the decision awards {other} to {organisation}",
                number=number,
                level=state.level,
                holder=state.holder.number,
                other=found.level.id,
                organisation=found.organisation.number,
            ),
            say("award a new label, or transfer this one first, for a reason"),
        )
    _refuse(found, ledger, act)
    life = found.lifetime
    event = replace(
        _event(ledger, Kind.RENEWED, number, act),
        valid_from=life.valid_from,
        valid_until=life.valid_until,
        renewable_until=life.renewable_until,
        synthetic=state.synthetic,
    )
    return _issued(ledger, event, act, found)


def end(ledger: Ledger, number: str, kind: Kind, act: Act) -> Step:
    """A label is suspended, withdrawn or revoked, for a reason. Raises Refused."""
    act.refuse_without_reason()
    _living(ledger, number)
    event = _event(ledger, kind, number, act)
    return _recorded(ledger, LabelEntry(at=act.at, event=event), _after(ledger, event), act)


def reinstate(ledger: Ledger, number: str, act: Act, scheme: Scheme) -> Step:
    """A suspended label is in force again, by a new credential. Raises Refused."""
    act.refuse_without_reason()
    _living(ledger, number)
    return _reissued(ledger, _event(ledger, Kind.REINSTATED, number, act), act, scheme)


def transfer(ledger: Ledger, number: str, to: Holder, act: Act, scheme: Scheme) -> Step:
    """A label goes to another organisation, for a reason, by a new credential. Raises Refused."""
    act.refuse_without_reason()
    _living(ledger, number)
    event = replace(_event(ledger, Kind.TRANSFERRED, number, act), holder=to)
    return _reissued(ledger, event, act, scheme)


def correct(ledger: Ledger, number: str, facts: Mapping[str, Any], act: Act, scheme: Scheme) -> Step:
    """What was recorded of a label by mistake: `facts` as an event has them, put in place of those of the last event that stated them.

    Raises Refused.
    """
    act.refuse_without_reason()
    _known(ledger, number)
    stated = [e for e in ledger.events if e.label == number and set(facts) <= set(e.facts)]
    if not stated or not facts:
        raise refused(
            "nothing-to-correct",
            say("nothing of this was stated of label {number}", number=number),
            say("name what was stated: the organisation, or the last day"),
        )
    base = _event(ledger, Kind.CORRECTED, number, act)
    return _reissued(ledger, replace(base, corrects=stated[-1].number, **facts), act, scheme)


def to_sign_anew(ledger: Ledger, method: str, day: date) -> tuple[str, ...]:
    """The labels in force on a day whose newest credential is by a key."""
    return tuple(
        number
        for number, state in ledger.states.items()
        if state.status(day) is Status.VALID and ledger.credentials(number)[-1].method == method
    )


def sign_anew(ledger: Ledger, number: str, act: Act, scheme: Scheme) -> Step:
    """The same label by a new credential, as the one before can be trusted no more. Raises Refused."""
    state = _living(ledger, number)
    return correct(ledger, number, {"valid_until": state.valid_until}, act, scheme)


def scheme_of(ledger: Ledger, number: str) -> tuple[str, str]:
    """Name and hash of the scheme version that a label was last signed under. Raises Refused for an unknown one."""
    _known(ledger, number)
    signed = ledger.credentials(number)[-1]
    return signed.scheme, signed.scheme_digest


def _refuse(found: Decided, ledger: Ledger, act: Act) -> None:
    against = objections(found, ledger, act.at, act.known)
    if act.despite:
        act.refuse_without_reason()
    if vain := [code for code in act.despite if code not in against]:
        raise refused(
            "no-such-objection",
            say("there is no objection {codes} to overrule", codes=vain),
            say("name only what is objected: {codes}", codes=sorted(against) or ["–"]),
        )
    for code, objection in against.items():
        if code not in act.despite:
            raise objection
    refuse_early(found, act.at)


def _known(ledger: Ledger, number: str) -> State:
    if number not in ledger.states:
        raise refused(
            "unknown-label",
            say("the owner has no label {number}", number=number),
            say("see them with: clustermark label list"),
        )
    return ledger.states[number]


def _living(ledger: Ledger, number: str) -> State:
    state = _known(ledger, number)
    if state.hold in ENDED:
        raise refused(
            "ended",
            say("label {number} was withdrawn or revoked on {day}", number=number, day=state.hold_since),
            say("nothing brings it back; a new decision gives a new label"),
        )
    return state


def _event(ledger: Ledger, kind: Kind, number: str, act: Act) -> Event:
    state = ledger.states.get(number)
    return Event(
        number=len(ledger.events) + 1,
        kind=kind,
        label=number,
        on=act.at.date(),
        reason=act.reason.strip(),
        synthetic=bool(state and state.synthetic),
    )


def _reissued(ledger: Ledger, event: Event, act: Act, scheme: Scheme) -> Step:
    """With a new credential where the label is in force."""
    state = _after(ledger, event)
    if state.hold is not None or not state.lasts(act.at.date()):
        return _recorded(ledger, LabelEntry(at=act.at, event=event), state, act)
    return _signed(ledger, event, state, act, Basis(scheme, ledger.credentials(event.label)[-1].decision))


def _issued(ledger: Ledger, event: Event, act: Act, found: Decided) -> Step:
    return _signed(ledger, event, _after(ledger, event), act, Basis(found.scheme, found.digest))


def _signed(ledger: Ledger, event: Event, state: State, act: Act, basis: Basis) -> Step:
    made = issue(ledger, state, basis, act)
    entry = LabelEntry(at=act.at, event=event, signed=made.signed, despite=act.despite)
    return replace(_recorded(ledger, entry, state, act), papers=made.files)


def _recorded(ledger: Ledger, entry: LabelEntry, state: State, act: Act) -> Step:
    _refuse_hidden(entry.event)
    ledger.refuse_stranger(act.signer)
    ledger.refuse_earlier(act.at)
    return Step(ledger.with_entry(entry), entry, state)


def _refuse_hidden(event: Event) -> None:
    of = event.holder
    refuse_hidden(event.reason, *([of.number, *of.name.root.values(), of.country, of.sector] if of else []))


def _after(ledger: Ledger, event: Event) -> State:
    """The label after an event, by the rules of the registry. Raises Refused."""
    book = applied(ledger.events)
    try:
        book.apply(event)
    except ImpossibleError as error:
        raise _impossible(event, error) from error
    return book.states[event.label]


def _impossible(event: Event, error: ImpossibleError) -> Refused:
    what = say(
        "label {number} cannot be {kind} on {day}: {why}",
        number=event.label,
        kind=event.kind.value,
        day=event.on,
        why=error.why,
    )
    return refused("impossible", what, say("see what it went through: clustermark label list"))
