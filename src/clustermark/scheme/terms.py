"""The fixed, small vocabulary of operations by which indicators are derived from answers.

Every term stands for a number (exact, or missing with a reason), but for `value` of a choice, which is its option.
"""

from typing import Annotated, ClassVar

from pydantic import Discriminator, Tag
from pydantic.json_schema import JsonSchemaValue
from typing_extensions import TypeAliasType

from clustermark.scheme.base import REFERENCE, Exact, Keyed, Reference, Whole, word_of

Term = TypeAliasType(
    "Term",
    Annotated[
        Annotated["Value", Tag("value")]
        | Annotated["Number", Tag("number")]
        | Annotated["Sum", Tag("sum")]
        | Annotated["Difference", Tag("difference")]
        | Annotated["Share", Tag("share")]
        | Annotated["Ratio", Tag("ratio")]
        | Annotated["Growth", Tag("growth")]
        | Annotated["Mean", Tag("mean")]
        | Annotated["Count", Tag("count")]
        | Annotated["Choice", Tag("choice")]
        | Annotated["YearsSince", Tag("years-since")]
        | Annotated["MonthsSince", Tag("months-since")]
        | Annotated["MonthsUntil", Tag("months-until")],
        Discriminator(word_of),
    ],
)


class Value(Keyed):
    """An answer or another indicator, as it is."""

    word: ClassVar[str] = "value"
    bare: ClassVar[JsonSchemaValue | None] = {"type": "string", "pattern": REFERENCE}
    of: Reference


class Number(Keyed):
    word: ClassVar[str] = "number"
    bare: ClassVar[JsonSchemaValue | None] = {"type": "number"}
    of: Exact


class Sum(Keyed):
    """The sum of terms, or of all cells of a table."""

    word: ClassVar[str] = "sum"
    of: Reference | tuple[Term, ...]


class Difference(Keyed):
    """`of` less `less`."""

    word: ClassVar[str] = "difference"
    of: Term
    less: Term


class Share(Keyed):
    """Part of a whole, in percent; missing where the whole is zero."""

    word: ClassVar[str] = "share"
    of: Term
    in_: Term


class Ratio(Keyed):
    """`of` for each `to`, times a whole number (days per *ten* participants); missing where `to` is zero."""

    word: ClassVar[str] = "ratio"
    of: Term
    to: Term
    times: Whole = 1


class Growth(Keyed):
    """From an earlier to a later value, in percent of the earlier; missing where the earlier is zero."""

    word: ClassVar[str] = "growth"
    from_: Term
    to: Term


class Mean(Keyed):
    """The mean of the values of choices: of the cells of a table, or of terms.

    With `at_least`, only values from there on take part; `empty` is the mean of none, else it is missing.
    """

    word: ClassVar[str] = "mean"
    of: Reference | tuple[Term, ...]
    at_least: Exact | None = None
    empty: Exact | None = None


class Count(Keyed):
    """How many cells of a table reach `at_least`, or how many options of a `choices` question are ticked."""

    word: ClassVar[str] = "count"
    of: Reference
    at_least: Exact | None = None


class Choice(Keyed):
    """What the chosen option counts as."""

    word: ClassVar[str] = "choice"
    of: Reference


class YearsSince(Keyed):
    """From a date to the assessment: days divided by 365.25."""

    word: ClassVar[str] = "years-since"
    of: Reference


class MonthsSince(Keyed):
    """Whole months from a date to the assessment."""

    word: ClassVar[str] = "months-since"
    of: Reference


class MonthsUntil(Keyed):
    """Whole months from the assessment to a date; 0 where it has passed."""

    word: ClassVar[str] = "months-until"
    of: Reference


for _term in (Sum, Difference, Share, Ratio, Growth, Mean):
    _term.model_rebuild()
