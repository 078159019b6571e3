"""`clustermark label renew`."""

import clustermark
from clustermark.cli.options import (
    At,
    Bundle,
    Despite,
    IssuerFolder,
    Json,
    KeyFile,
    LabelNumber,
    Lang,
    Language,
    OtherScheme,
    Reason,
    SignedBy,
    utc,
)
from clustermark.cli.page import Page, print_data
from clustermark.cli.recorded import print_recorded


def label_renew(
    number: LabelNumber,
    file: Bundle,
    *,
    folder: IssuerFolder,
    at: At,
    key: KeyFile = None,
    scheme: OtherScheme = None,
    signed_by: SignedBy = None,
    despite: Despite = None,
    reason: Reason = "",
    lang: Lang = Language.EN,
    as_json: Json = False,
) -> None:
    """Let a label go on, on a new decision about the same organisation and level."""
    made = clustermark.label_renew(
        number,
        file,
        folder,
        utc(at),
        key=key,
        scheme=scheme,
        signed_by=signed_by or (),
        despite=despite or (),
        reason=reason,
    )
    return print_data(made) if as_json else print_recorded(made, Page(lang), utc(at))
