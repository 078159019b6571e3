"""An owner's folder: the ledger, what follows from it for everybody, and the labels. The secret key is never in it."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from clustermark.credential.document import moment, opened, text
from clustermark.credential.keys import Signer
from clustermark.credential.refusal import Refusal
from clustermark.errors import InputError, Place
from clustermark.files import Change, changing, standing, stands
from clustermark.issuing.ledger import Ledger
from clustermark.issuing.public import LIST, documents
from clustermark.issuing.refused import refused
from clustermark.issuing.written import read, written
from clustermark.words.message import Message, say

LEDGER, LABELS = "ledger.jsonl", "labels"
LARGEST = 500_000_000
LARGEST_LIST = 4_000_000


@dataclass(slots=True)
class Desk:
    """The folder while one writer has it: what is recorded, and where the next record goes. `notes`: what an earlier writer left."""

    ledger: Ledger
    change: Change

    @property
    def notes(self) -> tuple[Message, ...]:
        return self.change.notes

    def record(
        self, ledger: Ledger, signer: Signer, at: datetime, papers: Mapping[str, bytes] | None = None
    ) -> tuple[Path, ...]:
        """The ledger with what follows from it, and papers, in one step; gives the papers' files. Raises Refused and OutputError."""
        refuse_older_list(self.change.folder, at)
        labels = {f"{LABELS}/{name}": content for name, content in (papers or {}).items()}
        self.change.record({LEDGER: written(ledger), **documents(ledger, signer, at), **labels})
        self.ledger = ledger
        return tuple(self.change.folder / name for name in labels)


def is_owner(folder: Path) -> bool:
    return stands(folder, LEDGER)


def ledger_in(folder: Path) -> Ledger:
    """What is recorded, for reading only. Raises InputError."""
    ledger = standing(folder, LEDGER, LARGEST)
    if ledger is None:
        what = say("{folder} is not the folder of an issuer", folder=str(folder))
        remedy = say("make one with: clustermark label keygen")
        raise InputError.because(what, remedy, Place(str(folder)), code="no-owner")
    return read(ledger)


@contextmanager
def desk(folder: Path) -> Iterator[Desk]:
    """Alone with the folder from the first read to the last write. Raises InputError and OutputError."""
    ledger_in(folder)
    with changing(folder) as change:
        yield Desk(ledger_in(folder), change)


def refuse_older_list(folder: Path, at: datetime) -> None:
    """Raises Refused where the list in the folder was signed for a later moment than the one that is to take its place."""
    known = standing(folder, LIST, LARGEST_LIST)
    if known is None:
        return
    try:
        listed = moment(text(opened(known.data), "validFrom"))
    except Refusal:
        return
    if at < listed:
        raise refused(
            "set-back",
            say("the status list in the folder was signed for {last}, later than {at}", last=listed, at=at),
            say("name no moment, or a later one: --at"),
        )
