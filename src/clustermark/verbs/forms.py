"""The form that an applicant fills in."""

from pathlib import Path

from clustermark.files import refuse_existing, write_new
from clustermark.scheme.loading import load
from clustermark.scheme.questionnaire import questionnaire as form_of


def questionnaire(scheme: str, file: str | Path, *, lang: str = "en", instrument: str | None = None) -> Path:
    """Write the form of a scheme, or of one of its instruments, as an XLSX file.

    An existing file is left alone. Raises OutputError for that or where writing fails.
    """
    target = Path(file)
    refuse_existing(target)
    write_new(target, form_of(load(scheme), lang, instrument))
    return target
