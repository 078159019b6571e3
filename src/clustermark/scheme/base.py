"""What all parts of a scheme share: frozen, strict, kebab-case in the files."""

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Annotated, Any, ClassVar, Self

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    GetJsonSchemaHandler,
    WithJsonSchema,
    model_validator,
)
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema

from clustermark.words.message import say

ID = r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$"
REFERENCE = r"^[a-z][a-z0-9]*(-[a-z0-9]+)*(\.[a-z][a-z0-9]*(-[a-z0-9]+)*)?$"

Id = Annotated[str, Field(pattern=ID, max_length=60)]
Reference = Annotated[str, Field(pattern=REFERENCE, max_length=120)]
"""The id of a question, of one cell of a table question (`committed.sme`), or of an indicator."""


def exact(value: object) -> Fraction:
    """A number without loss. Text is taken in the scheme's own notation, with a decimal point."""
    if isinstance(value, bool) or not isinstance(value, int | Decimal | Fraction | str):
        raise ValueError(say("a number is expected, written like 12 or 12.5"))
    try:
        return Fraction(value)
    except (ValueError, ZeroDivisionError, OverflowError) as error:
        raise ValueError(say("a number is expected, written like 12 or 12.5")) from error


Exact = Annotated[
    Fraction,
    BeforeValidator(exact),
    WithJsonSchema({"type": ["number", "string"]}),
]


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
