"""Labels through their events: what follows on any day, and what cannot have happened."""

from datetime import date, timedelta

import pytest
from building import level
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from clustermark.errors import InputError
from clustermark.registry import Event, Holder, Kind, Registry, Status, states
from clustermark.registry.state import ImpossibleError, Ledger
from clustermark.scheme.levels import Level
from clustermark.scoring.validity import lifetime
from clustermark.words.text import Text

LIBRARY = Holder("s-1", Text({"en": "Library (synthetic)"}), "LV")
OTHER = Holder("s-2", Text({"en": "Archive (synthetic)"}), "EE")
START = date(2026, 3, 10)


def event(number, kind, on, **more):
    usual = {"label": "L1"}
    if kind is Kind.AWARDED:
        usual |= {
            "holder": LIBRARY,
            "level": "bronze",
            "valid_from": on,
            "valid_until": date(2028, 3, 31),
            "renewable_until": date(2029, 3, 31),
        }
    return Event(number=number, kind=kind, on=on, **(usual | more))


AWARDED = event(1, Kind.AWARDED, START)
RENEWED = event(
    2, Kind.RENEWED, date(2028, 11, 5), valid_until=date(2031, 3, 31), renewable_until=date(2032, 3, 31)
)


def status(on, *events):
    found = states(events, on).get("L1")
    return found and found.status(on)


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        (date(2026, 3, 9), None),
        (date(2026, 3, 10), Status.VALID),
        (date(2028, 3, 31), Status.VALID),
        (date(2028, 4, 1), Status.GRACE),
        (date(2028, 11, 4), Status.GRACE),
        (date(2028, 11, 5), Status.VALID),
        (date(2031, 3, 31), Status.VALID),
        (date(2032, 4, 1), Status.EXPIRED),
    ],
)
def test_a_label_is_what_its_events_make_it_on_any_day(on, expected):
    assert status(on, AWARDED, RENEWED) == expected


def test_the_lifetimes_are_those_of_the_scheme():
    made = Level.model_validate(level("bronze", 1, [("it", {"every-threshold": "audit"})]))
    first = lifetime(made, START)
    assert (first.valid_until, first.renewable_until) == (AWARDED.valid_until, AWARDED.renewable_until)
    assert lifetime(made, RENEWED.on, first.valid_until).valid_until == RENEWED.valid_until


@pytest.mark.parametrize(
    ("kind", "expected"),
    [(Kind.SUSPENDED, Status.SUSPENDED), (Kind.WITHDRAWN, Status.WITHDRAWN), (Kind.REVOKED, Status.REVOKED)],
)
def test_what_stops_a_label(kind, expected):
    assert status(date(2027, 1, 2), AWARDED, event(2, kind, date(2027, 1, 1))) == expected


def test_a_suspended_label_comes_back_or_runs_out():
    paused = event(2, Kind.SUSPENDED, date(2027, 1, 1))
    assert (
        status(date(2027, 2, 1), AWARDED, paused, event(3, Kind.REINSTATED, date(2027, 2, 1))) == Status.VALID
    )
    assert status(date(2030, 1, 1), AWARDED, paused) == Status.EXPIRED


def test_a_hand_over_and_a_correction_change_facts_and_nothing_else():
    moved = event(2, Kind.TRANSFERRED, date(2027, 1, 1), holder=OTHER)
    put_right = event(3, Kind.CORRECTED, date(2027, 2, 1), corrects=1, valid_until=date(2028, 2, 29))
    assert states([AWARDED, moved], date(2027, 1, 1))["L1"].holder == OTHER
    assert states([AWARDED, put_right], date(2027, 2, 1))["L1"].valid_until == date(2028, 2, 29)
    assert states([AWARDED, put_right], date(2027, 1, 1))["L1"].valid_until == date(2028, 3, 31)


def listed(number, label="L1", on=START, **more):
    usual = {"holder": LIBRARY, "level": "silver", "stated": on, "source": "a page"}
    return Event(number=number, kind=Kind.LISTED, label=label, on=on, **(usual | more))


