"""The record in a decision bundle: deeds with hashes for texts, persons as numbers, and what it all proves of the process."""

import json
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from clustermark.errors import InputError, Problem
from clustermark.files import Given
from clustermark.issuing.resolution import Resolution
from clustermark.process.check import check
from clustermark.process.claims import TITLES, Broken, Claim, claims
from clustermark.process.deeds import Begin
from clustermark.process.persons import People, Somebody, read_people
from clustermark.process.record import Record, lines, read_record
from clustermark.process.setting import Setting
from clustermark.process.terms import Result
from clustermark.scheme.canonical import encoded
from clustermark.scoring.decision import Assessment
from clustermark.words.message import Message, say

RECORD = "record"
NEEDED = {"number", "country", "posts", "interests", "same_as", "emptied"}
"""What checking asks of a person; no name, language or load."""
Settings = Callable[[str, People], Setting]
FITS = "fits"


def part(record: Record, people: People, setting: Setting) -> dict[str, Any]:
    """The deeds up to the decision, as they stand in a bundle, with the facts of the persons in them."""
    decision = check(record, setting).state.decision
    last = decision.deed if decision and not decision.note else len(record.deeds)
    rested = Record(record.deeds[:last])
    deeds = [json.loads(line) for line in lines(rested, texts=False).splitlines()]
    organisation = getattr(record.begin, "organisation", "") if deeds else ""
    return {"deeds": deeds, "persons": list(_persons(rested, people, organisation))}


def _persons(record: Record, people: People, organisation: str) -> Iterator[dict[str, Any]]:
    """Every row of everybody who is named, and of them only what concerns this organisation."""
    rows = {row.number: row for number in sorted(_named(record)) for row in people.rows(number)}
    for _, row in sorted(rows.items()):
        about = {"", organisation}
        kept = {
            "posts": tuple(post for post in row.posts if post.organisation in about),
            "interests": tuple(fact for fact in row.interests if fact.organisation in about),
        }
        yield _facts(row.model_copy(update=kept))


def _facts(row: Somebody) -> dict[str, Any]:
    return row.model_dump(mode="json", by_alias=True, exclude_defaults=True, include=NEEDED)


def _named(record: Record) -> set[str]:
    named = {deed.by for deed in record.deeds}
    for deed in record.deeds:
        named |= {getattr(deed.what, key) for key in ("person", "into") if hasattr(deed.what, key)}
        named |= set(getattr(deed.what, "present", ()))
    return named


def canonical(written: Any) -> Any:
    """The part as it would be written: of deeds and persons nothing but what belongs there. As it is where it cannot be read."""
    try:
        record, people = _deeds(written), _people(written)
    except InputError:
        return written
    deeds = [json.loads(line) for line in lines(record, texts=False).splitlines()]
    return {"deeds": deeds, "persons": [_facts(row) for row in people.by_number.values()]}


def _deeds(written: Any) -> Record:
    deeds = written.get("deeds")
    rows = deeds if isinstance(deeds, list) else []
    return read_record(Given(b"\n".join(encoded(row) for row in rows)))


def _people(written: Any) -> People:
    return read_people(Given(encoded({"persons": written.get("persons")}), "persons.json"))


def proved(
    written: Any, assessment: Assessment, resolution: Resolution | None, settings: Settings
) -> tuple[Claim, ...]:
    """What the record of a bundle proves. Where its chain is broken, or it is of another case, nothing else is asked."""
    try:
        record = _deeds(written)
    except InputError as error:
        return (Claim("chain", TITLES["chain"], _unread(error.problems)),)
    try:
        people = _people(written)
    except InputError as error:
        return (Claim("persons", say("the facts of the persons can be read"), _unread(error.problems)),)
    foreign = tuple(_other(record, assessment, resolution))
    if foreign:
        return (_fits(foreign),)
    setting = settings(assessment.scheme.name, people)
    late = tuple(_undecided(record, resolution, setting)) if resolution else ()
    return (*claims(record, setting), _fits(late))


def _unread(problems: Iterable[Problem]) -> tuple[Broken, ...]:
    """A deed stands on each line; persons stand in no deed."""
    return tuple(Broken(0 if p.place.file else p.place.line, p.what) for p in problems)


def _fits(broken: tuple[Broken, ...]) -> Claim:
    return Claim(FITS, say("the record is of this decision"), broken)


def _other(record: Record, assessment: Assessment, resolution: Resolution | None) -> Iterator[Broken]:
    """Where the record begins another case than the bundle's."""
    begin, of = record.begin, assessment.case.organisation
    if not isinstance(begin, Begin):
        yield Broken(1, say("a record begins with: begin an application"))
        return
    levels = set(assessment.scheme.level) if resolution is None else {resolution.level}
    pairs = (
        (say("scheme"), begin.scheme, {assessment.scheme.name}),
        (say("organisation"), begin.organisation, {of.number}),
        (say("country"), begin.country, {of.country or begin.country}),
        (say("level"), begin.level, levels),
    )
    for what, there, here in pairs:
        if there not in here:
            here_ = sorted(here)
            yield Broken(
                1,
                say(
                    "{what}: {there} in the record, {here} in the bundle", what=what, there=there, here=here_
                ),
            )
    if begin.synthetic is not of.synthetic:
        yield Broken(1, say("one of record and bundle is synthetic, the other is not"))


def _undecided(record: Record, resolution: Resolution, setting: Setting) -> Iterator[Broken]:
    decision = check(record, setting).state.decision
    if decision is None or decision.result is not Result.AWARDED:
        yield Broken(len(record.deeds), say("the record does not award the label"))
        return
    day = setting.calendar.day(decision.at)
    if day != resolution.on:
        what = say("it was decided on {day}, the bundle says on {on}", day=day, on=resolution.on)
        yield Broken(decision.deed, what)


def wrong(found: Iterable[Claim]) -> Iterator[Message]:
    """Everything that does not hold, deed by deed."""
    for claim in found:
        for one in claim.broken:
            if one.deed:
                yield say(
                    "it does not hold that {claim} — deed {number}: {why}",
                    claim=claim.title,
                    number=str(one.deed),
                    why=one.why,
                )
            else:
                yield say("it does not hold that {claim}: {why}", claim=claim.title, why=one.why)


def sound(found: Iterable[Claim]) -> None:
    """Raises InputError with everything that a record does not prove."""
    remedy = say("see it with: clustermark process check")
    problems = [Problem(what, remedy, code="record-unsound") for what in wrong(found)]
    if problems:
        raise InputError(problems)
