"""Cases as the columns that the cohort engine reads."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from fractions import Fraction
from typing import Any

import polars as pl

from clustermark.scheme.criteria import Criterion, Instrument
from clustermark.scheme.model import Scheme
from clustermark.scheme.questions import Question, Type
from clustermark.scoring.answers import understood
from clustermark.scoring.case import Case
from clustermark.scoring.cohort.layout import BENCHMARKED, DAY, HELD, codes
from clustermark.scoring.findings import Agreed, Record
from clustermark.scoring.values import Answer, Missing

EPOCH = date(1970, 1, 1)
Cells = Iterator[tuple[str, int | bool | None]]


def cohort_frame(cases: Iterable[Case], scheme: Scheme) -> pl.DataFrame:
    """One row for each case, with every column of `layout`. Answers that do not fit are null, as they have no value."""
    rows = [dict(_cells(case, scheme)) for case in cases]
    return pl.DataFrame(rows, schema=columns(scheme))


def columns(scheme: Scheme) -> dict[str, Any]:
    """The columns that are read, with their types."""
    numbers = [name for q in scheme.questions if q.type is not Type.TEXT for name in _names(q)]
    numbers += [*_dates(DAY), *_dates(BENCHMARKED)[1:], HELD]
    made: dict[str, Any] = dict.fromkeys(numbers, pl.Int64)
    for instrument, criterion in found_criteria(scheme):
        name = f"{instrument.id}/{criterion.id}"
        made |= {f"r:{name}": pl.Int64, f"n:{name}": pl.Boolean, f"e:{name}": pl.Boolean}
    return made


def found_criteria(scheme: Scheme) -> Sequence[tuple[Instrument, Criterion]]:
    """The criteria that assessors judge, with each instrument that does."""
    return [(i, c) for i in scheme.instruments for c in scheme.criteria_of(i.id) if not c.banded]


def _names(question: Question) -> list[str]:
    if question.type is Type.DATE:
        return _dates(question.id)
    return [f"a:{reference}" for reference in question.references]


def _dates(name: str) -> list[str]:
    return [f"a:{name}", f"m:{name}", f"d:{name}"]


def _cells(case: Case, scheme: Scheme) -> Cells:
    answers = understood(case.answers, scheme, case.day)
    for question in scheme.questions:
        if question.type is Type.DATE:
            yield from _date(question.id, answers.values[question.id])
        elif question.type is not Type.TEXT:
            yield from ((f"a:{ref}", code(question, answers.values[ref])) for ref in question.references)
    yield from _date(DAY, case.day)
    yield from list(_date(BENCHMARKED, _benchmarked(case)))[1:]
    yield HELD, _held(case, scheme)
    yield from _findings(case, scheme)


def code(question: Question, answer: Answer) -> int | None:
    """An answer as the whole number that stands for it."""
    match answer:
        case bool():
            return int(answer)
        case Fraction():
            return int(answer * 10**question.places)
        case frozenset():
            return len(answer)
        case str():
            return codes(question)[answer]
        case _:
            return None


def _date(name: str, day: Any) -> Cells:
    if not isinstance(day, date):
        yield from ((column, None) for column in _dates(name))
        return
    numbers = ((day - EPOCH).days, day.year * 12 + day.month - 1, day.day)
    yield from zip(_dates(name), numbers, strict=True)


def _benchmarked(case: Case) -> date | None:
    return max((day for day in case.benchmarked_on if day <= case.day), default=None)


def _held(case: Case, scheme: Scheme) -> int:
    lasting = [h.level for h in case.holdings if h.valid_from <= case.day <= h.renewable_until]
    return max((scheme.level[level].rank for level in lasting if level in scheme.level), default=0)


def _findings(case: Case, scheme: Scheme) -> Cells:
    record = Record(scheme, case)
    for instrument, criterion in found_criteria(scheme):
        name = f"{instrument.id}/{criterion.id}"
        agreed = record.agreed(criterion.id, instrument)
        yield f"r:{name}", None if isinstance(agreed, Missing) else agreed.rating or 0
        yield f"n:{name}", isinstance(agreed, Agreed) and agreed.not_applicable
        yield f"e:{name}", isinstance(agreed, Agreed) and agreed.documents > 0
