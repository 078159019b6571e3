"""A ledger comes back from its lines as it was; every damage that a deed would not do is noticed, by its line."""

import gzip
import json
from base64 import urlsafe_b64decode
from dataclasses import replace
from datetime import timedelta

import pytest
from acting import BEGUN, KEY, NEXT, act, found, without_papers
from hypothesis import given, settings
from hypothesis import strategies as st
from owning import SCHEME, decision, moment

from clustermark.credential.keys import Key
from clustermark.errors import InputError
from clustermark.files import Given
from clustermark.issuing import keys, steps
from clustermark.issuing.ledger import Ledger
from clustermark.issuing.public import LIST, documents
from clustermark.issuing.refused import Refused
from clustermark.issuing.written import read, written
from clustermark.registry.events import Holder, Kind
from clustermark.registry.registry import Registry
from clustermark.registry.state import ledger as applied
from clustermark.words.signs import hidden_in
from clustermark.words.text import Text

KEYS = [KEY, *(Key.new(KEY.controller) for _ in range(12))]
WORDS = st.text(min_size=1).filter(lambda text: text.strip() and not hidden_in(text, kept="\n"))
ORGANISATIONS = ("s-1", "s-2", "s-3")
DECIDED = {(who, day): found(decision(who, day=day, key=KEY)) for who in ORGANISATIONS for day in (0, 300)}
OVERRULED = ("unsigned", "unknown-signer", "same-decision", "period-over")


@st.composite
def ledgers(draw):
    """What a few deeds leave that were drawn at random, where the rules allow them."""
    ledger, key = replace(BEGUN, issuer=replace(BEGUN.issuer, name=draw(WORDS))), KEY
    day = 0
    with without_papers():
        for turn in range(draw(st.integers(0, 12))):
            day += draw(st.integers(0, 200))
            doing = act(day, key, reason=draw(WORDS), seed=turn)
            try:
                ledger, key = done(draw, ledger, doing, key)
            except Refused:
                continue
    return ledger


def done(draw, ledger, doing, key):
    number = draw(st.sampled_from([*ledger.states, "X"]))
    holder = Holder(draw(st.sampled_from(ORGANISATIONS)), Text({"en": draw(WORDS)}), "LV")
    decided = DECIDED[draw(st.sampled_from(sorted(DECIDED)))]
    facts = draw(st.sampled_from([{"holder": holder}, {"valid_until": (doing.at + timedelta(99)).date()}]))
    match draw(
        st.sampled_from(
            ["award", "award", "renew", *steps.ENDED, "suspended", "back", "to", "right", "key", "lost"]
        )
    ):
        case "award":
            return steps.award(ledger, decided, overruling(ledger, decided, doing)).ledger, key
        case "renew":
            return steps.renew(ledger, number, decided, overruling(ledger, decided, doing)).ledger, key
        case "back":
            return steps.reinstate(ledger, number, doing, SCHEME).ledger, key
        case "to":
            return steps.transfer(ledger, number, holder, doing, SCHEME).ledger, key
        case "right":
            return steps.correct(ledger, number, facts, doing, SCHEME).ledger, key
        case "key":
            other = KEYS[len(ledger.entries)]
            return keys.take_over(ledger, other, doing.at), other
        case "lost":
            methods = sorted({ledger.method(e.multikey) for e in ledger.key_entries})
            method = draw(st.sampled_from(methods))
            return keys.compromise(ledger, method, doing.at - timedelta(1), doing.at, doing.reason), key
        case kind:
            return steps.end(ledger, number, Kind(kind), doing).ledger, key


def overruling(ledger, decided, doing):
    return replace(doing, despite=tuple(steps.objections(decided, ledger, doing.at)))


@settings(max_examples=60)
@given(ledgers())
def test_what_was_written_is_read_again(ledger):
    assert read(Given(written(ledger))) == ledger
    assert written(read(Given(written(ledger)))) == written(ledger)


@settings(max_examples=60)
@given(ledgers(), st.data())
def test_two_parts_give_what_the_whole_gives(ledger, data):
    at = data.draw(st.integers(0, len(ledger.entries)))
    part = Ledger(ledger.issuer, ledger.entries[:at])
    assert written(ledger).startswith(written(part))
    book = applied(part.events)
    for event in ledger.events[len(part.events) :]:
        book.apply(event)
    assert book.states == ledger.states
    assert part.ended <= ledger.ended


@settings(max_examples=60)
@given(ledgers())
def test_the_events_are_a_registry_and_the_status_list_is_what_has_ended(ledger):
    day = ledger.last.date()
    public = {state.label for state, _ in Registry.of(ledger.events, tuple(SCHEME.level)).as_of(day)}
    assert public == set(ledger.states)
    signer = next(key for key in KEYS if key.method == ledger.signing)
    content = json.loads(documents(ledger, signer, ledger.last)[LIST])["credentialSubject"]["encodedList"]
    bits = gzip.decompress(urlsafe_b64decode(content[1:] + "=="))
    set_ = {at * 8 + bit for at, byte in enumerate(bits) if byte for bit in range(8) if byte & 128 >> bit}
    assert set_ == ledger.ended


