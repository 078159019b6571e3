"""`clustermark label withdraw`."""

import clustermark
from clustermark.cli.options import At, IssuerFolder, Json, KeyFile, LabelNumber, Lang, Language, Why, utc
from clustermark.cli.page import Page, print_data
from clustermark.cli.recorded import print_recorded


def label_withdraw(
    number: LabelNumber,
    *,
    folder: IssuerFolder,
    reason: Why,
    at: At,
    key: KeyFile = None,
    lang: Lang = Language.EN,
    as_json: Json = False,
) -> None:
    """End a label at its holder's wish, for good."""
    made = clustermark.label_withdraw(number, folder, utc(at), reason=reason, key=key)
    return print_data(made) if as_json else print_recorded(made, Page(lang), utc(at))
