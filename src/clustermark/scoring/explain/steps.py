"""Derivations in words: one sentence for each operation."""

from clustermark.scheme.criteria import Band, Cap, Gate
from clustermark.scheme.model import Scheme
from clustermark.scoring.explain.lines import Line, name, unit_of, value
from clustermark.scoring.values import Step
from clustermark.words.figures import Number
from clustermark.words.message import Message, say, says
from clustermark.words.text import Text

PERCENT = frozenset({"share", "growth"})


def explain_step(step: Step, scheme: Scheme) -> Line:
    """A derivation as a tree of sentences."""
    return Line(
        sentence(step, scheme), step.ref, parts=tuple(explain_step(part, scheme) for part in step.inputs)
    )


def unit(step: Step, scheme: Scheme) -> str:
    """The unit of a step: of its own operation, else of what it works on."""
    if step.op in PERCENT:
        return "%"
    if step.op == "answer":
        question = scheme.question.get(step.ref)
        return unit_of(question) if question else ""
    if step.op in {"sum", "difference", "indicator"} and step.inputs:
        return unit(step.inputs[0], scheme)
    return ""


def sentence(step: Step, scheme: Scheme) -> Message:
    shown, called = value(step.value, unit(step, scheme)), name(step.ref, scheme)
    match step.op:
        case "answer":
            return say("{name} → {value}", name=called, value=worded(step, scheme) or shown)
        case "indicator" | "rating":
            return say("{name}: {value}", name=called, value=shown)
        case "number":
            return say("the number {value}", value=shown)
        case "sum" | "difference" | "share" | "ratio" | "growth" | "mean" | "count":
            return arithmetic(step, scheme)
        case "count-ticked":
            return say("{name}: {value} chosen", name=called, value=shown)
        case "choice":
            return say(
                "{name}: “{option}” counts as {value}",
                name=called,
                option=worded(step, scheme) or shown,
                value=shown,
            )
        case "years-since":
            return say(
                "{name}: {day}, {value} years before the assessment",
                name=called,
                day=step.detail or "",
                value=shown,
            )
        case "months-since":
            return say(
                "{name}: {day}, {value} whole months before the assessment",
                name=called,
                day=step.detail or "",
                value=shown,
            )
        case "months-until":
            return say(
                "{name}: {day}, {value} whole months after the assessment",
                name=called,
                day=step.detail or "",
                value=shown,
            )
        case _:
            return of_points(step, scheme)


def arithmetic(step: Step, scheme: Scheme) -> Message:
    shown = value(step.value, unit(step, scheme))
    inputs = [value(part.value, unit(part, scheme)) for part in step.inputs]
    match step.op:
        case "sum":
            return says(
                "the sum of {n} value: {value}", "the sum of {n} values: {value}", len(inputs), value=shown
            )
        case "difference":
            return say("{first} less {second}: {value}", first=inputs[0], second=inputs[1], value=shown)
        case "share":
            return say("{part} of {whole}: {value}", part=inputs[0], whole=inputs[1], value=shown)
        case "ratio":
            return say(
                "{part} to {whole}, times {times}: {value}",
                part=inputs[0],
                whole=inputs[1],
                times=step.detail,
                value=shown,
            )
        case "growth":
            return say("from {before} to {now}: {value}", before=inputs[0], now=inputs[1], value=shown)
        case "mean":
            return say("the mean: {value}", value=shown)
        case _:
            return say("how many reach {limit}: {value}", limit=step.detail, value=shown)


def of_points(step: Step, scheme: Scheme) -> Message:
    shown, called = value(step.value), name(step.ref, scheme)
    match step.op, step.detail:
        case "gate", Gate() as gate:
            return say(
                "{name}: {count} found, {least} are needed", name=called, count=shown, least=gate.at_least
            )
        case "not-applicable", _:
            return say("{name}: does not apply, and counts neither way", name=called)
        case "no-points", _:
            return say("{name}: what is missing earns no points", name=called)
        case "without-evidence", needed:
            return say(
                "{name}: counts as {value}; from {needed} on an accepted document is needed",
                name=called,
                value=shown,
                needed=needed,
            )
        case "weighted", weight:
            return say("{name}: times {weight} makes {value}", name=called, weight=weight, value=shown)
        case "band", Band() as band:
            return say("{stretch} earns {value}", stretch=stretch(band), value=_points(step))
        case "capped", Cap() as cap:
            return say("no more than {value}: {reason}", value=_points(step), reason=cap.reason)
        case _:
            return say("points: {value}", value=shown)


def _points(step: Step) -> Message:
    count = int(str(step.value))
    return says("{n} point", "{n} points", count)


def stretch(band: Band) -> Message:
    """The values that a band holds, in words."""
    if band.below is not None:
        return say("a value below {end}", end=Number(band.below))
    if band.up_to is not None:
        return say("a value up to {end}", end=Number(band.up_to))
    return say("any higher value")


def worded(step: Step, scheme: Scheme) -> Text | Message | None:
    """The option that was chosen, or yes and no, in words; None for anything else."""
    question = scheme.question[step.ref]
    chosen = question.option(str(step.detail if step.op == "choice" else step.value))
    if chosen:
        return chosen.text
    return say("yes") if step.value == "yes" else say("no") if step.value == "no" else None
