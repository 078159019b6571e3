"""Peer groups: who is alike, and the next wider group where too few are."""

from collections.abc import Callable, Iterator
from fractions import Fraction

from clustermark.benchmark.population import Profile, Snapshot
from clustermark.scheme.levels import Class, PeerGroup
from clustermark.scheme.model import Scheme

Alike = Callable[[Profile], bool]


def peers(group: PeerGroup, own: Profile, population: Snapshot, scheme: Scheme) -> tuple[Profile, ...]:
    """The members of a group for one organisation, itself left out."""
    alike = _alike(group, own, scheme)
    return tuple(p for p in population.profiles if p.number != own.number and alike(p))


def chain(group: PeerGroup, scheme: Scheme) -> Iterator[PeerGroup]:
    """A group and the wider ones that it falls back to, in turn."""
    by_id = {g.id: g for g in scheme.peer_groups}
    at: PeerGroup | None = group
    while at is not None:
        yield at
        at = by_id[at.falls_back_to] if at.falls_back_to else None


def _alike(group: PeerGroup, own: Profile, scheme: Scheme) -> Alike:
    match group.by:
        case "all":
            return lambda _: True
        case "level":
            return lambda peer: group.level in peer.held
        case "indicator":
            return _same_class(group, own)
        case "region":
            regions = {country.code: country.region for country in scheme.countries}
            return lambda peer: own.country in regions and regions.get(peer.country) == regions[own.country]
        case "country":
            return lambda peer: bool(own.country) and peer.country == own.country
        case _:
            mine = _sectors(group, own.sector)
            return lambda peer: peer.sector in mine


def _sectors(group: PeerGroup, sector: str) -> frozenset[str]:
    """The sectors that count as the same: of the same family where the group has families."""
    families = [frozenset(family.members) for family in group.classes if sector in family.members]
    return families[0] if families else frozenset({sector} - {""})


def _same_class(group: PeerGroup, own: Profile) -> Alike:
    mine = _class(group, own)
    return lambda peer: mine is not None and _class(group, peer) is mine


def _class(group: PeerGroup, profile: Profile) -> Class | None:
    value = profile.values.get(group.indicator or "")
    return None if value is None else next((c for c in group.classes if _within(value, c)), None)


def _within(value: Fraction, class_: Class) -> bool:
    return (class_.from_ is None or value >= class_.from_) and (class_.below is None or value < class_.below)
