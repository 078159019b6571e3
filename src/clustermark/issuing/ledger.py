"""An owner's ledger: what happened to its labels and its keys, in order. Everything else about them follows from it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from functools import cached_property
from typing import Self

from clustermark.credential.keys import Signer
from clustermark.credential.label import Issuer
from clustermark.credential.proof import stamp
from clustermark.issuing.refused import refused
from clustermark.registry.events import Event, Kind
from clustermark.registry.state import State
from clustermark.registry.state import ledger as applied
from clustermark.words.message import say

ENDING = frozenset({Kind.SUSPENDED, Kind.WITHDRAWN, Kind.REVOKED, Kind.TRANSFERRED, Kind.CORRECTED})
"""After these, what was signed before says something that does not hold, and stays refused for good."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Signed:
    """A credential that was signed for an event: its place in the status list, the stem of its files, the hash of its bytes and its key.

    `scheme` and `scheme_digest` name the version, `decision` is the hash of the bundle that it rests on.
    """

    index: int
    stem: str
    digest: str
    method: str
    scheme: str
    scheme_digest: str
    decision: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelEntry:
    """An event of a label, when it was recorded, and the credential that says it where there is one.

    `despite` are the objections that were overruled, for the reason that the event states.
    """

    at: datetime
    event: Event
    signed: Signed | None = None
    despite: tuple[str, ...] = ()


class KeyChange(StrEnum):
    ADDED = "added"
    COMPROMISED = "compromised"


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyEntry:
    """A public key (`multikey`) that signs from now on, in place of the one before; or one that others may have had since a moment."""

    at: datetime
    change: KeyChange
    multikey: str
    since: datetime | None = None
    reason: str = ""


Entry = LabelEntry | KeyEntry


@dataclass(frozen=True)
class Ledger:
    """Who issues, and everything that was recorded; entries are only ever added."""

    issuer: Issuer
    entries: tuple[Entry, ...] = ()

    def with_entry(self, entry: Entry) -> Self:
        return replace(self, entries=(*self.entries, entry))

    @cached_property
    def label_entries(self) -> tuple[LabelEntry, ...]:
        return tuple(entry for entry in self.entries if isinstance(entry, LabelEntry))

    @cached_property
    def events(self) -> tuple[Event, ...]:
        return tuple(entry.event for entry in self.label_entries)

    @cached_property
    def states(self) -> Mapping[str, State]:
        """Every label by its number, after all that was recorded."""
        return applied(self.events).states

    def credentials(self, label: str) -> tuple[Signed, ...]:
        return tuple(e.signed for e in self.label_entries if e.event.label == label and e.signed)

    @cached_property
    def taken(self) -> frozenset[int]:
        """The places of the status list that have a credential."""
        return frozenset(entry.signed.index for entry in self.label_entries if entry.signed)

    @cached_property
    def ended(self) -> frozenset[int]:
        """The places of the status list whose bit is set."""
        living: dict[str, list[int]] = {}
        ended: set[int] = set()
        for entry in self.label_entries:
            mine = living.setdefault(entry.event.label, [])
            if entry.event.kind in ENDING:
                ended.update(mine)
                mine.clear()
            if entry.signed:
                mine.append(entry.signed.index)
        return frozenset(ended | set(self._by_compromised))

    @property
    def _by_compromised(self) -> Iterator[int]:
        """Credentials by a key that others may have had: the moment in a signature is only what its signer wrote."""
        lost = {self.method(e.multikey) for e in self.key_entries if e.change is KeyChange.COMPROMISED}
        return (e.signed.index for e in self.label_entries if e.signed and e.signed.method in lost)

    @cached_property
    def key_entries(self) -> tuple[KeyEntry, ...]:
        return tuple(entry for entry in self.entries if isinstance(entry, KeyEntry))

    def method(self, multikey: str) -> str:
        """The address of a key in the issuer's document."""
        return f"{self.issuer.did}#{multikey}"

    @property
    def signing(self) -> str:
        """The address of the key that signs now; empty where there is none."""
        added = [e.multikey for e in self.key_entries if e.change is KeyChange.ADDED]
        lost = {e.multikey for e in self.key_entries if e.change is KeyChange.COMPROMISED}
        return self.method(added[-1]) if added and added[-1] not in lost else ""

    @property
    def last(self) -> datetime | None:
        """The moment of the last entry."""
        return max((entry.at for entry in self.entries), default=None)

    @property
    def list_address(self) -> str:
        return f"{self.issuer.url}/status/1"

    def refuse_stranger(self, signer: Signer) -> None:
        """Raises Refused for any key but the one that signs now."""
        if signer.method != self.signing:
            raise refused(
                "foreign-key",
                say("the key {method} is not the one that the issuer signs with", method=signer.method),
                say("name the file of the newest key: {method}", method=self.signing or "–"),
            )

    def refuse_earlier(self, at: datetime) -> None:
        """Raises Refused for a moment before what is recorded."""
        if self.last is not None and at < self.last:
            raise refused(
                "set-back",
                say(
                    "{at} lies before the last entry of the ledger, of {last}",
                    at=stamp(at),
                    last=stamp(self.last),
                ),
                say("name no moment, or a later one: --at"),
            )
