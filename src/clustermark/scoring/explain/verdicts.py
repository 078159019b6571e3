"""Verdicts in words: what a rule asked, what was found, and what stands in the way."""

from collections.abc import Iterable
from fractions import Fraction

from clustermark.scheme import rules
from clustermark.scheme.model import Scheme
from clustermark.scoring.cards import Total
from clustermark.scoring.explain.lines import Line, condition_title, name, value
from clustermark.scoring.explain.steps import explain_step, unit
from clustermark.scoring.explain.steps import sentence as step_sentence
from clustermark.scoring.judging import Met, Standing, Verdict
from clustermark.scoring.values import Missing, Step
from clustermark.words.figures import Percent
from clustermark.words.message import Message, say, says


def explain_verdict(verdict: Verdict, at: Standing) -> Line:
    """A verdict and, beneath it, whatever of its parts is worth saying."""
    return Line(sentence(verdict, at), verdict.name, verdict.met, tuple(_below(verdict, at)))


def _below(verdict: Verdict, at: Standing) -> Iterable[Line]:
    match verdict.rule:
        case rules.Eligible() | rules.EveryRequirement():
            return (_condition(part, at) for part in verdict.parts if not part.met)
        case rules.All() | rules.Any_() | rules.Not():
            return (explain_verdict(part, at) for part in verdict.parts)
        case rules.EveryThreshold() | rules.EveryGate() | rules.CountAtLeast():
            return (explain_step(at.points(id_).step, at.scheme) for id_ in verdict.concerns)
        case rules.CriterionAtLeast(criterion=id_) | rules.GateMet(criterion=id_):
            return (explain_step(at.points(id_).step, at.scheme),)
        case rules.ValueAtLeast() | rules.ValueAtMost() if verdict.step:
            return (_shallow(verdict.step, at.scheme),)
        case _:
            return ()


def _shallow(step: Step, scheme: Scheme) -> Line:
    """A value without what it was derived from, which can be asked for by itself."""
    return Line(step_sentence(step, scheme), step.ref)


def _condition(part: Verdict, at: Standing) -> Line:
    title = condition_title(part.name, at.scheme)
    return Line(
        say("{title}: {state}", title=title, state=state(part.met)),
        part.name,
        part.met,
        (explain_verdict(_unnamed(part), at),),
    )


def _unnamed(verdict: Verdict) -> Verdict:
    return Verdict(verdict.rule, verdict.met, verdict.parts, verdict.concerns, verdict.step, verdict.total)


def state(met: Met) -> Message:
    return say("met") if met else say("not decided yet") if met is None else say("not met")


def sentence(verdict: Verdict, at: Standing) -> Message:
    match verdict.rule:
        case rules.All():
            return say("all of these: {state}", state=state(verdict.met))
        case rules.Any_():
            return say("at least one of these: {state}", state=state(verdict.met))
        case rules.Not():
            return say("this must not hold: {state}", state=state(verdict.met))
        case rules.Eligible():
            return _listed(verdict, say("every condition of eligibility is met"), "eligibility")
        case rules.EveryRequirement():
            return _listed(verdict, say("every minimum requirement is met"), "requirement")
        case rules.Complete(instrument=instrument):
            return _complete(verdict, at.scheme, instrument)
        case rules.Holds() | rules.Elapsed():
            return _of_history(verdict, at.scheme)
        case rules.ValueAtLeast() | rules.ValueAtMost() | rules.AnswerIs():
            return _of_answers(verdict, at.scheme)
        case _:
            return _of_points(verdict, at)


def _listed(verdict: Verdict, fine: Message, kind: str) -> Message:
    if verdict.met:
        return fine
    open_ones = len(verdict.concerns)
    if kind == "eligibility":
        return says(
            "{n} condition of eligibility is not met", "{n} conditions of eligibility are not met", open_ones
        )
    return says("{n} minimum requirement is not met", "{n} minimum requirements are not met", open_ones)


def _complete(verdict: Verdict, scheme: Scheme, instrument: str) -> Message:
    title = scheme.instrument[instrument].title
    if verdict.met:
        return say("{instrument}: every required answer is there and fits", instrument=title)
    return says(
        "{instrument}: {n} answer is missing or does not fit: {ids}",
        "{instrument}: {n} answers are missing or do not fit: {ids}",
        len(verdict.concerns),
        instrument=title,
        ids=_some(verdict.concerns),
    )


SOME = 6


def _some(ids: tuple[str, ...]) -> list[str | Message]:
    return [*ids[:SOME], *([say("and others")] if len(ids) > SOME else [])]


