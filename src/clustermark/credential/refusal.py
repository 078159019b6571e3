"""Why a document is not accepted: a reason for programs, a sentence for people."""

from enum import StrEnum

from clustermark.errors import InputError, Problem
from clustermark.words.message import Message


class Reason(StrEnum):
    """What is wrong. `list` is the status list of revoked labels."""

    FORM = "form"
    CONTEXT = "context"
    UNDEFINED = "undefined-member"
    UNCOVERED = "uncovered-member"
    PROOF = "proof"
    KEY = "key"
    KEY_MISSING = "key-missing"
    ISSUER = "issuer"
    EARLY = "not-yet-valid"
    EXPIRED = "expired"
    REVOKED = "revoked"
    LIST_MISSING = "list-missing"
    LIST_EXPIRED = "list-expired"
    LIST_TAMPERED = "list-tampered"
    LIST_FOREIGN = "list-foreign"
    LIST_OLDER = "list-older"
    LETTERS = "letters"
    MOMENT = "moment"
    CERTIFICATE = "certificate"


UNKNOWN = frozenset(
    {
        Reason.ISSUER,
        Reason.KEY_MISSING,
        Reason.LIST_MISSING,
        Reason.LIST_EXPIRED,
        Reason.LIST_TAMPERED,
        Reason.LIST_FOREIGN,
        Reason.LIST_OLDER,
        Reason.CERTIFICATE,
    }
)
"""What says nothing against a label: something is not at hand, or not known, that its check needs."""


class Refusal(InputError):  # noqa: N818 - an answer, not a defect
    """Raised where it is an error, kept where it is an answer. Its code is the reason."""

    def __init__(self, reason: Reason, why: Message, remedy: Message | None = None) -> None:
        self.reason, self.why, self.remedy = reason, why, remedy
        super().__init__(Problem(why, remedy, code=reason.value))
