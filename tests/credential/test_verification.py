"""What is refused, each with its reason."""

import gzip
import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from labels import FACTS, KEY, LIST, NOW, issuers, listed, signed, status_list

from clustermark.credential import contexts, document, keys, multibase, proof
from clustermark.credential import status as lists
from clustermark.credential.issuers import Issuers
from clustermark.credential.keys import Key
from clustermark.credential.refusal import Reason, Refusal
from clustermark.credential.verification import About, read_list, verify

OTHER = Key.new("did:web:labels.example")
ELSEWHERE = Key.new("did:web:elsewhere.example")
AFTER = datetime(2028, 4, 1, tzinfo=UTC)


def checked(data, listed_=None, on=NOW, by=None):
    return verify(data, by or issuers(), listed_ or status_list(), on)


def reason(data, about=About.PROOF, **kwargs):
    found = checked(data, **kwargs)
    assert not found.valid
    return found.check(about).reason


def changed(edit, data=None):
    found = json.loads(data or signed())
    edit(found)
    return document.written(found)


def test_a_good_label_passes_every_check():
    found = checked(signed())
    assert found.valid
    assert [check.says.of("en") for check in found.checks] == [
        "it is unchanged since its issuer signed it on 1 April 2026",
        "the issuer is did:web:labels.example",
        "it is valid from 10 March 2026 to 31 March 2028",
        "it was not revoked, by the list of 1 April 2026",
    ]


def test_the_same_facts_give_the_same_bytes():
    assert signed() == signed()


@given(st.integers(0, len(signed()) - 1), st.integers(1, 255))
def test_no_changed_byte_goes_unnoticed(place, change):
    data = bytearray(signed())
    data[place] ^= change
    try:
        same = json.loads(data) == json.loads(signed())
    except ValueError:
        same = False
    assert same or not checked(bytes(data)).valid


@pytest.mark.parametrize(
    "edit",
    [
        lambda d: d.update(grade="gold"),
        lambda d: d["credentialSubject"].update(points=150),
        lambda d: d["credentialSubject"]["achievement"].update(type=["Achievement", "Medal"]),
        lambda d: d.update({"https://example.org/grade": "gold"}),
        lambda d: d.update({"@included": [{"id": "urn:x"}]}),
        lambda d: d["proof"].update(nonceX="1"),
    ],
)
def test_an_undefined_member_is_refused(edit):
    assert reason(changed(edit)) is Reason.UNDEFINED


@pytest.mark.parametrize(
    "edit",
    [
        lambda d: d.update(description=None),
        lambda d: d.update(evidence=[]),
        lambda d: d.update(image={"id": "badge.png", "type": "Image"}),
        lambda d: d["credentialSubject"].update(source={"id": "_:a", "type": ["Profile"]}),
        lambda d: d.update(termsOfUse="no address"),
    ],
)
def test_what_a_signature_cannot_cover_is_refused(edit):
    assert reason(changed(edit)) is Reason.UNCOVERED


def test_undefined_members_are_not_signed_either():
    with pytest.raises(Refusal) as refusal:
        proof.signed({**json.loads(signed()), "grade": "gold"}, KEY, NOW)
    assert refusal.value.reason is Reason.UNDEFINED
    assert "grade" in str(refusal.value)


@pytest.mark.parametrize(
    "context",
    [
        ["https://www.w3.org/ns/credentials/v2", "https://evil.example/context.json"],
        [contexts.OPEN_BADGES],
        [contexts.CREDENTIALS, {"@vocab": "urn:mine#"}],
        7,
        [contexts.CREDENTIALS] * 7,
        [],
        "https://evil.example/context.json",
    ],
)
def test_a_context_from_elsewhere_is_refused(context):
    assert reason(changed(lambda d: d.update({"@context": context}))) in {
        Reason.CONTEXT,
        Reason.UNCOVERED,
        Reason.UNDEFINED,
    }


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\xff\xfe",
        b"[]",
        b'{"a": 1, "a": 2}',
        b'{"a": NaN}',
        b"[" * 100_000,
        b'{"type": ["VerifiableCredential"]}',
        b'{"type": "VerifiableCredential"}',
        b'{"a":' * 30 + b"1" + b"}" * 30,
        json.dumps({"a": [{"b": "1"} for _ in range(40)]}).encode(),
        json.dumps({"a": "\x07"}).encode(),
        b" " * 300_000 + b"{}",
    ],
)
def test_what_is_no_label_is_refused(data):
    found = checked(data)
    assert not found.valid
    assert not found.proof_holds
    assert {check.reason for check in found.checks} <= {Reason.FORM, Reason.UNCOVERED, Reason.LETTERS}


def test_a_number_with_a_fraction_is_refused():
    assert reason(changed(lambda d: d["credentialSubject"].update(creditsEarned=1.5))) is Reason.FORM
    assert reason(changed(lambda d: d["credentialSubject"].update(creditsEarned=2))) is Reason.PROOF


