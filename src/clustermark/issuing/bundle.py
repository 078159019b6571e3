"""A decision as one canonical file: everything that a stranger needs to compute it again.

It holds the scheme's name and hash, the case, and what each level gave with every rule's verdict, who decides, and its label's
dates. A signature covers all of it but itself; the key stands in it, whose it is one learns from the issuer's document.
"""

import hashlib
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from clustermark.credential.keys import Signer, holds, public_key
from clustermark.credential.multibase import base58, from_base58
from clustermark.credential.refusal import Refusal
from clustermark.errors import InputError
from clustermark.files import File, Given, taken
from clustermark.scheme.canonical import digest, encoded, plain
from clustermark.scheme.difference import details
from clustermark.scheme.model import Scheme
from clustermark.scheme.yamlfile import LARGEST, text_of
from clustermark.scoring.answers import restored
from clustermark.scoring.case import Case
from clustermark.scoring.decision import Assessment, Decision, assess
from clustermark.scoring.judging import Verdict
from clustermark.scoring.values import Missing, Step
from clustermark.words.message import Message, say

KIND = "clustermark-decision-bundle"
SIGNATURE = "signature"
FORMAT = 1


@dataclass(frozen=True, slots=True)
class Replayed:
    """Whether a bundle computes to the same bytes again, and in words what differs where it does not.

    `signed_by` is the key of its signature, which holds wherever `same` is true; empty where there is none.
    """

    same: bool
    digest: str
    differences: tuple[Message, ...]
    signed_by: str = ""


def bundle(assessment: Assessment) -> bytes:
    """Canonical JSON: keys sorted, no spaces, exact numbers as text. The same case gives the same bytes anywhere."""
    scheme = assessment.scheme
    found = {
        "kind": KIND,
        "format": FORMAT,
        "scheme": {"name": scheme.name, "digest": digest(scheme)},
        "case": plain(assessment.case),
        "seals": {id_: _seal(answer) for id_, answer in assessment.case.answers.items()},
        "indicators": {id_: _value(step) for id_, step in assessment.scorecard.indicators.items()},
        "points": {
            instrument: {id_: _value(points.step) for id_, points in card.points.items()}
            for instrument, card in assessment.scorecard.cards.items()
        },
        "decisions": {
            level: _decision(decision, scheme.level[level].procedure.decided_by)
            for level, decision in assessment.decisions.items()
        },
    }
    return encoded(found)


def sealed(data: bytes, signer: Signer) -> bytes:
    """The bundle with a signature; the same key gives the same bytes."""
    signature = {"by": signer.method, "value": base58(signer.sign(_covered(data)))}
    return encoded(json.loads(data) | {SIGNATURE: signature})


def _covered(data: bytes) -> bytes:
    """What a signature is about: the kind as well, so that it cannot be taken for one of something else."""
    return f"{KIND}\n".encode() + data


def signature_holds(signature: Any, data: bytes) -> bool:
    """Whether a signature is one of this bundle by the key that it names."""
    try:
        key = public_key(str(signature["by"]).partition("#")[2])
        return holds(key, from_base58(str(signature["value"])), _covered(data))
    except (Refusal, KeyError, TypeError, ValueError):
        return False


def name_of(data: bytes) -> str:
    return f"sha256:{hashlib.sha256(data).hexdigest()}"


def _seal(answer: Any) -> str:
    """A short hash by which a changed answer is named; not a protection against whoever changes it as well."""
    return hashlib.sha256(encoded(plain(answer))).hexdigest()[:16]


def _value(step: Step) -> Any:
    match step.value:
        case Missing(why=why, ref=ref):
            return {"missing": why.value, "ref": ref}
        case value:
            return plain(value)


def _decision(decision: Decision, decided_by: str) -> dict[str, Any]:
    life = decision.lifetime
    return {
        "outcome": decision.outcome.value,
        "decided-by": decided_by,
        "rules": {verdict.name: _verdict(verdict) for verdict in decision.verdicts},
        "label": [life.valid_from.isoformat(), life.valid_until.isoformat(), life.counts_as]
        if life
        else None,
    }


def _verdict(verdict: Verdict) -> dict[str, Any]:
    return {"met": verdict.met, "concerns": list(verdict.concerns)}


def replay(file: File, load: Callable[[str], Scheme]) -> Replayed:
    """Compute a bundle again and compare it byte for byte. Raises InputError when it is no bundle, or of another scheme content."""
    given = taken(file, LARGEST)
    data = text_of(given).encode()
    written = _opened(data, given)
    scheme = load(str(written["scheme"]["name"]))
    if digest(scheme) != written["scheme"]["digest"]:
        what = say("the scheme {name} at hand has another content than the bundle names", name=scheme.name)
        raise InputError.because(
            what,
            say("get the version with the hash {digest}", digest=written["scheme"]["digest"]),
            given.place,
        )
    signature = written.pop(SIGNATURE, None)
    case = _case(written["case"], given)
    case = case.model_copy(update={"answers": restored(case.answers, scheme)})
    computed = bundle(assess(case, scheme))
    again = encoded(json.loads(computed) | ({} if signature is None else {SIGNATURE: signature}))
    differences = () if again == data else tuple(_differences(written, json.loads(computed)))
    if signature is not None and not signature_holds(signature, encoded(written)):
        differences = (say("the signature is not one of this bundle by the key that it names"), *differences)
    by = str(signature["by"]) if signature and not differences else ""
    return Replayed(not differences, name_of(data), differences, by)


def _opened(data: bytes, given: Given) -> dict[str, Any]:
    try:
        written = json.loads(data)
        fits = (
            written["kind"] == KIND
            and written["format"] == FORMAT
            and {"name", "digest"} <= set(written["scheme"])
        )
    except (ValueError, KeyError, TypeError, RecursionError):
        fits = False
    if not fits or not isinstance(written.get("case"), dict):
        raise InputError.because(
            say("this is no decision bundle"),
            say("make one with: clustermark decision bundle"),
            given.place,
        )
    return dict(written)


def _case(data: Any, given: Given) -> Case:
    try:
        return Case.model_validate(data)
    except ValidationError as error:
        what = say("the case in the bundle cannot be read: {why}", why=str(error.errors()[0]["msg"]))
        raise InputError.because(what, None, given.place) from error


def _differences(written: dict[str, Any], computed: dict[str, Any]) -> Iterator[Message]:
    """Changed answers by their names first; then everything that comes out otherwise."""
    seals, now = written.get("seals", {}), computed["seals"]
    for id_ in sorted(set(seals) | set(now)):
        if seals.get(id_) != now.get(id_):
            yield say("the answer to {id} is not the one that was decided on", id=id_)
    for part in ("indicators", "points", "decisions"):
        for found in details(written.get(part), computed[part], part):
            yield say(
                "{path}: {before} is written, {after} is computed",
                path=found.path,
                before=_short(found.before),
                after=_short(found.after),
            )
    if encoded(written) == encoded(computed):
        yield say("the content is the same, but it is not in canonical form")


def _short(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)
