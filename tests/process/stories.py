"""The fixed persons, and a case that they move on step by step."""

from datetime import UTC, date, datetime, timedelta
from functools import cache

from clustermark.process import deeds as d
from clustermark.process.check import append, check, refusal
from clustermark.process.conflicts import standing
from clustermark.process.due import obligations, waiting_for
from clustermark.process.fold import fold
from clustermark.process.may import may, relied
from clustermark.process.persons import People, Somebody
from clustermark.process.procedure import load_procedure
from clustermark.process.record import Record
from clustermark.process.roles import POSTS, RATING, Role, State
from clustermark.process.setting import Setting
from clustermark.process.show import page
from clustermark.process.table import ROWS
from clustermark.process.terms import Choice, Motion, Result, named, words
from clustermark.process.visible import Kind, Thing, Viewer, seen_deeds

RATED = {"aims": 4, "plan": 4, "members": 1_000_000}
ORG = "org-1"


def somebody(number, country, *posts, **facts):
    rows = [{"post": p, "organisation": ORG} if p == "manager" else {"post": p} for p in posts]
    training = [{"level": level, "until": "2030-12-31"} for level in ("bronze", "silver", "gold")]
    return Somebody.model_validate(
        {"number": number, "name": number.title(), "country": country, "posts": rows, "training": training}
        | facts
    )


PERSONS = (
    somebody("anna", "LV", "manager"),
    somebody("bruno", "LV", "manager"),
    somebody("karl", "LV", "assessor", languages=["lv", "en"], sectors=["wood"]),
    somebody("ingrid", "NO", "assessor", languages=["en"]),
    somebody("nils", "DK", "assessor", languages=["en"]),
    somebody("eva", "LV", "office"),
    somebody("zoe", "LV", "office"),
    somebody("oto", "LV", "office", "assessor"),
    somebody("mette", "DK", "board"),
    somebody("janis", "LV", "board"),
    somebody("rita", "LT", "board"),
    somebody("vera", "EE", "board", "ministry"),
)
PEOPLE = People.of(PERSONS)
NAMES = tuple(p.number for p in PERSONS)
SMALL = Setting(
    load_procedure("ecei@2020"),
    dict.fromkeys(("bronze", "silver", "gold"), RATED),
    frozenset({"listed", "fte"}),
    PEOPLE,
)
START = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
TEXT = words("because")
TEAMS = {
    "bronze": {"lead": "karl"},
    "silver": {"lead": "karl", "reader": "ingrid"},
    "gold": {"lead": "karl", "second": "ingrid"},
}


def hash_of(name):
    return named(name.encode())


def ratings(**levels):
    default = {"aims": 3, "plan": 3, "members": 20} | levels
    return tuple(d.Rating(criterion=c, rating=r, reason=TEXT) for c, r in default.items())


def met(**answers):
    return tuple(d.Answered(condition=c, met=answers.get(c, True)) for c in ("listed", "fte"))