def test_a_key_that_may_not_sign_labels_is_not_the_issuers():
    by = keys.issuer_document([KEY.public()], KEY.controller) | {"assertionMethod": []}
    assert reason(signed(), by=Issuers.of([by])) is Reason.KEY


@pytest.mark.parametrize(
    "edit",
    [
        lambda d: d.pop("proof"),
        lambda d: d.update(proof=[d["proof"], d["proof"]]),
        lambda d: d["proof"].update(cryptosuite="eddsa-jcs-2022"),
        lambda d: d["proof"].update(proofPurpose="authentication"),
        lambda d: d["proof"].update(proofValue="no base58"),
        lambda d: d["proof"].update(proofValue="z0OIl"),
        lambda d: d["proof"].update(created="2026-04-01T12:00:01Z"),
    ],
)
def test_a_signature_that_does_not_fit_is_refused(edit):
    assert reason(changed(edit)) is Reason.PROOF


def test_a_proof_in_a_list_of_one_is_read():
    assert checked(changed(lambda d: d.update(proof=[d["proof"]]))).valid


def test_one_who_is_not_trusted_is_named():
    data = signed(key=ELSEWHERE, issuer=replace(FACTS.issuer, did=ELSEWHERE.controller))
    found = checked(data)
    assert found.check(About.ISSUER).reason is Reason.ISSUER
    assert "did:web:elsewhere.example" in found.check(About.ISSUER).says.of("en")
    assert found.check(About.PROOF).reason is Reason.KEY_MISSING


def test_a_key_of_somebody_else_does_not_sign_for_the_issuer():
    assert reason(signed(key=ELSEWHERE)) is Reason.KEY


def test_a_new_key_signs_and_the_retired_one_still_verifies_what_it_signed():
    retired = {**KEY.public(), "expires": "2026-05-01T00:00:00Z"}
    rotated = Issuers.of([keys.issuer_document([retired, OTHER.public()], KEY.controller)])
    assert checked(signed(), by=rotated).valid
    assert checked(signed(key=OTHER), by=rotated).valid
    late = NOW + timedelta(days=60)
    at_that_time = read_list(listed(key=OTHER, at=late), rotated)
    assert reason(signed(at=late), by=rotated, on=late, listed_=at_that_time) is Reason.KEY


def test_an_issuer_that_is_its_own_key_must_be_trusted_by_name():
    own = Key.new()
    data = signed(key=own, issuer=replace(FACTS.issuer, did=own.controller))
    by = Issuers.of(names=[own.controller])
    assert verify(data, by, read_list(listed(key=own), by), NOW).valid
    found = checked(data)
    assert found.proof_holds
    assert found.check(About.ISSUER).reason is Reason.ISSUER
    strange = changed(lambda d: d["proof"].update(verificationMethod=f"{own.controller}#other"), data)
    assert reason(strange, by=by) is Reason.KEY


@pytest.mark.parametrize("text", ["z6Mk", "no key", "zQ3shokFTS3brHcDQrn82RUDfCZESWL1ZdCEJwekUDPQiYBme"])
def test_what_is_no_key_is_refused(text):
    with pytest.raises(Refusal, match="Ed25519"):
        keys.public_key(text)


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", '{"controller": "did:web:a.example", "secretKeyMultibase": "z6Mk"}']
)
def test_what_is_no_signing_key_is_refused(text):
    with pytest.raises(Refusal, match="signing key"):
        Key.read(text)


def test_a_key_is_written_and_read():
    again = Key.read(KEY.write())
    assert again.sign(b"x") == KEY.sign(b"x")


def test_what_is_no_issuers_document_is_refused():
    with pytest.raises(Refusal, match="keys"):
        Issuers.of([{"id": "did:web:labels.example"}])


def test_a_wrong_clock_is_named():
    early = datetime(2026, 3, 1, tzinfo=UTC)
    found = checked(signed(), listed_=status_list(at=early), on=early)
    assert found.check(About.PERIOD).reason is Reason.EARLY
    assert found.check(About.PROOF).reason is Reason.EARLY
    assert "clock" in found.check(About.PERIOD).says.of("en")


def test_a_label_ends_after_its_last_day():
    last = datetime(2028, 3, 31, 23, 59, 59, tzinfo=UTC)
    assert checked(signed(), listed_=status_list(at=last), on=last).valid
    found = checked(signed(), listed_=status_list(at=AFTER), on=AFTER)
    assert found.check(About.PERIOD).reason is Reason.EXPIRED
    assert found.proof_holds


@pytest.mark.parametrize("value", ["2026-03-10T00:00:00", "yesterday"])
def test_a_time_without_its_zone_is_refused(value):
    data = signed()
    late = changed(lambda d: d.update(validUntil=value), data)
    assert reason(late, about=About.PERIOD) is Reason.FORM


