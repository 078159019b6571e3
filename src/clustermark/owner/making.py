"""A new signing key, and with the first one the owner's folder."""

import re
from contextlib import suppress
from dataclasses import asdict
from datetime import datetime
from pathlib import Path

from clustermark.credential.keys import DID, Key
from clustermark.credential.label import Issuer
from clustermark.errors import OutputError, Place
from clustermark.files import changing, make_folder, refuse_existing
from clustermark.files.kept import LOCK
from clustermark.issuing.keys import take_over
from clustermark.issuing.ledger import Ledger
from clustermark.issuing.refused import refuse_hidden, refused
from clustermark.owner.folder import Desk, is_owner, ledger_in
from clustermark.words.message import Message, say

URL, LONGEST = "https://labels.example", 200
"""A longer address would not fit into the code on a certificate."""
ADDRESS = re.compile(r"https?://[^\s/?#]+(/[^\s?#]*)?")


def new_key(
    folder: Path, target: Path, at: datetime, *, issuer: str | None, name: str | None, url: str | None
) -> tuple[Key, tuple[Message, ...]]:
    """The key, written to `target`, and what an earlier command left. Everything is looked at before anything is written.

    Raises Refused and OutputError.
    """
    wanted = {"did": issuer, "name": name, "url": url.rstrip("/") if url else url}
    _refuse_unfit(issuer, url)
    refuse_hidden(name or "", url or "")
    _refuse_target(folder, target)
    fresh = not folder.exists()
    try:
        make_folder(folder)
        with changing(folder) as change:
            known = ledger_in(folder) if is_owner(folder) else None
            if known:
                _refuse_other(known.issuer, wanted)
            new = Key.new(known.issuer.did if known else issuer)
            ledger = known or Ledger(
                Issuer(did=new.controller, name=name or new.controller, url=wanted["url"] or URL)
            )
            change.secrets[target] = new.write()
            Desk(ledger, change).record(take_over(ledger, new, at), new, at)
    except BaseException:
        if fresh:
            _removed(folder)
        raise
    return new, change.notes


def _removed(folder: Path) -> None:
    """A folder that was made for nothing."""
    if not is_owner(folder):
        with suppress(OSError):
            (folder / LOCK).unlink()
            folder.rmdir()


def _refuse_target(folder: Path, target: Path) -> None:
    refuse_existing(target)
    if target.resolve().is_relative_to(folder.resolve()):
        raise refused(
            "public-secret",
            say("the secret key would lie in the public folder {folder}", folder=str(folder)),
            say("name a file outside of it"),
        )
    if not target.parent.is_dir():
        what = say("there is no folder {folder}", folder=str(target.parent))
        raise OutputError.because(
            what, say("name a folder in which you may write"), Place(str(target)), code="unwritable"
        )


def _refuse_unfit(issuer: str | None, url: str | None) -> None:
    if issuer is not None and not (issuer.startswith("did:web:") and DID.fullmatch(issuer)):
        raise refused(
            "issuer-name",
            say("{issuer} is not the name of an issuer", issuer=issuer),
            say("write it like did:web:labels.example"),
        )
    if url is not None and not (ADDRESS.fullmatch(url) and len(url) <= LONGEST):
        raise refused(
            "address",
            say("{url} is no address on the web", url=url),
            say("write it like {example}", example=URL),
        )


def _refuse_other(issuer: Issuer, wanted: dict[str, str | None]) -> None:
    for key, has in asdict(issuer).items():
        if wanted[key] not in {None, has}:
            raise refused(
                "another-issuer",
                say("the folder is of {has}, not of {wanted}", has=has, wanted=wanted[key]),
                say("leave it out, or name another folder"),
            )
