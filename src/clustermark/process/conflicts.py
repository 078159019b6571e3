"""Whether somebody is free to judge in a case: by what they answered there, and by every fact under any of their numbers."""

from datetime import date
from functools import lru_cache

from clustermark.process.calendar import months_after
from clustermark.process.case import Case, Standing
from clustermark.process.setting import Setting
from clustermark.process.terms import Ground, Interest

TIMED = frozenset({Ground.EMPLOYED, Ground.PAID, Ground.ADVISED})
"""Grounds that go on for the months of independence after they have ended."""


def standing(case: Case, person: str, setting: Setting) -> Standing:
    """Unknown until the person has answered; declared or found while a fact blocks, whoever stated it."""
    who = case.who(person)
    if who in case.emptied or setting.people.emptied(who):
        return Standing.UNKNOWN
    facts = [fact for fact in case.facts if case.who(fact.person) == who and not fact.lifted]
    if any(fact.stated_by != "self" for fact in facts) or registered(case, who, setting):
        return Standing.FOUND
    if facts:
        return Standing.DECLARED
    return Standing.NONE if who in case.declared else Standing.UNKNOWN


def registered(case: Case, person: str, setting: Setting) -> tuple[Interest, ...]:
    """The facts of the register that block somebody in this case, unless lifted there."""
    people = setting.people
    if not people.by_number:
        return ()
    numbers = (
        {person, *(old for old in case.aliases if case.who(old) == person)} if case.aliases else {person}
    )
    found = {interest for number in numbers for interest in people.interests(number)}
    if not found:
        return ()
    lifted = {fact.interest for fact in case.facts if fact.lifted and case.who(fact.person) == person}
    return tuple(i for i in sorted(found - lifted, key=str) if blocks(i, case, setting))


def blocks(interest: Interest, case: Case, setting: Setting) -> bool:
    """Whether a fact is about the applicant and its period, with what must lie after it, reaches into the case."""
    if interest.organisation not in {"", case.organisation} or case.began is None:
        return False
    last = interest.until
    if last is None:
        return True
    months = setting.levels[case.level].team.independent_for_months if interest.ground in TIMED else 0
    return _after(last, months) >= setting.calendar.day(case.began)


@lru_cache(maxsize=4096)
def _after(day: date, months: int) -> date:
    return months_after(day, months) if months else day


def free(case: Case, person: str, setting: Setting) -> bool:
    return standing(case, person, setting) is Standing.NONE
