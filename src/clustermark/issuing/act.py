"""By whom and when a deed is recorded, and on what a label rests."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from clustermark.credential.keys import Signer
from clustermark.issuing.refused import refused
from clustermark.scheme.model import Scheme
from clustermark.words.message import say

Draw = Callable[[int], int]
"""A random number below a limit."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """The signer, the moment, where random numbers come from, and the reason where one is needed.

    `despite` names objections that are overruled for that reason; `known` are keys that may sign decisions beside the owner's own.
    """

    signer: Signer
    at: datetime
    draw: Draw
    reason: str = ""
    despite: tuple[str, ...] = ()
    known: tuple[str, ...] = ()

    def refuse_without_reason(self) -> None:
        """Raises Refused."""
        if not self.reason.strip():
            raise refused("no-reason", say("this is recorded for a reason only"), say("say why: --reason"))


@dataclass(frozen=True, slots=True)
class Basis:
    """The scheme version, and the hash of the decision bundle."""

    scheme: Scheme
    decision: str
