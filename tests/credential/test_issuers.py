"""An issuer's document speaks for that issuer alone, and says from when until when each key signs."""

import itertools
import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from labels import FACTS, KEY, NOW, signed, status_list

from clustermark.credential.document import dated, moment, stamp
from clustermark.credential.issuers import Issuers
from clustermark.credential.keys import Key, Method, compromised, issuer_document, retired
from clustermark.credential.refusal import Reason, Refusal
from clustermark.credential.verification import About, verify

OWNER = KEY.controller
OTHER = Key.new("did:web:other.example")
OWN_KEY = Key.new()


def proven(documents, data=None, names=()):
    """Why the signature of the label does not count; None where it does."""
    by = Issuers.of(documents, names)
    return verify(data or signed(), by, status_list(), NOW).check(About.PROOF).reason


def document(**changes):
    return issuer_document([KEY.published()], OWNER) | changes


METHOD = KEY.public()


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"verificationMethod": [METHOD, METHOD]},
        {"verificationMethod": [METHOD, {**METHOD, "publicKeyMultibase": OTHER.multikey}]},
        {"verificationMethod": [{**METHOD, "publicKeyMultibase": OTHER.multikey}, METHOD]},
        {"verificationMethod": [], "assertionMethod": [METHOD]},
        {
            "verificationMethod": [{**METHOD, "id": f"#{KEY.multikey}"}],
            "assertionMethod": [f"#{KEY.multikey}"],
        },
        {"verificationMethod": [{name: METHOD[name] for name in ("id", "publicKeyMultibase")}]},
        {
            "verificationMethod": [
                7,
                {"id": 3},
                {**METHOD, "id": f"{OWNER}#x", "publicKeyMultibase": 3},
                METHOD,
            ]
        },
        {"verificationMethod": [{**METHOD, "expires": stamp(NOW + timedelta(seconds=1))}]},
        {"verificationMethod": [{**METHOD, "revoked": stamp(NOW + timedelta(seconds=1))}]},
        {"verificationMethod": [{**METHOD, "created": stamp(NOW)}]},
        {"assertionMethod": [METHOD["id"], None, 7, {"id": []}]},
    ],
)
def test_a_key_counts_where_its_issuer_says_so(changes):
    assert proven([document(**changes)]) is None


@pytest.mark.parametrize(
    "changes",
    [
        {"assertionMethod": []},
        {"verificationMethod": []},
        {"verificationMethod": [{**METHOD, "controller": OTHER.controller}]},
        {"verificationMethod": [{**METHOD, "controller": [OWNER]}]},
        {"verificationMethod": [{**METHOD, "expires": stamp(NOW)}]},
        {"verificationMethod": [{**METHOD, "revoked": stamp(NOW)}]},
        {"verificationMethod": [METHOD, {**METHOD, "revoked": stamp(NOW)}]},
        {"verificationMethod": [{**METHOD, "revoked": stamp(NOW)}], "assertionMethod": []},
        {"verificationMethod": [{**METHOD, "created": stamp(NOW + timedelta(seconds=1))}]},
        {"verificationMethod": [{**METHOD, "expires": "some day"}]},
        {"verificationMethod": [{**METHOD, "expires": None}]},
    ],
)
def test_a_key_does_not_count_where_its_issuer_does_not_say_so(changes):
    assert proven([document(**changes)]) is Reason.KEY


@pytest.mark.parametrize("order", list(itertools.permutations(range(2))))
def test_two_documents_of_one_issuer_must_say_the_same(order):
    both = [document(), document(assertionMethod=[])]
    with pytest.raises(Refusal, match="two documents"):
        Issuers.of([both[i] for i in order])
    assert proven([document(), document(service=[])]) is None


@pytest.mark.parametrize(
    "changes",
    [
        {"id": None},
        {"assertionMethod": "x"},
        {"verificationMethod": {}},
    ],
)
def test_what_is_no_issuers_document_is_refused(changes):
    with pytest.raises(Refusal, match="issuer's document") as refusal:
        Issuers.of([document(**changes)])
    assert refusal.value.reason is Reason.ISSUER


