"""A decision as one canonical file: everything that a stranger needs to compute it again.

It holds the scheme's name and hash, the case, and what each level gave with every rule's verdict, who decides, and its label's
dates. A signature covers all of it but itself; the key stands in it, whose it is one learns from the issuer's document.
"""

import hashlib
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from clustermark.credential.keys import Signer, holds, public_key
from clustermark.credential.multibase import base58, from_base58
from clustermark.credential.refusal import Refusal
from clustermark.errors import InputError, Place
from clustermark.files import File, Given, taken
from clustermark.issuing import recorded
from clustermark.issuing.recorded import RECORD, Settings
from clustermark.issuing.resolution import Resolution
from clustermark.process.claims import Claim
from clustermark.process.persons import NOBODY, People
from clustermark.process.record import Record
from clustermark.process.setting import setting_of
from clustermark.scheme.canonical import digest, encoded, plain
from clustermark.scheme.difference import details
from clustermark.scheme.model import Scheme
from clustermark.scheme.yamlfile import LARGEST, text_of
from clustermark.scoring.answers import restored
from clustermark.scoring.case import Case
from clustermark.scoring.decision import Assessment, Decision, Outcome, assess
from clustermark.scoring.judging import Verdict
from clustermark.scoring.values import Missing, Step
from clustermark.words.message import Message, say

KIND = "clustermark-decision-bundle"
SIGNATURE, RESOLUTION = "signature", "resolution"
FORMAT = 1
Part = TypeVar("Part", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class Replayed:
    """Whether a bundle computes to the same bytes again, and in words what differs where it does not.

    `signed_by` is the key of its signature, which holds wherever `same` is true; empty where there is none. `process` is
    what its record proves of the process, claim by claim; None where it holds no record.
    """

    same: bool
    digest: str
    differences: tuple[Message, ...]
    signed_by: str = ""
    process: tuple[Claim, ...] | None = None


@dataclass(frozen=True, slots=True)
class Recomputed:
    """A bundle that was read once and computed again: what was found, from what, and who resolved on it."""

    replayed: Replayed
    assessment: Assessment
    resolution: Resolution | None


def bundle(
    assessment: Assessment,
    resolution: Resolution | None = None,
    record: Record | None = None,
    people: People = NOBODY,
    settings: Settings = setting_of,
) -> bytes:
    """Canonical JSON: keys sorted, no spaces, exact numbers as text. The same case gives the same bytes anywhere.

    Without a resolution it is a computation, which awards nothing. Of a record it holds the deeds, with hashes for texts, and of
    `people` what proving them needs. Raises InputError where a resolution does not follow from the rules, or from the record.
    """
    if record is None:
        return _bundled(assessment, resolution)
    part = recorded.part(record, people, settings(assessment.scheme.name, people))
    recorded.sound(recorded.proved(part, assessment, resolution, settings))
    return _bundled(assessment, resolution, part)


def _bundled(assessment: Assessment, resolution: Resolution | None, record: Any = None) -> bytes:
    if resolution is not None:
        _follows(resolution, assessment)
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
    found |= {} if resolution is None else {RESOLUTION: plain(resolution)}
    return encoded(found | ({} if record is None else {RECORD: record}))


def _follows(resolution: Resolution, assessment: Assessment) -> None:
    level = assessment.scheme.level.get(resolution.level)
    if level is None or assessment.decision(level.id).outcome is not Outcome.AWARDED:
        what = say("the rules do not award {level}", level=resolution.level)
        remedy = say("people may only agree with what the rules give, or send the case back")
        raise InputError.because(what, remedy, Place(path="resolution.level"), code="not-awarded")
    assessed = assessment.case.day
    if resolution.on < assessed:
        what = say(
            "it was decided on {day}, before the assessment of {assessed}",
            day=resolution.on,
            assessed=assessed,
        )
        raise InputError.because(
            what, say("correct the day"), Place(path="resolution.on"), code="decided-early"
        )


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


def replay(file: File, load: Callable[[str], Scheme], settings: Settings = setting_of) -> Replayed:
    """Compute a bundle again and compare it byte for byte. Raises InputError when it is no bundle, or of another scheme content."""
    return recomputed(file, load, settings).replayed


def recomputed(file: File, load: Callable[[str], Scheme], settings: Settings = setting_of) -> Recomputed:
    """The same, with what the bundle holds. Raises InputError."""
    given = taken(file, LARGEST)
    data = text_of(given).encode()
    written = _opened(data, given)
    scheme = _identified(written["scheme"], load, given)
    signature = written.pop(SIGNATURE, None)
    resolution = _read(Resolution, written[RESOLUTION], given) if RESOLUTION in written else None
    case = _read(Case, written["case"], given)
    case = case.model_copy(update={"answers": restored(case.answers, scheme)})
    assessment = assess(case, scheme)
    record = recorded.canonical(written[RECORD]) if RECORD in written else None
    computed = _bundled(assessment, resolution, record)
    again = encoded(json.loads(computed) | ({} if signature is None else {SIGNATURE: signature}))
    differences = () if again == data else tuple(_differences(written, json.loads(computed)))
    if signature is not None and not signature_holds(signature, encoded(written)):
        differences = (say("the signature is not one of this bundle by the key that it names"), *differences)
    process = None if record is None else recorded.proved(record, assessment, resolution, settings)
    differences = (*differences, *recorded.wrong(process or ()))
    by = str(signature["by"]) if signature and not differences else ""
    return Recomputed(
        Replayed(not differences, name_of(data), differences, by, process), assessment, resolution
    )


def _identified(named: dict[str, Any], load: Callable[[str], Scheme], given: Given) -> Scheme:
    scheme = load(str(named["name"]))
    if digest(scheme) != named["digest"]:
        what = say("the scheme {name} at hand has another content than the bundle names", name=scheme.name)
        remedy = say("get the version with the hash {digest}", digest=str(named["digest"]))
        raise InputError.because(what, remedy, given.place, code="another-scheme")
    return scheme


def _opened(data: bytes, given: Given) -> dict[str, Any]:
    try:
        written = json.loads(data)
        parts = (written["scheme"], written["case"], written.get("seals", {}), written.get(RECORD, {}))
        fits = (
            (written["kind"], written["format"]) == (KIND, FORMAT)
            and all(isinstance(part, dict) for part in parts)
            and {"name", "digest"} <= set(written["scheme"])
            and bool(encoded(written))
        )
    except (ValueError, KeyError, TypeError, RecursionError):
        fits = False
    if not fits:
        raise InputError.because(
            say("this is no decision bundle"),
            say("make one with: clustermark decision bundle"),
            given.place,
            code="no-bundle",
        )
    return dict(written)


def _read(model: type[Part], data: Any, given: Given) -> Part:
    try:
        return model.model_validate(data)
    except ValidationError as error:
        what = say("the case in the bundle cannot be read: {why}", why=str(error.errors()[0]["msg"]))
        raise InputError.because(what, None, given.place, code="unreadable-case") from error


def _differences(written: dict[str, Any], computed: dict[str, Any]) -> Iterator[Message]:
    """Changed answers by their names first; then everything that comes out otherwise."""
    seals, now = written.get("seals", {}), computed["seals"]
    for id_ in sorted(set(seals) | set(now)):
        if seals.get(id_) != now.get(id_):
            yield say("the answer to {id} is not the one that was decided on", id=id_)
    for part in ("indicators", "points", "decisions", RESOLUTION, RECORD):
        for found in details(written.get(part), computed.get(part), part):
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
