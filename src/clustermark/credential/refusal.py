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
    ISSUER = "issuer"
    EARLY = "not-yet-valid"
    EXPIRED = "expired"
    REVOKED = "revoked"
    LIST_MISSING = "list-missing"
    LIST_EXPIRED = "list-expired"
    LIST_TAMPERED = "list-tampered"
    LIST_FOREIGN = "list-foreign"


class Refusal(InputError):  # noqa: N818 - an answer, not a defect
    """Raised where it is an error, kept where it is an answer. Its code is the reason."""

    def __init__(self, reason: Reason, why: Message, remedy: Message | None = None) -> None:
        self.reason, self.why = reason, why
        super().__init__(Problem(why, remedy, code=reason.value))