def test_an_issuer_that_is_a_key_has_that_key_alone():
    did = OWN_KEY.controller
    data = signed(OWN_KEY, issuer=replace(FACTS.issuer, did=did))
    own = issuer_document([OWN_KEY.published()], did)
    assert proven([own], data) is None
    assert proven([], data, [did]) is None
    foreign = {**OTHER.public(), "id": OWN_KEY.method, "controller": did}
    assert proven([own | {"verificationMethod": [foreign]}], data) is Reason.KEY
    old = {**OWN_KEY.public(), "expires": stamp(NOW)}
    assert proven([own | {"verificationMethod": [old]}], data) is Reason.KEY


def test_an_issuer_by_name_whose_keys_are_not_at_hand_cannot_be_checked():
    assert proven([], names=[OWNER]) is Reason.KEY_MISSING


MOMENTS = st.datetimes(datetime(1970, 1, 1), datetime(9998, 12, 31, 23, 59, 59)).map(  # noqa: DTZ001 - given its zone in the next line
    lambda at: at.replace(microsecond=0, tzinfo=UTC)
)


@given(MOMENTS, st.none() | MOMENTS, st.none() | MOMENTS)
def test_a_method_comes_back_from_its_document(created, expires, revoked):
    method = replace(KEY.published(created), expires=expires, revoked=revoked)
    assert Method.of(method.document(), OWNER) == method
    assert Method.of(json.loads(json.dumps(method.document())), OWNER).key.public_bytes_raw() == (
        KEY.private.public_key().public_bytes_raw()
    )


def test_retired_keys_keep_the_day_on_which_they_were_retired():
    first = retired([KEY.published()], NOW)
    again = retired([*first, OTHER.published(NOW)], NOW + timedelta(days=1))
    assert [method.expires for method in again] == [NOW, NOW + timedelta(days=1)]
    with pytest.raises(Refusal, match="made only"):
        retired([KEY.published(NOW)], NOW - timedelta(seconds=1))


def test_a_key_is_compromised_since_the_earliest_moment():
    methods = compromised([KEY.published(), OTHER.published()], KEY.method, NOW)
    assert [method.signs for method in methods] == [False, True]
    earlier, later = NOW - timedelta(days=1), NOW + timedelta(days=1)
    assert compromised(methods, KEY.method, later)[0].revoked == NOW
    assert compromised(methods, KEY.method, earlier)[0].revoked == earlier
    with pytest.raises(Refusal, match="no key"):
        compromised(methods, "did:web:other.example#x", NOW)


def test_the_document_lists_for_signing_what_signs_and_what_is_still_needed():
    old, lost = retired([KEY.published(), Key.new(OWNER).published()], NOW)
    old, lost = compromised([old, lost], lost.id, NOW)
    new = Key.new(OWNER).published(NOW)
    methods = [old, lost, new]
    assert issuer_document(methods, OWNER)["assertionMethod"] == [old.id, new.id]
    assert issuer_document(methods, OWNER, {old.id, lost.id})["assertionMethod"] == [old.id, new.id]
    assert issuer_document(methods, OWNER, ())["assertionMethod"] == [new.id]
    assert len(issuer_document(methods, OWNER, ())["verificationMethod"]) == 3
    assert "created" in issuer_document(methods, OWNER)["@context"][-1]
    assert len(issuer_document([old], OWNER)["@context"]) == 2


@given(MOMENTS)
def test_a_moment_that_can_be_used_is_read_as_it_was_written(at):
    assert moment(stamp(dated(at))) == at


@pytest.mark.parametrize("year", [1, 999, 1969, 9999])
def test_a_moment_that_could_not_be_read_again_is_refused(year):
    at = datetime(year, 6, 1, tzinfo=UTC)
    for use in (stamp, dated, lambda when: verify(signed(), Issuers.of(), None, when)):
        with pytest.raises(Refusal, match=str(year)) as refusal:
            use(at)
        assert refusal.value.problems[0].code == "moment"


@pytest.mark.parametrize(
    "text",
    [
        "2026-03-10",
        "2026-W10-1T00:00:00Z",
        "20260310T000000Z",
        "2026-03-10 00:00:00Z",
        "2026-03-10T00:00:00",
        "2026-13-10T00:00:00Z",
        "0001-01-01T00:00:00+14:00",
        "9999-12-31T23:59:59-14:00",
        "1969-12-31T23:59:59Z",
        None,
        7,
    ],
)
def test_what_is_no_time_stamp_is_refused(text):
    with pytest.raises(Refusal, match="time"):
        moment(text)
