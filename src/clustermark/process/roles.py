"""The seats that people hold in a case, and the states that a case is in."""

from enum import StrEnum

from clustermark.words.message import say


class Role(StrEnum):
    """A seat in one case. The last three are posts outside of any case, held by facts about the person."""

    MANAGER = "manager"
    CONTACT = "contact"
    OFFICER = "officer"
    LEAD = "lead"
    SECOND = "second"
    THIRD = "third"
    READER = "reader"
    CLERK = "clerk"
    BOARD = "board"
    DECIDER = "decider"
    APPEAL = "appeal"
    OFFICE = "office"
    MINISTRY = "ministry"
    ANYONE = "anyone"


APPLICANT = frozenset({Role.MANAGER, Role.CONTACT})
RATING = frozenset({Role.LEAD, Role.SECOND, Role.THIRD})
ASSESSING = RATING | {Role.READER}
DECIDING = frozenset({Role.BOARD, Role.DECIDER, Role.CLERK})
POSTS = frozenset({Role.OFFICE, Role.MINISTRY, Role.ANYONE})
INSIDE = frozenset(Role) - APPLICANT - POSTS

ROLES = {
    Role.MANAGER: say("cluster manager"),
    Role.CONTACT: say("second contact"),
    Role.OFFICER: say("officer"),
    Role.LEAD: say("lead assessor"),
    Role.SECOND: say("second assessor"),
    Role.THIRD: say("third assessor"),
    Role.READER: say("second reader"),
    Role.CLERK: say("clerk of the board"),
    Role.BOARD: say("board member"),
    Role.DECIDER: say("deciding officer"),
    Role.APPEAL: say("member of the appeal panel"),
    Role.OFFICE: say("the office"),
    Role.MINISTRY: say("the ministry"),
    Role.ANYONE: say("anyone"),
}


class State(StrEnum):
    """Where a case is. `none` is before the first deed, `closed` is the only end."""

    NONE = "none"
    DRAFT = "draft"
    SUBMITTED = "submitted"
    ELIGIBLE = "eligible"
    STAFFING = "staffing"
    STAFFED = "staffed"
    SELF_INPUT = "self-input"
    ASSESSING = "assessing"
    CONSENSUS = "consensus"
    REPORT = "report"
    FACT_CHECK = "fact-check"
    BOARD = "board"
    BALLOT = "ballot"
    DECIDED = "decided"
    ANNOUNCED = "announced"
    APPEALED = "appealed"
    IN_FORCE = "in-force"
    SUSPENDED = "suspended"
    CLOSED = "closed"


STATES = {
    State.NONE: say("before the first deed"),
    State.DRAFT: say("draft"),
    State.SUBMITTED: say("submitted"),
    State.ELIGIBLE: say("eligible"),
    State.STAFFING: say("team being put together"),
    State.STAFFED: say("team complete"),
    State.SELF_INPUT: say("self-assessment open"),
    State.ASSESSING: say("being assessed"),
    State.CONSENSUS: say("assessors agree"),
    State.REPORT: say("report being written"),
    State.FACT_CHECK: say("report with the applicant"),
    State.BOARD: say("waiting for the decision"),
    State.BALLOT: say("ballot open"),
    State.DECIDED: say("decided, not announced"),
    State.ANNOUNCED: say("announced"),
    State.APPEALED: say("appeal open"),
    State.IN_FORCE: say("label in force"),
    State.SUSPENDED: say("label suspended"),
    State.CLOSED: say("closed"),
}
OUTWARD = {
    State.CONSENSUS: State.ASSESSING,
    State.BALLOT: State.BOARD,
    State.DECIDED: State.BOARD,
}
"""What applicant and public are told instead: a ballot, and that a decision exists, show only once it is announced."""

BEFORE_DECIDED = tuple(
    state
    for state in State
    if state not in {State.NONE, State.CLOSED} and list(State).index(state) <= 12  # noqa: PLR2004
)
RUNNING = tuple(state for state in State if state not in {State.NONE, State.CLOSED})
