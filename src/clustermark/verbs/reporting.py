"""What an organisation is told about its assessment."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from clustermark.errors import InputError, Place
from clustermark.files import File, name_of, refuse_existing, write_new
from clustermark.report.making import report as made
from clustermark.report.spoken import Spoken, spoken
from clustermark.report.writers import WRITERS
from clustermark.scoring.decision import Assessment
from clustermark.verbs.benchmarking import against
from clustermark.verbs.cases import sound
from clustermark.words.message import say
from clustermark.words.text import LANGUAGES


@dataclass(frozen=True, slots=True)
class Reported:
    """The file that was written, in which language, and the hash of the population compared with."""

    file: Path
    lang: str
    population: str


def report(
    file: File,
    out: str | Path,
    *,
    previous: File | None = None,
    population: str | None = None,
    earlier: str | None = None,
    scheme: str | None = None,
    lang: str = "en",
) -> Reported:
    """Write the report on a case as PDF or HTML, by the ending of the name. `previous` is the case of the assessment before.

    `population` and `earlier` are folders as for `benchmark`. An existing file is left alone.
    Raises InputError and OutputError.
    """
    target = Path(out)
    make = _maker(target, lang)
    refuse_existing(target)
    got = sound(file, scheme)
    before = _before(sound(previous, None), got, previous) if previous else None
    found = against(got, population, earlier)
    data: Spoken = spoken(made(got, found, before), lang)
    write_new(target, make(data))
    return Reported(target, lang, found.population)


def _maker(target: Path, lang: str) -> Callable[[Spoken], bytes]:
    """Raises InputError for an ending or a language that reports do not have."""
    if target.suffix.lower() not in WRITERS:
        what = say("a report is written as PDF or as HTML")
        raise InputError.because(
            what, say("end its name in .pdf or .html"), Place(str(target)), code="unknown-ending"
        )
    if lang not in LANGUAGES:
        raise InputError.because(
            say("there is no language {lang}", lang=lang),
            say("use one of: {words}", words=list(LANGUAGES)),
            code="unknown-language",
        )
    return WRITERS[target.suffix.lower()]


def _before(before: Assessment, now: Assessment, file: File) -> Assessment:
    """Raises InputError where it is another organisation's, or not earlier."""
    if before.case.organisation.number != now.case.organisation.number:
        raise InputError.because(
            say("this is the case of another organisation"),
            say("name the assessment before of the same one"),
            Place(name_of(file)),
            code="another-organisation",
        )
    if before.case.day >= now.case.day:
        raise InputError.because(
            say("this assessment is not earlier than the one reported on"),
            say("name an earlier one"),
            Place(name_of(file)),
            code="not-earlier",
        )
    return before
