"""Questions: the raw facts asked of an organisation, with type, unit and limits."""

from enum import StrEnum
from fractions import Fraction
from functools import cached_property
from typing import Literal, Self

from pydantic import Field, model_validator

from clustermark.scheme.base import Exact, Id, Named, Whole
from clustermark.words.message import say
from clustermark.words.text import Text


class Type(StrEnum):
    COUNT = "count"
    DECIMAL = "decimal"
    MONEY = "money"
    SHARE = "share"
    DATE = "date"
    CHOICE = "choice"
    CHOICES = "choices"
    YES_NO = "yes-no"
    TEXT = "text"
    TABLE = "table"


NUMERIC = frozenset({Type.COUNT, Type.DECIMAL, Type.MONEY, Type.SHARE})
CellType = Literal[Type.COUNT, Type.DECIMAL, Type.MONEY, Type.SHARE, Type.CHOICE]
DEFAULT_DECIMALS = {Type.COUNT: 0, Type.DECIMAL: 2, Type.MONEY: 2, Type.SHARE: 2}


class Option(Named):
    """One possible answer of a choice; `value` is what it counts as where a number is wanted."""

    text: Text
    value: Whole | None = Field(default=None, ge=0, le=1_000_000)


class Cell(Named):
    """One row of a fixed table."""

    text: Text


class Question(Named):
    """Asked once per instrument. A table asks the same for each of its cells, `of` being their type.

    `unit` is a sign that needs no translation (`EUR`, `%`), or a text. `decimals` is how many places an answer may have; answers are scaled by it to whole numbers, money to cents.
    `max` bounds what is believable; lint needs it to prove that no computation overflows.
    """

    type: Type
    instrument: Id
    group: Id
    text: Text
    guidance: Text | None = None
    unit: str | Text = ""
    min: Exact | None = None
    max: Exact | None = None
    decimals: Whole | None = Field(default=None, ge=0, le=6)
    required: bool = True
    not_in_future: bool = False
    of: CellType | None = None
    cells: tuple[Cell, ...] = ()
    options: tuple[Option, ...] = ()
    max_length: Whole = Field(default=4000, ge=1, le=100_000)

    @model_validator(mode="after")
    def _fits_its_type(self) -> Self:
        if (self.type is Type.TABLE) != bool(self.cells) or bool(self.cells) != (self.of is not None):
            raise ValueError(
                say("a table, and only a table, has cells and says with `of` what each of them holds")
            )
        if self.asks_choice != bool(self.options):
            raise ValueError(say("a choice, and only a choice, lists its options"))
        if self.is_numeric and (self.max is None or self.low > self.max):
            raise ValueError(say("a number needs a max, and it must not be below min"))
        return self

    @cached_property
    def cell_type(self) -> Type:
        """The type of what is answered: of the cells in a table, else of the question."""
        return Type(self.of) if self.of else self.type

    @property
    def is_numeric(self) -> bool:
        return self.cell_type in NUMERIC

    @property
    def asks_choice(self) -> bool:
        return self.cell_type in {Type.CHOICE, Type.CHOICES}

    @property
    def low(self) -> Fraction:
        """The least answer; money and decimals may not be negative unless the scheme says so."""
        return self.min if self.min is not None else Fraction(0)

    @property
    def places(self) -> int:
        return DEFAULT_DECIMALS.get(self.cell_type, 0) if self.decimals is None else self.decimals

    @cached_property
    def references(self) -> tuple[str, ...]:
        """How answers are referred to: `founded-on`, or `committed.sme` and its sisters."""
        return tuple(f"{self.id}.{cell.id}" for cell in self.cells) or (self.id,)

    def option(self, id_: str) -> Option | None:
        return next((option for option in self.options if option.id == id_), None)
