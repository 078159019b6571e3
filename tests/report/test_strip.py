"""The strip: drawn from what may be shown, whatever it is."""

from fractions import Fraction

import defusedxml.ElementTree
import pytest
from hypothesis import given
from hypothesis import strategies as st

from clustermark.report.strip import Scale, Spread, drawn, scale

VALUES = st.fractions(-(10**6), 10**6, max_denominator=100)


@st.composite
def spreads(draw):
    lower, median, upper = sorted(draw(st.tuples(VALUES, VALUES, VALUES)))
    return Spread(lower, median, upper) if draw(st.booleans()) else Spread(None, median, None)


@given(st.none() | VALUES, st.lists(spreads(), min_size=1, max_size=8), st.sampled_from(["", "%"]))
def test_everything_shown_lies_on_the_axis(own, shown, unit):
    on = scale(own, shown, unit)
    assert on.low <= 0 <= on.high
    assert on.low < on.high
    for value in [own or Fraction(0), *(spread.median for spread in shown)]:
        assert on.low <= value <= on.high
    root = defusedxml.ElementTree.fromstring(drawn(own, shown, on))
    assert {child.tag.rpartition("}")[2] for child in root} == {"path"}


@pytest.mark.parametrize(
    ("values", "unit", "ends"),
    [
        ([12, 30], "%", (0, 100)),
        ([12, 130], "%", (0, 200)),
        ([-12, 30], "%", (-20, 50)),
        ([3, 7], "", (0, 10)),
        ([21], "", (0, 25)),
        ([0], "", (0, 1)),
        ([Fraction(3, 100)], "", (0, Fraction(5, 100))),
    ],
)
def test_the_ends_are_round(values, unit, ends):
    shown = [Spread(None, Fraction(value), None) for value in values]
    assert scale(None, shown, unit) == Scale(*map(Fraction, ends))


def test_places_are_as_computed_by_hand():
    on = Scale(Fraction(0), Fraction(100))
    assert (on.at(Fraction(0)), on.at(Fraction(50)), on.at(Fraction(100))) == ("7.0", "90.0", "173.0")
    svg = drawn(Fraction(50), [Spread(Fraction(25), Fraction(50), Fraction(75))], on)
    assert "M48.5 2H131.5v8H48.5z" in svg
    assert "M90.0 1v10" in svg
    assert svg.count("<path") == 4
    assert drawn(None, [Spread(None, Fraction(50), None)], on).count("<path") == 3
