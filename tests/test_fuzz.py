"""Twenty thousand spoiled inputs of every kind: no traceback, nothing slow or large, no altered label accepted."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

import fuzz
from clustermark.errors import InputError
from clustermark.words.message import say

NUMBER = 20_000


@pytest.fixture
def kinds(tmp_path):
    return fuzz.kinds(tmp_path)


def test_nothing_that_is_spoiled_brings_the_program_down(kinds):
    found = fuzz.tried(kinds, NUMBER, seed=1)
    assert [kind.failed for kind in found.values() if kind.failed] == [], fuzz.table(found)
    assert all(kind.taken + kind.refused for kind in found.values())


def test_what_is_not_spoiled_is_read(kinds):
    for kind in kinds:
        for whole in kind.seeds:
            kind.read(whole)


def refuses(_data):
    raise InputError.because(say("refused"), code="refused")


def breaks(_data):
    raise LookupError


def lasts(_data):
    while True:
        pass


@pytest.mark.parametrize(
    ("read", "failed"), [(refuses, []), (breaks, ["LookupError"]), (lasts, ["TooLongError"])]
)
def test_what_is_no_error_of_ours_is_counted(monkeypatch, read, failed):
    monkeypatch.setattr(fuzz, "SECONDS", 0.05)
    found = fuzz.tried((fuzz.Kind("it", (b"x",), read),), 1, seed=1)["it"]
    assert [what.partition(" ")[0] for what, _ in found.failed] == failed
    assert found.refused == (not failed)


@given(st.binary(), st.integers())
def test_anything_can_be_spoiled_and_the_same_way_again(data, seed):
    once, again = (random.Random(seed) for _ in range(2))  # noqa: S311 - chance that can be repeated
    assert fuzz.spoiled(data, once) == fuzz.spoiled(data, again)
