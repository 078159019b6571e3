"""What people do in a case. One kind of deed is one small class; a deed is one of them with who, as what, when, and relying on what.

No deed holds a text: it holds the hash of it, so that texts can be left out or emptied and the chain of hashes still holds.
"""

from datetime import date
from functools import cached_property
from typing import Any, Literal

from pydantic import Field

from clustermark.process.roles import Role, State
from clustermark.process.terms import (
    Answered,
    Choice,
    Hash,
    Interest,
    Moment,
    Motion,
    Number,
    Person,
    Rating,
    Result,
    What,
    Words,
    deed,
    named,
    written,
)
from clustermark.scheme.base import Frozen, Id
from clustermark.scheme.canonical import encoded
from clustermark.words.message import say

# ---- application and staffing


class Begin(What):
    scheme: str = Field(max_length=120)
    level: Id
    organisation: str = Field(min_length=1, max_length=60)
    country: str = Field(pattern="^[A-Z]{2}$")
    renews: str = Field(default="", max_length=60)
    synthetic: bool = False
    procedure: Hash


class Invite(What):
    person: Person


class Submit(What):
    dossier: Hash


class Take(What):
    pass


class Clarify(What):
    question: Words


class Answer(What):
    text: Words


class DeclareEligible(What):
    conditions: tuple[Answered, ...]


class DeclareIneligible(What):
    conditions: tuple[Answered, ...]
    reasons: Words
    appeal_body: str = Field(min_length=1, max_length=200)


class Contract(What):
    terms: Hash


class Propose(What):
    """A person for a seat of the team, with the country that counts for the bounds."""

    person: Person
    role: Literal[Role.LEAD, Role.SECOND, Role.THIRD, Role.READER]
    country: str = Field(pattern="^[A-Z]{2}$")


class Appoint(What):
    person: Person
    role: Literal[Role.CLERK, Role.BOARD, Role.DECIDER, Role.APPEAL]


class Declare(What):
    """A person's own answer. Without interests it says: none."""

    person: Person
    interests: tuple[Interest, ...]


class Decline(What):
    reason: Words


class Object(What):
    person: Person
    reason: Words


class Accept(What):
    person: Person


class AnswerObjection(What):
    person: Person
    upheld: bool
    reason: Words


class ConfirmTeam(What):
    pass


# ---- assessment


class OpenSelfInput(What):
    closes: date


class CloseSelfInput(What):
    dossier: Hash


class HoldVisit(What):
    day: date
    present: tuple[Person, ...] = Field(min_length=1)


class SaveFindings(What):
    findings: tuple[Rating, ...] = Field(min_length=1, max_length=500)


class SignFindings(What):
    pass


class ProposeConsensus(What):
    agreed: tuple[Rating, ...] = Field(max_length=500)


class Agree(What):
    proposal: Number


class Dissent(What):
    proposal: Number
    reason: Words


class SendToFactCheck(What):
    report: Hash


class Remark(What):
    text: Words


class EndFactCheck(What):
    pass


class AnswerRemark(What):
    remark: Number
    accepted: bool
    text: Words


class CheckQuality(What):
    pass


class SignReport(What):
    pass


class Amend(What):
    """The dossier has changed: what relied on the old one no longer counts."""

    dossier: Hash
    reason: Words


# ---- decision


class OpenBallot(What):
    motion: Motion


class Vote(What):
    choice: Choice
    reason: Words | None = None


class Recuse(What):
    reason: Words


class CloseBallot(What):
    pass


class AnnulBallot(What):
    reason: Words


class Decide(What):
    result: Literal[Result.AWARDED, Result.REFUSED]
    reasons: Words


class Announce(What):
    """The decision becomes public. A refusal names the body to which one may appeal and until when."""

    reasons: Words
    valid_from: date | None = None
    valid_until: date | None = None
    appeal_until: date | None = None
    appeal_body: str = Field(default="", max_length=200)


class Appeal(What):
    ground: Words


class Uphold(What):
    reasons: Words


class Return(What):
    reasons: Words
    to: Literal[State.SUBMITTED, State.ASSESSING, State.CONSENSUS, State.REPORT, State.BOARD]


class Dismiss(What):
    reasons: Words


class Settle(What):
    pass


# ---- label in force


class Statement(What):
    year: int = Field(ge=2000, le=2200)


class ReportChange(What):
    text: Words


class Complain(What):
    text: Words


class AnswerConcern(What):
    concern: Number
    outcome: Literal["nothing", "condition", "motion"]
    reason: Words


class Suspend(What):
    reasons: Words
    until: date


class Reinstate(What):
    reasons: Words


class HandBack(What):
    reason: Words


class Revoke(What):
    reasons: Words


class Expire(What):
    pass


class Transfer(What):
    to: str = Field(min_length=1, max_length=60)
    consent: Hash


class ConfirmTransfer(What):
    consent: Hash


# ---- at any time


class Withdraw(What):
    reason: Words | None = None


class Release(What):
    """A seat is freed; the class of the reason and no diagnosis."""

    person: Person
    reason: Literal["illness", "unavailable", "resigned", "other"]


class Find(What):
    """A fact about somebody that they did not declare."""

    person: Person
    interest: Interest
    stated_by: Literal["applicant", "machine", "office"]


class Refute(What):
    fact: Number
    evidence: Hash


class Waive(What):
    fact: Number
    reason: Words


class Void(What):
    person: Person
    reason: Words


class Extend(What):
    obligation: str = Field(pattern="^[a-z-]+$", max_length=60)
    days: int = Field(ge=1, le=366, strict=True)
    reason: Words


