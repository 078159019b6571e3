"""Which ids a scheme mentions, and whether each names something of the right kind."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from clustermark.errors import Place, Problem
from clustermark.scheme import rules, terms
from clustermark.scheme.base import Named
from clustermark.scheme.criteria import Criterion, Indicator
from clustermark.scheme.examples import Ratings, Visit
from clustermark.scheme.files import Source
from clustermark.scheme.levels import Fee, Level, PeerGroup, Replaced
from clustermark.scheme.model import Scheme
from clustermark.scheme.questions import NUMERIC, Question, Type
from clustermark.scheme.walking import parts
from clustermark.scheme.wording import suggestion
from clustermark.scheme.yamlfile import Path_
from clustermark.words.message import Message, say
from clustermark.words.text import Text

DATES = frozenset({Type.DATE})
CHOICES = frozenset({Type.CHOICE})
ANSWERABLE = frozenset(Type) - {Type.TEXT}


@dataclass(frozen=True, slots=True)
class Mention:
    """An id that must be known as one `kind` of thing; questions must moreover be of one of the `types`."""

    kind: str
    id: str
    path: Path_
    types: frozenset[Type] | None = None


def mentions(scheme: Scheme) -> Iterator[Mention]:
    for path, part in parts(scheme):
        yield from (Mention(kind, id_, (*path, *tail), types) for kind, id_, tail, types in _of(part))


Said = tuple[str, str, Path_, frozenset[Type] | None]


def _of(part: object) -> Iterator[Said]:
    match part:
        case terms.Value(of=of) | terms.Sum(of=str() as of) | terms.Mean(of=str() as of):
            yield _term(part, of)
        case terms.Count(of=of) | terms.Choice(of=of):
            yield _term(part, of)
        case terms.YearsSince(of=of) | terms.MonthsSince(of=of) | terms.MonthsUntil(of=of):
            yield _term(part, of)
        case rules.Complete() | rules.EveryGate() | rules.EveryThreshold() | rules.TotalAtLeast():
            yield "instrument", part.instrument, ("instrument",), None
        case rules.Elapsed(since=since):
            yield "instrument", since, ("since",), None
        case rules.GroupAtLeast(instrument=instrument, group=group):
            yield "group", f"{instrument}/{group}", ("group",), None
        case rules.Holds(level=level):
            yield "level", level, ("level",), None
        case rules.EveryRequirement(list=name):
            yield "list", name, ("list",), None
        case rules.CriterionAtLeast(criterion=id_) | rules.GateMet(criterion=id_):
            yield "criterion", id_, ("criterion",), None
        case rules.CountAtLeast(criteria=ids):
            yield from (("criterion", id_, ("criteria", n), None) for n, id_ in enumerate(ids))
        case rules.AnswerIs(question=question):
            yield "answer", question, ("question",), frozenset({Type.YES_NO, Type.CHOICE})
        case _:
            yield from _of_others(part)


def _of_others(part: object) -> Iterator[Said]:
    match part:
        case Question(instrument=instrument, group=group):
            yield "group", f"{instrument}/{group}", ("group",), None
        case Indicator(instrument=instrument, group=group):
            yield "group", f"{instrument}/{group}", ("group",), None
            yield from (("criterion", id_, ("prepares", n), None) for n, id_ in enumerate(part.prepares))
            yield from (
                ("question", id_, ("shown-beside", n), None) for n, id_ in enumerate(part.shown_beside)
            )
        case Criterion(instruments=instruments, group=group):
            yield from (("group", f"{i}/{group}", ("group",), None) for i in instruments)
        case Level(procedure=procedure):
            yield "instrument", procedure.instrument, ("procedure", "instrument"), None
        case Replaced(level=level, condition=condition):
            yield "condition", f"{level}/{condition}", ("condition",), None
        case PeerGroup():
            yield from _of_peer_group(part)
        case Fee(level=level) | Visit(level=level):
            yield "level", level, ("level",), None
        case Ratings(instrument=instrument):
            yield "instrument", instrument, ("instrument",), None
            yield from (("criterion", id_, ("except", id_), None) for id_ in part.except_)
        case _:
            return


def _of_peer_group(group: PeerGroup) -> Iterator[Said]:
    named = {"indicator": group.indicator, "level": group.level, "peer-group": group.falls_back_to}
    keys = {"indicator": "indicator", "level": "level", "peer-group": "falls-back-to"}
    yield from ((kind, id_, (keys[kind],), None) for kind, id_ in named.items() if id_)


def _term(part: object, of: str) -> Said:
    match part:
        case terms.Value():
            return "answer-or-indicator", of, ("of",), ANSWERABLE - {Type.TABLE, Type.CHOICES}
        case terms.Sum():
            return "table", of, ("of",), NUMERIC
        case terms.Mean():
            return "table", of, ("of",), CHOICES
        case terms.Count():
            return "countable", of, ("of",), ANSWERABLE
        case terms.Choice():
            return "answer", of, ("of",), CHOICES
        case _:
            return "answer", of, ("of",), DATES


def known(scheme: Scheme) -> dict[str, frozenset[str]]:
    """All ids by kind; a group as `instrument/group`, a condition as `level/condition`."""
    answers = {ref for q in scheme.questions for ref in q.references}
    tables = {q.id for q in scheme.questions if q.type is Type.TABLE}
    return {
        "question": frozenset(q.id for q in scheme.questions),
        "answer": frozenset(answers),
        "answer-or-indicator": frozenset(answers | set(scheme.indicator)),
        "table": frozenset(tables),
        "countable": frozenset(tables | {q.id for q in scheme.questions if q.type is Type.CHOICES}),
        "indicator": frozenset(scheme.indicator),
        "criterion": frozenset(scheme.criterion),
        "instrument": frozenset(scheme.instrument),
        "group": frozenset(f"{i.id}/{g.id}" for i in scheme.instruments for g in i.groups),
        "level": frozenset(scheme.level),
        "condition": frozenset(f"{level.id}/{c.id}" for level in scheme.levels for c in level.requires),
        "list": frozenset(r.id for r in scheme.requirements),
        "peer-group": frozenset(g.id for g in scheme.peer_groups),
    }


def unknown(scheme: Scheme, source: Source) -> Iterator[Problem]:
    """Ids that name nothing, or something of the wrong type."""
    names = known(scheme)
    for mention in mentions(scheme):
        if mention.id not in names[mention.kind]:
            what = say("{id} names no {kind} of this scheme", id=mention.id, kind=KINDS[mention.kind])
            yield Problem(
                what,
                suggestion(mention.id, names[mention.kind]),
                source.place(mention.path),
                code="unknown-reference",
            )
        elif wrong := _wrong_type(scheme, mention):
            yield Problem(wrong, None, source.place(mention.path), code="wrong-type")


def _wrong_type(scheme: Scheme, mention: Mention) -> Message | None:
    question = scheme.question.get(mention.id)
    if question is None or mention.types is None or question.cell_type in mention.types:
        return None
    wanted = ", ".join(sorted(mention.types))
    return say(
        "{id} is of type {type}; here stands one of: {wanted}",
        id=mention.id,
        type=question.cell_type,
        wanted=wanted,
    )


KINDS = {
    "question": say("question"),
    "answer": say("question or cell"),
    "answer-or-indicator": say("question, cell or indicator"),
    "table": say("table question"),
    "countable": say("table or several-choices question"),
    "indicator": say("indicator"),
    "criterion": say("criterion"),
    "instrument": say("instrument"),
    "group": say("group of that instrument"),
    "level": say("level"),
    "condition": say("condition of that level"),
    "list": say("list of requirements"),
    "peer-group": say("peer group"),
}


def repeated(scheme: Scheme, source: Source) -> Iterator[Problem]:
    """Ids that two rows of one list share; indicators and questions share one space, as terms name both."""
    for path, part in parts(scheme):
        for name, info in type(part).model_fields.items():
            yield from _twice(_rows(part, name, (*path, info.alias or name)), source)
    shared = {q.id for q in scheme.questions} & set(scheme.indicator)
    indicators = [(i.id, ("indicators", n, "id")) for n, i in enumerate(scheme.indicators) if i.id in shared]
    yield from (_same_id(id_, source.place(path)) for id_, path in indicators)


def _rows(part: object, name: str, path: Path_) -> list[tuple[str, Path_]]:
    rows = getattr(part, name)
    if not isinstance(rows, tuple):
        return []
    return [(row.id, (*path, index, "id")) for index, row in enumerate(rows) if isinstance(row, Named)]


def _twice(rows: list[tuple[str, Path_]], source: Source) -> Iterator[Problem]:
    seen: set[str] = set()
    for id_, path in rows:
        if id_ in seen:
            yield _same_id(id_, source.place(path))
        seen.add(id_)


def _same_id(id_: str, place: Place) -> Problem:
    return Problem(
        say("the id {id} is used twice", id=id_), say("give one of them another id"), place, code="same-id"
    )


def cycles(scheme: Scheme, source: Source) -> Iterator[Problem]:
    """Indicators that are derived from themselves."""
    needs = {i.id: _needed(i, scheme) for i in scheme.indicators}
    for index, indicator in enumerate(scheme.indicators):
        if loop := _loop(indicator.id, needs):
            what = say("{id} is derived from itself: {loop}", id=indicator.id, loop=" -> ".join(loop))
            yield Problem(
                what,
                say("derive it from answers"),
                source.place(("indicators", index, "value")),
                code="derived-from-itself",
            )


def _needed(indicator: Indicator, scheme: Scheme) -> tuple[str, ...]:
    values = (part.of for _, part in parts(indicator) if isinstance(part, terms.Value))
    return tuple(dict.fromkeys(of for of in values if of in scheme.indicator))


def _loop(start: str, needs: Mapping[str, tuple[str, ...]]) -> list[str]:
    """The way from an indicator back to itself, found breadth first; empty where there is none."""
    ways = [[start, step] for step in needs[start]]
    seen: set[str] = set()
    for way in ways:
        if way[-1] == start:
            return way
        if way[-1] not in seen:
            seen.add(way[-1])
            ways.extend([*way, step] for step in needs.get(way[-1], ()))
    return []


def foreign_texts(scheme: Scheme, source: Source) -> Iterator[Problem]:
    """Texts that lack one of the scheme's languages, or have one that it does not speak."""
    spoken = frozenset(scheme.languages)
    for path, part in parts(scheme):
        if isinstance(part, Text) and part.languages != spoken:
            yield _language_problem(part, spoken, source.place(path))


def _language_problem(text: Text, spoken: frozenset[str], place: Place) -> Problem:
    lacking = sorted(spoken - text.languages)
    if lacking:
        return Problem(
            say("the text is missing in {languages}", languages=lacking),
            say("write it"),
            place,
            code="missing-text",
        )
    more = sorted(text.languages - spoken)
    return Problem(
        say("{languages} is none of the scheme's languages", languages=more),
        say("leave it out, or add it to languages"),
        place,
        code="unknown-language",
    )
