"""Three answers about a label, what it says of itself, and the status lists that were seen."""

import json
import traceback
from dataclasses import replace
from datetime import date, timedelta
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st
from labels import FACTS, KEY, LIST, NOW, SITE, issuers, listed, signed, status_list

from clustermark.credential import document, label, proof
from clustermark.credential.issuers import Issuers
from clustermark.credential.keys import Key
from clustermark.credential.multibase import base58
from clustermark.credential.refusal import UNKNOWN, Reason, Refusal
from clustermark.credential.said import Said, number_of
from clustermark.credential.seen import Seen
from clustermark.credential.verification import About, Answer, noted, read_list, verify
from clustermark.words.message import say

AFTER = NOW + timedelta(days=900)
EARLIER = NOW - timedelta(days=2)


def edited(edit):
    found = json.loads(signed())
    edit(found)
    return document.written(found)


def again(**members):
    """The label signed anew, with other members."""
    body = label.unsigned(FACTS) | members
    return document.written(proof.signed(body, KEY, NOW))


@pytest.mark.parametrize(
    ("data", "by", "found", "on", "answer", "reason"),
    [
        (signed(), issuers(), status_list(), NOW, Answer.VALID, None),
        (signed(), issuers(), None, NOW, Answer.UNCHECKABLE, Reason.LIST_MISSING),
        (signed(), Issuers.of(), status_list(), NOW, Answer.UNCHECKABLE, Reason.KEY_MISSING),
        (signed(), Issuers.of(), None, AFTER, Answer.NOT_VALID, Reason.EXPIRED),
        (b"{}", issuers(), None, NOW, Answer.NOT_VALID, Reason.FORM),
        (b"%PDF-1.7\n%\xe2\xe3", issuers(), None, NOW, Answer.UNCHECKABLE, Reason.CERTIFICATE),
        (
            again(credentialStatus=label.unsigned(FACTS)["credentialStatus"] | {"statusPurpose": "message"}),
            issuers(),
            None,
            NOW,
            Answer.NOT_VALID,
            None,
        ),
    ],
)
def test_what_is_wrong_for_certain_weighs_more_than_what_is_missing(data, by, found, on, answer, reason):
    got = verify(data, by, found, on)
    assert got.answer is answer
    assert got.valid is (answer is Answer.VALID)
    if reason:
        assert got.decisive.reason is reason
        assert (reason in UNKNOWN) is (answer is Answer.UNCHECKABLE)


def test_a_certificate_says_how_the_label_is_checked():
    check = verify(b"\xef\xbb\xbf%PDF-1.7", issuers(), None, NOW).decisive
    assert "no proof" in check.says.of("en")
    assert "address" in check.remedy.of("en")


def test_a_label_says_who_holds_what_from_whom_and_for_how_long():
    assert verify(signed(), issuers(), None, NOW).said == Said(
        number="7K3M-9QX2-C",
        holder=FACTS.recipient.name,
        holder_number="LV-1",
        level="Silver",
        level_id="silver",
        scheme="ecei@2020",
        issuer=KEY.controller,
        issuer_name="Label Owner",
        first=date(2026, 3, 10),
        last=date(2028, 3, 31),
        synthetic=True,
    )


def test_what_a_label_does_not_say_is_empty():
    assert Said.of({}) == Said()
    assert Said.of({"validFrom": "soon", "credentialSubject": [], "issuer": 7, "id": 3}) == Said()


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                ["id", "name", "tag", "identifier", "identityType", "achievement", "result", "value"]
            ),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)


@given(st.dictionaries(st.sampled_from(["id", "issuer", "credentialSubject", "validFrom"]), JSON))
def test_reading_what_a_label_says_never_fails(found):
    Said.of(found)


