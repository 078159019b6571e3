"""`clustermark label verify`."""

from collections.abc import Iterator
from typing import Annotated

import typer

import clustermark
from clustermark.cli.options import At, Json, LabelFile, Lang, Language, utc
from clustermark.cli.page import Page, print_data
from clustermark.credential.said import Said
from clustermark.credential.verification import About, Answer, Check, Verification
from clustermark.scoring.case import marked
from clustermark.words.message import Message, say

ABOUT = {
    About.PROOF: say("Signature"),
    About.ISSUER: say("Issuer"),
    About.PERIOD: say("Period"),
    About.STATUS: say("Status"),
}
CODES = {Answer.VALID: 0, Answer.NOT_VALID: 1, Answer.UNCHECKABLE: 6}


Trusted = Annotated[
    list[str] | None,
    typer.Option(
        "--issuer", help="Whom you trust: the file did.json of an issuer, or a did:key; may be given again."
    ),
]
ListFile = Annotated[str | None, typer.Option("--status-list", help="The file of the issuer's status list.")]
SeenFile = Annotated[
    str | None,
    typer.Option(
        "--seen", help="A file that keeps which status lists were seen, so that an older one is noticed."
    ),
]


def label_verify(
    file: LabelFile,
    *,
    at: At,
    issuer: Trusted = None,
    status_list: ListFile = None,
    seen: SeenFile = None,
    lang: Lang = Language.EN,
    as_json: Json = False,
) -> None:
    """Check a label offline: its signature, its issuer, its period, and whether it was revoked."""
    found = clustermark.label_verify(file, utc(at), issuer=issuer or (), status_list=status_list, seen=seen)
    if as_json:
        print_data(
            {
                "answer": found.answer,
                "because": found.decisive,
                "valid": found.valid,
                "proof_holds": found.proof_holds,
                "said": found.said,
                "checks": found.checks,
                "document": found.document,
            }
        )
    else:
        print_verification(found, Page(lang))
    if found.answer is not Answer.VALID:
        raise typer.Exit(CODES[found.answer])


def print_verification(found: Verification, page: Page) -> None:
    """The answer first, then what the label says of itself, then what was looked at."""
    page.write(_answer(found), style="bold")
    if found.decisive and found.decisive.remedy:
        page.write(found.decisive.remedy, indent=2)
    for what, value in _facts(found.said):
        page.write(say("{what}: {value}", what=what, value=value), indent=2)
    for check in found.checks:
        line = say("{mark} {about}: {says}", mark=_mark(check), about=ABOUT[check.about], says=check.says)
        page.write(line, indent=2)


def _answer(found: Verification) -> Message:
    match found.answer, found.decisive:
        case Answer.NOT_VALID, Check(says=why):
            return say("The label is not valid: {why}", why=why)
        case Answer.UNCHECKABLE, Check(says=why):
            return say("The label cannot be checked: {why}", why=why)
        case _:
            return say("The label is valid")


def _mark(check: Check) -> str:
    return "✓" if check.passed else "?" if check.unknown else "✗"


def _facts(said: Said) -> Iterator[tuple[Message, object]]:
    """What the label says of itself, as far as it says anything."""
    facts: list[tuple[Message, object]] = [
        (say("Number"), said.number),
        (say("Holder"), marked(said.holder, synthetic=said.synthetic) if said.holder else ""),
        (say("Level"), said.level),
        (say("Scheme"), said.scheme),
        (say("Issuer"), _with(said.issuer_name, said.issuer)),
        (say("Valid from"), said.first),
        (say("Valid until"), said.last),
    ]
    return ((what, value) for what, value in facts if value)


def _with(name: str, did: str) -> str:
    return f"{name} ({did})" if name and did and name != did else name or did
