"""What may follow what: one table for all levels. A pair of state and deed that stands in no row is refused."""

from collections.abc import Callable
from dataclasses import dataclass

from clustermark.process import guards as g
from clustermark.process import outcomes as o
from clustermark.process import voting as v
from clustermark.process.attempt import Guard
from clustermark.process.case import Case
from clustermark.process.deeds import Deed
from clustermark.process.roles import (
    APPLICANT,
    ASSESSING,
    BEFORE_DECIDED,
    INSIDE,
    RATING,
    RUNNING,
    Role,
    State,
)
from clustermark.process.seats import team_roles
from clustermark.process.setting import Setting
from clustermark.process.terms import Choice, Motion, Result

S, R = State, Role
When = Callable[[Case, Deed, Setting], bool]
"""On the case after the effect of a deed."""


@dataclass(frozen=True, slots=True)
class Arm:
    """The state that follows, where its condition holds; the first that does."""

    to: State
    when: When | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """In these states, these roles may do this, unless a guard speaks against it. `relies`: the hash that the deed must name."""

    kind: str
    states: tuple[State, ...]
    roles: frozenset[Role]
    guards: tuple[Guard, ...] = ()
    arms: tuple[Arm, ...] = ()
    relies: str = ""
    unknown: bool = False
    """Whether somebody may do it who has not yet declared their interests."""


# ---- which state follows


def _whole(case: Case, setting: Setting) -> bool:
    """Whether every seat that rates is held by somebody who has signed."""
    wanted = RATING & {*team_roles(case, setting.levels[case.level]), *((R.THIRD,) if case.third else ())}
    return wanted <= {seat.role for seat in case.raters if case.has_signed(seat.person)}


def agreeing(case: Case, deed: Deed, setting: Setting) -> bool:  # noqa: ARG001 - every condition is asked alike
    return _whole(case, setting) and setting.levels[case.level].agreeing is not None


def all_signed(case: Case, deed: Deed, setting: Setting) -> bool:  # noqa: ARG001
    return _whole(case, setting)


def settled(case: Case, deed: Deed, setting: Setting) -> bool:  # noqa: ARG001
    """Everybody else answered the proposal; who dissents does so on the record."""
    now = case.proposal
    others = {seat.person for seat in case.in_role(*ASSESSING) if now and seat.person != now.by}
    awaited = case.third and case.holder(Role.THIRD) is None
    return now is not None and others <= set(now.replies) and not awaited


def to_applicant(case: Case, deed: Deed, setting: Setting) -> bool:  # noqa: ARG001
    return setting.levels[case.level].fact_check


def awarded(case: Case, deed: Deed, setting: Setting) -> bool:  # noqa: ARG001
    return case.decision is not None and case.decision.result is Result.AWARDED


def ineligible(case: Case, deed: Deed, setting: Setting) -> bool:  # noqa: ARG001
    return case.decision is None


def team_broken(case: Case, deed: Deed, setting: Setting) -> bool:  # noqa: ARG001
    held = {seat.role for seat in case.live}
    return case.state is S.STAFFED and not set(team_roles(case, setting.levels[case.level])) <= held


LATE = frozenset({S.CONSENSUS, S.REPORT, S.FACT_CHECK, S.BOARD, S.BALLOT, S.DECIDED})


def unsigned(case: Case, deed: Deed, setting: Setting) -> bool:
    """Somebody who rates has not signed, or signed findings were lost."""
    lost = deed.number in case.taints and not _whole(case, setting)
    return case.state in LATE and (lost or any(not case.has_signed(seat.person) for seat in case.raters))


def tainted(case: Case, deed: Deed, setting: Setting) -> bool:  # noqa: ARG001
    return case.state in LATE and deed.number in case.taints


def undecided(case: Case, deed: Deed, setting: Setting) -> bool:  # noqa: ARG001
    return case.state is S.DECIDED and case.decision is None


def returned_to(state: State) -> When:
    def there(case: Case, deed: Deed, setting: Setting) -> bool:  # noqa: ARG001
        return getattr(deed.what, "to", None) is state

    return there


