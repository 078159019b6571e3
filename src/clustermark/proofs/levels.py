"""That levels make a ladder: each can be reached, and a higher one never asks less than a lower one without saying why."""

from collections.abc import Iterator
from itertools import pairwise

from clustermark.errors import Problem
from clustermark.proofs.proof import Proof, Subject, proof
from clustermark.proofs.witness import witness
from clustermark.scheme import rules
from clustermark.scheme.criteria import Condition
from clustermark.scheme.levels import Level
from clustermark.scheme.model import Scheme
from clustermark.scheme.rules import Rule
from clustermark.scoring.decision import Outcome
from clustermark.words.message import say


def reachable(subject: Subject) -> Proof:
    """Of every level, a case that the engine decides as awarded."""
    found = [problem for level in subject.scheme.levels if (problem := _unreached(level, subject))]
    return proof("reachable", say("every level can be reached"), len(subject.scheme.levels), found)


def _unreached(level: Level, subject: Subject) -> Problem | None:
    best = witness(level.id, subject.scheme)
    decision = best.decision(level.id)
    if decision.outcome is Outcome.AWARDED:
        return None
    what = say(
        "no case was found that gives {level}; what stands in the way: {names}",
        level=level.id,
        names=[v.name for v in decision.unmet],
    )
    remedy = say("look whether these conditions can be met together, or add a worked example that meets them")
    return Problem(
        what, remedy, subject.place("levels", subject.scheme.levels.index(level)), code="unreachable-level"
    )


def ascending(subject: Subject) -> Proof:
    ladder = subject.scheme.ladder
    below = [(higher, lower) for n, higher in enumerate(ladder) for lower in ladder[:n]]
    found = [problem for pair in below for problem in _less(*pair, subject)]
    checked = sum(len(lower.requires) for _, lower in below)
    return proof(
        "ascending",
        say("a higher level never asks less than a lower one"),
        checked,
        [*_ranks(subject), *found],
    )


def _ranks(subject: Subject) -> Iterator[Problem]:
    for lower, higher in pairwise(subject.scheme.ladder):
        if lower.rank == higher.rank:
            what = say("{one} and {other} have the same rank", one=lower.id, other=higher.id)
            yield Problem(
                what,
                None,
                subject.place("levels", subject.scheme.levels.index(higher), "rank"),
                code="same-rank",
            )


def _less(higher: Level, lower: Level, subject: Subject) -> Iterator[Problem]:
    replaced = {(r.level, r.condition) for r in higher.replaces}
    asked = [condition.rule for condition in higher.requires]
    for condition in lower.requires:
        if (lower.id, condition.id) not in replaced and not _kept(condition, asked, subject.scheme):
            what = say(
                "{higher} does not ask for {name}: whoever has it may lack what {lower} asks",
                higher=higher.id,
                name=f"{lower.id}/{condition.id}",
                lower=lower.id,
            )
            remedy = say("ask for it, or name it under replaces with the reason")
            yield Problem(
                what,
                remedy,
                subject.place("levels", subject.scheme.levels.index(higher), "requires"),
                code="higher-asks-less",
            )


def _kept(condition: Condition, asked: list[Rule], scheme: Scheme) -> bool:
    return any(implies(rule, condition.rule, scheme) for rule in asked)


def implies(strong: Rule, weak: Rule, scheme: Scheme) -> bool:
    """Whether meeting one rule always meets the other. False where that cannot be told from their form."""
    if strong == weak:
        return True
    match strong, weak:
        case _, rules.All(of=of):
            return all(implies(strong, part, scheme) for part in of)
        case rules.All(of=of), _:
            return any(implies(part, weak, scheme) for part in of)
        case rules.Any_(of=of), _:
            return all(implies(part, weak, scheme) for part in of)
        case _, rules.Any_(of=of):
            return any(implies(strong, part, scheme) for part in of)
        case rules.Holds(level=high), rules.Holds(level=low):
            return scheme.level[high].rank >= scheme.level[low].rank
        case rules.ValueAtLeast(), rules.ValueAtLeast() if strong.of == weak.of:
            return strong.at_least >= weak.at_least
        case rules.ValueAtMost(), rules.ValueAtMost() if strong.of == weak.of:
            return strong.at_most <= weak.at_most
        case _:
            return _more_points(strong, weak)


def _more_points(strong: Rule, weak: Rule) -> bool:
    match strong, weak:
        case rules.TotalAtLeast(), rules.TotalAtLeast():
            return strong.instrument == weak.instrument and _as_much(strong, weak)
        case rules.GroupAtLeast(), rules.GroupAtLeast():
            return (strong.instrument, strong.group) == (weak.instrument, weak.group) and _as_much(
                strong, weak
            )
        case rules.CriterionAtLeast(), rules.CriterionAtLeast():
            return strong.criterion == weak.criterion and strong.points >= weak.points
        case rules.CountAtLeast(), rules.CountAtLeast():
            fewer = set(strong.criteria) <= set(weak.criteria)
            return fewer and strong.points >= weak.points and strong.at_least >= weak.at_least
        case _:
            return False


def _as_much(
    strong: rules.TotalAtLeast | rules.GroupAtLeast, weak: rules.TotalAtLeast | rules.GroupAtLeast
) -> bool:
    if strong.percent is not None and weak.percent is not None:
        return strong.percent >= weak.percent
    return strong.points is not None and weak.points is not None and strong.points >= weak.points
