"""Which status lists were seen: the newest moment of each, so that an older one that still holds is noticed."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Self

from clustermark.credential.document import moment, parsed, stamp
from clustermark.credential.refusal import Reason, Refusal
from clustermark.words.message import say

Lists = Mapping[str, Mapping[str, datetime]]


@dataclass(frozen=True, slots=True)
class Seen:
    """By issuer and address of the list, for nobody can say anything about another's list."""

    lists: Lists = field(default_factory=dict)

    @classmethod
    def read(cls, data: bytes) -> Self:
        """Raises Refusal."""
        try:
            return cls(
                {
                    issuer: {address: moment(at) for address, at in lists.items()}
                    for issuer, lists in parsed(data).items()
                }
            )
        except (Refusal, AttributeError) as error:
            raise Refusal(Reason.FORM, say("this does not say which status lists were seen")) from error

    def written(self) -> bytes:
        data = {
            issuer: {address: stamp(at) for address, at in lists.items()}
            for issuer, lists in self.lists.items()
        }
        return (json.dumps(data, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode("utf-8")

    def newest(self, issuer: str, address: str) -> datetime | None:
        return self.lists.get(issuer, {}).get(address)

    def noting(self, issuer: str, address: str, first: datetime) -> Self:
        """With a list of this moment; the same where a newer one is known."""
        known = self.newest(issuer, address)
        if known and known >= first:
            return self
        return replace(self, lists={**self.lists, issuer: {**self.lists.get(issuer, {}), address: first}})
