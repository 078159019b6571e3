"""The options that the commands of the process share."""

from datetime import datetime
from typing import Annotated

import typer

RecordFile = Annotated[str, typer.Argument(help="The record of a case: JSON Lines.", metavar="RECORD")]
RecordFiles = Annotated[list[str], typer.Argument(help="Records of cases: JSON Lines.", metavar="RECORDS")]
AsPerson = Annotated[str, typer.Option("--as", help="The number of the person.")]
PeopleFile = Annotated[
    str | None, typer.Option("--people", help="The register of persons: a YAML or JSON list.")
]
Register = Annotated[str, typer.Option("--people", help="The register of persons: a YAML or JSON list.")]
OnDay = Annotated[
    datetime,
    typer.Option("--on", formats=["%Y-%m-%d"], help="The day, written like 2020-09-15; its end counts."),
]
