"""The levels from the lowest, as those who climb them want to read them."""

from dataclasses import dataclass
from datetime import date

from clustermark.scheme.describe import describe
from clustermark.scheme.levels import Fee, Level, Renewal, Validity
from clustermark.scheme.model import Scheme
from clustermark.words.message import Message
from clustermark.words.text import Text


@dataclass(frozen=True, slots=True)
class Asked:
    """One condition of a level: its name `gold/total`, its title, and its rule in words."""

    name: str
    title: Text
    rule: Message


@dataclass(frozen=True, slots=True)
class Rung:
    """One level: what it means, asks, and costs on a day, how it is assessed, how long it lasts and how it is renewed."""

    level: str
    title: Text
    motto: Text
    meaning: Text
    conditions: tuple[Asked, ...]
    steps: tuple[Text, ...]
    assessors: int
    decided_by: str
    validity: Validity
    renewal: Renewal
    fees: tuple[Fee, ...]


@dataclass(frozen=True, slots=True)
class Ladder:
    scheme: str
    title: Text
    notice: Text
    on: date
    rungs: tuple[Rung, ...]


def ladder(scheme: Scheme, on: date) -> Ladder:
    """Every level from the lowest; fees as on a day."""
    rungs = tuple(_rung(level, scheme, on) for level in scheme.ladder)
    return Ladder(scheme.name, scheme.title, scheme.notice, on, rungs)


def _rung(level: Level, scheme: Scheme, on: date) -> Rung:
    return Rung(
        level.id,
        level.title,
        level.motto,
        level.meaning,
        tuple(Asked(f"{level.id}/{c.id}", c.title, describe(c.rule, scheme)) for c in level.requires),
        level.procedure.steps,
        level.procedure.assessors,
        level.procedure.decided_by,
        level.validity,
        level.renewal,
        tuple(fee for fee in scheme.fees if fee.level == level.id and in_force(fee, on)),
    )


def in_force(fee: Fee, on: date) -> bool:
    return fee.from_ <= on and (fee.until is None or on <= fee.until)
