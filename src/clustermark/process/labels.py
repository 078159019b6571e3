"""What of a case goes into the registry: each event by exactly one deed."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from clustermark.process.case import Case
from clustermark.process.deeds import Deed
from clustermark.process.fold import after
from clustermark.process.record import Record
from clustermark.process.setting import Setting
from clustermark.process.terms import Result

KINDS = {
    "suspend": "suspended",
    "reinstate": "reinstated",
    "hand-back": "withdrawn",
    "revoke": "revoked",
    "confirm-transfer": "transferred",
}


@dataclass(frozen=True, slots=True)
class LabelEvent:
    """An event as the registry names it, with the number of the deed that caused it."""

    deed: int
    kind: str
    on: date
    organisation: str
    level: str
    valid_from: date | None = None
    valid_until: date | None = None


def events(record: Record, setting: Setting) -> tuple[LabelEvent, ...]:
    """What the deeds of a case make public of a label; a refusal and a withdrawal before the decision leave nothing."""
    return tuple(_events(record, setting))


def _events(record: Record, setting: Setting) -> Iterator[LabelEvent]:
    case = Case()
    for deed in record.deeds:
        case = after(case, deed, setting)
        kind = _kind(deed, case)
        if kind:
            what: Any = deed.what
            day = setting.calendar.day(deed.at)
            dates = (getattr(what, "valid_from", None), getattr(what, "valid_until", None))
            yield LabelEvent(deed.number, kind, day, case.organisation, case.level, *dates)


def _kind(deed: Deed, case: Case) -> str:
    if deed.kind == "announce" and case.decision and case.decision.result is Result.AWARDED:
        return "renewed" if case.renews else "awarded"
    return KINDS.get(deed.kind, "")
