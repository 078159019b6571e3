"""What one can do with a case: check its answers, score it, decide it, explain the decision."""

from dataclasses import dataclass
from datetime import date

from clustermark.errors import InputError, Problem
from clustermark.files import File, taken
from clustermark.scheme.loading import chosen
from clustermark.scheme.model import Scheme
from clustermark.scheme.wording import suggestion
from clustermark.scheme.yamlfile import LARGEST
from clustermark.scoring.cards import Scorecard
from clustermark.scoring.case import Organisation, no_day
from clustermark.scoring.casefile import CaseFile, read_case, scheme_named_in
from clustermark.scoring.decision import Assessment, Decision, assess
from clustermark.scoring.explain import Explanation, Line, explain_step
from clustermark.scoring.explain import explain as explained
from clustermark.words.message import say


@dataclass(frozen=True, slots=True)
class Checked:
    """What is wrong with a file of answers and findings, what is doubtful, and which required answers are missing."""

    scheme: Scheme
    organisation: Organisation
    problems: tuple[Problem, ...]
    warnings: tuple[Problem, ...]
    missing: dict[str, tuple[str, ...]]

    @property
    def fine(self) -> bool:
        """Whether nothing is wrong; warnings and missing answers do not count."""
        return not self.problems


@dataclass(frozen=True, slots=True)
class Scored:
    """Indicators and points of one case, each with its derivation."""

    scheme: Scheme
    organisation: Organisation
    assessed_on: date
    scorecard: Scorecard


@dataclass(frozen=True, slots=True)
class Decided:
    """What each level's rules give. The program computes and proposes; people decide."""

    scheme: Scheme
    organisation: Organisation
    assessed_on: date
    decisions: tuple[Decision, ...]


@dataclass(frozen=True, slots=True)
class Explained:
    """Decisions in words, and the derivations that were asked for."""

    scheme: Scheme
    organisation: Organisation
    assessed_on: date
    explanations: tuple[Explanation, ...]
    derivations: tuple[Line, ...]


def answers_check(file: File, *, scheme: str | None = None) -> Checked:
    """Check a case (YAML, JSON or the filled form) against its scheme. Raises InputError when it cannot be read at all."""
    opened, got = _assessed(file, scheme)
    return Checked(
        got.scheme,
        got.case.organisation,
        opened.placed(got.problems),
        opened.placed(got.warnings),
        {instrument: refs for instrument, refs in got.standing.incomplete.items() if refs},
    )


def score(file: File, *, scheme: str | None = None) -> Scored:
    """Indicators and points of a case. Raises InputError with every problem of the file."""
    got = sound(file, scheme)
    return Scored(got.scheme, got.case.organisation, got.case.day, got.scorecard)


def decide(file: File, *, level: str | None = None, scheme: str | None = None) -> Decided:
    """What the rules of one level, or of every level, give. Raises InputError with every problem of the file."""
    got = sound(file, scheme)
    decisions = tuple(got.decision(name) for name in _levels(level, got.scheme))
    return Decided(got.scheme, got.case.organisation, got.case.day, decisions)


def explain(
    file: File, *, level: str | None = None, of: str | None = None, scheme: str | None = None
) -> Explained:
    """A decision in words, with the ways to a level not awarded; or, with `of`, how an indicator or a criterion came about."""
    got = sound(file, scheme)
    explanations = () if of else tuple(explained(got, name) for name in _levels(level, got.scheme))
    derivations = _derivations(of, got) if of else ()
    return Explained(got.scheme, got.case.organisation, got.case.day, explanations, derivations)


def _assessed(file: File, scheme: str | None) -> tuple[CaseFile, Assessment]:
    given = taken(file, LARGEST)
    version = chosen(scheme, scheme_named_in(given), given.place)
    opened = read_case(given, version)
    return opened, assess(opened.case, version)


def sound(file: File, scheme: str | None) -> Assessment:
    """An assessment of a file without problems, and not of a draft."""
    opened, got = _assessed(file, scheme)
    problems = [*got.problems, *no_day(got.case)]
    if problems:
        raise InputError(opened.placed(problems))
    return got


def _levels(level: str | None, scheme: Scheme) -> list[str]:
    if level is None:
        return list(scheme.level)
    if level in scheme.level:
        return [level]
    raise InputError.because(
        say("{scheme} has no level {level}", scheme=scheme.name, level=level),
        say("use one of: {words}", words=list(scheme.level)),
        code="unknown-level",
    )


def _derivations(of: str, got: Assessment) -> tuple[Line, ...]:
    """Of an indicator, or of a criterion under each instrument that judges it."""
    if of in got.scheme.indicator:
        return (explain_step(got.scorecard.indicators[of], got.scheme),)
    if of in got.scheme.criterion:
        cards = [got.scorecard.cards[i] for i in got.scheme.criterion[of].instruments]
        return tuple(explain_step(card.points[of].step, got.scheme) for card in cards)
    known = frozenset({*got.scheme.indicator, *got.scheme.criterion})
    raise InputError.because(
        say("{id} is no indicator or criterion of {scheme}", id=of, scheme=got.scheme.name),
        suggestion(of, known),
        code="unknown-part",
    )