@pytest.mark.parametrize(
    ("address", "number"),
    [
        (f"{SITE}/labels/Z54S-RH8A-V/2", "Z54S-RH8A-V"),
        (f"{SITE}/labels/other", "other"),
        (f"{SITE}/labels/Z54S-RH8A-V/%1b", "Z54S-RH8A-V"),
        ("", ""),
    ],
)
def test_the_number_of_a_label_stands_in_its_address(address, number):
    assert number_of(address) == number


# Status lists


def test_an_older_list_is_noticed_once_a_newer_one_was_seen():
    by = issuers()
    new, old = status_list(at=NOW), status_list(at=EARLIER)
    seen = noted(Seen(), new, by, NOW)
    assert verify(signed(), by, old, NOW).valid
    found = verify(signed(), by, old, NOW, seen)
    assert (found.answer, found.decisive.reason) == (Answer.UNCHECKABLE, Reason.LIST_OLDER)
    assert verify(signed(), by, new, NOW, seen).valid
    assert noted(seen, old, by, NOW) == seen


def test_as_of_an_earlier_day_its_own_list_counts():
    by = issuers()
    seen = noted(Seen(), status_list(at=NOW), by, NOW)
    before = NOW - timedelta(days=1)
    assert verify(signed(at=EARLIER), by, status_list(at=EARLIER), before, seen).valid


def test_only_a_trusted_issuers_list_of_today_is_noted():
    stranger = Key.new()
    theirs = read_list(listed(key=stranger), issuers())
    assert theirs.address == LIST
    for found in (theirs, None, Refusal(Reason.FORM, say("x")), status_list(at=NOW + timedelta(days=1))):
        assert noted(Seen(), found, issuers(), NOW) == Seen()


NAMES = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cf", "Zl", "Zp"]), max_size=20)


@given(st.lists(st.tuples(NAMES, NAMES, st.integers(0, 1000)), max_size=6))
def test_the_newest_moment_is_kept_and_comes_back(notes):
    seen = Seen()
    for issuer, address, hours in notes:
        seen = seen.noting(issuer, address, NOW + timedelta(hours=hours))
    for issuer, address, _ in notes:
        newest = max(hours for i, a, hours in notes if (i, a) == (issuer, address))
        assert seen.newest(issuer, address) == NOW + timedelta(hours=newest)
    assert Seen.read(seen.written()) == seen


@pytest.mark.parametrize("data", [b"", b"[]", b'{"a":1}', b'{"a":{"b":"c"}}', b'{"a":{"b":1}}'])
def test_what_does_not_say_which_lists_were_seen_is_refused(data):
    with pytest.raises(Refusal, match="status lists"):
        Seen.read(data)


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (listed(key=Key.new("did:web:far.example")), "whose keys are not at hand"),
        (b"\xff\xfe{\0}\0", "cannot be read: it is written in UTF-16"),
        (listed().replace(b"revocation", b"suspension"), "tampered with"),
        (b"{}", "tampered with"),
    ],
)
def test_each_unfit_list_is_told_apart(data, says):
    found = verify(signed(), issuers(), read_list(data, issuers()), NOW)
    assert found.answer is Answer.UNCHECKABLE
    assert says in found.decisive.says.of("en")


def test_the_list_of_another_issuer_is_named():
    own = Key.new()
    found = verify(signed(), issuers(), read_list(listed(key=own), issuers()), NOW)
    assert own.controller in found.check(About.STATUS).says.of("en")


def test_a_set_bit_counts_in_an_old_list_too_but_not_before_it():
    old = status_list([FACTS.status.index], at=NOW)
    assert verify(signed(), issuers(), old, NOW + timedelta(days=30)).decisive.reason is Reason.REVOKED
    before = verify(signed(at=EARLIER), issuers(), old, EARLIER)
    assert before.decisive.reason is Reason.LIST_EXPIRED


def test_a_refused_list_can_be_used_again_and_again():
    refused = read_list(b"{}", issuers())
    for _ in range(10):
        verify(signed(), issuers(), refused, NOW)
    assert len(list(traceback.walk_tb(refused.__traceback__))) < 10


# Proofs and entries


