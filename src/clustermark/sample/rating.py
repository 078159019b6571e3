"""What assessors find: ratings from a hidden quality, near what the answers propose, each backed by a document."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from hashlib import sha256

from clustermark.sample.draws import Draws
from clustermark.scheme.criteria import Criterion
from clustermark.scheme.model import Scheme
from clustermark.scoring.case import Consensus, Document, Finding
from clustermark.scoring.judging import Standing
from clustermark.scoring.selfcheck import proposals

CUTS = (-1.18, -0.18, 1.08, 1.16)
"""Above how many of them a row's hidden value lies gives its level, less one. Tuned to the medians of the three levels."""
QUALITY, NOISE, AGE = 0.75, 0.65, 0.15
AGE_CLASSES = (2, 5, 10, 15)
AS_PROPOSED = 0.4
"""How often a rating is just what the answers propose; else it is one step nearer to the hidden level."""
ALIKE = 0.82
"""How often an assessor sees what is agreed on in the end."""
OMITTED = "The national programme runs this centrally for all its clusters. (synthetic)"
RECONCILED = "Both looked at the documents again and agreed on the level that these show. (synthetic)"


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a visit yields beside the answers."""

    documents: tuple[Document, ...] = ()
    findings: tuple[Finding, ...] = ()
    consensus: tuple[Consensus, ...] = ()


def ratings(at: Standing, instrument: str, quality: float, years: float, draws: Draws) -> dict[str, int]:
    """A rating for each criterion with a rubric; where answers propose one, at most one step from it."""
    proposed = {id_: step.value for id_, step in proposals(at).items()}
    steady = QUALITY * quality + AGE * (sum(years >= limit for limit in AGE_CLASSES) + 1 - 3)
    return {
        criterion.id: _near(
            proposed.get(criterion.id), _level(criterion, steady + NOISE * draws.normal()), draws
        )
        for criterion in at.scheme.criteria_of(instrument)
        if criterion.rubric
    }


def _level(criterion: Criterion, hidden: float) -> int:
    """The level of a hidden value, on a scale of five; shorter scales have what fits."""
    return min(criterion.top, 1 + sum(hidden >= cut for cut in CUTS))


def _near(proposed: object, level: int, draws: Draws) -> int:
    if not isinstance(proposed, Fraction):
        return level
    if draws.chance(AS_PROPOSED):
        return int(proposed)
    return int(proposed) + (level > proposed) - (level < proposed)


def judged(
    rows: Mapping[str, int],
    scheme: Scheme,
    *,
    on: date,
    assessors: tuple[str, ...],
    draws: Draws,
    omitted: str = "",
) -> Judgement:
    """Findings of each assessor, and of two also what they agreed on. `omitted` is the criterion that does not apply."""
    documents = {id_: _document(scheme.criterion[id_], on, draws) for id_ in rows if id_ != omitted}
    findings = tuple(
        _finding(who, id_, _seen(scheme.criterion[id_], rating, draws, len(assessors)), scheme, documents)
        for who in assessors
        for id_, rating in rows.items()
    )
    agreed = tuple(_agreed(rows, findings, documents, scheme)) if len(assessors) > 1 else ()
    return Judgement(tuple(documents.values()), findings, agreed)


def _document(criterion: Criterion, on: date, draws: Draws) -> Document:
    expected = criterion.evidence.expected[0].of("en") if criterion.evidence else criterion.title.of("en")
    received = on - timedelta(days=draws.whole(5, 25))
    id_ = f"doc-{criterion.id}"[:60]
    return Document(
        id=id_,
        title=f"{expected} (synthetic)",
        sha256=sha256(f"{id_} {on} {draws.uniform()}".encode()).hexdigest(),
        received=received,
        valid_from=on - timedelta(days=draws.whole(60, 700)),
        valid_until=on + timedelta(days=draws.whole(90, 700)),
    )


def _seen(criterion: Criterion, rating: int, draws: Draws, assessors: int) -> int:
    """What one of several assessors saw: now and then a step beside what they agree on."""
    if criterion.gate or assessors == 1 or draws.chance(ALIKE):
        return rating
    return min(criterion.top, max(1, rating + draws.pick((-1, 1))))


def _finding(who: str, id_: str, rating: int, scheme: Scheme, documents: Mapping[str, Document]) -> Finding:
    if id_ not in documents:
        return Finding(assessor=who, criterion=id_, not_applicable=True, reason=OMITTED)
    rubric = scheme.criterion[id_].rubric
    reason = rubric[rating].of("en") if rubric else ""
    return Finding(assessor=who, criterion=id_, rating=rating, reason=reason, evidence=(documents[id_].id,))


def _agreed(
    rows: Mapping[str, int], findings: tuple[Finding, ...], documents: Mapping[str, Document], scheme: Scheme
) -> Iterator[Consensus]:
    for id_, rating in rows.items():
        if id_ not in documents:
            yield Consensus(criterion=id_, not_applicable=True, note=OMITTED)
            continue
        seen = [finding.rating or 0 for finding in findings if finding.criterion == id_]
        apart = not scheme.criterion[id_].gate and max(seen) - min(seen) > 1
        yield Consensus(
            criterion=id_, rating=rating, note=RECONCILED if apart else "", accepted=(documents[id_].id,)
        )
