"""From a decision bundle to what may be awarded on it, with every objection that there is."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from clustermark.errors import InputError
from clustermark.files import File
from clustermark.issuing.bundle import Recomputed, recomputed
from clustermark.issuing.ledger import Ledger
from clustermark.issuing.recorded import Settings
from clustermark.issuing.refused import Refused, refused
from clustermark.issuing.resolution import Resolution
from clustermark.process.setting import setting_of
from clustermark.registry.events import Holder
from clustermark.scheme.levels import Level
from clustermark.scheme.model import Scheme
from clustermark.scoring.case import Organisation
from clustermark.scoring.validity import Lifetime
from clustermark.words.message import say
from clustermark.words.text import Text


@dataclass(frozen=True, slots=True)
class Decided:
    """A level that people resolved to award to an organisation, by the rules of a scheme; `digest` names the bundle, `signed_by` its key."""

    scheme: Scheme
    level: Level
    organisation: Organisation
    lifetime: Lifetime
    resolution: Resolution
    digest: str
    signed_by: str

    @property
    def holder(self) -> Holder:
        of = self.organisation
        return Holder(of.number, Text({"en": of.name}), of.country, of.sector)


def decided(
    file: File, level: str | None, load: Callable[[str], Scheme], settings: Settings = setting_of
) -> Decided:
    """What a bundle awards. It is read once, and computed again. Raises InputError, also for a level that was not resolved on."""
    found = recomputed(file, load, settings)
    if not found.replayed.same:
        raise InputError.because(
            say("the bundle does not compute to what it says"),
            say("see what differs with: clustermark decision replay"),
            code="bundle-differs",
        )
    if found.assessment.problems:
        raise InputError(found.assessment.problems)
    return _awarded(found, _resolution(found, level))


def _resolution(found: Recomputed, level: str | None) -> Resolution:
    resolution = found.resolution
    if resolution is None:
        raise refused(
            "no-decision",
            say("the bundle is a computation that nobody has decided on, and awards nothing"),
            say("make it with: clustermark decision bundle --level, --decided-by and --decided-on"),
        )
    if level not in {None, resolution.level}:
        raise refused(
            "another-level",
            say("it was decided on {decided}, not on {level}", decided=resolution.level, level=level),
            say("leave the level out, or name {decided}", decided=resolution.level),
        )
    return resolution


def _awarded(found: Recomputed, resolution: Resolution) -> Decided:
    assessment, replayed = found.assessment, found.replayed
    of = assessment.case.organisation
    if not of.name.strip() or not of.number.strip():
        raise refused(
            "no-recipient",
            say("the case does not say to whom the label goes"),
            say("give the organisation a name and a number"),
        )
    lifetime = assessment.decision(resolution.level).lifetime
    if lifetime is None:
        raise AssertionError(resolution)
    level = assessment.scheme.level[resolution.level]
    return Decided(assessment.scheme, level, of, lifetime, resolution, replayed.digest, replayed.signed_by)


def objections(
    found: Decided, ledger: Ledger, at: datetime, known: Iterable[str] = ()
) -> Mapping[str, Refused]:
    """What speaks against issuing, by its code, and can be overruled for a reason. `known` are keys that decide beside the owner's own."""
    return {problem.code: problem for problem in _objections(found, ledger, at.date(), frozenset(known))}


def _objections(found: Decided, ledger: Ledger, day: date, known: frozenset[str]) -> Iterator[Refused]:
    if not found.signed_by:
        yield refused(
            "unsigned",
            say("nobody has signed the bundle"),
            say("sign it when it is made: clustermark decision bundle --key"),
        )
    elif not _knows(ledger, found.signed_by, known):
        yield refused(
            "unknown-signer",
            say("the bundle is signed with a key that the owner does not know: {key}", key=found.signed_by),
            say("name the key with --signed-by, if it is one that decides"),
        )
    if any(entry.signed and entry.signed.decision == found.digest for entry in ledger.label_entries):
        yield refused(
            "same-decision",
            say("a label rests on this decision already"),
            say("a new label needs a new decision"),
        )
    if found.lifetime.valid_until < day:
        yield refused(
            "period-over",
            say("the label's last day was {day}", day=found.lifetime.valid_until),
            say("assess the organisation again"),
        )


def _knows(ledger: Ledger, key: str, known: frozenset[str]) -> bool:
    """One of the owner's own that signs now, or one that was named: by its address, or by the key alone."""
    return key == ledger.signing or key in known or key.partition("#")[2] in known


def refuse_early(found: Decided, at: datetime) -> None:
    """Raises Refused for a moment before the decision, or before the label's first day."""
    first = max(found.resolution.on, found.lifetime.valid_from)
    if at.date() < first:
        raise refused(
            "early",
            say("the label can be issued from {day} on", day=first),
            say("name a later moment, or correct the day of the decision"),
        )
