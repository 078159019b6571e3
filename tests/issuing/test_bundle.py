"""A stranger computes a decision again."""

import json

import pytest
from building import agreed, case, scheme
from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import cases_of, schemes

from clustermark.credential.keys import Key
from clustermark.errors import InputError
from clustermark.issuing.bundle import bundle, name_of, replay, sealed
from clustermark.scheme.canonical import encoded
from clustermark.scoring.decision import assess

MADE = scheme()
CASE = case(answers={"members": 60, "staff": "2.5"}, **agreed(proof=9, minutes=3, care=2))
DATA = bundle(assess(CASE, MADE))


def replayed(tmp_path, data, made=MADE):
    path = tmp_path / "bundle.json"
    path.write_bytes(data)
    return replay(path, lambda _: made)


def test_the_same_case_gives_the_same_bytes():
    assert bundle(assess(CASE, scheme())) == DATA
    assert name_of(DATA).startswith("sha256:")


def test_a_bundle_is_computed_again_byte_for_byte(tmp_path):
    assert replayed(tmp_path, DATA).same


@settings(max_examples=15)
@given(schemes(), st.integers(0, 2**32))
def test_any_decision_can_be_computed_again(tmp_path_factory, made, seed):
    [one] = cases_of(made, seed, 1)
    assert replayed(tmp_path_factory.mktemp("b"), bundle(assess(one, made)), made).same


def changed(change):
    data = json.loads(DATA)
    change(data)
    return json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (
            lambda d: d["case"]["answers"].update(members=9),
            "the answer to members is not the one that was decided on",
        ),
        (lambda d: d["case"]["answers"].update(members=9), "points.audit.size: 3 is written, 0 is computed"),
        (
            lambda d: d["case"]["answers"].pop("staff"),
            "the answer to staff is not the one that was decided on",
        ),
        (
            lambda d: d["decisions"]["best"].update(outcome="refused"),
            'decisions.best.outcome: "refused" is written, "awarded" is computed',
        ),
        (lambda d: d["points"]["audit"].update(care=0), "points.audit.care: 0 is written, 4 is computed"),
    ],
)
def test_what_was_changed_is_named(tmp_path, change, words):
    found = replayed(tmp_path, changed(change))
    assert not found.same
    assert words in [difference.of("en") for difference in found.differences]


def test_another_form_of_the_same_content_is_told(tmp_path):
    found = replayed(tmp_path, json.dumps(json.loads(DATA), indent=1).encode())
    assert [d.of("en") for d in found.differences] == [
        "the content is the same, but it is not in canonical form"
    ]


@pytest.mark.parametrize(
    "data", [b"", b"[]", b"{}", b'{"kind": "other", "format": 1, "scheme": {"name": "a", "digest": "b"}}']
)
def test_what_is_no_bundle_is_refused(tmp_path, data):
    with pytest.raises(
        InputError, match="this is no decision bundle — make one with: clustermark decision bundle"
    ):
        replayed(tmp_path, data)


def test_a_bundle_without_a_sound_case_is_refused(tmp_path):
    with pytest.raises(InputError, match="this is no decision bundle"):
        replayed(tmp_path, changed(lambda d: d.pop("case")))
    with pytest.raises(InputError, match="the case in the bundle cannot be read"):
        replayed(tmp_path, changed(lambda d: d["case"].update(nonsense=1)))


ODD = [None, 1, "seals", [], ["name", "digest"], [{"id": 1}, {}], [{"id": []}], [{"id": "a"}, {"id": "a"}]]


@pytest.mark.parametrize("odd", ODD)
@pytest.mark.parametrize("part", ["kind", "scheme", "case", "seals"])
def test_what_has_a_part_of_another_shape_is_no_bundle(tmp_path, part, odd):
    with pytest.raises(InputError, match="this is no decision bundle"):
        replayed(tmp_path, changed(lambda d: d.update({part: odd})))


@pytest.mark.parametrize("odd", ODD)
@pytest.mark.parametrize("part", ["indicators", "points", "decisions"])
def test_a_result_of_another_shape_is_a_difference(tmp_path, part, odd):
    assert not replayed(tmp_path, changed(lambda d: d.update({part: odd}))).same


def test_another_content_of_the_scheme_is_refused(tmp_path):
    with pytest.raises(
        InputError, match="has another content than the bundle names — get the version with the hash sha256:"
    ):
        replayed(tmp_path, DATA, scheme(criteria=MADE.criteria[:2]))


SIGNER = Key.new("did:web:labels.example")
SIGNED = sealed(DATA, SIGNER)


def test_a_signed_bundle_says_by_whom(tmp_path):
    found = replayed(tmp_path, SIGNED)
    assert (found.same, found.signed_by) == (True, SIGNER.method)
    assert sealed(DATA, SIGNER) == SIGNED
    assert replayed(tmp_path, DATA).signed_by == ""


BROKEN = "the signature is not one of this bundle by the key that it names"


@pytest.mark.parametrize(
    "change",
    [
        lambda d: d["case"].update(organisation={"name": "Another"}),
        lambda d: d["signature"].update(by=Key.new("did:web:labels.example").method),
        lambda d: d["signature"].update(by="nobody"),
        lambda d: d["signature"].update(value="z1"),
        lambda d: d["signature"].update(value="no base58"),
        lambda d: d["signature"].pop("value"),
        lambda d: d.update(signature="signed"),
    ],
)
def test_a_signature_that_does_not_hold_is_told(tmp_path, change):
    data = json.loads(SIGNED)
    change(data)
    found = replayed(tmp_path, encoded(data))
    assert (found.same, found.signed_by) == (False, "")
    assert [d.of("en") for d in found.differences] == [BROKEN]


def test_a_changed_answer_is_named_in_a_signed_bundle_too(tmp_path):
    data = json.loads(SIGNED)
    data["case"]["answers"]["members"] = 9
    words = [d.of("en") for d in replayed(tmp_path, encoded(data)).differences]
    assert words[0] == BROKEN
    assert "the answer to members is not the one that was decided on" in words