class Pause(What):
    reason: Words


class Resume(What):
    pass


class Correct(What):
    deed: Number
    text: Words


class Merge(What):
    """Two numbers turn out to be one person."""

    person: Person
    into: Person


class Empty(What):
    """The person's row was emptied; the number stays."""

    person: Person


class Rename(What):
    name: Words
    from_: date


TITLES = (
    (Begin, "begin", say("begin an application")),
    (Invite, "invite", say("name the second contact")),
    (Submit, "submit", say("submit the application")),
    (Take, "take", say("take the case")),
    (Clarify, "clarify", say("ask for clarification")),
    (Answer, "answer", say("answer the question")),
    (DeclareEligible, "declare-eligible", say("find the applicant eligible")),
    (DeclareIneligible, "declare-ineligible", say("find the applicant not eligible")),
    (Contract, "contract", say("conclude the contract")),
    (Propose, "propose", say("propose an assessor")),
    (Appoint, "appoint", say("appoint to a seat")),
    (Declare, "declare", say("declare one's interests")),
    (Decline, "decline", say("decline the seat")),
    (Object, "object", say("object to an assessor")),
    (Accept, "accept", say("accept an assessor")),
    (AnswerObjection, "answer-objection", say("answer an objection")),
    (ConfirmTeam, "confirm-team", say("confirm the team")),
    (OpenSelfInput, "open-self-input", say("open the self-assessment")),
    (CloseSelfInput, "close-self-input", say("close the self-assessment")),
    (HoldVisit, "hold-visit", say("record the visit or interview")),
    (SaveFindings, "save-findings", say("save findings")),
    (SignFindings, "sign-findings", say("sign one's findings")),
    (ProposeConsensus, "propose-consensus", say("propose what is agreed")),
    (Agree, "agree", say("agree")),
    (Dissent, "dissent", say("dissent")),
    (SendToFactCheck, "send-to-fact-check", say("send the report to the applicant")),
    (Remark, "remark", say("remark on the report")),
    (EndFactCheck, "end-fact-check", say("end the fact check")),
    (AnswerRemark, "answer-remark", say("answer a remark")),
    (CheckQuality, "check-quality", say("check the quality of the report")),
    (SignReport, "sign-report", say("sign the report")),
    (Amend, "amend", say("record a change of the dossier")),
    (OpenBallot, "open-ballot", say("open the ballot")),
    (Vote, "vote", say("vote")),
    (Recuse, "recuse", say("recuse oneself")),
    (CloseBallot, "close-ballot", say("close the ballot")),
    (AnnulBallot, "annul-ballot", say("annul the ballot")),
    (Decide, "decide", say("decide")),
    (Announce, "announce", say("announce the decision")),
    (Appeal, "appeal", say("appeal")),
    (Uphold, "uphold", say("uphold the appeal")),
    (Return, "return", say("return the case to a step")),
    (Dismiss, "dismiss", say("dismiss the appeal")),
    (Settle, "settle", say("close the period of appeal")),
    (Statement, "statement", say("give the statement of the year")),
    (ReportChange, "report-change", say("report a change")),
    (Complain, "complain", say("complain")),
    (AnswerConcern, "answer-concern", say("answer a change, complaint or late conflict")),
    (Suspend, "suspend", say("suspend the label")),
    (Reinstate, "reinstate", say("reinstate the label")),
    (HandBack, "hand-back", say("hand the label back")),
    (Revoke, "revoke", say("revoke the label")),
    (Expire, "expire", say("close after the label has ended")),
    (Transfer, "transfer", say("ask to transfer the label")),
    (ConfirmTransfer, "confirm-transfer", say("confirm the transfer")),
    (Withdraw, "withdraw", say("withdraw the application")),
    (Release, "release", say("release somebody from a seat")),
    (Find, "find", say("record a conflict of interest that was found")),
    (Refute, "refute", say("refute a conflict of interest")),
    (Waive, "waive", say("waive an appearance of conflict")),
    (Void, "void", say("declare findings void")),
    (Extend, "extend", say("extend a period")),
    (Pause, "pause", say("pause the case")),
    (Resume, "resume", say("resume the case")),
    (Correct, "correct", say("correct a wrong deed")),
    (Merge, "merge", say("unite two numbers of one person")),
    (Empty, "empty", say("empty a person's row")),
    (Rename, "rename", say("record a new name")),
)
for _kind, _name, _title in TITLES:
    deed(_name, _title)(_kind)


class Deed(Frozen):
    """One thing that one person did in a case. `before` is the hash of the deed before; the first has none."""

    case: str = Field(pattern=r"^[a-z0-9][a-z0-9-]*$", max_length=60)
    number: Number
    by: Person
    role: Role
    at: Moment
    what: What
    relies_on: Hash | None = None
    before: Hash | None = None

    @property
    def kind(self) -> str:
        return self.what.kind

    @property
    def data(self) -> dict[str, Any]:
        """As it stands in a record, without its own hash."""
        head = {"case": self.case, "number": self.number, "kind": self.kind, "by": self.by}
        rest = {"role": self.role.value, "at": written(self.at), "payload": payload(self.what)}
        links = {"relies-on": self.relies_on, "before": self.before}
        return head | rest | {name: link for name, link in links.items() if link}

    @cached_property
    def hash(self) -> str:
        """`sha256:` and the hash of the canonical form, which includes the hash of the deed before."""
        return named(encoded(self.data))


def payload(what: What) -> dict[str, Any]:
    """The content of a deed as plain data; what has its default value is left out."""
    return what.model_dump(mode="json", by_alias=True, exclude_defaults=True)
