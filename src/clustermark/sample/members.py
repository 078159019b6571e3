"""A synthetic organisation through all its visits: what it answered, what was found, what the engine decided."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from math import ceil
from typing import Any

from clustermark.errors import InputError
from clustermark.sample import answering, traits
from clustermark.sample.character import Character, Place, character
from clustermark.sample.deciding import Attempt, answered, attempt
from clustermark.sample.draws import Draws
from clustermark.sample.history import Calendar, Visit
from clustermark.sample.improving import improvements
from clustermark.sample.rating import Judgement, judged, ratings
from clustermark.scheme.criteria import Criterion
from clustermark.scheme.model import Scheme
from clustermark.scoring.answers import understood
from clustermark.scoring.case import Case, Holding, Organisation
from clustermark.scoring.derivation import Sheet
from clustermark.scoring.judging import Standing
from clustermark.words.message import say

TRIES = 120
JUDGED = 3
EASIER = 0.02
"""By how much the hidden quality leans further towards the plan with each draw."""
LEARNING = 0.1
"""By how much it rises a year."""
PREPARED = {"bronze": 0.0, "silver": -0.2, "gold": 0.36}
"""By how much it lies higher on the day: whoever pays for a gold assessment has looked for gaps before. Tuned to the medians."""
REFUSED = 1.2
"""By how much it lies lower where a first attempt shall fail."""
CONFIRMED = 0.85
ABROAD = ("AT", "DE", "DK", "ES", "FR", "NO", "PL", "RO")
SKIPPED = 0.06
PROVEN = (0.92, 1.0)


@dataclass(frozen=True, slots=True)
class Member:
    """A synthetic organisation with all its visits. `self_check` is how it would rate itself at the last one.

    `stopped` is what happened to its last label before its end, if anything.
    """

    organisation: Organisation
    attempts: tuple[Attempt, ...]
    self_check: Mapping[str, int]
    stopped: str = ""


@dataclass(frozen=True, slots=True)
class Occasion:
    """A visit to an organisation, and the attempts before it."""

    of: Character
    visit: Visit
    before: tuple[Attempt, ...]
    calendar: Calendar
    draws: Draws

    @property
    def scheme(self) -> Scheme:
        return self.calendar.in_force(self.visit.on)

    @property
    def usual_quality(self) -> float:
        lasting = self.of.own["quality"] - LEARNING * self.of.years_back(self.visit.on)
        return lasting + PREPARED[self.visit.level]


def member(place: Place, seed: int, calendar: Calendar) -> Member:
    draws = Draws(seed, place.number)
    of = character(place, calendar, draws)
    attempts: tuple[Attempt, ...] = ()
    check: Mapping[str, int] = {}
    for visit in of.plan:
        found, check = held(Occasion(of, visit, attempts, calendar, draws))
        attempts = (*attempts, found)
    return Member(of.organisation, attempts, check, place.stopped)


Tried = tuple[Attempt, Mapping[str, int]]


def held(now: Occasion) -> Tried:
    """A visit, drawn again until the engine decides as planned. Raises InputError where it never does."""
    lean = EASIER if now.visit.earns else -EASIER
    start = now.usual_quality - (0 if now.visit.earns else REFUSED)
    for tries in range(TRIES):
        found = tried(now, start + lean * tries)
        if found and found[0].awarded == now.visit.earns:
            return found
    raise InputError.because(
        say(
            "no answers lead to {level} as planned under {scheme}",
            level=now.visit.level,
            scheme=now.scheme.name,
        ),
        say("look with scheme lint whether the level can be reached and refused"),
        code="no-answers",
    )


def tried(now: Occasion, quality: float) -> Tried | None:
    """One draw of answers, judged up to a few times; None where the answers break a check of the scheme."""
    case = Case(
        scheme=now.scheme.name,
        organisation=now.of.organisation,
        assessed_on=now.visit.on,
        answers=filled_in(now, quality),
        holdings=holdings(now.before),
        benchmarked_on=tuple(a.case.assessed_on for a in now.before if a.level != "gold"),
    )
    at = answered(case, now.scheme)
    if at is None:
        return None
    found = assessed(now, case, at, quality)
    for _ in range(JUDGED if found[0].case.findings else 0):
        if found[0].awarded == now.visit.earns:
            break
        found = assessed(now, case, at, quality)
    return found


def assessed(now: Occasion, case: Case, at: Standing, quality: float) -> Tried:
    """The same answers with findings, as one draw of the assessors' judgement has them."""
    check = ratings(at, "assessment", quality, now.of.years(now.visit.on), now.draws)
    judgement = judgement_of(now, check, case.answers)
    update = {name: getattr(judgement, name) for name in ("documents", "findings", "consensus")}
    return attempt(now.visit.level, case.model_copy(update=update), at), check


