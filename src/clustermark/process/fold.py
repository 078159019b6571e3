"""From deeds to the state of a case. Who may do them is not asked here, only what follows."""

from collections.abc import Iterable

from clustermark.errors import InputError, Place
from clustermark.process.case import Case
from clustermark.process.deeds import Deed
from clustermark.process.effects import EFFECTS
from clustermark.process.roles import APPLICANT
from clustermark.process.setting import Setting
from clustermark.process.table import row_of
from clustermark.words.message import say


def fold(deeds: Iterable[Deed], setting: Setting, start: Case | None = None) -> Case:
    """The case after these deeds, beginning with `start`. Raises InputError for a deed that stands in no row of the table."""
    case = start or Case()
    for deed in deeds:
        case = after(case, deed, setting)
    return case


def after(case: Case, deed: Deed, setting: Setting) -> Case:
    """The case after one more deed."""
    row = row_of(case.state, deed.kind, deed.role)
    if row is None:
        what = say(
            "deed {number}: {kind} is not possible as {role} while the case is: {state}",
            number=str(deed.number),
            kind=deed.kind,
            role=deed.role.value,
            state=case.state.value,
        )
        raise InputError.because(
            what,
            say("compare it with: clustermark process table"),
            Place(path=f"{deed.case}.{deed.number}"),
            code="not-in-table",
        )
    effect, who = EFFECTS.get(deed.kind), case.who(deed.by)
    changes = effect(case, deed, setting) if effect else {}
    changes["deeds"], changes["last"], changes["last_at"] = deed.number, deed.hash, deed.at
    changes["by_deed"] = {**case.by_deed, deed.number: deed.by}
    if deed.role not in APPLICANT and who not in case.acted:
        changes["acted"] = case.acted | {who}
    new = case.with_(**changes)
    for arm in row.arms:
        if arm.when is None or arm.when(new, deed, setting):
            return new.with_(state=arm.to, entered=deed.at, entered_by=deed.number)
    return new
