"""`clustermark decide`."""

import clustermark
from clustermark.cli.options import CaseFile, Json, Lang, Language, Level, OtherScheme
from clustermark.cli.page import Page, print_data
from clustermark.scheme.model import Scheme
from clustermark.scoring.decision import Decision
from clustermark.scoring.explain.decision import OUTCOMES
from clustermark.verbs.cases import Decided
from clustermark.words.message import Message, say


def decide(
    file: CaseFile,
    *,
    level: Level = None,
    scheme: OtherScheme = None,
    lang: Lang = Language.EN,
    as_json: Json = False,
) -> None:
    """Say what the rules give for a level: awarded, refused, or not decided yet. People decide; this computes."""
    found = clustermark.decide(file, level=level, scheme=scheme)
    if as_json:
        return print_data(
            {name: getattr(found, name) for name in ("organisation", "assessed_on", "decisions")}
        )
    return _print(found, Page(lang))


def _print(found: Decided, page: Page) -> None:
    page.organisation(found.organisation)
    page.write(say("Assessed on {day} under {scheme}", day=found.assessed_on, scheme=found.scheme.name))
    headers = [
        say("Level"),
        say("Outcome"),
        say("Open or not met"),
        say("Valid until"),
        say("Renewable until"),
    ]
    page.table(headers, [_row(decision, found.scheme) for decision in found.decisions])
    for decision in found.decisions:
        for remark in decision.remarks:
            page.write(remark.text)
    page.notice(found.scheme.notice)


def _row(decision: Decision, scheme: Scheme) -> tuple[object, ...]:
    life = decision.lifetime
    return (
        scheme.level[decision.level].title,
        OUTCOMES[decision.outcome],
        _unmet(decision, scheme),
        life.valid_until if life else "",
        life.renewable_until if life else "",
    )


def _unmet(decision: Decision, scheme: Scheme) -> list[Message]:
    titles = {f"{decision.level}/{c.id}": c.title for c in scheme.level[decision.level].requires}
    return [say("{title}", title=titles[verdict.name]) for verdict in decision.unmet]
