"""The vocabulary of rules: what a level requires. Every rule is met, not met, or undecided while something is missing."""

from typing import Annotated, ClassVar, Literal, Self

from pydantic import Discriminator, Field, Tag, model_validator
from pydantic.json_schema import JsonSchemaValue
from typing_extensions import TypeAliasType

from clustermark.scheme.base import Exact, Id, Keyed, Reference, Whole, word_of
from clustermark.scheme.terms import Term
from clustermark.words.message import say


def _rule_word(data: object) -> str | None:
    return "eligible" if data == "eligible" else word_of(data)


Rule = TypeAliasType(
    "Rule",
    Annotated[
        Annotated["All", Tag("all")]
        | Annotated["Any_", Tag("any")]
        | Annotated["Not", Tag("not")]
        | Annotated["Eligible", Tag("eligible")]
        | Annotated["Complete", Tag("complete")]
        | Annotated["Holds", Tag("holds")]
        | Annotated["Elapsed", Tag("elapsed")]
        | Annotated["EveryGate", Tag("every-gate")]
        | Annotated["EveryThreshold", Tag("every-threshold")]
        | Annotated["EveryRequirement", Tag("every-requirement")]
        | Annotated["TotalAtLeast", Tag("total-at-least")]
        | Annotated["GroupAtLeast", Tag("group-at-least")]
        | Annotated["CountAtLeast", Tag("count-at-least")]
        | Annotated["CriterionAtLeast", Tag("criterion-at-least")]
        | Annotated["GateMet", Tag("gate-met")]
        | Annotated["ValueAtLeast", Tag("value-at-least")]
        | Annotated["ValueAtMost", Tag("value-at-most")]
        | Annotated["AnswerIs", Tag("answer-is")],
        Discriminator(_rule_word),
    ],
)


class All(Keyed):
    word: ClassVar[str] = "all"
    of: tuple[Rule, ...] = Field(min_length=1)


class Any_(Keyed):  # noqa: N801 - the word of the scheme is `any`
    word: ClassVar[str] = "any"
    of: tuple[Rule, ...] = Field(min_length=1)


class Not(Keyed):
    word: ClassVar[str] = "not"
    nests: ClassVar[bool] = True
    of: Rule


class Eligible(Keyed):
    """Every condition of the scheme's `eligibility` is met."""

    word: ClassVar[str] = "eligible"
    bare: ClassVar[JsonSchemaValue | None] = {"const": "eligible"}


class Complete(Keyed):
    """Every required question of an instrument is answered, and no hard check fails."""

    word: ClassVar[str] = "complete"
    short: ClassVar[str] = "instrument"
    instrument: Id


class Holds(Keyed):
    """A label of this level or a higher one is held on the day of the assessment, or may still be renewed."""

    word: ClassVar[str] = "holds"
    short: ClassVar[str] = "level"
    level: Id


class Elapsed(Keyed):
    """Whole months since the last time that an instrument was used, between two limits (both inclusive)."""

    word: ClassVar[str] = "elapsed"
    since: Id
    at_least: Whole | None = Field(default=None, ge=0)
    at_most: Whole | None = Field(default=None, ge=0)


class EveryGate(Keyed):
    word: ClassVar[str] = "every-gate"
    short: ClassVar[str] = "instrument"
    instrument: Id


class EveryThreshold(Keyed):
    """No criterion of the instrument that has a threshold stays below it."""

    word: ClassVar[str] = "every-threshold"
    short: ClassVar[str] = "instrument"
    instrument: Id


class EveryRequirement(Keyed):
    """Every requirement of a named list, such as a baseline, is met."""

    word: ClassVar[str] = "every-requirement"
    short: ClassVar[str] = "list"
    list: Id


class _PointsOrPercent(Keyed):
    points: Exact | None = None
    percent: Exact | None = Field(default=None, ge=0, le=100)

    @model_validator(mode="after")
    def _one_of_them(self) -> Self:
        if (self.points is None) == (self.percent is None):
            raise ValueError(say("say either points or percent"))
        return self


class TotalAtLeast(_PointsOrPercent):
    word: ClassVar[str] = "total-at-least"
    instrument: Id


class GroupAtLeast(_PointsOrPercent):
    word: ClassVar[str] = "group-at-least"
    instrument: Id
    group: Id


class CountAtLeast(Keyed):
    """At least so many of the named criteria have at least so many points."""

    word: ClassVar[str] = "count-at-least"
    criteria: tuple[Id, ...] = Field(min_length=1)
    points: Exact
    at_least: Whole = Field(ge=1)


class CriterionAtLeast(Keyed):
    word: ClassVar[str] = "criterion-at-least"
    criterion: Id
    points: Exact


class GateMet(Keyed):
    word: ClassVar[str] = "gate-met"
    short: ClassVar[str] = "criterion"
    criterion: Id


class ValueAtLeast(Keyed):
    word: ClassVar[str] = "value-at-least"
    of: Term
    at_least: Exact


class ValueAtMost(Keyed):
    word: ClassVar[str] = "value-at-most"
    of: Term
    at_most: Exact


class AnswerIs(Keyed):
    """A yes/no answered as stated, or a choice among the named options."""

    word: ClassVar[str] = "answer-is"
    question: Reference
    is_: Literal["yes", "no"] | tuple[Id, ...]


for _rule in (All, Any_, Not):
    _rule.model_rebuild()