def filled_in(now: Occasion, quality: float) -> dict[str, Any]:
    """Everything that the level asks, under the version in force."""
    of, day = now.of, now.visit.on
    like = traits.blended(traits.moved({**of.own, "quality": quality}, now.draws), of.force) | {
        "near": of.near
    }
    given = answering.answers(
        like,
        force=of.force,
        founded=of.founded,
        committed=of.committed(day),
        on=day,
        themes=tuple(cell.id for cell in now.scheme.question["service"].cells),
        draws=now.draws,
    )
    if "eccp-listed" in now.scheme.question:
        given |= answering.listing(given["committed"], now.draws)
    match now.visit.level:
        case "silver":
            given |= improvements(_sheet_before(now), _sheet(given, now.scheme, day), now.draws)
        case "gold":
            given |= answering.before_assessment(like, of.committed(day), of.years(day), now.draws)
    return given


def _sheet_before(now: Occasion) -> Sheet:
    """Of the last benchmarking."""
    case = [a.case for a in now.before if a.level != "gold"][-1]
    return _sheet(case.answers, now.calendar.in_force(case.day), case.day)


def _sheet(given: Mapping[str, Any], scheme: Scheme, day: date) -> Sheet:
    return Sheet(scheme, understood(given, scheme, day), day)


def holdings(before: Sequence[Attempt]) -> tuple[Holding, ...]:
    """The latest label of each level."""
    latest = {a.level: a.lifetime for a in before if a.lifetime}
    return tuple(
        Holding(
            level=level,
            valid_from=life.valid_from,
            valid_until=life.valid_until,
            renewable_until=life.renewable_until,
        )
        for level, life in latest.items()
    )


def judgement_of(now: Occasion, check: Mapping[str, int], given: Mapping[str, Any]) -> Judgement:
    """What the assessors of the level find: none for bronze, one for silver, two for gold."""
    instrument = now.scheme.level[now.visit.level].procedure.instrument
    criteria = now.scheme.criteria_of(instrument)
    if not criteria:
        return Judgement()
    committed = sum(given["committed"].values())
    proven = {c.id: ceil(committed * now.draws.uniform(*PROVEN)) for c in criteria if c.gate}
    levels = {c.id: check[c.id] if c.id in check else _verdict(c, now.draws) for c in criteria if c.rubric}
    skipped = now.draws.pick([c.id for c in criteria if _may_be_omitted(c, now.scheme)] or [""])
    omitted = skipped if now.draws.chance(SKIPPED) else ""
    return judged(
        proven | levels,
        now.scheme,
        on=now.visit.on,
        assessors=assessors(now),
        draws=now.draws,
        omitted=omitted,
    )


def _may_be_omitted(criterion: Criterion, scheme: Scheme) -> bool:
    """Whether every instrument that judges it lets some criteria not apply."""
    return criterion.not_applicable and all(
        scheme.instrument[i].not_applicable for i in criterion.instruments
    )


def _verdict(criterion: Criterion, draws: Draws) -> int:
    """On an area of improvement, which the self-check does not know: mostly confirmed."""
    return criterion.top if draws.chance(CONFIRMED) else draws.whole(0, criterion.top)


def assessors(now: Occasion) -> tuple[str, ...]:
    """As many as the level asks for; one from the country, of two one from another."""
    home = now.of.organisation.country
    abroad = now.draws.pick([country for country in ABROAD if country != home])
    number = now.scheme.level[now.visit.level].procedure.assessors
    return tuple(f"synthetic-assessor-{c.lower()}-{now.draws.whole(1, 9)}" for c in (home, abroad)[:number])
