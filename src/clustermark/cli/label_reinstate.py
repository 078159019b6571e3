"""`clustermark label reinstate`."""

import clustermark
from clustermark.cli.options import (
    At,
    IssuerFolder,
    Json,
    KeyFile,
    LabelNumber,
    Lang,
    Language,
    OtherScheme,
    Why,
    utc,
)
from clustermark.cli.page import Page, print_data
from clustermark.cli.recorded import print_recorded


def label_reinstate(
    number: LabelNumber,
    *,
    folder: IssuerFolder,
    reason: Why,
    at: At,
    key: KeyFile = None,
    scheme: OtherScheme = None,
    lang: Lang = Language.EN,
    as_json: Json = False,
) -> None:
    """Put a suspended label back into force, by a new credential."""
    made = clustermark.label_reinstate(number, folder, utc(at), reason=reason, key=key, scheme=scheme)
    return print_data(made) if as_json else print_recorded(made, Page(lang), utc(at))
