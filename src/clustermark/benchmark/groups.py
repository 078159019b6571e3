"""Peer groups: who is alike, and the next wider group where too few are.

Each group gives each organisation a key; those with the same key are alike. Nobody is alike under the empty key.
"""

from collections.abc import Iterator
from fractions import Fraction

from clustermark.benchmark.population import Profile
from clustermark.scheme.levels import Class, PeerGroup
from clustermark.scheme.model import Scheme

MEMBER = "member"
"""The key of everybody in a group that is the same for all: the widest one, and the holders of a level."""


def key(group: PeerGroup, profile: Profile, scheme: Scheme) -> str:
    """Where a profile belongs in a group; empty where it belongs nowhere."""
    match group.by:
        case "all":
            return MEMBER
        case "level":
            return MEMBER if group.level in profile.held else ""
        case "indicator":
            return _class(group, profile)
        case "region":
            return next((c.region for c in scheme.countries if c.code == profile.country), "")
        case "country":
            return profile.country
        case _:
            return _sector(group, profile.sector)


def sought(group: PeerGroup, own: Profile, scheme: Scheme) -> str:
    """The key of an organisation's peers: its own, but for the holders of a level, with whom everybody is compared."""
    return MEMBER if group.by == "level" else key(group, own, scheme)


def chain(group: PeerGroup, scheme: Scheme) -> Iterator[PeerGroup]:
    """A group and the wider ones that it falls back to, in turn."""
    by_id = {g.id: g for g in scheme.peer_groups}
    at: PeerGroup | None = group
    while at is not None:
        yield at
        at = by_id[at.falls_back_to] if at.falls_back_to else None


def _sector(group: PeerGroup, sector: str) -> str:
    """The sector, or its family where the group has families."""
    return next((family.id for family in group.classes if sector in family.members), sector)


def _class(group: PeerGroup, profile: Profile) -> str:
    value = profile.values.get(group.indicator or "")
    return "" if value is None else next((c.id for c in group.classes if _within(value, c)), "")


def _within(value: Fraction, class_: Class) -> bool:
    return (class_.from_ is None or value >= class_.from_) and (class_.below is None or value < class_.below)
