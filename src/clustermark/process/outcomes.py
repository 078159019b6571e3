"""Guards of the decision, the appeal and the label: what must hold before each deed, or the reason why not."""

from clustermark.process import windows
from clustermark.process.attempt import Attempt, of_content
from clustermark.process.terms import Result
from clustermark.words.message import Message, say


def not_clerk_nor_decider(a: Attempt) -> Message | None:
    decided = a.case.decision.by if a.case.decision else frozenset()
    barred = a.who in a.case.clerked or a.who in decided
    return say("whoever decided or kept the ballot does not announce") if barred else None


def decision_current(a: Attempt) -> Message | None:
    now = a.case.decision
    old = now is not None and now.basis != a.case.basis
    return say("the decision rests on an older report") if old else None


@of_content
def announcement_complete(a: Attempt) -> Message | None:
    now = a.case.decision
    if now and now.result is Result.AWARDED:
        whole = a.what.valid_from and a.what.valid_until and a.what.valid_from <= a.what.valid_until
        return None if whole else say("an award says from when until when it is valid")
    last = a.setting.calendar.after(a.day, a.setting.procedure.periods.appeal)
    whole = a.what.appeal_until == last and a.what.appeal_body
    return (
        None if whole else say("a refusal names the body to appeal to, and {day} as the last day", day=last)
    )


def refused(a: Attempt) -> Message | None:
    now = a.case.decision
    return say("only a refusal can be appealed") if now and now.result is Result.AWARDED else None


def in_appeal_window(a: Attempt) -> Message | None:
    late = a.case.announced and not windows.within(a.case, a.setting, "appeal", a.case.announced, a.at)
    return say("the period of appeal is over") if late else None


def appeal_over(a: Attempt) -> Message | None:
    awarded = a.case.decision is not None and a.case.decision.result is Result.AWARDED
    return None if awarded or in_appeal_window(a) else say("the period of appeal still runs")


@of_content
def concern_open(a: Attempt) -> Message | None:
    found = next((c for c in a.case.open_concerns() if c.deed == a.what.concern), None)
    if found is None:
        return say("there is nothing to answer")
    return say("a second person must do this") if found.by == a.who else None


@of_content
def suspension_ends(a: Attempt) -> Message | None:
    last = a.setting.calendar.after(a.day, a.setting.procedure.periods.suspension)
    return None if a.day < a.what.until <= last else say("a suspension ends at the latest on {day}", day=last)


def label_over(a: Attempt) -> Message | None:
    over = a.case.valid_until is not None and a.day > a.case.valid_until
    return None if over else say("the label is still valid")


def label_lasts(a: Attempt) -> Message | None:
    return None if label_over(a) else say("the label has ended")


def transfer_asked(a: Attempt) -> Message | None:
    return None if a.case.transfer else say("no transfer was asked for")