def test_a_revoked_label_still_has_a_good_signature():
    found = checked(signed(), listed_=status_list([94_567]))
    assert found.proof_holds
    assert found.check(About.STATUS).reason is Reason.REVOKED
    assert not found.valid


def tampered(data):
    return changed(lambda d: d["credentialSubject"].update(encodedList=lists.encoded([1])), data)


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (lambda: None, Reason.LIST_MISSING),
        (lambda: status_list([], at=NOW - timedelta(days=8)), Reason.LIST_EXPIRED),
        (lambda: status_list([], at=NOW + timedelta(days=1)), Reason.LIST_EXPIRED),
        (lambda: read_list(tampered(listed()), issuers()), Reason.LIST_TAMPERED),
        (lambda: read_list(signed(), issuers()), Reason.LIST_TAMPERED),
        (lambda: status_list(address=f"{LIST}0"), Reason.LIST_FOREIGN),
        (
            lambda: read_list(
                listed(key=ELSEWHERE),
                Issuers.of([keys.issuer_document([ELSEWHERE.public()], ELSEWHERE.controller)]),
            ),
            Reason.LIST_FOREIGN,
        ),
    ],
)
def test_a_status_list_that_does_not_help_is_named(found, expected):
    answer = verify(signed(), issuers(), found(), NOW)
    assert answer.check(About.STATUS).reason is expected
    assert answer.proof_holds


@pytest.mark.parametrize(
    ("edit", "why"),
    [
        (lambda e: e.update(statusListIndex="09"), Reason.FORM),
        (lambda e: e.update(statusListIndex="-1"), Reason.FORM),
        (lambda e: e.pop("statusListIndex"), Reason.FORM),
        (lambda e: e.update(statusListIndex="999999999"), Reason.LIST_FOREIGN),
        (lambda e: e.update(statusPurpose="suspension"), Reason.FORM),
        (lambda e: e.update(type="StatusList2021Entry"), Reason.FORM),
    ],
)
def test_an_unfit_status_entry_is_refused(edit, why):
    assert reason(changed(lambda d: edit(d["credentialStatus"])), about=About.STATUS) is why


def test_two_status_entries_are_refused():
    other = f"{LIST}#other"
    data = changed(
        lambda d: d.update(credentialStatus=[d["credentialStatus"], d["credentialStatus"] | {"id": other}])
    )
    assert reason(data, about=About.STATUS) is Reason.FORM


def packed(data):
    return multibase.base64url(gzip.compress(data, mtime=0))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "u!",
        "uAAAA",
        multibase.base64url(gzip.compress(b"", mtime=0)[:10] + b"\xff" * 20),
        packed(b"\0" * 100),
        packed(b"\0" * (lists.LARGEST + 1)),
    ],
)
def test_a_list_that_cannot_be_unpacked_or_is_a_bomb_is_refused(text):
    with pytest.raises(Refusal) as refusal:
        lists.decoded(text)
    assert refusal.value.reason is Reason.LIST_TAMPERED


@given(st.frozensets(st.integers(0, lists.BITS - 1), max_size=20), st.integers(0, lists.BITS - 1))
def test_exactly_the_bits_that_were_set_are_set(revoked, index):
    bits = lists.decoded(lists.encoded(revoked))
    assert lists.is_set(bits, index) == (index in revoked)
    assert all(lists.is_set(bits, one) for one in revoked)


def test_a_place_in_the_list_is_free_and_random():
    draws = iter([5, 7, 9])
    assert lists.free_index({5, 7}, lambda _: next(draws)) == 9
    with pytest.raises(Refusal, match="full"):
        lists.free_index({5}, lambda _: 5)


@given(st.binary(max_size=80))
def test_bytes_come_back_from_their_text(data):
    assert multibase.from_base58(multibase.base58(data)) == data
    assert multibase.from_base64url(multibase.base64url(data)) == data


@pytest.mark.parametrize("text", ["", "x", "z" + "1" * 300])
def test_what_is_no_base58_is_refused(text):
    with pytest.raises(ValueError, match=r".*"):
        multibase.from_base58(text)


def test_without_evidence_the_label_says_nothing_of_it():
    assert "evidence" not in json.loads(signed(evidence=""))
    assert date(2026, 3, 10) == FACTS.first


def test_what_json_ld_cannot_read_is_refused():
    assert reason(changed(lambda d: d["credentialSubject"].update(type=[["x"]]))) is Reason.FORM


def test_an_unknown_context_has_no_content():
    with pytest.raises(Refusal, match="known"):
        contexts.context("https://evil.example/context.json")


@pytest.mark.parametrize(
    "edit",
    [
        lambda d: d["type"].append("OpenBadgeCredential"),
        lambda d: d["credentialSubject"]["achievement"]["tag"].append("ecei@2020"),
        lambda d: d.update(evidence=d["evidence"] * 2),
    ],
)
def test_what_stands_twice_is_refused_as_no_signature_covers_it(edit):
    assert reason(changed(edit)) is Reason.UNCOVERED
