"""`clustermark registry import`."""

from pathlib import Path
from typing import Annotated

import typer

import clustermark
from clustermark.cli.options import Json, Lang, Language, RegistryScheme
from clustermark.cli.page import Page, print_data
from clustermark.errors import InputError
from clustermark.words.message import say

RegistryIn = Annotated[str, typer.Argument(help="The existing registry: CSV, XLSX or JSON.", metavar="FILE")]
Out = Annotated[
    str, typer.Option("--out", help="The file to write: CSV, XLSX or JSON; an existing one is left alone.")
]
DefaultCountry = Annotated[
    str, typer.Option("--country", help="The country of every row, where no column says it.")
]
DefaultLevel = Annotated[
    str,
    typer.Option("--level", help="The level of every row, where no column says it; without one, the lowest."),
]
Source = Annotated[str, typer.Option("--source", help="Where the rows come from, where no column says it.")]
ColumnMap = Annotated[
    list[str],
    typer.Option(
        "--column", help='Which heading of the file is which column, such as name="Cluster name"; repeatable.'
    ),
]
Ignored = Annotated[
    list[str], typer.Option("--ignore-column", help="A heading of the file to leave out; repeatable.")
]
Encoding = Annotated[
    str, typer.Option("--encoding", help="How the file is written, where it is not UTF-8: such as cp1257.")
]


def registry_import(
    file: RegistryIn,
    *,
    out: Out = "registry.csv",
    country: DefaultCountry = "",
    level: DefaultLevel = "",
    source: Source = "",
    scheme: RegistryScheme = None,
    columns: ColumnMap = [],  # noqa: B006 - how the library asks for a repeatable option
    ignore_columns: Ignored = [],  # noqa: B006 - the same
    encoding: Encoding = "",
    lang: Lang = Language.EN,
    as_json: Json = False,
) -> None:
    """Read an existing registry, check every row, and write it in our form."""
    found = clustermark.registry_import(
        Path(file),
        Path(out),
        country=country,
        level=level,
        source=source,
        scheme=scheme,
        columns=mapped(columns),
        ignore_columns=ignore_columns,
        encoding=encoding,
        lang=lang,
    )
    if as_json:
        return print_data(found)
    page = Page(lang)
    for note in found.notes:
        page.write(note.of(lang))
    return page.write(say("{n} entries are in {file}", n=found.entries, file=str(found.file)))


def mapped(columns: list[str]) -> dict[str, str]:
    """`name=Cluster name` as a pair. Raises InputError."""
    found: dict[str, str] = {}
    for column in columns:
        name, sign, heading = (part.strip() for part in column.partition("="))
        if not sign or not heading or name in found:
            what = say("--column {value} does not say which column is which", value=column)
            raise InputError.because(
                what, say('write it like --column name="Cluster name"'), code="column-map"
            )
        found[name] = heading
    return found
