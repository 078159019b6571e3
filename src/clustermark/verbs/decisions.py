"""A decision as a file that a stranger can compute again."""

import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from pydantic import ValidationError

from clustermark.errors import InputError, Problem
from clustermark.files import File, refuse_existing, write_new
from clustermark.issuing import bundle
from clustermark.issuing.bundle import Replayed
from clustermark.issuing.resolution import Resolution
from clustermark.process.persons import NOBODY, People, read_people
from clustermark.process.record import read_record
from clustermark.process.setting import Setting, setting_of
from clustermark.scheme.loading import chosen
from clustermark.scheme.wording import problems_of, said
from clustermark.verbs.cases import sound
from clustermark.verbs.signing import KEY_VARIABLE, signing_key
from clustermark.words.message import say


@dataclass(frozen=True, slots=True)
class Bundled:
    """The file that was written, and the hash that names it."""

    file: Path
    digest: str


def decision_bundle(
    file: File,
    out: str | Path,
    *,
    key: str | Path | None = None,
    level: str | None = None,
    decided_by: str | None = None,
    decided_on: date | None = None,
    scheme: str | None = None,
    record: File | None = None,
    people: File | None = None,
) -> Bundled:
    """Write the decision bundle of a case, signed where there is a key: its file, else the one in the environment.

    A label is awarded only where it says which level was decided on, by whom (a body or a role), and when. With the record of
    the case it proves the process as well; persons stand in it by number, and texts by their hashes. An existing file is left alone. Raises InputError and OutputError.
    """
    target = Path(out)
    refuse_existing(target)
    told = None if record is None else read_record(record)
    register = NOBODY if people is None else read_people(people)
    resolution = _resolution(level, decided_by, decided_on)
    data = bundle.bundle(sound(file, scheme), resolution, told, register, _settings(scheme))
    if key is not None or KEY_VARIABLE in os.environ:
        data = bundle.sealed(data, signing_key(key))
    write_new(target, data)
    return Bundled(target, bundle.name_of(data))


def _settings(scheme: str | None) -> Callable[[str, People], Setting]:
    return lambda name, people: setting_of(scheme or name, people)


def _resolution(level: str | None, by: str | None, on: date | None) -> Resolution | None:
    if level is None and by is None and on is None:
        return None
    if level is None or not (by or "").strip() or on is None:
        raise InputError.because(
            say("a decision says on which level, by whom and on which day"),
            say("give all of --level, --decided-by and --decided-on, or none of them"),
            code="half-a-decision",
        )
    try:
        return Resolution(level=level, by=str(by).strip(), on=on)
    except ValidationError as error:
        raise InputError(
            [Problem(*said(f, frozenset()), code="half-a-decision") for f in problems_of(error)]
        ) from error


def decision_replay(file: File, *, scheme: str | None = None) -> Replayed:
    """Compute a bundle again, offline, and say what differs, and what its record proves of the process.

    `scheme` is the folder of a scheme that is not built in.
    """
    return bundle.replay(file, lambda name: chosen(scheme, name), _settings(scheme))
