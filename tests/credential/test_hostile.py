"""Whatever comes in, the answer is a refusal or a verdict: never a traceback, and never a yes to what was altered."""

import copy
import json
import random
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st
from labels import KEY, NOW, issuers, listed, signed, status_list

from clustermark.credential import baking
from clustermark.credential.badge import Badge, drawn, png
from clustermark.credential.document import parsed
from clustermark.credential.issuers import Issuers
from clustermark.credential.keys import Key, issuer_document
from clustermark.credential.refusal import Refusal
from clustermark.credential.seen import Seen
from clustermark.credential.verification import Answer, read_list, verify

HOSTILE = [
    None,
    True,
    [],
    {},
    [[]],
    [{}],
    [{"id": []}],
    {"id": 3},
    {"@value": "x"},
    {"@list": ["x"]},
    "",
    "z",
    "u",
    "\ud800",
    "\U0010ffff",
    "\ufffe",
    "x" * 3000,
    "0001-01-01T00:00:00+23:59",
    "9999-12-31T23:59:59-23:59",
    "did:key:",
    "did:key:z",
    "http://[",
    "urn:x y",
    0,
    -1,
    10**400,
    1e308,
    float("inf"),
    float("nan"),
    "1" * 5000,
    ["x"] * 2000,
]
DOCUMENT = issuer_document([KEY.published(NOW)], KEY.controller)
BADGE = Badge("Silver", 1, 3, "Label")
PICTURES = [drawn(BADGE).encode(), png(BADGE, 44)]
BAKED = [baking.bake(picture, signed()) for picture in PICTURES]


def by():
    return Issuers.of([DOCUMENT])


def paths(value, path=()):
    yield path
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for name, one in inner:
        yield from paths(one, (*path, name))


def put(document, path, value):
    """The document with another value at a place."""
    found = copy.deepcopy(document)
    at = found
    for name in path[:-1]:
        at = at[name]
    if not path:
        return value
    at[path[-1]] = value
    return found


def altered(document):
    """Bytes of a document with one hostile value somewhere."""
    return st.builds(
        lambda path, value: json.dumps(put(document, path, value)).encode(),
        st.sampled_from(list(paths(document))),
        st.sampled_from(HOSTILE),
    )


def scrambled(data):
    """Bytes cut, repeated, or exchanged."""

    def scramble(seed):
        draw = random.Random(seed)  # noqa: S311 - nothing secret
        found = bytearray(data)
        for _ in range(draw.randint(1, 4)):
            at, size = draw.randrange(len(found) + 1), draw.randrange(1, 40)
            match draw.randrange(4):
                case 0:
                    del found[at : at + size]
                case 1:
                    found[at:at] = found[at : at + size]
                case 2:
                    found[at : at + size] = draw.randbytes(size)
                case _:
                    found[at:at] = draw.choice(
                        [b"\0", b"\xff\xfe", b"]]>", b"<", b"\r\n", b"\xed\xa0\x80", b'"']
                    )
        return bytes(found)

    return st.integers(0, 2**32).map(scramble)


def same(data, other):
    try:
        return json.loads(data) == json.loads(other)
    except (ValueError, RecursionError):
        return False


@given(altered(json.loads(signed())) | scrambled(signed()))
def test_an_altered_label_is_never_valid(data):
    found = verify(data, by(), status_list(), NOW)
    assert found.answer is not Answer.VALID or same(data, signed())
    assert found.said is not None
    for check in found.checks:
        check.says.of("lv").encode()


@given(altered(json.loads(listed())) | scrambled(listed()))
def test_an_altered_list_never_helps(data):
    found = verify(signed(), by(), read_list(data, by()), NOW)
    assert found.answer is not Answer.VALID or same(data, listed())


@given(altered(DOCUMENT) | scrambled(json.dumps(DOCUMENT).encode()))
def test_an_altered_issuers_document_is_read_or_refused(data):
    try:
        trusted = Issuers.of([parsed(data)])
    except Refusal:
        return
    verify(signed(), trusted, read_list(listed(), trusted), NOW)


@given(altered(json.loads(KEY.write())) | scrambled(KEY.write()))
def test_an_altered_key_is_read_or_refused(data):
    with suppress(Refusal):
        assert Key.read(data).sign(b"x")


@given(scrambled(Seen().noting("did:web:a", "https://a.example", NOW).written()))
def test_an_altered_note_of_lists_is_read_or_refused(data):
    with suppress(Refusal):
        Seen.read(data).newest("did:web:a", "https://a.example")


@pytest.mark.parametrize("which", [0, 1])
@given(st.data())
def test_an_altered_picture_is_read_or_refused(which, data):
    picture = data.draw(scrambled(BAKED[which]))
    for use in (baking.extract, lambda found: baking.bake(found, signed())):
        try:
            found = use(picture)
        except Refusal as refusal:
            str(refusal).encode()
        else:
            assert found


@given(scrambled(signed()))
def test_an_altered_label_comes_out_of_a_picture_as_it_is_or_not_at_all(data):
    for picture in PICTURES:
        try:
            made = baking.bake(picture, data)
        except Refusal:
            continue
        assert baking.extract(made) == data


def test_deep_and_long_files_are_refused_quickly():
    for data in (
        b"[" * 200_000,
        b'{"a":' * 50_000,
        b'{"a":1' + b"0" * 200_000 + b"}",
        b'{"a":"' + b"\\u202e" * 9 + b'"}',
    ):
        assert verify(data, issuers(), None, NOW).answer is Answer.NOT_VALID
        with pytest.raises(Refusal):
            Key.read(data)
