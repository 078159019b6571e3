"""Results as data for programs."""

from fractions import Fraction
from pathlib import Path

from clustermark.scheme.data import as_data
from clustermark.scoring.values import Missing, Step, Why
from clustermark.words.message import say


def test_numbers_stay_exact_and_texts_come_in_every_language():
    step = Step("share", Fraction(119, 150), (Step("number", Fraction(3)),), "it", detail=None)
    assert as_data(step)["value"] == "119/150"
    assert as_data(step)["inputs"][0]["value"] == 3
    assert as_data(say("refused")) == {"en": "refused", "lv": "atteikts"}


def test_everything_else_becomes_plain():
    assert as_data({"a": frozenset({"b", "a"}), "c": Path("d"), "e": (1, None)}) == {
        "a": ["a", "b"],
        "c": "d",
        "e": [1, None],
    }
    assert as_data(Missing(Why.REFUSED, "it")) == {"why": "refused", "ref": "it"}