FALLBACK = (
    Arm(S.STAFFING, team_broken),
    Arm(S.ASSESSING, unsigned),
    Arm(S.CONSENSUS, tainted),
    Arm(S.BOARD, undecided),
)
"""A case falls back to the last sound step."""
TEAM = (S.STAFFING, S.STAFFED, S.SELF_INPUT, S.ASSESSING, S.CONSENSUS, S.REPORT, S.FACT_CHECK)
FROM_SUBMITTED = tuple(state for state in RUNNING if state is not S.DRAFT)
SEATED = tuple(state for state in FROM_SUBMITTED if state is not S.SUBMITTED)
VOTING = (S.BALLOT, S.APPEALED, S.IN_FORCE, S.SUSPENDED)
LABEL = (S.IN_FORCE, S.SUSPENDED)
OFFICER, MANAGER, DECIDERS = frozenset({R.OFFICER}), frozenset({R.MANAGER}), frozenset({R.OFFICER, R.DECIDER})
LEAD, PANEL, CLERK, MEMBERS = (
    frozenset({R.LEAD}),
    frozenset({R.APPEAL}),
    frozenset({R.CLERK}),
    frozenset({R.BOARD}),
)
OTHERS = ASSESSING - LEAD
ANYONE, OFFICE, MINISTRY = frozenset({R.ANYONE}), frozenset({R.OFFICE}), frozenset({R.MINISTRY})
NOT_LATE = (g.no_third_awaited, g.team_ready)

