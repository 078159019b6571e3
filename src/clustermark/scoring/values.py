"""What an answer, an indicator or a point can be: an exact value, or missing with a reason."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction


class Why(StrEnum):
    """Why there is no value. It never counts as zero by itself."""

    UNANSWERED = "unanswered"
    REFUSED = "refused"
    INVALID = "invalid"
    ZERO_WHOLE = "zero-whole"
    NOT_JUDGED = "not-judged"
    NO_CONSENSUS = "no-consensus"


@dataclass(frozen=True, slots=True)
class Missing:
    """No value, why, and which answer, criterion or indicator it comes from."""

    why: Why
    ref: str


Answer = Fraction | date | str | bool | frozenset[str] | Missing
Result = Fraction | str | Missing


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a derivation: an operation, its result, and the steps it worked on.

    `ref` is the id concerned; `detail` holds what else the operation needs to be explained (a band, a limit).
    """

    op: str
    value: Result
    inputs: tuple["Step", ...] = ()
    ref: str = ""
    detail: object = None


def first_missing(steps: Iterable[Step]) -> Missing | None:
    return next((step.value for step in steps if isinstance(step.value, Missing)), None)