def _of_history(verdict: Verdict, scheme: Scheme) -> Message:
    match verdict.rule:
        case rules.Holds(level=level):
            title = scheme.level[level].title
            return (
                say("the level is held or may still be renewed: {level}", level=title)
                if verdict.met
                else say("the level is not held: {level}", level=title)
            )
        case rules.Elapsed(since=since) if verdict.step:
            return say(
                "{instrument}: the last one was {months} months ago",
                instrument=scheme.instrument[since].title,
                months=value(verdict.step.value),
            )
        case rules.Elapsed(since=since):
            return say("{instrument}: there was none before", instrument=scheme.instrument[since].title)
        case _:
            raise AssertionError(verdict.rule)


def _of_answers(verdict: Verdict, scheme: Scheme) -> Message:
    match verdict.rule:
        case rules.AnswerIs(question=question) if verdict.met is None:
            return say("{question} → not answered yet", question=name(question, scheme))
        case rules.AnswerIs(question=question):
            return say("{question}: {state}", question=name(question, scheme), state=state(verdict.met))
        case rules.ValueAtLeast(at_least=limit) if verdict.step:
            kind = unit(verdict.step, scheme)
            return say(
                "{value}, at least {limit} is needed: {state}",
                value=value(verdict.step.value, kind),
                limit=value(limit, kind),
                state=state(verdict.met),
            )
        case rules.ValueAtMost(at_most=limit) if verdict.step:
            kind = unit(verdict.step, scheme)
            return say(
                "{value}, at most {limit} is allowed: {state}",
                value=value(verdict.step.value, kind),
                limit=value(limit, kind),
                state=state(verdict.met),
            )
        case _:
            raise AssertionError(verdict.rule)


def _of_points(verdict: Verdict, at: Standing) -> Message:
    names = [name(id_, at.scheme) for id_ in verdict.concerns]
    match verdict.rule:
        case rules.EveryThreshold() if verdict.met:
            return say("every minimum level is met")
        case rules.EveryThreshold():
            return say("below the minimum level or not judged: {names}", names=names)
        case rules.EveryGate() | rules.GateMet():
            return (
                say("the entry condition is passed")
                if verdict.met
                else say("the entry condition is not passed: {names}", names=names)
            )
        case rules.CriterionAtLeast(criterion=id_, points=least):
            return say(
                "{name}: at least {least} needed: {state}",
                name=name(id_, at.scheme),
                least=least,
                state=state(verdict.met),
            )
        case rules.CountAtLeast(at_least=least, criteria=ids, points=points):
            reached = len(ids) - len(verdict.concerns)
            return say(
                "{reached} of {of} reach {points}; {least} are needed",
                reached=reached,
                of=len(ids),
                points=points,
                least=least,
            )
        case rules.TotalAtLeast() as rule if verdict.total:
            return _total(say("total"), verdict.total, rule)
        case rules.GroupAtLeast(instrument=instrument, group=group) as rule if verdict.total:
            title = next(g.title for g in at.scheme.instrument[instrument].groups if g.id == group)
            return _total(say("{title}", title=title), verdict.total, rule)
        case _:
            raise AssertionError(verdict.rule)


def _total(called: Message, total: Total, rule: rules.TotalAtLeast | rules.GroupAtLeast) -> Message:
    """`total 119 of 150 points = 79.33 %, below 80 %`."""
    if isinstance(total.points, Missing):
        return say("{name}: not every criterion is judged yet", name=called)
    if rule.points is not None:
        reached = total.points >= rule.points
        pattern = say(
            "{name} {points} of {most} points, {least} reached",
            name=called,
            points=total.points,
            most=total.maximum,
            least=rule.points,
        )
        return (
            pattern
            if reached
            else say(
                "{name} {points} of {most} points, below {least}",
                name=called,
                points=total.points,
                most=total.maximum,
                least=rule.points,
            )
        )
    return _percent(called, total, Fraction(rule.percent or 0))


def _percent(called: Message, total: Total, limit: Fraction) -> Message:
    percent = total.percent
    if percent is None:
        return say("{name}: no criterion applies", name=called)
    fields = {
        "name": called,
        "points": total.points,
        "most": total.maximum,
        "percent": Percent(percent, limit),
        "limit": Percent(limit),
    }
    if percent >= limit:
        return say("{name} {points} of {most} points = {percent}, at least {limit}", **fields)
    return say("{name} {points} of {most} points = {percent}, below {limit}", **fields)