TABLE = (
    # application
    Row("begin", (S.NONE,), ANYONE, (g.right_version, g.manages_it), (Arm(S.DRAFT),)),
    Row("invite", (S.DRAFT, *FROM_SUBMITTED), MANAGER, (g.contact_free,)),
    Row("submit", (S.DRAFT,), APPLICANT, (), (Arm(S.SUBMITTED),)),
    Row("take", FROM_SUBMITTED, OFFICE, (g.in_the_office, g.no_officer, g.may_take_it), unknown=True),
    Row("clarify", (S.SUBMITTED,), OFFICER, (g.no_question_open,)),
    Row("answer", (S.SUBMITTED,), APPLICANT, (g.question_open,)),
    Row(
        "declare-eligible",
        (S.SUBMITTED,),
        OFFICER,
        (g.no_question_open, g.every_condition, g.all_met),
        (Arm(S.ELIGIBLE),),
        "dossier",
    ),
    Row(
        "declare-ineligible",
        (S.SUBMITTED,),
        OFFICER,
        (g.no_question_open, g.every_condition, g.one_not_met),
        (Arm(S.ANNOUNCED),),
        "dossier",
    ),
    Row("contract", (S.ELIGIBLE,), OFFICER, (), (Arm(S.STAFFING),)),
    # the team
    Row(
        "propose",
        TEAM,
        OFFICER,
        (g.seat_of_team_open, g.seat_open, g.seatable, g.country_true, g.bounds_kept),
        FALLBACK,
    ),
    Row("appoint", SEATED, OFFICER, (g.other_seat_open, g.seat_open, g.seatable)),
    Row(
        "appoint",
        (S.BOARD,),
        MINISTRY,
        (g.in_the_ministry, v.quorum_out_of_reach, g.seats_the_board, g.seatable),
        unknown=True,
    ),
    Row("declare", FROM_SUBMITTED, INSIDE, (g.own_declaration,), FALLBACK, unknown=True),
    Row("decline", FROM_SUBMITTED, INSIDE, (g.seat_not_used, g.no_open_ballot), FALLBACK, unknown=True),
    Row("object", TEAM, APPLICANT, (g.some_answer_awaited, g.on_the_team, g.objection_possible)),
    Row("accept", TEAM, APPLICANT, (g.some_answer_awaited, g.on_the_team, g.objection_possible)),
    Row("answer-objection", TEAM, OFFICER, (g.some_objection, g.on_the_team, g.objection_open), FALLBACK),
    Row("confirm-team", (S.STAFFING,), OFFICER, (g.team_ready,), (Arm(S.STAFFED),)),
    # assessment
    Row("open-self-input", (S.STAFFED,), OFFICER, (g.team_ready, g.closes_later), (Arm(S.SELF_INPUT),)),
    Row("close-self-input", (S.SELF_INPUT,), APPLICANT, (), (Arm(S.ASSESSING),)),
    Row(
        "hold-visit",
        (S.ASSESSING,),
        LEAD,
        (g.team_ready, g.visit_owed, g.all_present, g.day_not_ahead),
        (),
        "dossier",
    ),
    Row("save-findings", (S.ASSESSING,), RATING, (g.not_signed, g.on_scale)),
    Row(
        "sign-findings",
        (S.ASSESSING,),
        RATING,
        (g.not_signed, g.was_present, g.own_set_complete),
        (Arm(S.CONSENSUS, agreeing), Arm(S.REPORT, all_signed)),
        "dossier",
    ),
    Row(
        "propose-consensus",
        (S.CONSENSUS,),
        LEAD,
        (*NOT_LATE, g.on_scale, g.covers_all, g.differences_explained),
        (),
        "dossier",
    ),
    Row(
        "agree",
        (S.CONSENSUS,),
        OTHERS,
        (*NOT_LATE, g.reply_awaited, g.of_current_proposal),
        (Arm(S.REPORT, settled),),
    ),
    Row(
        "dissent",
        (S.CONSENSUS,),
        OTHERS,
        (*NOT_LATE, g.reply_awaited, g.of_current_proposal),
        (Arm(S.REPORT, settled),),
    ),
    # report
    Row(
        "send-to-fact-check",
        (S.REPORT,),
        OFFICER,
        (g.team_ready, g.fact_check_open),
        (Arm(S.FACT_CHECK, to_applicant),),
    ),
    Row("remark", (S.FACT_CHECK,), APPLICANT, (g.in_fact_check_window,), (), "report"),
    Row("end-fact-check", (S.FACT_CHECK,), APPLICANT, (), (Arm(S.REPORT),), "report"),
    Row("end-fact-check", (S.FACT_CHECK,), OFFICER, (g.fact_check_over,), (Arm(S.REPORT),), "report"),
    Row("answer-remark", (S.REPORT,), LEAD, (g.some_remark, g.remark_open), (), "report"),
    Row("check-quality", (S.REPORT,), OFFICER, (g.remarks_answered, g.quality_open), (), "report"),
    Row(
        "sign-report",
        (S.REPORT,),
        LEAD,
        (g.team_ready, g.remarks_answered, g.quality_checked),
        (Arm(S.BOARD),),
        "report",
    ),
    Row("amend", (S.REPORT, S.BOARD, S.BALLOT), OFFICER, (), (Arm(S.REPORT),)),
    # decision
    Row(
        "open-ballot",
        (S.BOARD,),
        CLERK,
        (v.motion_fits, v.by_a_body, v.roster_answered, v.quorum_reachable),
        (Arm(S.BALLOT),),
        "basis",
    ),
    Row(
        "open-ballot",
        LABEL,
        CLERK,
        (v.no_ballot, v.motion_fits, v.by_a_body, v.roster_answered, v.quorum_reachable),
        (),
        "basis",
    ),
    Row(
        "open-ballot",
        (S.APPEALED,),
        PANEL,
        (v.no_ballot, v.motion_fits, v.roster_answered, v.quorum_reachable),
        (),
        "basis",
    ),
    Row(
        "vote",
        (S.BALLOT, *LABEL),
        MEMBERS,
        (v.ballot_open, v.ballot_current, v.on_roster, v.not_voted, v.choice_fits),
        (),
        "basis",
    ),
    Row(
        "vote",
        (S.APPEALED,),
        PANEL,
        (v.ballot_open, v.ballot_current, v.on_roster, v.not_voted, v.choice_fits),
        (),
        "basis",
    ),
    Row("recuse", (S.BALLOT, *LABEL), MEMBERS, (v.ballot_open, v.on_roster, v.not_voted)),
    Row("recuse", (S.APPEALED,), PANEL, (v.ballot_open, v.on_roster, v.not_voted)),
    Row("close-ballot", (S.BALLOT,), CLERK, (v.ballot_current, v.quorum_met), (Arm(S.DECIDED),), "basis"),
    Row("close-ballot", LABEL, CLERK, (v.ballot_open, v.ballot_current, v.quorum_met), (), "basis"),
    Row("close-ballot", (S.APPEALED,), PANEL, (v.ballot_open, v.ballot_current, v.quorum_met), (), "basis"),
    Row("annul-ballot", (S.BALLOT,), CLERK, (v.ballot_lost,), (Arm(S.BOARD),)),
    Row("annul-ballot", LABEL, CLERK, (v.ballot_open, v.ballot_lost)),
    Row("annul-ballot", (S.APPEALED,), PANEL, (v.ballot_open, v.ballot_lost)),
    Row("decide", (S.BOARD,), frozenset({R.DECIDER}), (), (Arm(S.DECIDED),), "basis"),
    Row(
        "announce",
        (S.DECIDED,),
        OFFICER,
        (o.not_clerk_nor_decider, o.decision_current, o.announcement_complete),
        (Arm(S.ANNOUNCED),),
        "basis",
    ),
    # appeal
    Row("appeal", (S.ANNOUNCED,), APPLICANT, (o.refused, o.in_appeal_window), (Arm(S.APPEALED),)),
    Row(
        "uphold",
        (S.APPEALED,),
        PANEL,
        (v.panel_chose(Choice.UPHOLD),),
        (Arm(S.ELIGIBLE, ineligible), Arm(S.DECIDED)),
    ),
    Row(
        "return",
        (S.APPEALED,),
        PANEL,
        (v.panel_chose(Choice.RETURN), g.returnable),
        tuple(Arm(s, returned_to(s)) for s in (S.SUBMITTED, S.ASSESSING, S.CONSENSUS, S.REPORT, S.BOARD)),
    ),
    Row("dismiss", (S.APPEALED,), PANEL, (v.panel_chose(Choice.DISMISS),), (Arm(S.CLOSED),)),
    Row("settle", (S.ANNOUNCED,), OFFICER, (o.appeal_over,), (Arm(S.IN_FORCE, awarded), Arm(S.CLOSED))),
    # the label
    Row("statement", LABEL, APPLICANT),
    Row("report-change", LABEL, APPLICANT),
    Row("complain", LABEL, ANYONE),
    Row("answer-concern", (S.ANNOUNCED, S.APPEALED, *LABEL), OFFICER, (g.some_concern, o.concern_open)),
    Row(
        "suspend",
        (S.IN_FORCE,),
        DECIDERS,
        (g.by_its_decider, v.carried(Motion.SUSPEND), o.suspension_ends),
        (Arm(S.SUSPENDED),),
    ),
    Row(
        "reinstate",
        (S.SUSPENDED,),
        DECIDERS,
        (g.by_its_decider, v.carried(Motion.REINSTATE)),
        (Arm(S.IN_FORCE),),
    ),
    Row("revoke", LABEL, DECIDERS, (g.by_its_decider, v.carried(Motion.REVOKE)), (Arm(S.CLOSED),)),
    Row("hand-back", LABEL, APPLICANT, (), (Arm(S.CLOSED),)),
    Row("expire", LABEL, OFFICER, (o.label_over,), (Arm(S.CLOSED),)),
    Row("transfer", (S.IN_FORCE,), MANAGER, (o.label_lasts,)),
    Row("confirm-transfer", (S.IN_FORCE,), OFFICER, (o.transfer_asked,)),
    # at any time
    Row("withdraw", BEFORE_DECIDED, APPLICANT, (), (Arm(S.CLOSED),)),
    Row("release", FROM_SUBMITTED, OFFICER, (g.inside, g.not_the_doer, g.no_ballot_of), FALLBACK),
    Row("find", FROM_SUBMITTED, OFFICER | OFFICE, (g.of_the_office, g.involved), FALLBACK, unknown=True),
    Row("refute", FROM_SUBMITTED, OFFICER, (g.some_fact, g.fact_of_another, g.not_appearance)),
    Row("waive", FROM_SUBMITTED, OFFICER, (g.some_fact, g.fact_of_another, g.only_appearance)),
    Row("void", (S.ASSESSING, *sorted(LATE)), OFFICER, (g.signed_set, g.not_the_doer), FALLBACK),
    Row("extend", RUNNING, OFFICER, (g.known_obligation,)),
    Row("pause", FROM_SUBMITTED, OFFICER, (g.not_paused,)),
    Row("resume", FROM_SUBMITTED, OFFICER, (g.paused,)),
    Row("correct", RUNNING, OFFICER, (g.of_somebody_else,)),
    Row("merge", FROM_SUBMITTED, OFFICER, (g.two_persons, g.no_ballot_of), FALLBACK),
    Row("empty", FROM_SUBMITTED, OFFICER, (g.not_the_doer, g.no_ballot_of), FALLBACK),
    Row("rename", FROM_SUBMITTED, OFFICER),
)


def _index() -> dict[tuple[State, str], tuple[Row, ...]]:
    found: dict[tuple[State, str], tuple[Row, ...]] = {}
    for row in TABLE:
        for state in row.states:
            found[state, row.kind] = (*found.get((state, row.kind), ()), row)
    return found


ROWS = _index()
BY_STATE = {state: tuple(row for row in TABLE if state in row.states) for state in State}


_BY_ROLE = {
    (state, kind, role): row
    for (state, kind), rows in ROWS.items()
    for row in rows[::-1]
    for role in row.roles
}


def row_of(state: State, kind: str, role: Role) -> Row | None:
    """The row by which somebody in this role does this in this state."""
    return _BY_ROLE.get((state, kind, role))
