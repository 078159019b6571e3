"""What lasts in a synthetic organisation: its name, its quality, when it began, and on which days it is visited."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from clustermark.sample import traits
from clustermark.sample.draws import Draws, between
from clustermark.sample.history import YEAR, Aim, Calendar, Visit, visits
from clustermark.sample.names import FIELDS, named
from clustermark.sample.shapes import SHAPES
from clustermark.scoring.case import Organisation

SMALLEST = 15
TRUE_TO_TIER = 0.98
YOUNGEST = {"bronze": 0.5, "silver": 2.6, "gold": 1.5}
"""Years; no younger organisation has been through what its level asks."""
CLOSE = 0.4
"""In a small country the whole country counts as near, so that the lower part of the distribution is empty."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where an organisation stands in the population.

    `tier` are the cumulative shares between which its level lies, `rank` how far up within them; `near` its rank among so many in its country; `stopped` what happens to its label, if anything.
    """

    number: int
    country: str
    aim: Aim
    tier: tuple[float, float]
    rank: float
    near: tuple[int, int]
    small_country: bool
    stopped: str = ""


@dataclass(frozen=True, slots=True)
class Character:
    """`own` are its independent traits, `near` the trait that is spread evenly within its country."""

    organisation: Organisation
    own: Mapping[str, float]
    force: str
    founded: date
    plan: tuple[Visit, ...]
    near: float

    def years(self, day: date) -> float:
        return (day - self.founded).days / YEAR

    def years_back(self, day: date) -> float:
        """From the last visit."""
        return (self.plan[-1].on - day).days / YEAR

    def committed(self, day: date) -> int:
        """Participants on a day: what they are at the last visit, less the growth that lies between."""
        at_last = traits.blended(self.own, self.force)
        growth = 1 + SHAPES["growth"].at(at_last["growth"]) / 100
        there: float = SHAPES["committed"].at(at_last["committed"]) * growth ** (-self.years_back(day) / 2)
        return max(SMALLEST, round(min(there, SHAPES["committed"].most)))


def character(place: Place, calendar: Calendar, draws: Draws) -> Character:
    noise = (1 - TRUE_TO_TIER**2) ** 0.5
    quality = TRUE_TO_TIER * between(place.rank, *place.tier) + noise * draws.normal()
    own, force = traits.drawn(quality, draws), draws.weighted(traits.FORCES)
    near = traits.spread_out(*place.near, draws, least=CLOSE if place.small_country else 0.0)
    age = max(SHAPES["age"].at(traits.blended(own, force)["age"]), YOUNGEST[place.aim.level])
    plan = visits(place.aim, age, calendar, draws)
    founded = plan[-1].on - timedelta(days=round(age * YEAR))
    return Character(organisation(place, draws), own, force, founded, plan, near)


def organisation(place: Place, draws: Draws) -> Organisation:
    sector = draws.pick(tuple(FIELDS))
    return Organisation(
        number=f"synthetic-{place.number:05}",
        name=named(place.number, sector, draws),
        country=place.country,
        sector=sector,
        synthetic=True,
    )
