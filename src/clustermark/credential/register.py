"""The folder of an issuer: who it is, its public keys, which labels it has issued, and the status list. The secret key is never in it."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Self

from clustermark.credential.document import written
from clustermark.credential.keys import Signer, issuer_document
from clustermark.credential.label import Issuer
from clustermark.credential.proof import signed, stamp
from clustermark.credential.refusal import Reason, Refusal
from clustermark.credential.status import unsigned_list
from clustermark.files import write_whole
from clustermark.words.message import say

FILE, KEYS, LIST, LABELS = "register.json", "did.json", "status-list.json", "labels"
LIST_LASTS = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Issued:
    """One credential of a label: its place in the status list, when it was issued, the hash of its bytes, and why it ended."""

    index: int
    on: str
    digest: str
    ended: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Register:
    """Labels by number, each with its credentials in order; a renewal adds one."""

    issuer: Issuer
    keys: tuple[Mapping[str, Any], ...] = ()
    labels: Mapping[str, tuple[Issued, ...]] = field(default_factory=dict)

    @classmethod
    def read(cls, folder: Path) -> Self:
        """Raises Refusal where the folder is not an issuer's."""
        try:
            found = json.loads((folder / FILE).read_text(encoding="utf-8"))
            labels = {
                number: tuple(Issued(**one) for one in turns) for number, turns in found["labels"].items()
            }
            return cls(Issuer(**found["issuer"]), tuple(found["keys"]), labels)
        except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
            why = say("{folder} is not the folder of an issuer", folder=str(folder))
            raise Refusal(Reason.FORM, why) from error

    def write(self, folder: Path) -> None:
        """The register and the public keys. Raises OutputError."""
        data = {
            "issuer": asdict(self.issuer),
            "keys": list(self.keys),
            "labels": {number: [asdict(one) for one in turns] for number, turns in self.labels.items()},
        }
        write_whole(folder / KEYS, _json(issuer_document(map(dict, self.keys), self.issuer.did)))
        write_whole(folder / FILE, _json(data))

    def write_list(self, folder: Path, signer: Signer, at: datetime) -> None:
        """The status list, signed to hold for a week. Raises Refusal and OutputError."""
        self.refuse_stranger(signer)
        document = unsigned_list(self.list_address, self.issuer.did, self.revoked, at, at + LIST_LASTS)
        write_whole(folder / LIST, written(signed(document, signer, at)))

    def refuse_stranger(self, signer: Signer) -> None:
        """Raises Refusal for a key that is not among the issuer's, or retired."""
        living = {key["id"] for key in self.keys if not key.get("expires")}
        if signer.method not in living:
            raise Refusal(
                Reason.KEY,
                say("the key {method} is not one that the issuer signs with", method=signer.method),
            )

    @property
    def list_address(self) -> str:
        return f"{self.issuer.url}/status/1"

    @property
    def revoked(self) -> Iterator[int]:
        return (one.index for turns in self.labels.values() for one in turns if one.ended)

    @property
    def taken(self) -> frozenset[int]:
        return frozenset(one.index for turns in self.labels.values() for one in turns)

    def with_key(self, signer_public: Mapping[str, Any], at: datetime) -> Self:
        """A new key signs from now on; those before are retired, and stay for the labels that they signed."""
        retired = ({"expires": stamp(at), **key} for key in self.keys)
        return replace(self, keys=(*retired, signer_public))

    def with_label(self, number: str, issued: Issued) -> Self:
        return replace(self, labels={**self.labels, number: (*self.labels.get(number, ()), issued)})

    def ending(self, number: str, kind: str, reason: str) -> Self:
        """Every credential of a label ended. Raises Refusal where there is no such label, or it has ended."""
        turns = self.labels.get(number, ())
        if not any(not one.ended for one in turns):
            raise Refusal(Reason.FORM, say("the issuer has no living label {number}", number=number))
        ended = tuple(one if one.ended else replace(one, ended=kind, reason=reason) for one in turns)
        return replace(self, labels={**self.labels, number: ended})


def _json(data: Any) -> bytes:
    return (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode("utf-8")
