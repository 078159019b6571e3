"""What all parts of a scheme share: frozen, strict, kebab-case in the files."""

import re
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Annotated, Any, ClassVar, Self

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    GetJsonSchemaHandler,
    ValidationInfo,
    WithJsonSchema,
    model_validator,
)
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema

from clustermark.words.message import say
from clustermark.words.numbers import number, ratio, whole
from clustermark.words.signs import hidden_in

ID = r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$"
DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
REFERENCE = r"^[a-z][a-z0-9]*(-[a-z0-9]+)*(\.[a-z][a-z0-9]*(-[a-z0-9]+)*)?$"

Id = Annotated[str, Field(pattern=ID, max_length=60)]
Reference = Annotated[str, Field(pattern=REFERENCE, max_length=120)]
"""The id of a question, of one cell of a table question (`committed.sme`), or of an indicator."""


CANONICAL = {"canonical": True}
"""The context of a validation of what was written here in the canonical form, where a half is `1/2`."""


def exact(value: object, info: ValidationInfo) -> Fraction:
    """A number without loss. Text is taken in the scheme's own notation, with a decimal point."""
    return ratio(value) if isinstance(value, str) and info.context == CANONICAL else number(value)


Exact = Annotated[
    Fraction,
    BeforeValidator(exact),
    WithJsonSchema({"type": ["number", "string"]}),
]
Whole = Annotated[int, BeforeValidator(whole)]
"""A whole number, bounded before it is one."""


def _day(value: Any) -> Any:
    """A date is written as one; a number of seconds is none."""
    if isinstance(value, date) or value is None or (isinstance(value, str) and DAY.fullmatch(value)):
        return value
    raise ValueError(
        say("{value} is not a date", value=str(value)[:60]), say("write year-month-day, such as 2026-03-31")
    )


def _seen(kept: str) -> Callable[[str], str]:
    """Refuses signs that nobody sees, and that could steer a terminal or turn the direction of a name."""

    def checked(value: str) -> str:
        if hidden := hidden_in(value, kept):
            raise ValueError(
                say("the text holds signs that nobody sees: {signs}", signs=hidden), say("delete them")
            )
        return value

    return checked


Day = Annotated[date, BeforeValidator(_day)]
OneLine = Annotated[str, AfterValidator(_seen(""))]
Lines = Annotated[str, AfterValidator(_seen("\n\r\t"))]


class Frozen(BaseModel):
    """A value: compared by content, never changed, no key unknown."""

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        arbitrary_types_allowed=True,
        alias_generator=lambda name: name.rstrip("_").replace("_", "-"),
        validate_by_name=True,
        validate_by_alias=True,
        serialize_by_alias=True,
    )


class Keyed(Frozen):
    """A term or rule, written as a mapping with one key: its `word`. `{share: {of: a, in: b}}`.

    Where the content is not a mapping, it stands for the field named by `short`: `{sum: [a, b]}`.
    """

    word: ClassVar[str]
    short: ClassVar[str] = "of"
    bare: ClassVar[JsonSchemaValue | None] = None
    """The schema of what may stand without the word: an id for a value, a number for itself."""
    nests: ClassVar[bool] = False
    """Whether the content is another term or rule, itself a mapping with one key: `{not: {holds: gold}}`."""

    @model_validator(mode="before")
    @classmethod
    def _unwrapped(cls, data: Any) -> Any:
        if isinstance(data, str) and data == cls.word and not cls.model_fields:
            return {}
        if isinstance(data, Mapping) and set(data) == {cls.word}:
            data = data[cls.word]
        if isinstance(data, Keyed) or (
            isinstance(data, Mapping) and not (cls.nests and cls.short not in data)
        ):
            return data
        return {cls.short: data}

    @classmethod
    def __get_pydantic_json_schema__(
        cls, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        inner = handler.resolve_ref_schema(handler(schema))
        full = dict(inner)
        forms = [full]
        if cls.short in inner.get("properties", {}):
            forms.append(inner["properties"][cls.short])
        content = full if len(forms) == 1 else {"anyOf": forms}
        worded = {
            "type": "object",
            "properties": {cls.word: content},
            "required": [cls.word],
            "additionalProperties": False,
        }
        return {"anyOf": [worded, cls.bare]} if cls.bare else worded


def word_of(data: Any) -> str | None:
    """The word by which a keyed union is told apart; a bare id is a value, a bare number a number."""
    match data:
        case Keyed():
            return data.word
        case Mapping() if len(data) == 1:
            return str(next(iter(data)))
        case str():
            return "value"
        case int() | Decimal() if not isinstance(data, bool):
            return "number"
        case _:
            return None


class Named(Frozen):
    """Something with a stable id, never derived from its wording."""

    id: Id

    def __lt__(self, other: Self) -> bool:
        return self.id < other.id
