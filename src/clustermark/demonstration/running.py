"""The stages of the demonstration, one after the other."""

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import product
from pathlib import Path

from clustermark.benchmark.comparison import compared
from clustermark.benchmark.population import profile_of
from clustermark.demonstration.showing import Labelled, labelled
from clustermark.files import refuse_foreign, write_folder
from clustermark.proofs.lint import Linted, lint
from clustermark.report.making import report
from clustermark.report.spoken import spoken
from clustermark.report.writers import WRITERS
from clustermark.sample.deciding import Attempt
from clustermark.sample.populating import population_of
from clustermark.sample.storing import write
from clustermark.sample.world import Progress, World, make_world
from clustermark.scheme.data import as_data
from clustermark.scheme.loading import folder_of, load, load_with_source, named
from clustermark.scoring.cohort import cohort_frame, decide_cohort
from clustermark.scoring.decision import OUTCOMES, Assessment, Outcome, assess
from clustermark.scoring.explain import Explanation
from clustermark.scoring.explain import explain as explained
from clustermark.scoring.values import Missing
from clustermark.words.text import LANGUAGES

SCHEME = "ecei@2020"


@dataclass(frozen=True, slots=True)
class Count:
    """Organisations by the highest level in force on a day, and in how many countries they are."""

    level: str
    organisations: int
    countries: int


@dataclass(frozen=True, slots=True)
class Tally:
    """How the assessments for a level came out, and that both engines agree on every one of them."""

    level: str
    awarded: int
    refused: int
    agreed: int


@dataclass(frozen=True, slots=True)
class Walk:
    """One organisation in detail."""

    attempt: Attempt
    assessment: Assessment
    explanation: Explanation


@dataclass(frozen=True, slots=True)
class Demo:
    """What the demonstration found, stage by stage, and the folder that holds it."""

    folder: Path
    linted: Linted
    world: World
    counts: tuple[Count, ...]
    latvia: tuple[Count, ...]
    tallies: tuple[Tally, ...]
    walk: Walk


def counts_of(world: World, country: str | None = None) -> tuple[Count, ...]:
    """By level from the lowest; of one country or of all."""
    standings = [s for s in world.standings if country in (None, s.country)]
    levels = load(SCHEME).level
    return tuple(
        Count(
            level,
            sum(s.level == level for s in standings),
            len({s.country for s in standings if s.level == level}),
        )
        for level in levels
    )


def run(
    folder: Path,
    *,
    on_stage: Callable[[str, object], None] = lambda _name, _result: None,
    progress: Progress | None = None,
) -> Demo:
    """Run the main job on the built-in scheme: lint it, make the world, decide everything, walk one cluster through.

    `on_stage` is told the name and the result of each stage. Raises OutputError, before any work, where it must not write.
    """
    refuse_foreign(folder)
    linted = lint(*load_with_source(folder_of(SCHEME)))
    on_stage("linted", linted)
    world = make_world(progress=progress)
    on_stage("world", world)
    tallies = tuple(tally(world, progress))
    on_stage("tallies", tallies)
    counts, latvia = counts_of(world), counts_of(world, "LV")
    on_stage("counts", (world.on, counts, latvia))
    walk = walked(world)
    on_stage("walk", walk)
    found = Demo(folder, linted, world, counts, latvia, tallies, walk)
    labels: list[Labelled] = []
    write_folder(folder, lambda new: labels.append(_write(found, new)))
    on_stage("label", labels[0])
    on_stage("folder", found)
    return found


def tally(world: World, progress: Progress | None = None) -> Iterable[Tally]:
    """Every assessment of the world put to the cohort engine, and compared with what the reference engine decided."""
    by_level: dict[str, list[Attempt]] = {level: [] for level in load(SCHEME).level}
    for attempt in world.attempts:
        by_level[attempt.level].append(attempt)
    for done, (level, attempts) in enumerate(by_level.items(), 1):
        agreed = sum(_agreed(level, attempts))
        awarded = sum(attempt.awarded for attempt in attempts)
        yield Tally(level, awarded, len(attempts) - awarded, agreed)
        if progress:
            progress("decisions", done, len(by_level))


def _agreed(level: str, attempts: Iterable[Attempt]) -> Iterable[bool]:
    by_scheme: dict[str, list[Attempt]] = {}
    for attempt in attempts:
        by_scheme.setdefault(attempt.case.scheme, []).append(attempt)
    for name, same in by_scheme.items():
        scheme = named(name)
        decided = decide_cohort(
            cohort_frame([attempt.case for attempt in same], scheme), scheme, levels_only=True
        )
        met = decided[f"l:{level}"].to_list()
        yield from (OUTCOMES[m] is a.outcome for m, a in zip(met, same, strict=True))


def walked(world: World) -> Walk:
    """The gold assessment that came nearest to the pass mark without reaching it, and nothing else amiss."""
    refused = [a for a in world.attempts if a.outcome is Outcome.REFUSED and a.unmet == ("gold/total",)]
    rated = [(assess(attempt.case, named(attempt.case.scheme)), attempt) for attempt in refused]
    assessment, attempt = max(rated, key=lambda pair: (_points(pair[0]), pair[1].case.organisation.number))
    return Walk(attempt, assessment, explained(assessment, "gold"))


def _points(assessment: Assessment) -> int:
    points = assessment.scorecard.cards["assessment"].total.points
    return -1 if isinstance(points, Missing) else points


def _write(found: Demo, folder: Path) -> Labelled:
    """The files that one can open afterwards."""
    (folder / "world").mkdir()
    write(found.world, folder / "world")
    case = found.walk.attempt.case.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    _dump(folder / "case.json", case)
    _dump(folder / "scorecard.json", found.walk.assessment.scorecard)
    _dump(folder / "decision.json", found.walk.explanation)
    _dump(folder / "counts.json", {"on": found.world.on, "all": found.counts, "latvia": found.latvia})
    _reports(found, folder)
    return labelled(folder, found.walk.assessment)


def _reports(found: Demo, folder: Path) -> None:
    """The report on the one cluster, with the change since its assessment before, in every language, for print and screen."""
    got, cases = found.walk.assessment, [a.case for a in _of(found.world, found.walk.attempt)]
    at = cases.index(found.walk.attempt.case)
    before = assess(cases[at - 1], named(cases[at - 1].scheme)) if at else None
    peers = population_of(found.world, got.scheme)
    said = report(got, compared(profile_of(got.case, got.scheme), peers), before)
    for lang, (ending, make) in product(LANGUAGES, WRITERS.items()):
        (folder / f"report-{lang}{ending}").write_bytes(make(spoken(said, lang)))


def _of(world: World, attempt: Attempt) -> tuple[Attempt, ...]:
    """All assessments of the organisation that an assessment is of."""
    number = attempt.case.organisation.number
    return next(member.attempts for member in world.members if member.organisation.number == number)


def _dump(path: Path, value: object) -> None:
    path.write_text(json.dumps(as_data(value), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
