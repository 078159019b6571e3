"""Whether every deed of a record was allowed when it was done; and adding one that is."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from clustermark.errors import InputError, Place, Problem
from clustermark.process.case import Case
from clustermark.process.deeds import Deed
from clustermark.process.fold import after, fold
from clustermark.process.may import why_not
from clustermark.process.record import Record, chained
from clustermark.process.roles import Role
from clustermark.process.setting import Setting
from clustermark.process.terms import What
from clustermark.process.visible import seen_deeds
from clustermark.words.message import Message, say


@dataclass(frozen=True, slots=True)
class Checked:
    """A record with the case it leads to; `problems` names every deed that was not allowed, the first of them and those after it."""

    case: str
    deeds: int
    head: str | None
    state: Case
    problems: tuple[Problem, ...]

    @property
    def sound(self) -> bool:
        return not self.problems


def check(record: Record, setting: Setting, now: datetime | None = None) -> Checked:
    """Prove a record: the chain, the table, every guard. It ends at a deed after which nothing more can be said."""
    case, problems = Case(), list[Problem]()
    done: list[Deed] = []
    for deed in record.deeds:
        found = [*chained(deed, done, _place(record, deed)), *_refused(case, deed, setting, now, record)]
        problems.extend(found)
        try:
            case = after(case, deed, setting)
        except InputError:
            break
        done.append(deed)
        if case.level not in setting.levels:
            break
    return Checked(record.case, len(done), record.head, case, tuple(problems))


def _place(record: Record, deed: Deed) -> Place:
    return Place(record.name, deed.number if record.name else 0, f"deed {deed.number}")


def _refused(
    case: Case, deed: Deed, setting: Setting, now: datetime | None, record: Record
) -> Iterator[Problem]:
    if now is not None and deed.at > now:
        what = say("deed {number} lies in the future", number=str(deed.number))
        yield Problem(what, say("check the clock"), _place(record, deed), code="deed-in-future")
    if why := refusal(case, deed, setting):
        what = say(
            "deed {number} ({kind}, {person} as {role}) was not allowed: {why}",
            number=str(deed.number),
            kind=deed.what.title,
            person=deed.by,
            role=deed.role.value,
            why=why,
        )
        yield Problem(
            what,
            say("a record rests on allowed deeds only; correct it by a further deed"),
            _place(record, deed),
            code="deed-refused",
        )


def refusal(case: Case, deed: Deed, setting: Setting) -> Message | None:
    """What spoke against a deed at its moment."""
    return why_not(case, deed.by, deed.kind, deed.role, deed.at, setting, deed.what, deed.relies_on)


def append(
    record: Record,
    what: What,
    *,
    by: str,
    role: Role,
    at: datetime,
    expects: int,
    setting: Setting,
    relies_on: str | None = None,
    case: str = "",
) -> Record:
    """The record with one more deed. `expects` is how many deeds the doer has seen: one that they could not see is no clash.

    Raises InputError: for a deed that came in between, or is not allowed. Nothing is lost then; the deed can be done again.
    """
    now = fold(record.deeds, setting)
    seen = len(seen_deeds(record.deeds, now, by, setting, at))
    if seen != expects:
        why = say(
            "somebody did something in this case since you looked: you saw {n} deeds, there are {m}",
            n=expects,
            m=seen,
        )
        raise InputError.because(
            why, say("look at it, and do yours again; your text is kept"), code="deed-clash"
        )
    if record.deeds and at < record.deeds[-1].at:
        raise InputError.because(
            say("the deed is earlier than the one before"), say("check the clock"), code="deed-earlier"
        )
    deed = record.next(what, by=by, role=role, at=at, relies_on=relies_on, case=case)
    if why_ := refusal(now, deed, setting):
        raise InputError.because(why_, code="deed-refused")
    return record.with_deed(deed)
