"""`clustermark label status-list`."""

import clustermark
from clustermark.cli.options import At, IssuerFolder, Json, KeyFile, Lang, Language, utc
from clustermark.cli.page import Page, print_data
from clustermark.cli.recorded import print_moment, print_notes
from clustermark.words.message import say


def label_status_list(
    *, folder: IssuerFolder, at: At, key: KeyFile = None, lang: Lang = Language.EN, as_json: Json = False
) -> None:
    """Sign the status list anew; it holds for a week."""
    made = clustermark.label_status_list(folder, utc(at), key=key)
    if as_json:
        return print_data(made)
    text = say(
        "{file}: {labels} credentials, {ended} of them ended",
        file=str(made.file),
        labels=made.labels,
        ended=made.ended,
    )
    page = Page(lang)
    print_notes(made.notes, page)
    page.write(text)
    return print_moment(utc(at), page)
