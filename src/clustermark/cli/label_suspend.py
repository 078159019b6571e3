"""`clustermark label suspend`."""

import clustermark
from clustermark.cli.options import At, IssuerFolder, Json, KeyFile, LabelNumber, Lang, Language, Why, utc
from clustermark.cli.page import Page, print_data
from clustermark.cli.recorded import print_recorded


def label_suspend(
    number: LabelNumber,
    *,
    folder: IssuerFolder,
    reason: Why,
    at: At,
    key: KeyFile = None,
    lang: Lang = Language.EN,
    as_json: Json = False,
) -> None:
    """Put a label out of force until it is reinstated; every verifier refuses it meanwhile."""
    made = clustermark.label_suspend(number, folder, utc(at), reason=reason, key=key)
    return print_data(made) if as_json else print_recorded(made, Page(lang), utc(at))
