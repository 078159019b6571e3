"""That the rest of a scheme holds together: texts, examples, numbers, peer groups, fees, periods, migration."""

from collections.abc import Iterator
from itertools import combinations, pairwise

from clustermark.errors import Problem
from clustermark.proofs.examples import run_examples
from clustermark.proofs.proof import Proof, Subject, proof
from clustermark.scheme.difference import difference
from clustermark.scheme.files import HEAD
from clustermark.scheme.levels import Fee, PeerGroup
from clustermark.scheme.loading import load
from clustermark.scheme.model import Scheme
from clustermark.scheme.walking import parts
from clustermark.scoring.cohort import overflows
from clustermark.words.message import say
from clustermark.words.text import Text


def texts(subject: Subject) -> Proof:
    scheme = subject.scheme
    found = [(path, part) for path, part in parts(scheme) if isinstance(part, Text)]
    wrong = [
        Problem(
            say("the text is missing in {languages}", languages=lacking),
            say("write it"),
            subject.place(*path),
            code="missing-text",
        )
        for path, part in found
        if (lacking := sorted(frozenset(scheme.languages) - part.languages))
    ]
    return proof("texts", say("every text exists in every language"), len(found), wrong)


def examples(subject: Subject) -> Proof:
    results = run_examples(subject.scheme)
    wrong = [
        Problem(
            say("{id}: {difference}", id=r.example.id, difference=d),
            None,
            subject.place("examples", n),
            code="example-differs",
        )
        for n, r in enumerate(results)
        for d in r.differences
    ]
    return proof("examples", say("every worked example comes out as written"), len(results), wrong)


def numbers(subject: Subject) -> Proof:
    wrong = [
        Problem(
            say("{id} can lead to numbers that are too large to compute with", id=found.id),
            say("lower the max of its questions"),
            subject.place(),
            code="too-large-numbers",
        )
        for found in overflows(subject.scheme)
    ]
    checked = len(subject.scheme.indicators) + len(subject.scheme.criteria) + len(subject.scheme.checks)
    return proof("numbers", say("no computation can become too large to be exact"), checked, wrong)


def peers(subject: Subject) -> Proof:
    groups = {group.id: group for group in subject.scheme.peer_groups}
    wrong = [
        problem for n, group in enumerate(groups.values()) for problem in _of_group(n, group, groups, subject)
    ]
    return proof(
        "peers",
        say("peer groups fall back to wider ones, and their classes leave no gap"),
        len(groups),
        wrong,
    )


def _of_group(n: int, group: PeerGroup, groups: dict[str, PeerGroup], subject: Subject) -> Iterator[Problem]:
    seen, at = {group.id}, group.falls_back_to
    while at is not None and at not in seen:
        seen.add(at)
        at = groups[at].falls_back_to
    if at is not None:
        yield Problem(
            say("{id} falls back to itself", id=group.id),
            None,
            subject.place("peer-groups", n),
            code="falls-back-to-itself",
        )
    for first, second in pairwise(group.classes):
        if first.below != second.from_:
            what = say(
                "{first} ends at {end}, {second} begins at {start}",
                first=first.id,
                second=second.id,
                end=str(first.below),
                start=str(second.from_),
            )
            yield Problem(
                what,
                say("let one begin where the other ends"),
                subject.place("peer-groups", n, "classes"),
                code="gap-between-classes",
            )


def periods(subject: Subject) -> Proof:
    wrong = [*_fees(subject), *_minimums(subject), *_omitted(subject)]
    checked = len(subject.scheme.fees) + len(subject.scheme.levels) + len(subject.scheme.instruments)
    return proof("periods", say("fees, groups and exceptions do not contradict each other"), checked, wrong)


def _fees(subject: Subject) -> Iterator[Problem]:
    for one, other in combinations(subject.scheme.fees, 2):
        if (one.level, one.title) == (other.level, other.title) and _overlap(one, other):
            what = say("{one} and {other} are in force at the same time", one=one.id, other=other.id)
            yield Problem(
                what,
                say("end one of them"),
                subject.place("fees", subject.scheme.fees.index(other)),
                code="fees-overlap",
            )


def _overlap(one: Fee, other: Fee) -> bool:
    first, second = sorted([one, other], key=lambda fee: fee.from_)
    return first.until is None or second.from_ <= first.until


def _minimums(subject: Subject) -> Iterator[Problem]:
    rules = subject.scheme.disclosure
    if rules and not rules.smallest_group <= rules.smallest_for_quartiles <= rules.smallest_for_extremes:
        what = say(
            "a larger group must be asked for quartiles than for a median, and for extremes than for quartiles"
        )
        yield Problem(what, None, subject.place("disclosure"), code="disclosure-order")


def _omitted(subject: Subject) -> Iterator[Problem]:
    for n, instrument in enumerate(subject.scheme.instruments):
        able = sum(c.not_applicable for c in subject.scheme.criteria_of(instrument.id))
        if instrument.not_applicable > able:
            what = say(
                "{n} criteria of {id} may not apply, but only {able} can be so marked",
                n=instrument.not_applicable,
                id=instrument.id,
                able=able,
            )
            yield Problem(
                what, None, subject.place("instruments", n, "not-applicable"), code="impossible-omission"
            )


def migration(subject: Subject) -> Proof:
    """Against the version before, where its folder stands beside."""
    before = _before(subject)
    if before is None:
        return proof("migration", say("the migration says what changed"), 0, ())
    found = difference(before, subject.scheme)
    wrong = [
        Problem(
            say("{ids}: {what}", ids=[*(c.new or c.old)], what=c.undeclared),
            None,
            subject.place("migration", c.kind),
            code="undeclared-change",
        )
        for c in found.changes
        if c.undeclared
    ]
    return proof(
        "migration",
        say("the migration says what changed"),
        len(found.changes) + sum(found.unchanged.values()),
        wrong,
    )


def _before(subject: Subject) -> Scheme | None:
    if subject.source is None or subject.scheme.migration is None:
        return None
    folder = subject.source.folder.resolve().parent / subject.scheme.migration.from_version
    return load(folder) if (folder / HEAD).is_file() else None