class Story:
    """A case told deed by deed. Every deed goes through `append`, so a story tells only what is allowed."""

    def __init__(self, level="gold", setting=SMALL, case="c-1"):
        self.level, self.setting, self.number = level, setting, case
        self.record, self.at, self._folded = Record(), START, (None, None)

    @property
    def case(self):
        """The fold of the record, done once for each record."""
        if self._folded[0] is not self.record:
            self._folded = (self.record, fold(self.record.deeds, self.setting))
        return self._folded[1]

    @property
    def state(self):
        return self.case.state

    def wait(self, days=0, **more):
        self.at += timedelta(days=days, **more)
        return self

    def role_of(self, person, kind):
        rows = ROWS.get((self.state, kind), ())
        wanted = {role for row in rows for role in row.roles}
        held = sorted(self.case.roles(person) & wanted) + sorted(POSTS & wanted)
        return held[0] if held else next(iter(self.case.roles(person)), Role.ANYONE)

    def relied(self, kind, role):
        row = next((r for r in ROWS.get((self.state, kind), ()) if role in r.roles), None)
        return relied(self.case, row.relies) if row and row.relies else None

    def deed(self, person, what, role=None, relies_on=None):
        role = role or self.role_of(person, what.kind)
        relies_on = relies_on or self.relied(what.kind, role)
        return self.record.next(what, by=person, role=role, at=self.at, relies_on=relies_on, case=self.number)

    def do(self, person, what, role=None, relies_on=None):
        self.at += timedelta(minutes=1)
        deed = self.deed(person, what, role, relies_on)
        self.record = append(
            self.record,
            what,
            by=person,
            role=deed.role,
            at=self.at,
            expects=self.seen(person),
            setting=self.setting,
            relies_on=deed.relies_on,
            case=self.number,
        )
        return self.record.deeds[-1]

    def force(self, person, what, role=None, relies_on=None):
        """A deed put into the record without being asked whether it may."""
        self.at += timedelta(minutes=1)
        self.record = self.record.with_deed(self.deed(person, what, role, relies_on))
        return self.record.deeds[-1]

    def why_not(self, person, what, role=None, relies_on=None):
        """Why a deed is refused, or the empty text."""
        self.at += timedelta(minutes=1)
        return str(refusal(self.case, self.deed(person, what, role, relies_on), self.setting) or "")

    def seen(self, person):
        return len(seen_deeds(self.record.deeds, self.case, person, self.setting, self.at))

    def sees(self, person, kind, about=""):
        return Viewer(self.case, person, self.at, self.setting).sees(Thing(Kind(kind), about))

    def page(self, person):
        return page(self.record, person, self.at, self.setting)

    def open_to(self, person):
        return {o.kind for o in may(person, self.case, self.at, self.setting) if o.open}

    def options(self, person):
        return {(o.kind, o.role): o.why for o in may(person, self.case, self.at, self.setting)}

    def owed(self):
        return {o.step: o for o in obligations(self.case, self.setting, self.at)}

    def waits_for(self):
        return waiting_for(self.case, self.setting, self.at)

    def standing(self, person):
        return standing(self.case, person, self.setting)

    def checked(self, **more):
        return check(self.record, self.setting, **more)

    # ---- the usual way

    def begin(self, synthetic=True, **more):
        facts = {"scheme": "ecei@2020", "level": self.level, "organisation": ORG, "country": "LV"}
        what = d.Begin(**facts, synthetic=synthetic, procedure=self.setting.digest, **more)
        self.do("anna", what, Role.ANYONE)
        return self

    def submitted(self):
        self.begin()
        self.do("anna", d.Invite(person="bruno"))
        self.do("anna", d.Submit(dossier=hash_of("v1")))
        self.do("eva", d.Take())
        self.free("eva")
        return self

    def free(self, *persons):
        for person in persons:
            self.do(person, d.Declare(person=person, interests=()))
        return self

    def staffing(self):
        self.submitted()
        self.do("eva", d.DeclareEligible(conditions=met()))
        self.do("eva", d.Contract(terms=hash_of("terms")))
        return self

    def propose(self, person, role, accept=True):
        country = self.setting.people.by_number[person].country
        self.do("eva", d.Propose(person=person, role=Role(role), country=country))
        self.free(person)
        if accept:
            self.do("anna", d.Accept(person=person))
        return self

    def staffed(self):
        self.staffing()
        for role, person in TEAMS[self.level].items():
            self.propose(person, role)
        self.do("eva", d.ConfirmTeam())
        return self

    def self_input(self):
        self.staffed()
        self.do("eva", d.OpenSelfInput(closes=self.day + timedelta(days=21)))
        return self

    @property
    def day(self):
        return self.setting.calendar.day(self.at)

    def raters(self):
        return [s.person for s in self.case.in_role(*RATING)]

    def assessing(self):
        self.self_input()
        self.do("bruno", d.CloseSelfInput(dossier=hash_of("v2")))
        return self

    def visited(self):
        self.assessing()
        self.do("karl", d.HoldVisit(day=self.day, present=tuple(self.raters())))
        return self

    def sign(self, person, **levels):
        self.do(person, d.SaveFindings(findings=ratings(**levels)))
        self.do(person, d.SignFindings())
        return self

    def consensus(self):
        self.visited()
        for person in self.raters():
            self.sign(person)
        return self

    def agree(self):
        proposal = self.do("karl", d.ProposeConsensus(agreed=ratings()))
        others = [s.person for s in self.case.in_role(Role.SECOND, Role.THIRD, Role.READER)]
        for person in others:
            self.do(person, d.Agree(proposal=proposal.number))
        return self

    def report(self):
        self.consensus()
        if self.state is State.CONSENSUS:
            self.agree()
        return self

    def fact_check(self):
        self.report()
        self.do("eva", d.SendToFactCheck(report=hash_of("report")))
        return self

    def finish_report(self):
        self.do("anna", d.EndFactCheck())
        self.do("eva", d.CheckQuality())
        self.do("karl", d.SignReport())
        return self

    def board(self):
        self.fact_check()
        self.finish_report()
        return self

    def roster(self, *persons):
        self.do("eva", d.Appoint(person="zoe", role=Role.CLERK))
        self.free("zoe")
        for person in persons or ("mette", "janis", "rita"):
            self.do("eva", d.Appoint(person=person, role=Role.BOARD))
            self.free(person)
        return self

    def ballot(self, *persons):
        self.board()
        self.roster(*persons)
        self.do("zoe", d.OpenBallot(motion=Motion.AWARD))
        return self

    def vote(self, **choices):
        for person, choice in choices.items():
            self.do(person, d.Vote(choice=Choice(choice)))
        return self

    def decided(self, award=True):
        if self.level == "bronze":
            self.board()
            self.do("eva", d.Appoint(person="zoe", role=Role.DECIDER))
            self.free("zoe")
            result = Result.AWARDED if award else Result.REFUSED
            self.do("zoe", d.Decide(result=result, reasons=TEXT))
            return self
        self.ballot()
        choice = "for" if award else "against"
        self.vote(mette=choice, janis=choice, rita="abstain")
        self.do("zoe", d.CloseBallot())
        return self

    def announce(self):
        awarded = self.case.decision.result is Result.AWARDED
        if awarded:
            what = d.Announce(reasons=TEXT, valid_from=self.day, valid_until=date(2028, 3, 31))
        else:
            last = self.setting.calendar.after(self.day, self.setting.procedure.periods.appeal)
            what = d.Announce(reasons=TEXT, appeal_until=last, appeal_body="the panel of appeal")
        self.do("eva", what)
        return self

    def announced(self, award=True):
        self.decided(award)
        return self.announce()

    def in_force(self):
        self.announced()
        self.do("eva", d.Settle())
        return self

    def appealed(self):
        self.announced(award=False)
        self.do("anna", d.Appeal(ground=TEXT))
        return self

    def panel(self, choice):
        persons = ("oto", "nils", "vera")
        for person in persons:
            self.do("eva", d.Appoint(person=person, role=Role.APPEAL))
            self.free(person)
        self.do("oto", d.OpenBallot(motion=Motion.APPEAL))
        self.vote(**dict.fromkeys(persons, choice))
        self.do("oto", d.CloseBallot())
        return self

    def motion(self, motion):
        if self.case.ballot is None or self.case.ballot.closed:
            self.do("zoe", d.OpenBallot(motion=motion))
        self.vote(mette="for", janis="for", rita="for")
        self.do("zoe", d.CloseBallot())
        return self

    def suspended(self):
        self.in_force()
        self.motion(Motion.SUSPEND)
        self.do("eva", d.Suspend(reasons=TEXT, until=self.day + timedelta(days=60)))
        return self


AT = {
    State.DRAFT: Story.begin,
    State.SUBMITTED: Story.submitted,
    State.STAFFING: Story.staffing,
    State.STAFFED: Story.staffed,
    State.SELF_INPUT: Story.self_input,
    State.ASSESSING: Story.visited,
    State.CONSENSUS: Story.consensus,
    State.REPORT: Story.report,
    State.FACT_CHECK: Story.fact_check,
    State.BOARD: Story.board,
    State.BALLOT: Story.ballot,
    State.DECIDED: Story.decided,
    State.ANNOUNCED: Story.announced,
    State.APPEALED: Story.appealed,
    State.IN_FORCE: Story.in_force,
    State.SUSPENDED: Story.suspended,
}
"""How a story of the gold level comes to a state."""


@cache
def told(level, state):
    """What a story has come to; records never change, so each is told once."""
    story = Story(level)
    AT[state](story)
    return story.record, story.at


def at(state, level="gold"):
    """A story of its own that goes on from there."""
    story = Story(level)
    story.record, story.at = told(level, state)
    return story