def test_what_is_listed_for_a_day_is_last_known_afterwards_and_not_there_before():
    later = START + timedelta(days=1)
    assert [status(day, listed(1)) for day in (START - timedelta(days=1), START, later)] == [
        None,
        Status.VALID,
        Status.UNKNOWN,
    ]
    book = Registry.of([listed(1)])
    assert [(line.state.stated, line.status) for line in book.public_list(later)] == [(START, Status.UNKNOWN)]
    assert [sum(c.organisations for c in book.counts(day)) for day in (START, later)] == [1, 0]


def test_what_was_last_known_says_more_than_what_has_expired():
    first = event(
        2, Kind.AWARDED, date(2010, 1, 1), label="L0", valid_until=date(2012, 1, 1), renewable_until=None
    )
    [line] = Registry.of([first, listed(3)]).public_list(START + timedelta(days=9))
    assert (line.state.label, line.status) == ("L1", Status.UNKNOWN)


@pytest.mark.parametrize(
    ("events", "why"),
    [
        ([RENEWED], "the label was never awarded"),
        ([AWARDED, event(2, Kind.AWARDED, date(2026, 4, 1))], "the label has been awarded already"),
        (
            [AWARDED, event(2, Kind.AWARDED, date(2026, 4, 1), label="L2")],
            "the organisation holds another label of this level that day: L1",
        ),
        ([AWARDED, event(2, Kind.REINSTATED, date(2026, 4, 1))], "the label is not suspended"),
        (
            [AWARDED, event(2, Kind.REVOKED, date(2026, 4, 1)), event(3, Kind.SUSPENDED, date(2026, 5, 1))],
            "has been withdrawn or revoked",
        ),
        ([AWARDED, event(2, Kind.SUSPENDED, date(2029, 4, 1))], "no label is in force that day"),
        (
            [AWARDED, event(2, Kind.RENEWED, date(2030, 1, 1), valid_until=date(2033, 1, 1))],
            "the renewal comes too late",
        ),
        (
            [AWARDED, event(2, Kind.RENEWED, date(2027, 1, 1), valid_until=date(2028, 3, 31))],
            "a renewal states a later last day",
        ),
        (
            [
                AWARDED,
                event(2, Kind.SUSPENDED, date(2027, 1, 1)),
                event(3, Kind.RENEWED, date(2027, 2, 1), valid_until=date(2031, 1, 1)),
            ],
            "the label is suspended",
        ),
        ([AWARDED, event(2, Kind.TRANSFERRED, date(2027, 1, 1))], "it does not name another organisation"),
        (
            [AWARDED, event(2, Kind.CORRECTED, date(2027, 1, 1), corrects=9, level="gold")],
            "it corrects nothing that was stated",
        ),
        (
            [event(3, Kind.AWARDED, START), event(2, Kind.REVOKED, date(2027, 1, 1))],
            "it takes effect after an event that was recorded later",
        ),
        ([event(1, Kind.AWARDED, START, holder=None)], "it does not say to whom, or which level"),
        ([event(1, Kind.AWARDED, START, valid_until=None)], "it does not say until when"),
        ([event(1, Kind.AWARDED, START, valid_until=None, stated=START)], "it does not say until when"),
        ([listed(1, stated=None)], "it does not say for which day it is listed"),
        ([listed(1, stated=START - timedelta(days=1))], "it does not say for which day it is listed"),
        ([listed(1), listed(2, on=START + timedelta(days=1))], "has been awarded already"),
        ([listed(1), event(2, Kind.SUSPENDED, START + timedelta(days=1))], "no label is in force that day"),
        ([event(1, Kind.AWARDED, START, valid_until=date(2020, 1, 1))], "are not in this order"),
        (
            [event(1, Kind.AWARDED, START, valid_from=date(2026, 4, 1))],
            "its first day lies after the day it takes effect",
        ),
    ],
)
def test_what_cannot_have_happened_is_refused_with_the_event(events, why):
    with pytest.raises(InputError) as caught:
        Registry.of(events)
    assert why in str(caught.value)
    assert "is impossible" in str(caught.value)
    assert all(problem.code and problem.remedy and problem.place.path for problem in caught.value.problems)


