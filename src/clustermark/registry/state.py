"""From events to the state of every label: what each one changes, and which sequences cannot be."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from clustermark.errors import InputError, Place, Problem
from clustermark.registry.events import BEGINS, Event, Holder, Kind
from clustermark.words.message import Message, say

LEVELS = ("bronze", "silver", "gold")
FIRST_PROBLEMS = 1000


KINDS = {
    Kind.LISTED: say("listed"),
    Kind.AWARDED: say("awarded"),
    Kind.RENEWED: say("renewed"),
    Kind.SUSPENDED: say("suspended"),
    Kind.REINSTATED: say("reinstated"),
    Kind.WITHDRAWN: say("withdrawn"),
    Kind.REVOKED: say("revoked"),
    Kind.TRANSFERRED: say("transferred"),
    Kind.CORRECTED: say("corrected"),
}


class Status(StrEnum):
    """Where a label stands on a day, what says most first. `unknown`: listed for an earlier day, and no end is known."""

    VALID = "valid"
    SUSPENDED = "suspended"
    GRACE = "grace"
    UNKNOWN = "unknown"
    EXPIRED = "expired"
    WITHDRAWN = "withdrawn"
    REVOKED = "revoked"


ENDED = frozenset({Kind.WITHDRAWN, Kind.REVOKED})


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """A label after an event. `hold` is what keeps it from being in force: suspended, withdrawn or revoked."""

    label: str
    holder: Holder
    level: str
    valid_from: date | None
    valid_until: date | None
    renewable_until: date | None
    stated: date | None = None
    source: str = ""
    derived: bool = False
    synthetic: bool = False
    hold: Kind | None = None
    hold_since: date | None = None
    hold_reason: str = ""

    def status(self, on: date) -> Status:
        """Every first and last day is inclusive."""
        match self.hold:
            case Kind.WITHDRAWN | Kind.REVOKED:
                return Status(self.hold.value)
            case Kind.SUSPENDED:
                return Status.SUSPENDED if self.lasts(on) else Status.EXPIRED
            case _:
                return self._by_date(on)

    def _by_date(self, on: date) -> Status:
        if self.lasts(on):
            return Status.VALID
        if self.valid_until is None:
            return Status.UNKNOWN
        return Status.GRACE if self.renewable_until and on <= self.renewable_until else Status.EXPIRED

    def lasts(self, on: date) -> bool:
        """What a source attests for a day, without an end, says nothing about another day."""
        return on <= self.valid_until if self.valid_until else on == self.stated

    def claims(self, on: date) -> bool:
        """Whether it takes the place of any other label of this level."""
        return self.hold not in ENDED and self.lasts(on)


class ImpossibleError(InputError):
    """An event cannot follow the ones before it: `why`, and what would be right."""

    def __init__(self, why: Message, remedy: Message | None = None, *, code: str) -> None:
        self.why, self.remedy, self.code = why, remedy, code
        super().__init__(Problem(why, remedy, code=code))


def after(state: State | None, event: Event) -> State:
    """The label after an event other than a correction. Raises ImpossibleError."""
    if event.kind in BEGINS:
        return _begun(state, event)
    if state is None:
        why = say("the label was never awarded")
        raise ImpossibleError(why, say("record its award first"), code="never-awarded")
    if state.hold in ENDED:
        why = say("the label has been withdrawn or revoked")
        raise ImpossibleError(why, say("award a new label"), code="label-ended")
    return _changed(state, event)


def _changed(state: State, event: Event) -> State:
    match event.kind:
        case Kind.RENEWED:
            return _renewed(state, event)
        case Kind.SUSPENDED:
            if state.hold is not None or not state.lasts(event.on):
                why = say("no label is in force that day")
                raise ImpossibleError(why, say("only a label in force can be suspended"), code="not-in-force")
            return _held(state, event)
        case Kind.REINSTATED:
            if state.hold is not Kind.SUSPENDED:
                why = say("the label is not suspended")
                raise ImpossibleError(why, say("only a suspended label can come back"), code="not-suspended")
            return replace(state, hold=None, hold_since=None, hold_reason="")
        case Kind.WITHDRAWN | Kind.REVOKED:
            return _held(state, event)
        case Kind.TRANSFERRED:
            return replace(state, holder=_new_holder(state, event))
        case _:
            raise AssertionError(event)


def _held(state: State, event: Event) -> State:
    return replace(state, hold=event.kind, hold_since=event.on, hold_reason=event.reason)


def _begun(state: State | None, event: Event) -> State:
    if state is not None:
        why = say("the label has been awarded already")
        raise ImpossibleError(why, say("renew it, or use another number"), code="already-awarded")
    if event.holder is None or not event.level:
        raise ImpossibleError(say("it does not say to whom, or which level"), code="no-holder")
    _says_when(event)
    _dates_in_order(event)
    return State(
        label=event.label,
        holder=event.holder,
        level=event.level,
        valid_from=event.valid_from,
        valid_until=event.valid_until,
        renewable_until=event.renewable_until,
        stated=event.stated,
        source=event.source,
        derived=event.derived,
        synthetic=event.synthetic,
    )


def _says_when(event: Event) -> None:
    """An award says until when; what is listed, for which day."""
    if event.kind is Kind.LISTED and event.stated != event.on:
        raise ImpossibleError(say("it does not say for which day it is listed"), code="no-day")
    if event.kind is Kind.AWARDED and event.valid_until is None:
        raise ImpossibleError(
            say("it does not say until when"), say("state the last day"), code="no-last-day"
        )


def _dates_in_order(event: Event) -> None:
    first, last, renewable = event.valid_from, event.valid_until, event.renewable_until
    days = [day for day in (first, last, renewable) if day]
    if days != sorted(days):
        why = say("first day, last day and end of renewal are not in this order")
        raise ImpossibleError(why, code="days-out-of-order")
    if first and first > event.on:
        why = say("its first day lies after the day it takes effect")
        raise ImpossibleError(why, say("let it take effect on its first day"), code="days-out-of-order")


def _renewed(state: State, event: Event) -> State:
    if state.hold is not None:
        why = say("the label is suspended")
        raise ImpossibleError(why, say("reinstate it first"), code="suspended")
    _dates_in_order(event)
    if event.valid_until is None or (state.valid_until and event.valid_until <= state.valid_until):
        why = say("a renewal states a later last day")
        raise ImpossibleError(why, say("state a last day after the one before"), code="renewal-not-later")
    if state.renewable_until is not None and event.on > state.renewable_until:
        why = say("the renewal comes too late; it counts as a new label")
        raise ImpossibleError(why, say("award a new label"), code="renewal-too-late")
    return replace(
        state,
        valid_from=event.valid_from or state.valid_from,
        valid_until=event.valid_until,
        renewable_until=event.renewable_until,
        derived=event.derived,
        source=event.source or state.source,
        stated=event.stated or state.stated,
    )


def _new_holder(state: State, event: Event) -> Holder:
    if event.holder is None or event.holder.number == state.holder.number:
        why = say("it does not name another organisation")
        raise ImpossibleError(why, say("name the organisation that takes it over"), code="same-holder")
    return event.holder


@dataclass(frozen=True, slots=True)
class Span:
    """A label's state from a day on, until its next event."""

    since: date
    state: State