@pytest.fixture(scope="module")
def lines():
    """Head, key, award, another award, suspension, and a new key with a third award."""
    with without_papers():
        ledger = steps.award(BEGUN, found(), act()).ledger
        ledger = steps.award(ledger, found(decision("s-2", key=KEY)), act(1, seed=1)).ledger
        ledger = steps.end(ledger, ledger.events[0].label, Kind.SUSPENDED, act(2)).ledger
        ledger = keys.take_over(ledger, NEXT, moment(3))
        bundled = decision("s-3", day=4, key=NEXT)
        ledger = steps.award(ledger, found(bundled), act(4, NEXT, seed=2)).ledger
    return written(ledger).splitlines(keepends=True)


def changed(line, old, new):
    def change(lines):
        assert old in lines[line - 1]
        return [*lines[: line - 1], lines[line - 1].replace(old, new, 1), *lines[line:]]

    return change


DAMAGES = {
    "nothing left": (1, lambda _: []),
    "a foreign head": (1, changed(1, b"clustermark-ledger", b"clustermark-lodger")),
    "a head of a later form": (1, changed(1, b'"format":1', b'"format":2')),
    "a head that says more": (1, changed(1, b'"format":1', b'"format":1,"x":1')),
    "a head that lacks a part": (1, changed(1, b'"did":', b'"dad":')),
    "a head that is cut": (1, lambda lines: [lines[0].strip()]),
    "no object": (1, lambda lines: [b"[" * 100_000, *lines[1:]]),
    "another byte order": (1, lambda lines: [b"\xff\xfe", *lines]),
    "a cut last line": (7, lambda lines: [*lines[:-1], lines[-1][:-20]]),
    "a last line without its end": (7, lambda lines: [*lines[:-1], lines[-1].strip()]),
    "an empty line": (3, lambda lines: [*lines[:2], b"\n", *lines[2:]]),
    "a blank": (3, changed(3, b":", b": ")),
    "one letter": (3, changed(3, b'"kind":"awarded"', b'"kind":"swarded"')),
    "a member more": (3, changed(3, b'"event":', b'"x":1,"event":')),
    "a dropped first line": (2, lambda lines: lines[1:2] and [lines[0], *lines[2:]]),
    "a dropped line": (4, lambda lines: [*lines[:3], *lines[4:]]),
    "a dropped key": (6, lambda lines: [*lines[:5], *lines[6:]]),
    "a doubled line": (4, lambda lines: [*lines[:3], *lines[2:]]),
    "two lines in another order": (3, lambda lines: [*lines[:2], lines[3], lines[2], *lines[4:]]),
    "a key before an earlier deed": (6, lambda lines: [*lines[:4], lines[5], lines[4], lines[6]]),
    "a moment before the one above": (4, changed(4, b'"at":"2025', b'"at":"2024')),
    "a moment without its zone": (4, changed(4, b"12:00:00Z", b"12:00:00")),
    "a moment that cannot be written": (4, lambda lines: changed_all(lines, 3, b"2025-05-06", b"9999-12-31")),
    "an event of another day": (4, changed(4, b'"on":"2025-05-06"', b'"on":"2025-05-07"')),
    "an award that says no first day": (4, changed(4, b'"valid_from":"2025-05-05",', b"")),
    "an award without a credential": (4, lambda lines: unsigned(lines, 3)),
    "what is only listed": (4, changed(4, b'"kind":"awarded"', b'"kind":"listed"')),
    "a credential by another key": (3, changed(3, KEY.multikey.encode(), NEXT.multikey.encode())),
    "a place beyond the list": (4, changed(4, b'"index":', b'"index":999999')),
    "a place below the list": (4, changed(4, b'"index":', b'"index":-')),
    "a place that is taken": (4, lambda lines: placed(lines, 3)),
}


def again(line, change):
    content = json.loads(line)
    change(content)
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def changed_all(lines, at, old, new):
    return [*lines[:at], lines[at].replace(old, new), *lines[at + 1 :]]


def unsigned(lines, at):
    return [*lines[:at], again(lines[at], lambda c: c.pop("signed")), *lines[at + 1 :]]


def placed(lines, at):
    index = json.loads(lines[2])["signed"]["index"]
    return [*lines[:at], again(lines[at], lambda c: c["signed"].update(index=index)), *lines[at + 1 :]]


@pytest.mark.parametrize("damage", DAMAGES)
def test_every_damage_is_noticed_by_its_line(lines, damage):
    line, change = DAMAGES[damage]
    with pytest.raises(InputError) as refused:
        read(Given(b"".join(change(lines)), "ledger.jsonl"))
    [problem] = refused.value.problems
    assert (problem.code, problem.place.file, problem.place.line) == ("damaged-ledger", "ledger.jsonl", line)
    assert problem.remedy


def test_what_is_whole_is_read(lines):
    assert len(read(Given(b"".join(lines))).entries) == 6


def test_a_dropped_last_line_cannot_be_noticed(lines):
    """The lines before are a ledger as well: they were one before the last deed."""
    assert len(read(Given(b"".join(lines[:-1]))).entries) == 5
