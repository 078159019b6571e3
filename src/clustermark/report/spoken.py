"""A report in one language: plain text in lists and tables, which the PDF and the page lay out."""

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from clustermark.credential.badge import drawn
from clustermark.report.content import (
    Change,
    Chapter,
    Distance,
    Entry,
    GroupLine,
    Highlight,
    Judged,
    Report,
    Tendency,
)
from clustermark.report.emblem import badge_of
from clustermark.scoring.case import marked
from clustermark.words.message import Message, say, shown
from clustermark.words.text import Text

Spoken = dict[str, Any]
HEAD = 90
"""Letters of a name in the running head."""
UNJUDGED = say(
    "The next level, {level}, has an assessment of its own. What is known of its conditions today:"
)
REFUSED = say("What the rules of the next level, {level}, find:")


def spoken(found: Report, lang: str) -> Spoken:
    """Every text of a report. Whatever comes from the organisation stays text and is never taken for markup."""
    name = found.organisation.name or found.organisation.number
    changes = {change.title: change for change in found.changes}
    return {
        "lang": lang,
        "on": found.assessed_on.isoformat(),
        "words": _words(lang),
        "head": name if len(name) <= HEAD else f"{name[:HEAD].rstrip()} …",
        "name": shown(marked(name, synthetic=found.organisation.synthetic), lang),
        "title": say("Report: {name}", name=name).of(lang),
        "scheme": found.scheme.title.of(lang),
        "assessed": say(
            "Assessed on {day} under {scheme}", day=found.assessed_on, scheme=found.scheme.name
        ).of(lang),
        "day": shown(found.assessed_on, lang),
        "notice": found.scheme.notice.of(lang),
        "level": _level(found, lang),
        "rungs": [_rung(r.level.title, r.state, lang, reached=r.reached) for r in found.rungs],
        "strengths": _highlights(found.strengths, lang),
        "needs": _highlights(found.needs, lang),
        "distance": _distance(found.distance, lang) if found.distance else None,
        "chapters": [_chapter(chapter, changes, lang) for chapter in found.chapters],
        "judged": [_judged(judged, lang) for judged in found.judged],
        "improvements": _highlights(found.improvements, lang),
        "trend": _trend(found, lang) if found.before_on else None,
        "method": [message.of(lang) for message in method(found)],
    }


def _level(found: Report, lang: str) -> Spoken | None:
    """The highest level reached, with its badge."""
    if found.level is None:
        return None
    title = found.level.title.of(lang)
    return {
        "title": title,
        "motto": found.level.motto.of(lang),
        "meaning": found.level.meaning.of(lang),
        "badge": drawn(badge_of(found.level, found.scheme, lang)),
        "alt": say("Badge of the level {level}", level=title).of(lang),
    }


def _rung(title: Text, state: Message, lang: str, *, reached: bool) -> Spoken:
    return {"title": title.of(lang), "state": state.of(lang), "reached": reached}


def _highlights(found: Iterable[Highlight], lang: str) -> list[Spoken]:
    return [
        {
            "chapter": one.chapter.of(lang),
            "title": one.title.of(lang),
            "why": one.why.of(lang),
            "step": one.step.of(lang) if one.step else "",
        }
        for one in found
    ]


def _distance(found: Distance, lang: str) -> Spoken:
    heading = say((REFUSED if found.assessed else UNJUDGED).text, level=found.level.title)
    return {
        "heading": heading.of(lang),
        "conditions": [{"text": line.text.of(lang), "met": SIGNS[line.met]} for line in found.conditions],
        "steps": [step.of(lang) for step in found.steps],
    }


SIGNS = {True: "✓", False: "✗", None: "·"}


def _chapter(chapter: Chapter, changes: Mapping[Text, Change], lang: str) -> Spoken:
    entries = [_entry(entry, changes.get(entry.indicator.title), lang) for entry in chapter.entries]
    return {"title": chapter.title.of(lang), "summary": chapter.summary.of(lang), "entries": entries}


def _entry(entry: Entry, change: Change | None, lang: str) -> Spoken:
    """The figures also as columns of lines, one line for each strip, and one for the ends of the axis."""
    groups = [_group(group, lang) for group in entry.groups]
    sentences = [
        entry.sentence.of(lang),
        _since(change).of(lang) if change else "",
        shown(entry.replaced, lang),
    ]
    unit = entry.indicator.unit.of(lang)
    axis = say("Axis: {low} to {high}", low=entry.ends[0], high=entry.ends[1]).of(lang)
    return {
        "title": f"{entry.indicator.number}. {entry.indicator.title.of(lang)}",
        "value": shown(entry.value, lang)
        + ("" if unit == "%" or isinstance(entry.value, Text) else f" ({unit})"),
        "meaning": entry.indicator.meaning.of(lang),
        "sentence": " ".join(sentence for sentence in sentences if sentence),
        "strip": entry.strip,
        "axis": axis,
        "groups": groups,
        "names": "\n".join(f"{group['title']} ({group['size']})" for group in groups),
        "figures": "\n".join([*(f"{g['median']} ({g['half']}) · {g['lower']}" for g in groups), axis]),
        "alt": " ".join(group["told"] for group in groups),
    }


def _since(change: Change) -> Message:
    return say("Before: {before} ({change}).", before=change.before, change=change.verdict)