def test_a_signature_with_an_end_is_held_to_it():
    body = label.unsigned(FACTS)
    for ends, answer in (("2026-04-01T12:00:00Z", Answer.VALID), ("2026-03-31T12:00:00Z", Answer.NOT_VALID)):
        options = {**proof.signed(body, KEY, NOW)["proof"], "expires": ends}
        options.pop("proofValue")
        value = base58(KEY.sign(proof.digest(body, options)))
        data = document.written({**body, "proof": {**options, "proofValue": value}})
        assert verify(data, issuers(), status_list(), NOW).answer is answer


def test_a_status_of_more_than_one_bit_is_refused():
    entry = {**label.unsigned(FACTS)["credentialStatus"], "statusSize": 2}
    found = verify(again(credentialStatus=entry), issuers(), status_list(), NOW)
    assert found.check(About.STATUS).reason is Reason.FORM


# Encodings and letters


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_a_byte_order_mark_changes_nothing(mark):
    by = Issuers.of([document.parsed(mark + json.dumps({**KEYS, "service": []}).encode())])
    assert verify(mark + signed(), by, read_list(mark + listed(), by), NOW).valid
    assert Key.read(mark + KEY.write()).method == KEY.method


KEYS = {
    "id": KEY.controller,
    "verificationMethod": [KEY.public()],
    "assertionMethod": [KEY.method],
}


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_utf_16_is_named(encoding):
    found = verify(signed().decode().encode(encoding), issuers(), None, NOW)
    assert "UTF-16" in found.decisive.says.of("en")


STEERING = ["\u202e", "\u2066", "\u200f", "\u061c", "\x1b", "\x00", "\x85", "\u2028"]


@pytest.mark.parametrize("letter", [*STEERING, "\n", "\t"])
def test_a_name_that_steers_is_neither_signed_nor_accepted(letter):
    name = f"Koks{letter}skoK"
    with pytest.raises(Refusal, match=f"U\\+{ord(letter):04X}"):
        signed(recipient=replace(FACTS.recipient, name=name))
    data = signed().replace(
        json.dumps(FACTS.recipient.name, ensure_ascii=False).encode(), json.dumps(name).encode()
    )
    found = verify(data, issuers(), status_list(), NOW)
    assert found.decisive.reason is Reason.LETTERS
    assert letter not in found.decisive.says.of("en")


@pytest.mark.parametrize("letter", STEERING)
def test_no_text_and_no_member_steers(letter):
    for data in ({"description": f"a{letter}"}, {f"a{letter}": "b"}, {"a": [{"b": f"{letter}"}]}):
        found = verify(json.dumps(data).encode(), issuers(), None, NOW)
        assert found.decisive.reason is Reason.LETTERS


def test_a_description_may_have_lines():
    level = replace(FACTS.level, meaning="One.\n\tTwo.")
    assert verify(signed(level=level), issuers(), status_list(), NOW).valid


# Addresses


@given(
    st.text(st.characters(exclude_categories=["Cs", "Cc", "Cf", "Zl", "Zp"]), min_size=1).filter(
        lambda t: t.strip(".")
    )
)
def test_any_number_has_an_address_of_its_own(number):
    found = label.address(f"{SITE}/organisations", number, "x")
    assert found.isascii()
    assert found.count("/") == SITE.count("/") + 3
    assert not set("#? ") & set(found)
    assert unquote(found.split("/")[-2]) == number


def test_an_address_is_written_as_expected():
    assert label.address(f"{SITE}/", "organisations", "LV/1 #ß") == f"{SITE}/organisations/LV%2F1%20%23%C3%9F"


@pytest.mark.parametrize("part", ["", ".", "..", "a\u202eb", "\ud800", "a\nb"])
def test_what_no_address_can_hold_is_refused(part):
    with pytest.raises(Refusal, match="address"):
        label.address(SITE, part)


def test_the_last_day_of_all_has_an_end():
    assert label.end(date(9999, 12, 31)).hour == 23
