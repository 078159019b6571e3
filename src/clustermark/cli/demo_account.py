"""The account that the demonstration gives of each stage."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from clustermark.cli.explain import print_explanation
from clustermark.cli.label_verify import print_verification
from clustermark.cli.page import Page
from clustermark.credential.verification import Verification
from clustermark.demonstration.running import Count, Demo, Tally, Walk
from clustermark.demonstration.showing import Labelled
from clustermark.proofs.lint import Linted
from clustermark.sample.world import World
from clustermark.scoring.decision import Assessment
from clustermark.scoring.derivation import answered
from clustermark.scoring.explain.steps import sentence
from clustermark.scoring.explain.totals import total
from clustermark.scoring.values import Missing
from clustermark.words.message import Message, say, says

SHOWN = 10
"""How many answers and findings of the walked cluster are printed; the rest is in the folder."""


class Account:
    """Tells each stage as it is done."""

    def __init__(self, page: Page, *, quiet: bool = False) -> None:
        self.page, self.quiet = page, quiet

    def tell(self, stage: str, result: Any) -> None:
        if not self.quiet:
            getattr(self, f"_{stage}")(result)

    def _linted(self, linted: Linted) -> None:
        self.page.title(say("1. The scheme {name} is loaded and proved", name=linted.scheme.name))
        for proof in linted.proofs:
            mark = "✓" if proof.holds else "✗"
            self.page.write(say("{mark} {title}", mark=mark, title=proof.title), indent=2)
        self.page.notice(linted.scheme.notice)

    def _world(self, world: World) -> None:
        self.page.title(say("2. A synthetic world is made; every organisation in it is invented"))
        assessments = sum(1 for _ in world.attempts)
        self.page.write(
            says(
                "{n} organisation was assessed.",
                "{n} organisations were assessed {assessments} times since 2012.",
                len(world.members),
                assessments=assessments,
            ),
            indent=2,
        )

    def _tallies(self, tallies: tuple[Tally, ...]) -> None:
        self.page.title(say("3. Every assessment is decided, by two engines that must agree"))
        headers = [say("Level"), say("Awarded"), say("Refused"), say("Both engines alike")]
        rows = [(t.level, t.awarded, t.refused, t.agreed) for t in tallies]
        self.page.table(headers, rows, right=(1, 2, 3))

    def _counts(self, counts: tuple[date, tuple[Count, ...], tuple[Count, ...]]) -> None:
        day, everywhere, latvia = counts
        self.page.title(
            say("4. The labels in force on {day}, by the highest level of each organisation", day=day)
        )
        headers = [say("Level"), say("Organisations"), say("Countries"), say("In Latvia")]
        rows = [
            (c.level, c.organisations, c.countries, at_home.organisations)
            for c, at_home in zip(everywhere, latvia, strict=True)
        ]
        self.page.table(headers, rows, right=(1, 2, 3))
        self.page.write(
            say("The six in Latvia are the real entries that the ministry published, without any answer."),
            indent=2,
        )

    def _walk(self, walk: Walk) -> None:
        got = walk.assessment
        self.page.title(say("5. One cluster in detail"))
        self.page.organisation(got.case.organisation)
        self.page.title(say("What it answered"))
        answers = list(_answers(got))
        self._some(answers, len(answers))
        self.page.title(say("What the assessors found"))
        self._findings(got)
        self.page.title(say("Scorecard"))
        card = got.scorecard.cards["assessment"]
        for group in got.scheme.instrument["assessment"].groups:
            self.page.write(
                say("{title}: {total}", title=group.title, total=total(card.groups[group.id])), indent=2
            )
        self.page.write(say("Total: {total}", total=total(card.total)), indent=2)
        print_explanation(walk.explanation, self.page)

    def _some(self, rows: Iterable[object], of: int) -> None:
        for row in list(rows)[:SHOWN]:
            self.page.write(row, indent=2)
        if of > SHOWN:
            self.page.write(say("… and {n} more in the folder", n=of - SHOWN), indent=2, style="dim")

    def _findings(self, got: Assessment) -> None:
        card = got.scorecard.cards["assessment"]
        self._some((sentence(p.step, got.scheme) for p in card.points.values()), len(card.points))

    def _label(self, found: Labelled) -> None:
        self.page.title(say("6. The decision is computed again from its bundle, and a label is issued"))
        same = say("The bundle computes to the same bytes: {same}", same=found.replayed.same)
        self.page.write(same, indent=2)
        number = say(
            "Label {number}: {level} for {name}",
            number=found.issued.state.label,
            level=found.issued.state.level,
            name=found.issued.state.holder.name,
        )
        self.page.write(number, indent=2)
        self._checked(say("As it was issued"), found.good)
        self._checked(say("With one changed character"), found.changed)
        self._checked(say("After it was revoked"), found.revoked)
        self._checked(say("After its last day"), found.expired)

    def _checked(self, when: Message, found: Verification) -> None:
        self.page.title(when)
        print_verification(found, self.page)

    def _folder(self, found: Demo) -> None:
        self.page.title(say("Everything is in the folder {folder}", folder=str(found.folder)))
        for path in sorted(p for p in found.folder.rglob("*.*") if p.is_file()):
            self.page.write(str(path), indent=2)


def _answers(got: Assessment) -> Iterable[Message]:
    """What was answered, in the order of the questions."""
    steps = (answered(reference, got.standing.sheet) for reference in got.standing.sheet.answers.values)
    return (sentence(step, got.scheme) for step in steps if not isinstance(step.value, Missing))
