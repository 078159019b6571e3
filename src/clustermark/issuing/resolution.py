"""What people decided on what the rules give."""

from datetime import date

from pydantic import Field

from clustermark.scheme.base import Frozen, Id


class Resolution(Frozen):
    """The level, by whom (a role or a body), and on which day."""

    level: Id
    by: str = Field(min_length=1, max_length=200)
    on: date
