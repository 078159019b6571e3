"""From events to the state of every label: what each one changes, and which sequences cannot be."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from clustermark.errors import InputError, Place, Problem
from clustermark.registry.events import Event, Holder, Kind
from clustermark.words.message import Message, say

LEVELS = ("bronze", "silver", "gold")
FIRST_PROBLEMS = 1000


class Status(StrEnum):
    """Where a label stands on a day, the best first. `unknown`: published for another day, and no end is known."""

    VALID = "valid"
    SUSPENDED = "suspended"
    GRACE = "grace"
    EXPIRED = "expired"
    UNKNOWN = "unknown"
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


class ImpossibleError(ValueError):
    """An event cannot follow the ones before it."""

    def __init__(self, why: Message) -> None:
        super().__init__(str(why))
        self.why = why


def after(state: State | None, event: Event) -> State:
    """The label after an event other than a correction. Raises ImpossibleError."""
    if event.kind is Kind.AWARDED:
        return _awarded(state, event)
    if state is None:
        raise ImpossibleError(say("the label was never awarded"))
    if state.hold in ENDED:
        raise ImpossibleError(say("the label has been withdrawn or revoked"))
    return _changed(state, event)


def _changed(state: State, event: Event) -> State:
    match event.kind:
        case Kind.RENEWED:
            return _renewed(state, event)
        case Kind.SUSPENDED:
            _refuse(state.hold is not None or not state.lasts(event.on), say("no label is in force that day"))
            return _held(state, event)
        case Kind.REINSTATED:
            _refuse(state.hold is not Kind.SUSPENDED, say("the label is not suspended"))
            return replace(state, hold=None, hold_since=None, hold_reason="")
        case Kind.WITHDRAWN | Kind.REVOKED:
            return _held(state, event)
        case Kind.TRANSFERRED:
            return replace(state, holder=_new_holder(state, event))
        case _:
            raise AssertionError(event)


def _held(state: State, event: Event) -> State:
    return replace(state, hold=event.kind, hold_since=event.on, hold_reason=event.reason)


def _refuse(wrong: bool, why: Message) -> None:  # noqa: FBT001 - a condition and what it means read as one sentence
    if wrong:
        raise ImpossibleError(why)


def _awarded(state: State | None, event: Event) -> State:
    _refuse(state is not None, say("the label has been awarded already"))
    if event.holder is None or not event.level:
        raise ImpossibleError(say("it does not say to whom, or which level"))
    _refuse(event.valid_until is None and event.stated != event.on, say("it does not say until when"))
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


def _dates_in_order(event: Event) -> None:
    first, last, renewable = event.valid_from, event.valid_until, event.renewable_until
    days = [day for day in (first, last, renewable) if day]
    _refuse(days != sorted(days), say("first day, last day and end of renewal are not in this order"))
    _refuse(bool(first and first > event.on), say("its first day lies after the day it takes effect"))


def _renewed(state: State, event: Event) -> State:
    _refuse(state.hold is not None, say("the label is suspended"))
    _dates_in_order(event)
    if event.valid_until is None or (state.valid_until and event.valid_until <= state.valid_until):
        raise ImpossibleError(say("a renewal states a later last day"))
    late = state.renewable_until is not None and event.on > state.renewable_until
    _refuse(late, say("the renewal comes too late; it counts as a new label"))
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
        raise ImpossibleError(say("it does not name another organisation"))
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
            raise ImpossibleError(say("it takes effect after an event that was recorded later"))
        if event.kind is not Kind.CORRECTED:
            return [*earlier, event]
        if not event.facts or event.corrects not in {one.number for one in earlier}:
            raise ImpossibleError(say("it corrects nothing that was stated of this label"))
        return [replace(one, **event.facts) if one.number == event.corrects else one for one in earlier]

    def _alone(self, state: State, on: date) -> None:
        if not state.claims(on):
            return
        others = self._held.get((state.holder.number, state.level), set()) - {state.label}
        for other in sorted(others):
            if self.states[other].claims(on):
                why = say("the organisation holds another label of this level that day: {label}", label=other)
                raise ImpossibleError(why)

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
            problems.append(_problem(event, error.why))
    if problems:
        raise InputError(problems[:FIRST_PROBLEMS])
    return book


def _problem(event: Event, why: Message) -> Problem:
    what = say(
        "event {number} ({kind}, label {label}, {day}) is impossible: {why}",
        number=str(event.number),
        kind=event.kind.value,
        label=event.label,
        day=event.on,
        why=why,
    )
    return Problem(what, say("put the events in order, or leave this one out"), Place(path=event.label))


def states(events: Iterable[Event], on: date) -> dict[str, State]:
    """The state of every label on a day, by label number. Raises InputError."""
    return ledger(event for event in events if event.on <= on).states
