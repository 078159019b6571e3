"""What a record proves of a decision, claim by claim. Each asks the guards and sights of the process itself; no rule stands here twice."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from clustermark.process import guards as g
from clustermark.process import outcomes as o
from clustermark.process import voting as v
from clustermark.process.attempt import Attempt, Guard
from clustermark.process.case import Case, Standing
from clustermark.process.check import check
from clustermark.process.conflicts import standing
from clustermark.process.deeds import Deed
from clustermark.process.fold import after
from clustermark.process.may import relied
from clustermark.process.record import Record
from clustermark.process.roles import DECIDING, INSIDE
from clustermark.process.setting import Setting
from clustermark.process.table import row_of
from clustermark.process.terms import Motion
from clustermark.process.visible import Kind, Sight, Thing, Viewer
from clustermark.words.message import Message, say

RATED = frozenset({"save-findings", "sign-findings"})
AGREEING = frozenset({"propose-consensus", "agree", "dissent"})
DECISIONS = frozenset({"vote", "decide"})
ON_A_HASH = DECISIONS | {"open-ballot", "close-ballot", "announce"}
PERIODS: frozenset[Guard] = frozenset(
    {
        g.objection_possible,
        g.closes_later,
        g.day_not_ahead,
        g.in_fact_check_window,
        g.fact_check_over,
        o.in_appeal_window,
        o.appeal_over,
        o.suspension_ends,
        o.label_over,
        o.label_lasts,
    }
)
QUORUM: frozenset[Guard] = frozenset({v.quorum_met, v.quorum_reachable, v.quorum_out_of_reach})
CURRENT: frozenset[Guard] = frozenset({v.ballot_current, o.decision_current})


@dataclass(frozen=True, slots=True)
class Broken:
    """The deed by its number, and what it breaks; 0 where it is no single deed."""

    deed: int
    why: Message


@dataclass(frozen=True, slots=True)
class Claim:
    """One thing that a record proves, or every deed that speaks against it."""

    name: str
    title: Message
    broken: tuple[Broken, ...] = ()

    @property
    def holds(self) -> bool:
        return not self.broken


Asked = Callable[[Attempt, Deed], Message | None]
"""What a deed breaks of a claim, looked at in the case as it was before it."""


def claims(record: Record, setting: Setting) -> tuple[Claim, ...]:
    """Everything that is proved of a record, in the order in which a case runs. Raises nothing for a wrong record."""
    checked = check(record, setting)
    found: dict[str, list[Broken]] = {name: [] for name in ASKED}
    for attempt, deed in _walked(record, setting, checked.deeds):
        for name, asked in ASKED.items():
            if why := asked(attempt, deed):
                found[name].append(Broken(deed.number, why))
    chain, allowed = list[Broken](), list[Broken]()
    for problem in checked.problems:
        broken = Broken(int(problem.place.path.rpartition(" ")[2]), problem.what)
        (allowed if problem.code == "deed-refused" else chain).append(broken)
    broken_by = {"chain": chain, "allowed": allowed, **found}
    return tuple(Claim(name, title, tuple(broken_by[name])) for name, title in TITLES.items())


def _walked(record: Record, setting: Setting, sound: int) -> Iterator[tuple[Attempt, Deed]]:
    """Each deed that stands in the table, and the one at which the record ends if it does not."""
    case = Case()
    for place, deed in enumerate(record.deeds[: sound + 1]):
        yield (
            Attempt(case, case.who(deed.by), deed.role, deed.at, setting, deed.what, deed.relies_on),
            deed,
        )
        if place < sound:
            case = after(case, deed, setting)


def _guarded(attempt: Attempt, deed: Deed, of: frozenset[Guard]) -> Message | None:
    row = row_of(attempt.case.state, deed.kind, deed.role)
    asked = (guard for guard in row.guards if guard in of) if row else ()
    return next((why for guard in asked if (why := guard(attempt))), None)


def _blind(a: Attempt, deed: Deed) -> Message | None:
    """Whoever still writes or signs findings sees no others; nobody agrees before all have signed."""
    if deed.kind in AGREEING and not a.case.all_signed:
        return say("{person} agrees before everybody has signed", person=a.who)
    if deed.kind not in RATED:
        return None
    viewer = Viewer(a.case, a.who, deed.at, a.setting)
    seen = [one for one in a.case.sets if one != a.who and viewer.sees(Thing(Kind.SET, one)) > Sight.EXISTS]
    return (
        say("{person} could see the findings of {others} already", person=a.who, others=seen)
        if seen
        else None
    )


def _apart(a: Attempt, deed: Deed) -> Message | None:
    """Nobody who assessed decides, and nobody who decided assesses. All numbers of a person are one."""
    one = a.setting.people.one
    assessed = {one(who) for who in (*a.case.assessed, *a.case.sets)}
    decided = {one(who) for who in a.case.voted}
    subject = one(a.case.who(getattr(deed.what, "person", ""))) if deed.kind == "appoint" else one(a.who)
    to_decide = deed.kind in DECISIONS or (deed.kind == "appoint" and _what(deed).role in DECIDING)
    if to_decide and subject in assessed:
        return say("{person} has assessed in this case", person=subject)
    if deed.kind in RATED | AGREEING and subject in decided:
        return say("{person} has decided in this case", person=subject)
    return None


def _what(deed: Deed) -> Any:
    return deed.what


def _free(a: Attempt, deed: Deed) -> Message | None:
    """Nobody uses a seat whose interests are unknown or block."""
    row = row_of(a.case.state, deed.kind, deed.role)
    if deed.role not in INSIDE or (row is not None and row.unknown):
        return None
    match standing(a.case, a.who, a.setting):
        case Standing.UNKNOWN:
            return say("{person} has not declared their interests", person=a.who)
        case Standing.DECLARED | Standing.FOUND:
            return say("{person} has a conflict of interest", person=a.who)
        case _:
            return None


def _on_this(a: Attempt, deed: Deed) -> Message | None:
    """What decides relies on the report and dossier as they are, and so does the ballot."""
    if deed.kind in ON_A_HASH and deed.relies_on != relied(a.case, "basis"):
        return say("it relies on an older version")
    return _guarded(a, deed, CURRENT)


def _counted(a: Attempt, deed: Deed) -> Message | None:
    """The quorum is met; and what the deeds alone give, they give with the register's facts as well."""
    if why := _guarded(a, deed, QUORUM):
        return why
    ballot = a.case.ballot
    if deed.kind != "close-ballot" or ballot is None or ballot.motion is not Motion.AWARD:
        return None
    known, bare = (v.tally(a.case, ballot, a.level, setting) for setting in (a.setting, a.setting.bare))
    return (
        None
        if known.passed is bare.passed
        else say("the majority is another without the votes that do not count")
    )


def _in_time(a: Attempt, deed: Deed) -> Message | None:
    return _guarded(a, deed, PERIODS)


ASKED: dict[str, Asked] = {
    "signed-blind": _blind,
    "assessed-or-decided": _apart,
    "interests": _free,
    "same-report": _on_this,
    "quorum-and-majority": _counted,
    "periods": _in_time,
}
TITLES = {
    "chain": say("the chain of deeds is whole"),
    "allowed": say("every deed was allowed when it was done"),
    "signed-blind": say("everybody signed before they could see the findings of others"),
    "assessed-or-decided": say("nobody who assessed decided"),
    "interests": say("nobody used a seat with unknown or blocking interests"),
    "same-report": say("every vote was for this report"),
    "quorum-and-majority": say("quorum and majority were met"),
    "periods": say("the periods were kept"),
}
