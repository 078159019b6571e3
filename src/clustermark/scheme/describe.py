"""Rules in words, before anything is judged: what a level asks."""

from typing import Any, assert_never

from clustermark.scheme import rules, terms
from clustermark.scheme.base import Keyed
from clustermark.scheme.model import Scheme
from clustermark.scheme.rules import Rule
from clustermark.scheme.terms import Term
from clustermark.words.figures import Number, Percent
from clustermark.words.message import Message, say
from clustermark.words.text import Text


def describe(rule: Rule, scheme: Scheme) -> Message:
    """What a rule asks, in one sentence without its end."""
    match rule:
        case rules.All(of=of):
            return say("all of: {parts}", parts=[describe(part, scheme) for part in of])
        case rules.Any_(of=of):
            return say("at least one of: {parts}", parts=[describe(part, scheme) for part in of])
        case rules.Not(of=of):
            return say("not: {part}", part=describe(of, scheme))
        case rules.Eligible():
            return say("eligible: {parts}", parts=[c.title for c in scheme.eligibility])
        case rules.EveryRequirement(list=name):
            wanted = scheme.requirement_list[name].requirements
            return say("every requirement: {parts}", parts=[c.title for c in wanted])
        case rules.Complete(instrument=instrument):
            return say(
                "every required answer of the {instrument}", instrument=scheme.instrument[instrument].title
            )
        case rules.Holds(level=level):
            return say("{level} or a higher level is held", level=scheme.level[level].title)
        case rules.Elapsed():
            return _elapsed(rule, scheme)
        case rules.ValueAtLeast(of=of, at_least=limit):
            return say("{term}: at least {limit}", term=named(of, scheme), limit=Number(limit))
        case rules.ValueAtMost(of=of, at_most=limit):
            return say("{term}: at most {limit}", term=named(of, scheme), limit=Number(limit))
        case rules.AnswerIs():
            return _answer(rule, scheme)
        case _:
            return _of_points(rule, scheme)


def _of_points(rule: Any, scheme: Scheme) -> Message:
    match rule:
        case rules.EveryGate(instrument=instrument):
            gates = [
                say("{title}: {n}", title=c.gate.counts, n=c.gate.at_least)
                for c in scheme.criteria_of(instrument)
                if c.gate
            ]
            return say("every entry condition: {parts}", parts=gates)
        case rules.EveryThreshold(instrument=instrument):
            limited = [c for c in scheme.criteria_of(instrument) if c.threshold is not None]
            return say("the minimum level on each of {n} criteria", n=len(limited))
        case rules.GateMet(criterion=id_):
            return say("the entry condition: {title}", title=scheme.criterion[id_].title)
        case rules.CriterionAtLeast(criterion=id_, points=least):
            return say("{title}: at least {n} points", title=scheme.criterion[id_].title, n=least)
        case rules.CountAtLeast(criteria=ids, points=points, at_least=least):
            titles = [scheme.criterion[id_].title for id_ in ids]
            return say(
                "at least {least} of these with {n} points: {parts}", least=least, n=points, parts=titles
            )
        case rules.TotalAtLeast(instrument=instrument):
            return say(
                "{share} of the points of the {title}",
                share=_share(rule),
                title=scheme.instrument[instrument].title,
            )
        case rules.GroupAtLeast(instrument=instrument, group=group):
            title = next(g.title for g in scheme.instrument[instrument].groups if g.id == group)
            return say("{share} of the points of the {title}", share=_share(rule), title=title)
        case _:
            assert_never(rule)


def _share(rule: rules.TotalAtLeast | rules.GroupAtLeast) -> Message:
    if rule.percent is not None:
        return say("at least {limit}", limit=Percent(rule.percent))
    return say("at least {limit}", limit=rule.points)


def _elapsed(rule: rules.Elapsed, scheme: Scheme) -> Message:
    fields = {"title": scheme.instrument[rule.since].title, "least": rule.at_least, "most": rule.at_most}
    if rule.at_least is not None and rule.at_most is not None:
        return say("the last {title} was {least} to {most} months ago", **fields)
    if rule.at_least is not None:
        return say("the last {title} was at least {least} months ago", **fields)
    if rule.at_most is not None:
        return say("the last {title} was at most {most} months ago", **fields)
    return say("there was a {title} before", **fields)


def _answer(rule: rules.AnswerIs, scheme: Scheme) -> Message:
    question = scheme.question[rule.question]
    if isinstance(rule.is_, str):
        return say(
            "{question} {answer}",
            question=question.text,
            answer=say("yes") if rule.is_ == "yes" else say("no"),
        )
    options = [option.text for option in question.options if option.id in rule.is_]
    return say("{question} {answer}", question=question.text, answer=options)


def named(term: Term, scheme: Scheme) -> Text | Message:
    """What a term is called where it is an answer or an indicator; else what it is computed from."""
    if isinstance(term, terms.Value):
        known = scheme.indicator.get(term.of)
        return known.title if known else _asked(term.of, scheme)
    if isinstance(term, terms.Number):
        return say("the number {value}", value=Number(term.of))
    inner = [getattr(term, name) for name in type(term).model_fields]
    return say(
        "{operation} of {parts}",
        operation=OPERATIONS[term.word],
        parts=[_part(part, scheme) for part in inner if not _is_plain(part)],
    )


def _is_plain(part: object) -> bool:
    return part is None or not isinstance(part, str | tuple | Keyed)


def _part(part: Any, scheme: Scheme) -> Any:
    if isinstance(part, str):
        return _asked(part, scheme)
    return [_part(item, scheme) for item in part] if isinstance(part, tuple) else named(part, scheme)


def _asked(reference: str, scheme: Scheme) -> Text | Message:
    question = scheme.question[reference]
    cell = next((c for c in question.cells if reference == f"{question.id}.{c.id}"), None)
    return say("{question} – {row}", question=question.text, row=cell.text) if cell else question.text


OPERATIONS = {
    "sum": say("the sum"),
    "difference": say("the difference"),
    "share": say("the share"),
    "ratio": say("the ratio"),
    "growth": say("the growth"),
    "mean": say("the mean"),
    "count": say("the number"),
    "choice": say("the grade"),
    "years-since": say("the years"),
    "months-since": say("the months"),
    "months-until": say("the months"),
}
