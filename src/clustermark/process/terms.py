"""What the deeds are made of: hashes, moments, grounds, choices; and the register of their kinds."""

import hashlib
from collections.abc import Callable
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Annotated, Any, ClassVar

from pydantic import BeforeValidator, Field, PlainSerializer

from clustermark.scheme.base import Frozen, Id
from clustermark.words.message import Message, say

HASH = r"^sha256:[0-9a-f]{64}$"
LONGEST_TEXT = 20_000
Hash = Annotated[str, Field(pattern=HASH)]
Person = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]*$", max_length=60)]
Words = Hash
"""The hash of a text that people wrote."""
Number = Annotated[int, Field(ge=1, strict=True)]


def words(text: str) -> str:
    """The hash under which a text is kept. Raises ValueError for an empty or a very long one."""
    if not text.strip():
        raise ValueError(say("a text is empty"))
    if len(text) > LONGEST_TEXT:
        raise ValueError(
            say("the text has {n} characters; at most {most} are taken", n=len(text), most=LONGEST_TEXT)
        )
    return named(text.encode())


def named(data: bytes) -> str:
    return f"sha256:{hashlib.sha256(data).hexdigest()}"


def moment(value: Any) -> datetime:
    """A moment in UTC, written `2026-03-10T09:00:00Z`."""
    try:
        found = value if isinstance(value, datetime) else datetime.fromisoformat(str(value))
    except ValueError as error:
        raise ValueError(say("{value} is not a moment", value=str(value)[:40])) from error
    if found.utcoffset() is None or found.utcoffset() != UTC.utcoffset(found):
        raise ValueError(say("{value} is not in UTC", value=str(value)[:40]))
    return found.astimezone(UTC)


def written(at: datetime) -> str:
    return at.isoformat()[:-6] + "Z"


Moment = Annotated[datetime, BeforeValidator(moment), PlainSerializer(written)]


class Ground(StrEnum):
    """Why somebody is not free to judge."""

    EMPLOYED = "employed"
    PAID = "paid"
    ADVISED = "advised"
    FAMILY = "family"
    OTHER = "other"
    APPEARANCE = "appearance"


class Choice(StrEnum):
    """A vote. The last three are those of an appeal panel."""

    FOR = "for"
    AGAINST = "against"
    ABSTAIN = "abstain"
    UPHOLD = "uphold"
    RETURN = "return"
    DISMISS = "dismiss"


class Motion(StrEnum):
    AWARD = "award"
    SUSPEND = "suspend"
    REINSTATE = "reinstate"
    REVOKE = "revoke"
    APPEAL = "appeal"


class Result(StrEnum):
    AWARDED = "awarded"
    REFUSED = "refused"
    INELIGIBLE = "ineligible"


class What(Frozen):
    """The content of a deed."""

    kind: ClassVar[str]
    title: ClassVar[Message]


KINDS: dict[str, type[What]] = {}


def deed(kind: str, title: Message) -> Callable[[type[What]], type[What]]:
    """Names a kind of deed."""

    def named_kind(cls: type[What]) -> type[What]:
        cls.kind, cls.title = kind, title
        KINDS[kind] = cls
        return cls

    return named_kind


class Interest(Frozen):
    """A fact that may block: which ground, in which period, stated by whom."""

    ground: Ground
    from_: date | None = None
    until: date | None = None
    organisation: str = Field(default="", max_length=60)


class Answered(Frozen):
    """What was found for one condition of eligibility."""

    condition: Id
    met: bool


class Rating(Frozen):
    """What an assessor states for one criterion; there is no default."""

    criterion: Id
    rating: int | None = Field(default=None, ge=0, le=1_000_000, strict=True)
    not_applicable: bool = False
    reason: Words | None = None

    @property
    def judged(self) -> bool:
        return self.rating is not None or self.not_applicable
