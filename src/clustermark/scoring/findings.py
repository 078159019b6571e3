"""Findings and consensus against the scheme: what is agreed for each criterion, and what is wrong with the record."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from clustermark.errors import Place, Problem
from clustermark.scheme.criteria import Criterion, Instrument
from clustermark.scheme.model import Scheme
from clustermark.scheme.wording import suggestion
from clustermark.scoring.case import HIGHEST_COUNT, Case, Consensus, Finding
from clustermark.scoring.values import Missing, Why
from clustermark.words.message import say


@dataclass(frozen=True, slots=True)
class Agreed:
    """What counts for a criterion: a rating (a count for a gate), how many accepted documents back it, or not applicable."""

    rating: int | None = None
    documents: int = 0
    not_applicable: bool = False


@dataclass(frozen=True)
class Record:
    """All findings of a case, by criterion."""

    scheme: Scheme
    case: Case
    findings: Mapping[str, list[Finding]] = field(init=False)
    consensus: Mapping[str, Consensus] = field(init=False)

    def __post_init__(self) -> None:
        by_criterion: dict[str, list[Finding]] = defaultdict(list)
        for finding in self.case.findings:
            by_criterion[finding.criterion].append(finding)
        object.__setattr__(self, "findings", by_criterion)
        object.__setattr__(self, "consensus", {c.criterion: c for c in self.case.consensus})
        object.__setattr__(
            self, "_valid", {d.id for d in self.case.documents if d.covers(self.case.assessed_on)}
        )

    def agreed(self, criterion: str, instrument: Instrument) -> Agreed | Missing:
        """The consensus; without one, what as many assessors as the instrument asks for found alike."""
        if criterion in self.consensus:
            entry = self.consensus[criterion]
            return Agreed(entry.rating, self._documents(entry.accepted), entry.not_applicable)
        findings = self.findings.get(criterion, [])
        if len(findings) < instrument.assessors:
            return Missing(Why.NOT_JUDGED, criterion)
        if len({(f.rating, f.not_applicable) for f in findings}) > 1:
            return Missing(Why.NO_CONSENSUS, criterion)
        shared = frozenset.intersection(*(frozenset(f.evidence) for f in findings))
        return Agreed(findings[0].rating, self._documents(shared), findings[0].not_applicable)

    def _documents(self, accepted: frozenset[str] | tuple[str, ...]) -> int:
        return len(self._valid & set(accepted))  # type: ignore[attr-defined]


Row = Finding | Consensus


def problems_in(case: Case, scheme: Scheme) -> tuple[Problem, ...]:
    """Everything wrong with the findings, the consensus and the documents of a case."""
    rows = [*_rows(case.findings, "findings"), *_rows(case.consensus, "consensus")]
    found = [problem for place, row in rows for problem in _row_problems(place, row, scheme, case)]
    return (
        *found,
        *_doubles(case),
        *_disagreements(case, scheme),
        *_too_often(case, scheme),
        *_from_the_future(case),
    )


def _rows(rows: tuple[Row, ...], key: str) -> list[tuple[Place, Row]]:
    return [(_place(key, index, row.criterion), row) for index, row in enumerate(rows)]


def _place(key: str, index: int, criterion: str = "") -> Place:
    return Place(path=f"{key}.{index}", row=index + 1, criterion=criterion)


def _row_problems(place: Place, row: Row, scheme: Scheme, case: Case) -> Iterator[Problem]:
    criterion = scheme.criterion.get(row.criterion)
    if criterion is None:
        what = say("{id} is no criterion of {scheme}", id=row.criterion, scheme=scheme.name)
        remedy = suggestion(row.criterion, frozenset(scheme.criterion))
        yield Problem(what, remedy, place, code="unknown-criterion")
        return
    yield from _rating_problems(place, row, criterion)
    known = {document.id for document in case.documents}
    for id_ in row.evidence if isinstance(row, Finding) else row.accepted:
        if id_ not in known:
            what = say("the document {id} is not in the case", id=id_)
            yield Problem(what, say("add it to documents"), place, code="unknown-document")


def _rating_problems(place: Place, row: Row, criterion: Criterion) -> Iterator[Problem]:
    reason = row.reason if isinstance(row, Finding) else row.note
    if criterion.banded:
        yield Problem(
            say("{id} is computed from answers and takes no finding", id=criterion.id),
            say("leave it out"),
            place,
            code="computed",
        )
    elif row.not_applicable:
        yield from _not_applicable_problems(row, criterion, reason, place)
    elif row.rating is None:
        yield Problem(
            say("{id} has no rating", id=criterion.id),
            say("rate it, or mark it as not applicable with the reason"),
            place,
            code="no-rating",
        )
    elif not 0 <= row.rating <= (HIGHEST_COUNT if criterion.gate else criterion.top):
        top = HIGHEST_COUNT if criterion.gate else criterion.top
        yield Problem(
            say("{id}: the rating {rating} is off the scale", id=criterion.id, rating=row.rating),
            say("the scale runs from 0 to {top}", top=top),
            place,
            code="off-the-scale",
        )


def _not_applicable_problems(row: Row, criterion: Criterion, reason: str, place: Place) -> Iterator[Problem]:
    if not criterion.not_applicable:
        what = say("{id} always applies", id=criterion.id)
        yield Problem(what, say("rate it"), place, code="always-applies")
    if not reason.strip():
        what = say("{id} is marked as not applicable without a reason", id=criterion.id)
        yield Problem(what, say("say why"), place, code="no-reason")
    if row.rating is not None:
        what = say("{id} is both rated and not applicable", id=criterion.id)
        yield Problem(what, say("keep one of them"), place, code="rated-and-not-applicable")


def _doubles(case: Case) -> Iterator[Problem]:
    findings = Counter((f.assessor, f.criterion) for f in case.findings)
    for (assessor, criterion), count in findings.items():
        if count > 1:
            what = say("{assessor} states {n} findings for {id}", assessor=assessor, n=count, id=criterion)
            place = Place(path="findings", criterion=criterion)
            yield Problem(what, say("keep one"), place, code="found-twice")
    consensus = Counter(c.criterion for c in case.consensus)
    for criterion, count in consensus.items():
        if count > 1:
            what = say("{id} has {n} consensus findings", id=criterion, n=count)
            place = Place(path="consensus", criterion=criterion)
            yield Problem(what, say("keep one"), place, code="found-twice")


def _disagreements(case: Case, scheme: Scheme) -> Iterator[Problem]:
    """Agreed in spite of a notable difference, without a note."""
    record = Record(scheme, case)
    for index, entry in enumerate(case.consensus):
        criterion = scheme.criterion.get(entry.criterion)
        ratings = [f.rating for f in record.findings.get(entry.criterion, ()) if f.rating is not None]
        if criterion is None or criterion.gate or not ratings or entry.note.strip():
            continue
        limit = min(scheme.instrument[i].notable_difference for i in criterion.instruments)
        if max(ratings) - min(ratings) >= limit:
            what = say(
                "{id}: the assessors differ by {n} levels, and no note says how they agreed",
                id=entry.criterion,
                n=max(ratings) - min(ratings),
            )
            place = _place("consensus", index, entry.criterion)
            yield Problem(what, say("write the note"), place, code="no-note")


def _too_often(case: Case, scheme: Scheme) -> Iterator[Problem]:
    record = Record(scheme, case)
    for instrument in scheme.instruments:
        agreed = {
            c.id: record.agreed(c.id, instrument) for c in scheme.criteria_of(instrument.id) if not c.banded
        }
        marked = [id_ for id_, a in agreed.items() if isinstance(a, Agreed) and a.not_applicable]
        if len(marked) > instrument.not_applicable:
            what = say("{n} criteria are marked as not applicable: {ids}", n=len(marked), ids=marked)
            most = say(
                "at most {most} may be in the {instrument}",
                most=instrument.not_applicable,
                instrument=instrument.title,
            )
            yield Problem(what, most, Place(path="findings"), code="too-often-not-applicable")


def _from_the_future(case: Case) -> Iterator[Problem]:
    """Documents received and benchmarkings held after the assessment, once it has a day."""
    if case.assessed_on is None:
        return
    days = [(_place("documents", n), d.received) for n, d in enumerate(case.documents) if d.received]
    days += [(_place("benchmarked-on", n), day) for n, day in enumerate(case.benchmarked_on)]
    for place, day in days:
        if day > case.assessed_on:
            what = say("{day} is after the assessment of {assessed}", day=day, assessed=case.assessed_on)
            yield Problem(what, say("correct the date"), place, code="in-the-future")
