"""Whom one is compared with: the latest assessment of each organisation, frozen and named by its hash."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cached_property

from clustermark.errors import InputError, Place
from clustermark.scheme.canonical import digest
from clustermark.scheme.model import Scheme
from clustermark.scoring.case import Case
from clustermark.scoring.decision import assess
from clustermark.scoring.derivation import months_between
from clustermark.words.message import say


@dataclass(frozen=True, slots=True)
class Profile:
    """One organisation as peers see it: where it belongs, which levels it holds, and its indicators; what is missing is left out."""

    number: str
    country: str
    sector: str
    assessed_on: date
    held: frozenset[str]
    values: Mapping[str, Fraction]


@dataclass(frozen=True)
class Snapshot:
    """A population on a day, under one version of a scheme. Computed again from the same assessments, it has the same hash."""

    scheme: str
    scheme_digest: str
    on: date
    profiles: tuple[Profile, ...]

    @cached_property
    def digest(self) -> str:
        """`sha256:` and the hash of the profiles in the order of their numbers."""
        rows = [_row(profile) for profile in self.profiles]
        data = json.dumps(
            [self.scheme, self.scheme_digest, self.on.isoformat(), rows],
            sort_keys=True,
            separators=(",", ":"),
        )
        return f"sha256:{hashlib.sha256(data.encode()).hexdigest()}"


def _row(profile: Profile) -> list[object]:
    values = {id_: str(value) for id_, value in profile.values.items()}
    held = sorted(profile.held)
    return [profile.number, profile.country, profile.sector, profile.assessed_on.isoformat(), held, values]


def profile_of(case: Case, scheme: Scheme, held: Iterable[str] = ()) -> Profile:
    """An organisation's profile from its case; `held` are the levels in force on the day of the comparison."""
    indicators = assess(case, scheme).scorecard.indicators
    values = {id_: step.value for id_, step in indicators.items() if isinstance(step.value, Fraction)}
    of = case.organisation
    return Profile(of.number, of.country, of.sector, case.day, frozenset(held), values)


def snapshot(profiles: Iterable[Profile], scheme: Scheme, on: date) -> Snapshot:
    """The latest profile of each organisation that is not older than the scheme says.

    Raises InputError where an organisation has no number, or two assessments on one day.
    """
    oldest = scheme.disclosure.oldest_months if scheme.disclosure else None
    latest: dict[str, Profile] = {}
    for profile in profiles:
        too_old = oldest is not None and months_between(profile.assessed_on, on) >= oldest
        if profile.assessed_on <= on and not too_old:
            latest[profile.number] = _later(latest.get(profile.number), profile)
    kept = tuple(latest[number] for number in sorted(latest))
    return Snapshot(scheme.name, digest(scheme), on, kept)


def _later(known: Profile | None, new: Profile) -> Profile:
    if not new.number:
        what = say("an organisation of the population has no number")
        raise InputError.because(what, say("give it one"), code="no-organisation-number")
    if known is None or new.assessed_on > known.assessed_on:
        return new
    if new.assessed_on == known.assessed_on:
        what = say("{number} is in the population twice on {day}", number=new.number, day=new.assessed_on)
        raise InputError.because(what, say("keep one of them"), Place(path=new.number), code="twice")
    return known
