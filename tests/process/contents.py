"""What might be done at a moment, sensible or not: contents for every kind of deed."""

from datetime import timedelta

from stories import NAMES, ORG, TEXT, hash_of, met, ratings

from clustermark.process import deeds as d
from clustermark.process.roles import Role, State
from clustermark.process.terms import KINDS, Choice, Ground, Interest, Motion, Result

TEAM_ROLES = (Role.LEAD, Role.SECOND, Role.READER, Role.THIRD)
OTHER_ROLES = (Role.CLERK, Role.BOARD, Role.DECIDER, Role.APPEAL)
FACT = Interest(ground=Ground.PAID, organisation=ORG)
APPEARANCE = Interest(ground=Ground.APPEARANCE, organisation=ORG)


def content(kind, case, person, setting, at, pick):
    """One content; `pick` chooses among alternatives."""
    other, day = pick(NAMES), setting.calendar.day(at)
    country = setting.people.by_number[other].country
    numbers = [c.deed for c in case.concerns] + [f.deed for f in case.facts] + [1, max(case.deeds, 1)]
    pending = [n for n, done in case.remarks.items() if not done] or [1]
    last = setting.calendar.after(day, setting.procedure.periods.appeal)
    awarded = case.decision is not None and case.decision.result is Result.AWARDED
    makers = {
        "begin": lambda: d.Begin(
            scheme="ecei@2020",
            level=pick(("bronze", "silver", "gold")),
            organisation=ORG,
            country="LV",
            procedure=setting.digest,
        ),
        "invite": lambda: d.Invite(person=other),
        "submit": lambda: d.Submit(dossier=hash_of("v1")),
        "clarify": lambda: d.Clarify(question=TEXT),
        "answer": lambda: d.Answer(text=TEXT),
        "declare-eligible": lambda: d.DeclareEligible(conditions=pick((met(), met(fte=False)))),
        "declare-ineligible": lambda: d.DeclareIneligible(
            conditions=met(fte=False), reasons=TEXT, appeal_body="panel"
        ),
        "contract": lambda: d.Contract(terms=hash_of("terms")),
        "propose": lambda: d.Propose(person=other, role=pick(TEAM_ROLES), country=country),
        "appoint": lambda: d.Appoint(person=other, role=pick(OTHER_ROLES)),
        "declare": lambda: d.Declare(
            person=pick((person,) * 9 + (other,)), interests=pick(((),) * 29 + ((FACT,),))
        ),
        "decline": lambda: d.Decline(reason=TEXT),
        "object": lambda: d.Object(person=other, reason=TEXT),
        "accept": lambda: d.Accept(person=other),
        "answer-objection": lambda: d.AnswerObjection(person=other, upheld=pick((True, False)), reason=TEXT),
        "open-self-input": lambda: d.OpenSelfInput(closes=day + timedelta(days=pick((21, 0)))),
        "close-self-input": lambda: d.CloseSelfInput(dossier=hash_of("v2")),
        "hold-visit": lambda: d.HoldVisit(day=day, present=tuple(s.person for s in case.raters) or (person,)),
        "save-findings": lambda: d.SaveFindings(findings=ratings(aims=pick((0, 2, 4, 5)))),
        "propose-consensus": lambda: d.ProposeConsensus(agreed=ratings()),
        "agree": lambda: d.Agree(proposal=case.proposal.deed if case.proposal else 1),
        "dissent": lambda: d.Dissent(proposal=case.proposal.deed if case.proposal else 1, reason=TEXT),
        "send-to-fact-check": lambda: d.SendToFactCheck(report=hash_of(pick(("report", "other")))),
        "remark": lambda: d.Remark(text=TEXT),
        "answer-remark": lambda: d.AnswerRemark(remark=pick(pending), accepted=True, text=TEXT),
        "amend": lambda: d.Amend(dossier=hash_of(pick(("v3", "v4"))), reason=TEXT),
        "open-ballot": lambda: d.OpenBallot(motion=pick(tuple(Motion))),
        "vote": lambda: d.Vote(choice=pick(tuple(Choice))),
        "recuse": lambda: d.Recuse(reason=TEXT),
        "annul-ballot": lambda: d.AnnulBallot(reason=TEXT),
        "decide": lambda: d.Decide(result=pick((Result.AWARDED, Result.REFUSED)), reasons=TEXT),
        "announce": lambda: (
            d.Announce(reasons=TEXT, valid_from=day, valid_until=day + timedelta(days=700))
            if awarded
            else d.Announce(reasons=TEXT, appeal_until=last, appeal_body="panel")
        ),
        "appeal": lambda: d.Appeal(ground=TEXT),
        "uphold": lambda: d.Uphold(reasons=TEXT),
        "return": lambda: d.Return(
            reasons=TEXT,
            to=pick((State.SUBMITTED, State.ASSESSING, State.CONSENSUS, State.REPORT, State.BOARD)),
        ),
        "dismiss": lambda: d.Dismiss(reasons=TEXT),
        "statement": lambda: d.Statement(year=day.year),
        "report-change": lambda: d.ReportChange(text=TEXT),
        "complain": lambda: d.Complain(text=TEXT),
        "answer-concern": lambda: d.AnswerConcern(concern=pick(numbers), outcome="nothing", reason=TEXT),
        "suspend": lambda: d.Suspend(reasons=TEXT, until=day + timedelta(days=60)),
        "reinstate": lambda: d.Reinstate(reasons=TEXT),
        "hand-back": lambda: d.HandBack(reason=TEXT),
        "revoke": lambda: d.Revoke(reasons=TEXT),
        "transfer": lambda: d.Transfer(to="org-2", consent=hash_of("yes")),
        "confirm-transfer": lambda: d.ConfirmTransfer(consent=hash_of("yes")),
        "withdraw": lambda: d.Withdraw(reason=TEXT),
        "release": lambda: d.Release(person=other, reason="illness"),
        "find": lambda: d.Find(person=other, interest=pick((FACT, APPEARANCE)), stated_by="office"),
        "refute": lambda: d.Refute(fact=pick(numbers), evidence=hash_of("e")),
        "waive": lambda: d.Waive(fact=pick(numbers), reason=TEXT),
        "void": lambda: d.Void(person=other, reason=TEXT),
        "extend": lambda: d.Extend(obligation=pick(("findings", "objection", "appeal")), days=5, reason=TEXT),
        "pause": lambda: d.Pause(reason=TEXT),
        "correct": lambda: d.Correct(deed=pick(numbers), text=TEXT),
        "merge": lambda: d.Merge(person=other, into=pick(NAMES)),
        "empty": lambda: d.Empty(person=other),
        "rename": lambda: d.Rename(name=TEXT, from_=day),
    }
    return makers[kind]() if kind in makers else KINDS[kind]()