def test_an_impossible_event_says_why_what_would_be_right_and_its_kind():
    with pytest.raises(ImpossibleError) as caught:
        Ledger().apply(RENEWED)
    error = caught.value
    assert isinstance(error, InputError)
    assert (str(error.why), str(error.remedy)) == ("the label was never awarded", "record its award first")
    assert [problem.code for problem in error.problems] == ["never-awarded"]


def test_a_level_that_is_none_of_the_registry_is_refused_by_name():
    odd = event(1, Kind.AWARDED, START, level="excellent")
    with pytest.raises(InputError, match="L1 has the level excellent — the levels are bronze, silver, gold"):
        Registry.of([odd])
    assert Registry.of([odd], ("good", "excellent")).counts(START)[1].organisations == 1


def test_the_public_list_stands_in_the_order_of_the_alphabet_of_its_language():
    names = ["Zeme", "Čiekurs", "Cēsis", "Ķegums", "Kuldīga", "Daugava"]
    events = [
        event(n, Kind.AWARDED, START, label=f"L{n}", holder=Holder(f"h-{n}", Text({"en": name}), "LV"))
        for n, name in enumerate(names, 1)
    ]
    shown = [line.state.holder.name.of("lv") for line in Registry.of(events).public_list(START, lang="lv")]
    assert shown == ["Cēsis", "Čiekurs", "Daugava", "Kuldīga", "Ķegums", "Zeme"]


def test_counts_take_the_highest_level_in_force():
    gold = event(2, Kind.AWARDED, date(2026, 4, 1), label="L2", level="gold")
    theirs = event(3, Kind.AWARDED, date(2026, 5, 1), label="L3", holder=OTHER)
    book = Registry.of([AWARDED, gold, theirs])
    found = {c.level: (c.organisations, c.countries) for c in book.counts(date(2026, 6, 1))}
    assert found == {"bronze": (1, 1), "silver": (0, 0), "gold": (1, 1)}
    assert [line.state.level for line in book.public_list(date(2026, 6, 1))] == ["bronze", "gold"]
    assert [line.state.holder for line in book.public_list(date(2026, 6, 1), "LV")] == [LIBRARY]
    assert [e.number for e in book.show("L2")] == [2]


DAYS = st.integers(0, 900).map(lambda n: START + timedelta(days=n))


class Labels(RuleBasedStateMachine):
    """Any sequence of events: the possible ones are applied, the others change nothing."""

    def __init__(self):
        super().__init__()
        self.ledger, self.events, self.day = Ledger(), [], START

    @rule(
        kind=st.sampled_from([k for k in Kind if k is not Kind.CORRECTED]),
        label=st.sampled_from(["A", "B", "C"]),
        holder=st.sampled_from([LIBRARY, OTHER]),
        level_=st.sampled_from(["bronze", "gold"]),
        later=st.integers(0, 400),
        lasts=st.integers(0, 900),
    )
    def happens(self, kind, label, holder, level_, later, lasts):
        self.day += timedelta(days=later)
        until = self.day + timedelta(days=lasts)
        begins = kind in {Kind.AWARDED, Kind.LISTED}
        facts = {"holder": holder} if begins or kind is Kind.TRANSFERRED else {}
        if kind in {Kind.AWARDED, Kind.RENEWED}:
            facts |= {"valid_until": until, "renewable_until": until + timedelta(days=200)}
        if begins:
            facts |= {"level": level_, "stated": self.day if kind is Kind.LISTED else None}
        one = Event(number=len(self.events) + 1, kind=kind, label=label, on=self.day, **facts)
        before = dict(self.ledger.states)
        try:
            self.ledger.apply(one)
        except ImpossibleError:
            assert self.ledger.states == before
        else:
            self.events.append(one)

    @invariant()
    def nobody_holds_one_level_twice(self):
        held = [
            (s.holder.number, s.level)
            for s in self.ledger.states.values()
            if s.status(self.day) is Status.VALID
        ]
        assert len(held) == len(set(held))

    @invariant()
    def the_columns_say_the_same(self):
        book = Registry.of(self.events)
        assert {state.label: status for state, status in book.as_of(self.day)} == {
            label: state.status(self.day) for label, state in states(self.events, self.day).items()
        }


Labels.TestCase.settings = settings(max_examples=25, stateful_step_count=12, deadline=None)
TestLabels = Labels.TestCase
