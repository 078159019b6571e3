"""That terms and rules stand only where they have a meaning."""

from collections.abc import Iterator

from clustermark.errors import Problem
from clustermark.scheme import rules, terms
from clustermark.scheme.criteria import Cap, Indicator
from clustermark.scheme.files import Source
from clustermark.scheme.model import Scheme
from clustermark.scheme.walking import parts
from clustermark.words.message import say

OF_POINTS = (
    rules.EveryGate,
    rules.EveryThreshold,
    rules.TotalAtLeast,
    rules.GroupAtLeast,
    rules.CountAtLeast,
    rules.CriterionAtLeast,
    rules.GateMet,
)


def no_numbers(scheme: Scheme, source: Source) -> Iterator[Problem]:
    """Answers that are no number, where one is computed with. An indicator may be such an answer itself."""
    whole = {id(indicator.value) for indicator in scheme.indicators}
    for path, part in parts(scheme):
        if isinstance(part, terms.Value) and id(part) not in whole and not is_number(part.of, scheme):
            what = say("{id} is no number, and cannot be computed with", id=part.of)
            yield Problem(
                what,
                say("use choice, years-since or answer-is"),
                source.place((*path, "of")),
                code="not-a-number",
            )


def is_number(reference: str, scheme: Scheme) -> bool:
    """Whether an answer or an indicator is one; what is not known is told elsewhere."""
    indicator: Indicator | None = scheme.indicator.get(reference)
    if indicator is not None:
        value = indicator.value
        return not isinstance(value, terms.Value) or value.of == reference or is_number(value.of, scheme)
    question = scheme.question.get(reference)
    return question is None or question.is_numeric


def points_in_caps(scheme: Scheme, source: Source) -> Iterator[Problem]:
    """Caps decide about points, so they cannot rest on them."""
    for path, cap in parts(scheme):
        if isinstance(cap, Cap) and cap.unless is not None:
            for below, part in parts(cap.unless, (*path, "unless")):
                if isinstance(part, (*OF_POINTS, rules.Complete)):
                    what = say("{word} cannot lift a cap: points are not counted yet", word=part.word)
                    yield Problem(
                        what, say("rest it on answers or facts"), source.place(below), code="points-in-cap"
                    )
