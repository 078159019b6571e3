"""Rules as expressions of three-valued logic: true, false, or null while undecided."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import reduce
from typing import Any, assert_never

import narwhals.stable.v2 as nw

from clustermark.scheme import rules
from clustermark.scheme.criteria import Check, Condition
from clustermark.scheme.model import Scheme
from clustermark.scheme.questions import Type
from clustermark.scheme.rules import Rule
from clustermark.scheme.terms import Term
from clustermark.scoring.cohort.layout import BENCHMARKED, DAY, HELD, codes
from clustermark.scoring.cohort.ratio import Expr, Ratio, above, against, exceeds, reaches
from clustermark.scoring.cohort.terms import Terms, fitted, is_category, months

YES: Mapping[str, int] = {"yes": 1, "no": 0}


@dataclass(frozen=True)
class Rules:
    """Compiles the rules of a scheme."""

    scheme: Scheme

    def of(self, rule: Rule) -> Expr:
        match rule:
            case rules.All(of=of):
                return every(self.of(part) for part in of)
            case rules.Any_(of=of):
                return reduce(lambda a, b: a | b, [self.of(part) for part in of])
            case rules.Not(of=of):
                return ~self.of(of)
            case rules.Eligible():
                return self.conditions(self.scheme.eligibility)
            case rules.EveryRequirement(list=name):
                return self.conditions(self.scheme.requirement_list[name].requirements)
            case rules.Complete(instrument=instrument):
                return self.complete(instrument)
            case rules.Holds(level=level):
                return nw.col(HELD) >= self.scheme.level[level].rank
            case rules.Elapsed():
                return elapsed(rule)
            case rules.ValueAtLeast(of=of, at_least=limit):
                return self.reached(of, limit)
            case rules.ValueAtMost(of=of, at_most=limit):
                return ~self.exceeded(of, limit)
            case rules.AnswerIs():
                return self.answered(rule)
            case _:
                return self.of_points(rule)

    def of_points(self, rule: Any) -> Expr:
        match rule:
            case rules.EveryGate(instrument=instrument):
                gates = [c.id for c in self.scheme.criteria_of(instrument) if c.gate]
                return every(self.passed(instrument, id_) for id_ in gates)
            case rules.EveryThreshold(instrument=instrument):
                limited = [
                    (c.id, c.threshold)
                    for c in self.scheme.criteria_of(instrument)
                    if c.threshold is not None
                ]
                return every(reached(instrument, id_, least) for id_, least in limited)
            case rules.GateMet(criterion=id_):
                return self.judged(id_, lambda instrument: self.passed(instrument, id_))
            case rules.CriterionAtLeast(criterion=id_, points=least):
                return self.judged(id_, lambda instrument: reached(instrument, id_, least))
            case rules.CountAtLeast():
                return self.counted(rule)
            case rules.TotalAtLeast(instrument=instrument):
                return summed(instrument, rule)
            case rules.GroupAtLeast(instrument=instrument, group=group):
                return summed(f"{instrument}/{group}", rule)
            case _:
                assert_never(rule)

    def conditions(self, wanted: Iterable[Condition]) -> Expr:
        return every(self.of(condition.rule) for condition in wanted)

    def reached(self, term: Term, limit: Fraction) -> Expr:
        return self.compared(term, limit, reaches)

    def exceeded(self, term: Term, limit: Fraction) -> Expr:
        return self.compared(term, limit, exceeds)

    def compared(self, term: Term, limit: Fraction, compare: Callable[[Ratio, Fraction], Expr]) -> Expr:
        """A comparison in as many bits as it needs; undecided for ever where the term is no number."""
        if is_category(term, self.scheme):
            return nw.lit(None, dtype=nw.Boolean)

        def compiled(made: Terms) -> tuple[Expr, int]:
            value = made.of(term)
            return compare(value, limit), against(value, limit)

        found: Expr = fitted(self.scheme, compiled)
        return found

    def answered(self, rule: rules.AnswerIs) -> Expr:
        question = self.scheme.question[rule.question]
        known = YES if question.type is Type.YES_NO else codes(question)
        wanted = (rule.is_,) if isinstance(rule.is_, str) else rule.is_
        column = nw.col(f"a:{rule.question}")
        return reduce(lambda a, b: a | b, [column == known.get(word, -1) for word in wanted])

    def complete(self, instrument: str) -> Expr:
        asked = [q for q in self.scheme.questions if q.instrument == instrument and q.required]
        missing = [
            nw.col(f"a:{ref}").is_null() for q in asked if q.type is not Type.TEXT for ref in q.references
        ]
        hard = [c for c in self.scheme.checks if c.instrument == instrument and not c.soft]
        return ~any_of([*missing, *(self.fails(check) for check in hard)])

    def fails(self, check: Check) -> Expr:
        """Whether a check fails; over a missing answer it waits."""
        limits = [(check.of, check.at_most), (check.at_least, check.of)]
        return any_of([self._over(high, low) for high, low in limits if high is not None and low is not None])

    def _over(self, high: Term, low: Term) -> Expr:
        if is_category(high, self.scheme) or is_category(low, self.scheme):
            return nw.lit(value=False)

        def compiled(made: Terms) -> tuple[Expr, int]:
            a, b = made.of(high), made.of(low)
            return above(a, b), max(a.worst, b.worst, a.top * b.bottom, b.top * a.bottom)

        found: Expr = fitted(self.scheme, compiled)
        return found.fill_null(value=False)

    def counted(self, rule: rules.CountAtLeast) -> Expr:
        def enough(id_: str) -> Expr:
            return self.judged(id_, lambda instrument: reached(instrument, id_, rule.points))

        return enough_of([enough(id_) for id_ in rule.criteria], rule.at_least)

    def passed(self, instrument: str, criterion: str) -> Expr:
        """Whether the count of a gate reaches the least; undecided while there is none, and where it does not apply."""
        gate, name = self.scheme.criterion[criterion].gate, f"{instrument}/{criterion}"
        count = nw.when(~nw.col(f"n:{name}")).then(nw.col(f"r:{name}"))
        return count >= (gate.at_least if gate else 0)

    def judged(self, criterion: str, rule: Callable[[str], Expr]) -> Expr:
        """A rule about the first instrument that judged a criterion, else about the first that could."""
        first, *others = self.scheme.criterion[criterion].instruments
        found = rule(first)
        for instrument in reversed(others):
            found = nw.when(~lacking(instrument, criterion)).then(rule(instrument)).otherwise(found)
        return found if not others else nw.when(~lacking(first, criterion)).then(rule(first)).otherwise(found)


def every(parts: Iterable[Expr]) -> Expr:
    found = list(parts)
    return reduce(lambda a, b: a & b, found) if found else nw.lit(value=True)


def any_of(parts: list[Expr]) -> Expr:
    return reduce(lambda a, b: a | b, parts) if parts else nw.lit(value=False)


def lacking(instrument: str, criterion: str) -> Expr:
    """Whether the points of a criterion are missing under an instrument."""
    name = f"{instrument}/{criterion}"
    return nw.col(f"p:{name}").is_null() & ~nw.col(f"q:{name}")


def reached(instrument: str, criterion: str, least: Fraction) -> Expr:
    """Whether points reach a minimum; what does not apply is passed over."""
    name = f"{instrument}/{criterion}"
    enough = nw.col(f"p:{name}") * least.denominator >= least.numerator
    return nw.when(nw.col(f"q:{name}")).then(nw.lit(value=True)).otherwise(enough)


def enough_of(mets: list[Expr], wanted: int) -> Expr:
    """Whether enough are met for sure, or could be."""
    sure = reduce(lambda a, b: a + b, [met.fill_null(value=False).cast(nw.Int64) for met in mets])
    possible = reduce(lambda a, b: a + b, [met.fill_null(value=True).cast(nw.Int64) for met in mets])
    undecided = nw.when(possible < wanted).then(nw.lit(value=False)).otherwise(nw.lit(None, dtype=nw.Boolean))
    return nw.when(sure >= wanted).then(nw.lit(value=True)).otherwise(undecided)


def summed(name: str, rule: rules.TotalAtLeast | rules.GroupAtLeast) -> Expr:
    points, most = nw.col(f"t:{name}"), nw.col(f"x:{name}")
    if rule.percent is None:
        least = rule.points or Fraction(0)
        return points * least.denominator >= least.numerator
    enough = points * (100 * rule.percent.denominator) >= most * rule.percent.numerator
    return nw.when(most > 0).then(enough)


def elapsed(rule: rules.Elapsed) -> Expr:
    between = months(nw.col, BENCHMARKED, DAY)
    limits = [between >= rule.at_least] if rule.at_least is not None else []
    limits += [between <= rule.at_most] if rule.at_most is not None else []
    return every([~between.is_null(), *limits]).fill_null(value=False)
