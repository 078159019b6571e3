"""Every reason for which a deed is refused, by its code, each with a remedy; and nothing else is."""

import json
from dataclasses import replace
from datetime import date

import pytest
from acting import BEGUN, KEY, NEXT, STRANGER, act, found, without_papers
from owning import SCHEME, decision, made_case, moment

from clustermark.credential.keys import Key
from clustermark.credential.label import Issuer
from clustermark.errors import ClustermarkError
from clustermark.issuing import keys, public, steps
from clustermark.issuing.bundle import Resolution, bundle, sealed
from clustermark.issuing.ledger import Ledger
from clustermark.registry.events import Holder, Kind
from clustermark.scheme.canonical import encoded
from clustermark.scoring.case import Case
from clustermark.scoring.decision import assess
from clustermark.words.text import Text

UNDER_ANOTHERS_NAME = Key.new(KEY.controller)


@pytest.fixture(scope="module")
def awarded():
    with without_papers():
        return steps.award(BEGUN, found(), act())


@pytest.fixture
def ledger(awarded):
    return awarded.ledger


@pytest.fixture
def number(awarded):
    return awarded.state.label


@pytest.fixture(autouse=True)
def quick():
    with without_papers():
        yield


def changed(**changes):
    """The case with other parts, and its assessment."""
    case = Case.model_validate(made_case().model_dump(by_alias=True) | changes)
    return assess(case, SCHEME)


def resolved(assessment, level="friendly", on="2025-05-05"):
    return bundle(assessment, Resolution(level=level, by="board", on=on))


def edited(change, data=None):
    content = json.loads(data or decision(key=KEY))
    change(content)
    return encoded(content)


def award(ledger, *, day=0, key=KEY, bundled=None, despite=(), known=(), reason="drawn", **how):
    doing = act(day, key, despite=despite, known=known, reason=reason)
    return steps.award(ledger, found(bundled, **how), doing)


def rotated(ledger):
    return keys.take_over(ledger, NEXT, moment(1))


def compromised(ledger, method=KEY.method, reason="lost"):
    return keys.compromise(ledger, method, moment(0), moment(2), reason)


def of_its_own():
    own = Key.new()
    return keys.take_over(Ledger(Issuer(did=own.controller, name="Own", url="https://x")), own, moment(0))


NOBODY = Holder("s-9", Text({"en": "Nine (synthetic)"}), "LV")
NAMELESS = {"organisation": {"number": "", "name": "", "country": "LV", "synthetic": True}}

AWARDS = {
    "a computation": ("no-decision", lambda led: award(led, by="")),
    "another level": ("another-level", lambda _: found(level="outstanding")),
    "what the rules refuse": ("not-awarded", lambda _: resolved(changed(answers={}))),
    "a level that is none": ("not-awarded", lambda _: resolved(changed(), "platinum")),
    "before the assessment": ("decided-early", lambda _: resolved(changed(), on="2025-05-04")),
    "to nobody": ("no-recipient", lambda led: award(led, bundled=sealed(resolved(changed(**NAMELESS)), KEY))),
    "unsigned": ("unsigned", lambda led: award(led, key=KEY, bundled=decision(day=1))),
    "by a stranger": ("unknown-signer", lambda led: award(led, bundled=decision(key=STRANGER))),
    "under another's name": (
        "unknown-signer",
        lambda led: award(led, bundled=decision(key=UNDER_ANOTHERS_NAME)),
    ),
    "by a retired key": ("unknown-signer", lambda led: award(rotated(led), day=1, key=NEXT)),
    "by nobody": (
        "bundle-differs",
        lambda led: award(led, bundled=edited(lambda d: d["signature"].update(by=STRANGER.method))),
    ),
    "with another answer": (
        "bundle-differs",
        lambda led: award(led, bundled=edited(lambda d: d["case"]["answers"].update(seats=1))),
    ),
    "a case with problems": (
        "unknown-question",
        lambda led: award(led, bundled=bundle(changed(answers={"x": 1}))),
    ),
    "twice": ("same-decision", award),
    "when its period is over": ("period-over", lambda led: award(led, day=800, organisation="s-2")),
    "before its decision": ("early", lambda _: award(BEGUN, day=-1)),
    "held already": ("impossible", lambda led: award(led, day=9, bundled=decision(day=9, key=KEY))),
    "by another key": ("foreign-key", lambda led: award(led, key=STRANGER, organisation="s-2")),
    "overruled without a reason": (
        "no-reason",
        lambda led: award(led, despite=("same-decision",), reason=" "),
    ),
    "overruled in vain": ("no-such-objection", lambda led: award(led, despite=("unsigned",))),
    "overruled in vain, with nothing objected": (
        "no-such-objection",
        lambda led: award(led, despite=("unsigned",), organisation="s-2"),
    ),
}


