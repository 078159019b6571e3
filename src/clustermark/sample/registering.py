"""The synthetic world as a registry: its labels as events, and the real entries as what their source attests."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from clustermark.registry.events import Event, Holder, Kind
from clustermark.sample.allocation import Listed
from clustermark.sample.labels import Incident, Label, labels_of
from clustermark.sample.members import Member
from clustermark.sample.world import World
from clustermark.words.text import Text


def events_of(world: World) -> tuple[Event, ...]:
    """Every event until the day of the count, in order and numbered."""
    found = [event for member in world.members for event in _of_member(member, world.on)]
    found += [_attested(entry, number) for number, entry in enumerate(world.listed, 1)]
    ordered = sorted(found, key=lambda event: (event.on, event.number, event.label))
    return tuple(replace(event, number=number) for number, event in enumerate(ordered, 1))


def _of_member(member: Member, on: date) -> Iterator[Event]:
    of = member.organisation
    holder = Holder(of.number, Text({"en": of.name}), of.country, of.sector)
    for number, label in enumerate(labels_of(member, on), 1):
        yield from _of_label(label, f"{of.number}-{number}", holder)


def _of_label(label: Label, number: str, holder: Holder) -> Iterator[Event]:
    for turn, life in enumerate(label.lives):
        yield Event(
            number=turn,
            kind=Kind.RENEWED if turn else Kind.AWARDED,
            label=number,
            on=life.valid_from,
            holder=None if turn else holder,
            level="" if turn else label.level,
            valid_from=life.valid_from,
            valid_until=life.valid_until,
            renewable_until=life.renewable_until,
            synthetic=True,
        )
    for turn, incident in enumerate(label.incidents, len(label.lives)):
        yield from _incident(incident, number, turn, holder)


def _incident(incident: Incident, label: str, turn: int, holder: Holder) -> Iterator[Event]:
    """A hand-over goes to a successor with a number of its own; a correction of no stated fact needs no event."""
    if incident.kind == "corrected":
        return
    heir = replace(holder, number=f"{holder.number}-successor") if incident.kind == "transferred" else None
    yield Event(
        number=turn, kind=Kind(incident.kind), label=label, on=incident.on, holder=heir, synthetic=True
    )


def _attested(entry: Listed, number: int) -> Event:
    """What the source says of one day, and nothing about any other."""
    names = Text({"en": entry.english, "lv": entry.latvian})
    label = f"listed-{entry.country.lower()}-{number}"
    return Event(
        number=0,
        kind=Kind.LISTED,
        label=label,
        on=entry.on,
        holder=Holder(label, names, entry.country),
        level=entry.level,
        source=entry.source,
        stated=entry.on,
    )