def _group(group: GroupLine, lang: str) -> Spoken:
    ends = [shown(end, lang) for end in group.half] if group.half else []
    line = {
        "title": group.title.of(lang),
        "size": shown(group.size, lang),
        "median": shown(group.median, lang),
        "half": " – ".join(ends) or "–",
        "lower": shown(group.ahead, lang) if group.ahead else "–",
    }
    return line | {"told": told(line, ends, lang)}


def told(line: Spoken, half: list[str], lang: str) -> str:
    """What a strip shows, for those who do not see it."""
    if half and line["lower"] != "–":
        return _pattern(WHOLE, lang).format(**line, low=half[0], high=half[1])
    parts = [_pattern(MEDIAN, lang).format(**line)]
    if half:
        parts.append(_pattern(HALF, lang).format(low=half[0], high=half[1]))
    if line["lower"] != "–":
        parts.append(_pattern(LOWER, lang).format(**line))
    return ", ".join(parts) + "."


MEDIAN = say("{title}: {size} peers, median {median}")
HALF = say("the middle half from {low} to {high}")
LOWER = say("{lower} have a lower value")
WHOLE = say(
    "{title}: {size} peers, median {median}, the middle half from {low} to {high}, {lower} have a lower value."
)


def _pattern(message: Message, lang: str) -> str:
    """The sentence with its blanks; it is needed hundreds of times in a report."""
    return _patterns(lang)[message.text]


@cache
def _patterns(lang: str) -> dict[str, str]:
    blanks = {name: f"{{{name}}}" for name in ("title", "size", "median", "low", "high", "lower")}
    return {one.text: say(one.text, **blanks).of(lang) for one in (MEDIAN, HALF, LOWER, WHOLE)}


def _trend(found: Report, lang: str) -> Spoken:
    """What became better and what worse since the assessment before, by name."""
    parts = [(say("Better:"), Tendency.BETTER), (say("Worse:"), Tendency.WORSE)]
    of = {kind: [c.title.of(lang) for c in found.changes if c.tendency is kind] for _, kind in parts}
    counts = {"better": len(of[Tendency.BETTER]), "worse": len(of[Tendency.WORSE]), "n": len(found.changes)}
    summary = say(
        "Compared with the assessment of {day}: of {n} indicators with a value in both, {better} are better and {worse} worse.",
        day=found.before_on,
        **counts,
    )
    return {
        "summary": summary.of(lang),
        "parts": [
            {"title": title.of(lang), "names": ", ".join(of[kind])} for title, kind in parts if of[kind]
        ],
    }


def _judged(found: Judged, lang: str) -> Spoken:
    return {
        "title": found.title.of(lang),
        "criteria": [[one.title.of(lang), one.points.of(lang)] for one in found.criteria],
        "chapters": [[one.title.of(lang), one.points.of(lang)] for one in found.chapters],
        "total": found.total.of(lang),
    }


def method(found: Report) -> tuple[Message, ...]:
    """How the figures came about, what may be shown, and by which hashes it can be computed again."""
    rules = found.rules
    return (
        say(
            "Every value follows from the answers by the formulas of the scheme, exactly; only what is shown is rounded."
        ),
        say(
            "The peers are the latest assessments of {n} organisations under the same version of the scheme, none older than {months} months on {day}; the organisation itself is left out.",
            n=found.peers,
            months=rules.get("months", "–"),
            day=found.population_on,
        ),
        say(
            "The position is the share of peers with a lower value, those with an equal one counted as half. Where less is better, it is turned round. Quartiles are of type 7, as in a spreadsheet's QUARTILE.INC."
        ),
        say(
            "A group is shown from {smallest} peers on, its middle half from {quartiles} on; where a group is smaller, the next wider one stands for it. No figure of a single peer is shown, and no lowest or highest value.",
            smallest=rules.get("smallest", "–"),
            quartiles=rules.get("quartiles", "–"),
        ),
        say(
            "A position among peers is no mark: it advises and does not rank. Context indicators are neither good nor bad."
        ),
        say("Scheme: {digest}", digest=found.digest),
        say("Population of the comparison: {digest}", digest=found.population),
    )


@cache
def _words(lang: str) -> dict[str, str]:
    return {key: message.of(lang) for key, message in WORDS.items()}


WORDS = {
    "report": say("Report"),
    "level": say("Level"),
    "no_level": say("No level is reached yet."),
    "ladder": say("The ladder"),
    "stands": say("Where the cluster stands"),
    "strengths": say("Three strengths"),
    "needs": say("Three needed improvements"),
    "first_step": say("First step:"),
    "distance": say("Distance to the next level"),
    "highest": say("The highest level is reached. The task now is to keep it until the next assessment."),
    "way": say("The nearest way, easiest steps first:"),
    "details": say("In detail"),
    "peers": say("Peers"),
    "median": say("Median"),
    "half": say("Middle half"),
    "lower": say("Lower value"),
    "group": say("Group"),
    "figures": say("The figures"),
    "key": say(
        "Grey band: the middle half of the peers. Black bar: their median. Diamond: this cluster. “Lower value”: the share of peers with a lower value, equal ones as half."
    ),
    "judged": say("What the assessors judged"),
    "criterion": say("Criterion"),
    "chapter": say("Chapter"),
    "points": say("Points"),
    "total": say("Total"),
    "improvements": say("Needed improvements"),
    "no_improvements": say("Nothing lies below the middle of the peers."),
    "trend": say("Change since the assessment before"),
    "method": say("Method and limits"),
    "page": say("page"),
    "of": say("of"),
}