@pytest.mark.parametrize("case", AWARDS)
def test_what_is_not_awarded(ledger, case):
    code, deed = AWARDS[case]
    refuses(code, lambda: deed(ledger))


def refuses(code, deed):
    with pytest.raises(ClustermarkError) as refused:
        deed()
    [problem] = refused.value.problems
    assert problem.code == code
    assert problem.remedy


AFTER = {
    "another organisation's": (
        "another-label",
        lambda led, n: steps.renew(led, n, found(organisation="s-2"), act()),
    ),
    "another level's": (
        "another-label",
        lambda led, n: steps.renew(led, n, found(decision(level="outstanding", key=KEY)), act()),
    ),
    "an unknown one": ("unknown-label", lambda led, _: steps.end(led, "X", Kind.REVOKED, act())),
    "the scheme of an unknown one": ("unknown-label", lambda led, _: steps.scheme_of(led, "X")),
    "an ended one": ("ended", lambda led, n: steps.end(ended(led, n), n, Kind.SUSPENDED, act())),
    "an ended one comes back": ("ended", lambda led, n: steps.reinstate(ended(led, n), n, act(), SCHEME)),
    "an ended one goes on": ("ended", lambda led, n: steps.renew(ended(led, n), n, found(), act())),
    "an ended one is handed over": (
        "ended",
        lambda led, n: steps.transfer(ended(led, n), n, NOBODY, act(), SCHEME),
    ),
    "no suspended one comes back": ("impossible", lambda led, n: steps.reinstate(led, n, act(), SCHEME)),
    "nothing is corrected": ("nothing-to-correct", lambda led, n: steps.correct(led, n, {}, act(), SCHEME)),
    "what was not stated": (
        "nothing-to-correct",
        lambda led, n: steps.correct(led, n, {"source": "x"}, act(), SCHEME),
    ),
    "ended without a reason": ("no-reason", lambda led, n: steps.end(led, n, Kind.REVOKED, act(reason=""))),
    "back without a reason": ("no-reason", lambda led, n: steps.reinstate(led, n, act(reason=""), SCHEME)),
    "handed over without a reason": (
        "no-reason",
        lambda led, n: steps.transfer(led, n, NOBODY, act(reason=""), SCHEME),
    ),
    "corrected without a reason": (
        "no-reason",
        lambda led, n: steps.correct(led, n, {"valid_until": date(2026, 1, 1)}, act(reason=""), SCHEME),
    ),
    "ended by another key": (
        "foreign-key",
        lambda led, n: steps.end(led, n, Kind.REVOKED, act(key=STRANGER)),
    ),
    "ended by a retired key": (
        "foreign-key",
        lambda led, n: steps.end(rotated(led), n, Kind.REVOKED, act(1)),
    ),
    "ended before it began": ("set-back", lambda led, n: steps.end(led, n, Kind.REVOKED, act(-1))),
    "ended for what is no text": (
        "letters",
        lambda led, n: steps.end(led, n, Kind.REVOKED, act(reason="old\udcff")),
    ),
    "handed over to a name that turns the line": (
        "letters",
        lambda led, n: steps.transfer(
            led, n, replace(NOBODY, name=Text({"en": "\u202eNine"})), act(), SCHEME
        ),
    ),
    "lost for what steers a terminal": (
        "letters",
        lambda led, _: compromised(rotated(led), reason="\x1b[2J"),
    ),
    "a list by another key": ("foreign-key", lambda led, _: public.documents(led, STRANGER, moment(0))),
    "a key that is the issuer": ("own-key", lambda _l, _n: keys.take_over(of_its_own(), NEXT, moment(1))),
    "a key before the last entry": ("set-back", lambda led, _: keys.take_over(led, NEXT, moment(-1))),
    "the key that signs": ("signing-key", lambda led, _: compromised(led)),
    "a key that is not the owner's": ("unknown-key", lambda led, _: compromised(led, STRANGER.method)),
    "a key that is known to be lost": (
        "known-already",
        lambda led, _: compromised(compromised(rotated(led))),
    ),
    "lost without a reason": ("no-reason", lambda led, _: compromised(rotated(led), reason=" ")),
    "lost before the last entry": (
        "set-back",
        lambda led, _: compromised(keys.take_over(led, NEXT, moment(3))),
    ),
}


