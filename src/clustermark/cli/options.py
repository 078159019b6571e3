"""The options that several commands share."""

from datetime import UTC, datetime
from enum import StrEnum
from typing import Annotated

import typer


class Language(StrEnum):
    EN = "en"
    LV = "lv"


def _scheme_names() -> list[str]:
    """For the shell's completion."""
    from clustermark.errors import SchemeError  # noqa: PLC0415 - only a pressed tab key needs it
    from clustermark.scheme.places import built_in_names, names  # noqa: PLC0415 - the same

    try:
        return names()
    except SchemeError:
        return built_in_names()


SchemeName = Annotated[
    str,
    typer.Argument(
        help="A scheme by name, such as ecei@2020 or ecei for its newest version, or the path of its folder, such as ./mine.",
        autocompletion=_scheme_names,
    ),
]
CaseFile = Annotated[
    str, typer.Argument(help="The case: a YAML or JSON file, or the filled form (XLSX).", metavar="FILE")
]
OtherScheme = Annotated[
    str | None,
    typer.Option(
        "--scheme",
        help="Read the case under this scheme instead of the one that it names: by name, or by the path of its folder, such as ./mine.",
        autocompletion=_scheme_names,
    ),
]
Level = Annotated[
    str | None, typer.Option("--level", help="Only this level; every level where none is given.")
]
Lang = Annotated[Language, typer.Option("--lang", help="The language.", envvar="CLUSTERMARK_LANG")]
Json = Annotated[
    bool, typer.Option("--json", help="Print exact data for programs instead of text for people.")
]
AsOf = Annotated[
    datetime, typer.Option("--as-of", formats=["%Y-%m-%d"], help="The day, written like 2020-09-15.")
]
Country = Annotated[
    str | None, typer.Option("--country", help="Only this country, by code or name, such as LV.")
]
RegistryFile = Annotated[
    str | None,
    typer.Option("--registry", help="The registry file; without one, the synthetic world is used."),
]
RegistryScheme = Annotated[
    str | None,
    typer.Option(
        "--scheme",
        help="The scheme whose levels the registry has; without one, bronze, silver and gold.",
        autocompletion=_scheme_names,
    ),
]
At = Annotated[
    datetime,
    typer.Option(
        "--at",
        formats=["%Y-%m-%d", "%Y-%m-%dT%H:%M:%S"],
        default_factory=lambda: datetime.now(UTC),
        show_default="now",
        help="The moment in UTC, written like 2026-03-10 or 2026-03-10T12:00:00.",
    ),
]
KeyFile = Annotated[
    str | None,
    typer.Option("--key", help="The file of the signing key; else CLUSTERMARK_KEY in the environment."),
]
IssuerFolder = Annotated[str, typer.Option("--folder", help="The issuer's folder.")]
LabelNumber = Annotated[str, typer.Argument(help="The number of the label.", metavar="NUMBER")]
Bundle = Annotated[str, typer.Argument(help="The decision bundle.", metavar="FILE")]
Why = Annotated[str, typer.Option("--reason", help="Why; it stays in the ledger.")]
Reason = Annotated[
    str, typer.Option("--reason", help="Why an objection is overruled; it stays in the ledger.")
]
Despite = Annotated[
    list[str] | None,
    typer.Option(
        "--despite",
        help="An objection to overrule, for a reason: unsigned, unknown-signer, same-decision, period-over; may be given again.",
    ),
]
SignedBy = Annotated[
    list[str] | None,
    typer.Option(
        "--signed-by", help="A key that may sign decisions beside the owner's own; may be given again."
    ),
]
LabelFile = Annotated[
    str, typer.Argument(help="The label: its JSON, or the SVG or PNG that holds it.", metavar="FILE")
]


def utc(at: datetime) -> datetime:
    """A moment as it was written, which is UTC. Raises InputError where it could not be read again."""
    from clustermark.credential.document import dated  # noqa: PLC0415 - only some commands have a moment

    return dated(at)
