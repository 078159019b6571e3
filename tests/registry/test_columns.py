"""The columns give what the pure function gives, on any day and for any events that can be."""

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from clustermark.registry import Event, Holder, Kind, Registry, Status, states
from clustermark.registry.state import LEVELS, ImpossibleError, Ledger
from clustermark.words.text import Text

START = date(2016, 2, 29)
HOLDERS = [
    Holder(f"s-{n}", Text({"en": f"Synthetic {n}"}), country) for n, country in enumerate(["LV", "EE", "LV"])
]
DAYS = st.integers(0, 1500).map(lambda days: START + timedelta(days=days))
STEPS = st.tuples(
    st.sampled_from(Kind),
    st.integers(0, 4),
    st.sampled_from(HOLDERS),
    st.sampled_from(LEVELS),
    DAYS,
    st.integers(0, 700),
)


def attempted(number, step):
    """What may turn out possible or not. What is listed without days to last, is listed for its day alone."""
    kind, label, holder, level, on, lasts = step
    begins = kind in {Kind.AWARDED, Kind.LISTED}
    end = on + timedelta(days=lasts) if lasts else None
    return Event(
        number=number,
        kind=kind,
        label=f"L{label}",
        on=on,
        holder=holder if begins or kind is Kind.TRANSFERRED else None,
        level=level if begins else "",
        valid_until=end,
        renewable_until=end + timedelta(days=90) if end else None,
        stated=on if kind is Kind.LISTED else None,
        corrects=1 + lasts % 8 if kind is Kind.CORRECTED else None,
    )


@st.composite
def histories(draw):
    """Those of some events that can follow each other; awards and listings first, so that there is something to follow."""
    steps = draw(st.lists(STEPS, max_size=25))
    begun = st.sampled_from([Kind.AWARDED, Kind.LISTED])
    awards = [(draw(begun), label, *draw(STEPS)[2:]) for label in range(3)]
    book, possible = Ledger(), []
    for number, step in enumerate(sorted([*awards, *steps], key=lambda step: step[4]), 1):
        event = attempted(number, step)
        try:
            book.apply(event)
        except ImpossibleError:
            continue
        possible.append(event)
    return possible


def turning(events):
    """The days on which something changes, each with the day after."""
    days = {day for event in events for day in (event.on, event.valid_until, event.renewable_until) if day}
    return sorted({day + timedelta(days=more) for day in days for more in (0, 1)})


@given(histories(), st.sampled_from(["", "LV"]))
@settings(max_examples=40)
def test_the_columns_give_what_the_pure_function_gives(events, country):
    registry = Registry.of(events)
    for on in turning(events):
        plain = {
            label: (state, state.status(on))
            for label, state in states(events, on).items()
            if country in {"", state.holder.country}
        }
        assert {state.label: (state, status) for state, status in registry.as_of(on, country)} == plain


@given(histories(), DAYS)
@settings(max_examples=60)
def test_every_organisation_counts_once_at_its_highest_level_in_force(events, on):
    highest = {}
    for state in states(events, on).values():
        if state.status(on) is Status.VALID:
            rank, number = LEVELS.index(state.level), state.holder.number
            highest[number] = max(highest.get(number, rank), rank)
    registry = Registry.of(events)
    listed = {
        line.state.holder.number: LEVELS.index(line.state.level)
        for line in registry.public_list(on)
        if line.status is Status.VALID
    }
    counted = [count.organisations for count in registry.counts(on)]
    assert listed == highest
    assert counted == [list(highest.values()).count(rank) for rank in range(len(LEVELS))]