class Ledger:
    """Applies events one after the other; an impossible one is refused and changes nothing."""

    def __init__(self) -> None:
        self.states: dict[str, State] = {}
        self.spans: list[Span] = []
        self._stated: dict[str, list[Event]] = {}
        self._held: dict[tuple[str, str], set[str]] = {}

    def apply(self, event: Event) -> None:
        """Raises ImpossibleError."""
        said = self._said(event)
        before = self.states.get(event.label)
        state = _folded(said) if event.kind is Kind.CORRECTED else after(before, event)
        self._alone(state, event.on)
        self._put(before, state)
        self._stated[event.label] = said
        self.spans.append(Span(event.on, state))

    def _said(self, event: Event) -> list[Event]:
        """The events of the label, as corrected, with this one."""
        earlier = self._stated.get(event.label, [])
        if earlier and event.number <= max(one.number for one in earlier):
            why = say("it takes effect after an event that was recorded later")
            raise ImpossibleError(why, say("record events in the order of their days"), code="out-of-order")
        if event.kind is not Kind.CORRECTED:
            return [*earlier, event]
        if not event.facts or event.corrects not in {one.number for one in earlier}:
            why = say("it corrects nothing that was stated of this label")
            raise ImpossibleError(
                why, say("name the number of the event that is corrected"), code="corrects-nothing"
            )
        return [replace(one, **event.facts) if one.number == event.corrects else one for one in earlier]

    def _alone(self, state: State, on: date) -> None:
        if not state.claims(on):
            return
        others = self._held.get((state.holder.number, state.level), set()) - {state.label}
        for other in sorted(others):
            if self.states[other].claims(on):
                why = say("the organisation holds another label of this level that day: {label}", label=other)
                raise ImpossibleError(why, say("renew that one, or end it first"), code="level-held")

    def _put(self, before: State | None, state: State) -> None:
        if before:
            self._held[before.holder.number, before.level].discard(state.label)
        self._held.setdefault((state.holder.number, state.level), set()).add(state.label)
        self.states[state.label] = state


def _folded(events: list[Event]) -> State:
    state: State | None = None
    for event in events:
        state = after(state, event)
    if state is None:
        raise AssertionError
    return state


def ledger(events: Iterable[Event]) -> Ledger:
    """All events applied in the order of their days. Raises InputError with every impossible one, and applies none then."""
    book, problems = Ledger(), list[Problem]()
    for event in sorted(events, key=lambda one: (one.on, one.number)):
        try:
            book.apply(event)
        except ImpossibleError as error:
            problems.append(impossible(event, error))
    if problems:
        raise InputError(problems[:FIRST_PROBLEMS])
    return book


def impossible(event: Event, error: ImpossibleError) -> Problem:
    what = say(
        "event {number} ({kind}, label {label}, {day}) is impossible: {why}",
        number=str(event.number),
        kind=KINDS[event.kind],
        label=event.label,
        day=event.on,
        why=error.why,
    )
    remedy = error.remedy or say("put the events in order, or leave this one out")
    return Problem(what, remedy, Place(path=event.label), code=error.code)


def states(events: Iterable[Event], on: date) -> dict[str, State]:
    """The state of every label on a day, by label number. Raises InputError."""
    return ledger(event for event in events if event.on <= on).states
