"""From decisions to labels: which attempts began a label, which renewed it, and what else happened to it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from clustermark.sample.deciding import Attempt
from clustermark.sample.draws import Draws
from clustermark.sample.members import Member
from clustermark.scoring.validity import Lifetime

HALF_MONTH = 15
STOPPING = frozenset({"suspended", "withdrawn", "revoked"})
PAUSED = 0.012
HANDED_OVER = 0.012
PUT_RIGHT = 0.01


@dataclass(frozen=True, slots=True)
class Incident:
    """What else happened to a label: `suspended`, `reinstated`, `withdrawn`, `revoked`, `transferred`, `corrected`."""

    kind: str
    on: date


@dataclass(frozen=True, slots=True)
class Label:
    """A level held: the lifetimes that its award and its renewals gave it, and what else happened."""

    level: str
    lives: tuple[Lifetime, ...]
    incidents: tuple[Incident, ...] = ()

    def in_force(self, on: date) -> bool:
        """Whether it lasts on a day and nothing that happened until then holds it up."""
        ends = [life.valid_until for life in self.lives if life.valid_from <= on]
        happened = [incident.kind for incident in self.incidents if incident.on <= on]
        return bool(ends) and on <= ends[-1] and not any(kind in STOPPING for kind in happened[-1:])

    @property
    def last(self) -> Lifetime:
        return self.lives[-1]


def labels_of(member: Member, on: date) -> tuple[Label, ...]:
    """The labels of an organisation in the order of their award; only the last one has had incidents."""
    *earlier, last = _issued(member.attempts)
    draws = Draws("incidents", member.organisation.number, last.last.valid_from)
    return (*earlier, Label(last.level, last.lives, tuple(_incidents(member, last.last, on, draws))))


def _issued(attempts: Sequence[Attempt]) -> list[Label]:
    issued: list[Label] = []
    for attempt in attempts:
        life = attempt.lifetime
        if life is None:
            continue
        before = next((label for label in reversed(issued) if label.level == attempt.level), None)
        if before and life.counts_as == "renewal":
            issued.remove(before)
            issued.append(Label(attempt.level, (*before.lives, life)))
        else:
            issued.append(Label(attempt.level, (life,)))
    return issued


def _incidents(member: Member, life: Lifetime, on: date, draws: Draws) -> Iterator[Incident]:
    """Within the life of the label and before the day of the count, in order."""
    end = min(on, life.valid_until)
    room = (end - life.valid_from).days
    day = life.valid_from + timedelta(days=int(room * draws.uniform(0.1, 0.6)))
    if member.stopped:
        yield Incident(member.stopped, day)
    elif room > 4 * HALF_MONTH:
        yield from _passing(day, draws)


def _passing(day: date, draws: Draws) -> Iterator[Incident]:
    """What leaves the label in force."""
    if draws.chance(PAUSED):
        yield Incident("suspended", day)
        yield Incident("reinstated", day + timedelta(days=HALF_MONTH))
    elif draws.chance(HANDED_OVER):
        yield Incident("transferred", day)
    elif draws.chance(PUT_RIGHT):
        yield Incident("corrected", day)
