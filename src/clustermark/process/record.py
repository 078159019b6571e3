"""A record: the deeds of one case as JSON Lines, each with its hash and that of the one before; and the texts beside."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any

from pydantic import ValidationError

from clustermark.errors import InputError, Place, Problem
from clustermark.files import MEGABYTE, File, taken
from clustermark.process.case import Case
from clustermark.process.deeds import Deed
from clustermark.process.fold import fold
from clustermark.process.roles import Role
from clustermark.process.setting import Setting
from clustermark.process.terms import KINDS, LONGEST_TEXT, What, named, words
from clustermark.scheme.canonical import encoded
from clustermark.scheme.wording import keys_at, problems_of, said, suggestion
from clustermark.scheme.yamlfile import text_of
from clustermark.words.message import Message, say

LARGEST = 64 * MEGABYTE
LONGEST_LINE = 200_000
KEYS = frozenset({"case", "number", "kind", "by", "role", "at", "payload", "relies-on", "before", "hash"})


@dataclass(frozen=True)
class Record:
    """The deeds of one case in order. `texts` by hash; they may be left out, and are in a bundle."""

    deeds: tuple[Deed, ...] = ()
    texts: Mapping[str, str] = field(default_factory=dict)
    name: str = ""

    @property
    def case(self) -> str:
        return self.deeds[0].case if self.deeds else ""

    @property
    def head(self) -> str | None:
        """The hash of the last deed, which names the whole record."""
        return self.deeds[-1].hash if self.deeds else None

    @cached_property
    def begin(self) -> Any:
        """What the first deed says: scheme, level, organisation."""
        return self.deeds[0].what

    def until(self, at: datetime) -> "Record":
        """The record as it was at a moment."""
        return Record(tuple(deed for deed in self.deeds if deed.at <= at), self.texts, self.name)

    def folded(self, setting: Setting) -> Case:
        return fold(self.deeds, setting)

    def next(
        self, what: What, *, by: str, role: Role, at: datetime, relies_on: str | None = None, case: str = ""
    ) -> Deed:
        """The deed that would come next; whether it may is asked by `append`."""
        number = len(self.deeds) + 1
        return Deed(
            case=case or self.case,
            number=number,
            by=by,
            role=role,
            at=at,
            what=what,
            relies_on=relies_on,
            before=self.head,
        )

    def with_deed(self, deed: Deed) -> "Record":
        return Record((*self.deeds, deed), self.texts, self.name)

    def with_text(self, text: str) -> tuple["Record", str]:
        """The record with a text, and the hash under which deeds refer to it. Raises ValueError."""
        hash_ = words(text)
        return Record(self.deeds, {**self.texts, hash_: text}, self.name), hash_


def lines(record: Record, *, texts: bool = True) -> bytes:
    """The record as JSON Lines: the deeds, then the texts unless they are left out."""
    deeds = (encoded(deed.data | {"hash": deed.hash}) for deed in record.deeds)
    said_ = (
        (encoded({"text": key, "words": text}) for key, text in sorted(record.texts.items())) if texts else ()
    )
    return b"".join(line + b"\n" for line in (*deeds, *said_))


def read_record(file: File) -> Record:
    """One record from JSON Lines. Raises InputError with every problem: line, what is wrong, what would be right."""
    given = taken(file, LARGEST)
    reader = _Reader(given.name)
    for number, line in enumerate(text_of(given).splitlines(), start=1):
        if line.strip():
            reader.line(number, line)
    reader.finish()
    return Record(tuple(reader.deeds), reader.texts, given.name)


@dataclass
class _Reader:
    file: str
    deeds: list[Deed] = field(default_factory=list)
    texts: dict[str, str] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def line(self, number: int, line: str) -> None:
        place = Place(self.file, number)
        found = list(self._line(line, place)) if len(line) <= LONGEST_LINE else [_too_long(place)]
        self.problems.extend(found)
        if len(self.problems) > 100:  # noqa: PLR2004 - more would help nobody
            raise InputError(self.problems)

    def _line(self, line: str, place: Place) -> Iterator[Problem]:
        try:
            data = json.loads(line)
        except (ValueError, RecursionError) as error:
            yield Problem(
                say("this line is not JSON"), say("write one deed on each line"), place, code="not-json"
            )
            del error
            return
        if isinstance(data, dict) and set(data) == {"text", "words"}:
            yield from self._text(data, place)
        elif isinstance(data, dict):
            yield from self._deed(data, place)
        else:
            yield Problem(say("a deed is expected on every line"), None, place, code="not-a-deed")

    def _text(self, data: Mapping[str, Any], place: Place) -> Iterator[Problem]:
        text = data["words"]
        if not isinstance(text, str) or len(text) > LONGEST_TEXT:
            yield _too_long(place)
        elif data["text"] != named(text.encode()):
            yield Problem(
                say("this text is not the one of which the hash was taken"),
                say("restore it, or leave it out"),
                place,
                code="text-changed",
            )
        else:
            self.texts[data["text"]] = text

    def _deed(self, data: dict[str, Any], place: Place) -> Iterator[Problem]:
        deed, problems = parsed(data, place)
        yield from problems
        if deed is None:
            return
        if data.get("hash") != deed.hash:
            yield Problem(
                say("deed {number} was changed: its hash is another", number=str(deed.number)),
                _restore(),
                place,
                code="deed-changed",
            )
        yield from chained(deed, self.deeds, place)
        self.deeds.append(deed)

    def finish(self) -> None:
        if not self.deeds and not self.problems:
            self.problems.append(
                Problem(say("the record holds no deed"), None, Place(self.file), code="empty-record")
            )
        if self.problems:
            raise InputError(self.problems)


def _restore() -> Message:
    return say("take the record from where it was kept; a wrong deed is corrected by a further one")


def _too_long(place: Place) -> Problem:
    what = say("a text has more than {most} characters", most=LONGEST_TEXT)
    return Problem(what, say("make it shorter, or put it into a document"), place, code="text-too-long")


def parsed(data: Mapping[str, Any], place: Place) -> tuple[Deed | None, list[Problem]]:
    """A deed from plain data, or what is wrong with it."""
    kind = data.get("kind")
    if not isinstance(kind, str) or kind not in KINDS:
        what = say("there is no deed of the kind {kind}", kind=str(kind)[:60])
        return None, [Problem(what, suggestion(str(kind), frozenset(KINDS)), place, code="unknown-kind")]
    if strange := sorted(set(data) - KEYS):
        return None, [
            Problem(say("{key} is not known here", key=strange[0]), None, place, code="unknown-key")
        ]
    head = {name: value for name, value in data.items() if name not in {"kind", "payload", "hash"}}
    try:
        what_ = KINDS[kind].model_validate(data.get("payload", {}))
        return Deed.model_validate({**head, "what": what_}), []
    except ValidationError as error:
        rows = [(said(f, keys_at(KINDS[kind])), ".".join(map(str, f["loc"]))) for f in problems_of(error)]
        return None, [
            Problem(w, r, Place(place.file, place.line, path), code="deed-form") for (w, r), path in rows
        ]


def chained(deed: Deed, before: list[Deed], place: Place) -> Iterator[Problem]:
    """That a deed follows the one before: same case, next number, its hash, not earlier."""
    last = before[-1] if before else None
    if last is not None and deed.case != last.case:
        what = say(
            "deed {number} belongs to case {case}, the record to {other}",
            number=str(deed.number),
            case=deed.case,
            other=last.case,
        )
        yield Problem(what, say("keep one case in a record"), place, code="other-case")
        return
    expected = last.number + 1 if last else 1
    if deed.number != expected:
        what = say(
            "deed {number} stands where deed {expected} is expected",
            number=str(deed.number),
            expected=str(expected),
        )
        yield Problem(what, _restore(), place, code="deed-order")
    elif deed.before != (last.hash if last else None):
        yield Problem(
            say(
                "deed {number} does not follow the deed before it: the chain of hashes is broken",
                number=str(deed.number),
            ),
            _restore(),
            place,
            code="chain-broken",
        )
    if last is not None and deed.at < last.at:
        yield Problem(
            say("deed {number} is earlier than the one before", number=str(deed.number)),
            _restore(),
            place,
            code="deed-earlier",
        )


def one_record_each(records: list[Record]) -> None:
    """Raises InputError where two records are of one case."""
    seen: dict[str, str] = {}
    problems = []
    for record in records:
        if record.case in seen:
            what = say(
                "{first} and {second} are both of case {case}",
                first=seen[record.case],
                second=record.name,
                case=record.case,
            )
            problems.append(Problem(what, say("keep one of them"), Place(record.name), code="case-twice"))
        seen[record.case] = record.name
    if problems:
        raise InputError(problems)