def ended(ledger, number):
    return steps.end(ledger, number, Kind.WITHDRAWN, act()).ledger


@pytest.mark.parametrize("case", AFTER)
def test_what_cannot_be_done_with_a_label_or_a_key(ledger, number, case):
    code, deed = AFTER[case]
    refuses(code, lambda: deed(ledger, number))


def test_all_objections_are_told_at_once_and_each_is_overruled_by_its_name(ledger):
    bundled = decision("s-2")
    first = award(ledger, bundled=bundled, despite=("unsigned",)).ledger
    late = {"bundled": bundled, "day": 800}
    every = ("unsigned", "same-decision", "period-over")
    for code in every:
        refuses(code, lambda code=code: award(first, **late, despite=[one for one in every if one != code]))
    done = award(first, **late, despite=every)
    assert done.entry.despite == every
    assert done.entry.event.reason == "drawn"


@pytest.mark.parametrize("name", [STRANGER.method, STRANGER.multikey], ids=["by its address", "by itself"])
def test_a_key_that_was_named_decides(ledger, name):
    assert award(ledger, bundled=decision("s-2", key=STRANGER), known=(name,)).state.holder.number == "s-2"


def test_a_new_key_signs_and_what_it_replaced_is_only_read(ledger, number):
    lost = compromised(rotated(ledger))
    assert steps.to_sign_anew(lost, KEY.method, moment(2).date()) == (number,)
    assert lost.ended == {one.index for one in ledger.credentials(number)}
    anew = steps.sign_anew(lost, number, act(2, NEXT), SCHEME)
    assert anew.entry.signed.method == NEXT.method
    assert steps.to_sign_anew(anew.ledger, KEY.method, moment(2).date()) == ()
    first, second = anew.ledger.credentials(number)
    assert anew.ledger.ended == {first.index}
    assert public.needed(anew.ledger, moment(2).date()) == {second.method}
    assert public.needed(anew.ledger, moment(800).date()) == frozenset()


def test_the_last_key_may_be_lost_in_an_older_ledger(ledger):
    """No deed gives it, as another key comes first; it signs nothing all the same."""
    lost = compromised(rotated(ledger))
    assert Ledger(lost.issuer, (*lost.entries[:2], lost.entries[-1])).signing == ""


def test_what_is_out_of_force_comes_without_papers(ledger, number):
    held = steps.end(ledger, number, Kind.SUSPENDED, act())
    over = steps.transfer(held.ledger, number, NOBODY, act(), SCHEME)
    assert (over.entry.signed, dict(over.papers), over.state.holder) == (None, {}, NOBODY)
    late = steps.transfer(ledger, number, NOBODY, act(800), SCHEME)
    assert late.entry.signed is None


def test_a_label_goes_on_in_its_own_period(ledger, number):
    renewed = steps.renew(ledger, number, found(day=370), act(370))
    assert renewed.state.valid_until > ledger.states[number].valid_until
    assert len(renewed.ledger.credentials(number)) == 2
