"""Records that together go through every row of the table."""

from datetime import timedelta

from stories import ORG, TEXT, at, hash_of, met, ratings

from clustermark.process import deeds as d
from clustermark.process.roles import Role, State
from clustermark.process.terms import Ground, Interest, Motion

PAID = Interest(ground=Ground.PAID, organisation=ORG)
LOOK = Interest(ground=Ground.APPEARANCE, organisation=ORG)


def records():
    """All that follows in turn, each a story of its own."""
    return [tell().record for tell in STORIES]


def questions():
    story = at(State.SUBMITTED)
    story.do("eva", d.Clarify(question=TEXT))
    story.do("anna", d.Answer(text=TEXT))
    story.do("eva", d.Pause(reason=TEXT))
    story.do("eva", d.Resume())
    story.do("eva", d.Extend(obligation="eligibility", days=3, reason=TEXT))
    story.do("eva", d.Rename(name=TEXT, from_=story.day))
    story.do("eva", d.Correct(deed=1, text=TEXT))
    story.do("anna", d.Withdraw())
    return story


def ineligible():
    story = at(State.SUBMITTED)
    story.do("eva", d.DeclareIneligible(conditions=met(fte=False), reasons=TEXT, appeal_body="panel"))
    story.wait(60).do("eva", d.Settle())
    return story


def staffing():
    story = at(State.STAFFING)
    story.do("eva", d.Propose(person="nils", role=Role.LEAD, country="DK"))
    story.do("nils", d.Decline(reason=TEXT))
    story.propose("karl", "lead", accept=False)
    story.do("anna", d.Object(person="karl", reason=TEXT))
    story.do("eva", d.AnswerObjection(person="karl", upheld=False, reason=TEXT))
    fact = story.do("eva", d.Find(person="karl", interest=LOOK, stated_by="office"))
    other = story.do("zoe", d.Find(person="eva", interest=PAID, stated_by="office"), Role.OFFICE)
    story.do("oto", d.Take())
    story.free("oto")
    story.do("oto", d.Waive(fact=fact.number, reason=TEXT))
    story.do("oto", d.Refute(fact=other.number, evidence=hash_of("e")))
    story.do("oto", d.Merge(person="nils", into="ingrid"))
    story.do("oto", d.Empty(person="ingrid"))
    return story


def third():
    story = at(State.CONSENSUS)
    proposal = story.do("karl", d.ProposeConsensus(agreed=ratings()))
    story.do("ingrid", d.Dissent(proposal=proposal.number, reason=TEXT))
    story.do("eva", d.Void(person="ingrid", reason=TEXT))
    return story


def remarks():
    story = at(State.FACT_CHECK)
    remark = story.do("anna", d.Remark(text=TEXT))
    story.do("anna", d.EndFactCheck())
    story.do("karl", d.AnswerRemark(remark=remark.number, accepted=True, text=TEXT))
    story.do("eva", d.Amend(dossier=hash_of("v3"), reason=TEXT))
    return story


def late():
    story = at(State.FACT_CHECK).wait(60)
    story.do("eva", d.EndFactCheck())
    story.do("eva", d.Release(person="ingrid", reason="resigned"))
    return story


def recused():
    story = at(State.BALLOT)
    story.do("mette", d.Recuse(reason=TEXT))
    story.do("zoe", d.AnnulBallot(reason=TEXT))
    return story


def substitutes():
    story = at(State.BOARD)
    story.do("vera", d.Appoint(person="mette", role=Role.BOARD), Role.MINISTRY)
    return story


def panel(choice, what):
    story = at(State.APPEALED)
    story.panel(choice)
    story.do("oto", what)
    return story


def lost_panel():
    story = at(State.APPEALED)
    for person in ("oto", "nils", "vera"):
        story.do("eva", d.Appoint(person=person, role=Role.APPEAL))
        story.free(person)
    story.do("oto", d.OpenBallot(motion=Motion.APPEAL))
    story.do("nils", d.Recuse(reason=TEXT))
    story.do("oto", d.AnnulBallot(reason=TEXT))
    return story


def in_force():
    story = at(State.IN_FORCE)
    story.do("anna", d.Statement(year=2027))
    story.do("anna", d.ReportChange(text=TEXT))
    complaint = story.do("nils", d.Complain(text=TEXT))
    story.do("eva", d.AnswerConcern(concern=complaint.number, outcome="motion", reason=TEXT))
    story.do("anna", d.Transfer(to="org-2", consent=hash_of("yes")))
    story.do("eva", d.ConfirmTransfer(consent=hash_of("yes")))
    story.do("zoe", d.OpenBallot(motion=Motion.SUSPEND))
    story.do("mette", d.Recuse(reason=TEXT))
    story.do("zoe", d.AnnulBallot(reason=TEXT))
    story.do("anna", d.HandBack(reason=TEXT))
    return story


def suspended():
    story = at(State.SUSPENDED)
    story.motion(Motion.REINSTATE)
    story.do("eva", d.Reinstate(reasons=TEXT))
    story.motion(Motion.REVOKE)
    story.do("eva", d.Revoke(reasons=TEXT))
    return story


def expired():
    story = at(State.IN_FORCE).wait(900)
    story.do("eva", d.Expire())
    return story


def bronze():
    story = at(State.IN_FORCE, "bronze")
    story.do("zoe", d.Suspend(reasons=TEXT, until=story.day + timedelta(days=30)))
    story.do("zoe", d.Reinstate(reasons=TEXT))
    return story


STORIES = (
    questions,
    ineligible,
    staffing,
    third,
    remarks,
    late,
    recused,
    substitutes,
    lambda: panel("uphold", d.Uphold(reasons=TEXT)),
    lambda: panel("return", d.Return(reasons=TEXT, to=State.BOARD)),
    lambda: panel("dismiss", d.Dismiss(reasons=TEXT)),
    lost_panel,
    in_force,
    suspended,
    expired,
    bronze,
    lambda: at(State.IN_FORCE, "silver"),
)
