"""`clustermark label revoke`."""

import clustermark
from clustermark.cli.options import At, IssuerFolder, Json, KeyFile, LabelNumber, Lang, Language, Why, utc
from clustermark.cli.page import Page, print_data
from clustermark.cli.recorded import print_recorded


def label_revoke(
    number: LabelNumber,
    *,
    folder: IssuerFolder,
    reason: Why,
    at: At,
    key: KeyFile = None,
    lang: Lang = Language.EN,
    as_json: Json = False,
) -> None:
    """Take a label away, for good; every verifier refuses it from then on."""
    made = clustermark.label_revoke(number, folder, utc(at), reason=reason, key=key)
    return print_data(made) if as_json else print_recorded(made, Page(lang), utc(at))
