"""A scheme's worked examples, computed and compared with what its author says must come out."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from clustermark.benchmark.position import position, quartiles, shown
from clustermark.errors import InputError
from clustermark.scheme.examples import Example, Expected, Peers, Ratings, Visit
from clustermark.scheme.model import Scheme
from clustermark.scoring.case import Case, Consensus, Document
from clustermark.scoring.decision import Assessment, assess
from clustermark.scoring.judging import Verdict
from clustermark.scoring.validity import lifetime
from clustermark.scoring.values import Missing
from clustermark.words.message import Message, say

EVIDENCE = Document(id="example-document")


@dataclass(frozen=True, slots=True)
class ExampleResult:
    """An example and where it comes out otherwise than written."""

    example: Example
    differences: tuple[Message, ...]


def run_examples(scheme: Scheme) -> tuple[ExampleResult, ...]:
    return tuple(ExampleResult(example, tuple(_differences(example, scheme))) for example in scheme.examples)


def _differences(example: Example, scheme: Scheme) -> Iterator[Message]:
    if example.visit:
        yield from _compare(_dated(example.visit, scheme), example.expect)
    elif example.peers:
        yield from _compare(_placed(example.peers, scheme), example.expect)
    else:
        try:
            yield from _decided(assess(case_of(example, scheme), scheme), example.expect)
        except ValidationError as error:
            yield say("the case cannot be read: {why}", why=str(error).splitlines()[2].strip())
        except InputError as error:
            yield say("the case cannot be read: {why}", why=[problem.what for problem in error.problems])


def case_of(example: Example, scheme: Scheme) -> Case:
    """The case of an example, its ratings in short written out as consensus findings."""
    raw: dict[str, Any] = dict(example.case or {})
    case = Case.model_validate({"scheme": scheme.name, **raw})
    written = {entry.criterion for entry in case.consensus}
    extra = {c.criterion: c for ratings in example.ratings for c in _written_out(ratings, scheme)}
    consensus = (*case.consensus, *(entry for id_, entry in extra.items() if id_ not in written))
    return case.model_copy(update={"consensus": consensus, "documents": (*case.documents, EVIDENCE)})


def _written_out(ratings: Ratings, scheme: Scheme) -> Iterator[Consensus]:
    accepted = (EVIDENCE.id,) if ratings.documents else ()
    for criterion in scheme.criteria_of(ratings.instrument):
        if reason := ratings.not_applicable.get(criterion.id):
            yield Consensus(criterion=criterion.id, not_applicable=True, note=reason)
        elif not criterion.banded:
            usual = ratings.gates if criterion.gate else min(ratings.each, criterion.top)
            yield Consensus(
                criterion=criterion.id, rating=ratings.except_.get(criterion.id, usual), accepted=accepted
            )


def _dated(visit: Visit, scheme: Scheme) -> dict[str, Any]:
    life = lifetime(scheme.level[visit.level], visit.on, visit.valid_until)
    return {name: getattr(life, name) for name in ("counts_as", "valid_until", "renewable_until")}


def _placed(peers: Peers, scheme: Scheme) -> dict[str, Any]:
    found: dict[str, Any] = {"position_percent": position(peers.own, peers.values).percent}
    if peers.values:
        found |= {"quartiles": quartiles(peers.values), "median": quartiles(peers.values)[1]}
    if scheme.disclosure:
        found["shown"] = shown(len(peers.values), scheme.disclosure).value
    return found


def _compare(found: dict[str, Any], expect: Expected) -> Iterator[Message]:
    for name in sorted(expect.model_fields_set):
        wanted = getattr(expect, name)
        if found.get(name) != wanted:
            yield _otherwise(name.replace("_", "-"), wanted, found.get(name))


def _otherwise(what: str, wanted: object, found: object) -> Message:
    return say(
        "{what} should be {wanted} and is {found}", what=what, wanted=_told(wanted), found=_told(found)
    )


def _told(value: Any) -> Any:
    match value:
        case None:
            return say("missing")
        case Missing(why=why):
            return say("missing ({why})", why=why.value)
        case tuple() | frozenset():
            return [_told(item) for item in value]
        case _:
            return value


def _decided(got: Assessment, expect: Expected) -> Iterator[Message]:
    for problem in got.problems:
        yield say("the example has a problem: {problem}", problem=problem.what)
    for id_, wanted in expect.indicators.items():
        value = got.scorecard.indicators[id_].value
        if (None if isinstance(value, Missing) else value) != wanted:
            yield _otherwise(id_, wanted, value)
    for instrument, (points, most) in expect.points.items():
        total = got.scorecard.cards[instrument].total
        if total.points != points or total.maximum != most:
            yield _otherwise(instrument, (points, most), (total.points, total.maximum))
    yield from _outcomes(got, expect)


def _outcomes(got: Assessment, expect: Expected) -> Iterator[Message]:
    decisions = got.decisions
    for level, outcome in expect.outcomes.items():
        if decisions[level].outcome.value != outcome:
            yield _otherwise(level, outcome, decisions[level].outcome.value)
    for level, conditions in expect.unmet.items():
        unmet = {verdict.name for verdict in decisions[level].unmet}
        if unmet != {f"{level}/{condition}" for condition in conditions}:
            yield _otherwise("unmet", tuple(f"{level}/{c}" for c in sorted(conditions)), tuple(sorted(unmet)))
    reasons = {
        id_ for level in expect.outcomes for verdict in decisions[level].unmet for id_ in concerned(verdict)
    }
    for id_ in expect.named:
        if id_ not in reasons:
            yield say("the reasons should name {id}", id=id_)


def concerned(verdict: Verdict) -> frozenset[str]:
    """All ids that stand in the way of a rule, of its parts too."""
    return frozenset(verdict.concerns).union(*(concerned(part) for part in verdict.parts if not part.met))
