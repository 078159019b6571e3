import pytest
from hypothesis import given
from hypothesis import strategies as st

from clustermark.sample.shapes import QUARTER, SHAPES, Shape

values = st.floats(-8, 8)
shapes = st.sampled_from(sorted(SHAPES))


@pytest.mark.parametrize("name", sorted(SHAPES))
def test_a_shape_hits_its_three_quartiles(name):
    shape = SHAPES[name]
    found = [shape.at(z) for z in (-QUARTER, 0, QUARTER)]
    assert found == pytest.approx([shape.lower, shape.median, shape.upper])


@given(shapes, values)
def test_a_value_never_leaves_the_bounds(name, z):
    shape = SHAPES[name]
    assert shape.least <= shape.at(z) <= shape.most


@given(shapes, values, values)
def test_more_of_a_trait_never_gives_a_smaller_value(name, one, other):
    low, high = sorted((one, other))
    assert SHAPES[name].at(low) <= SHAPES[name].at(high)


def test_the_middle_half_lies_between_the_quartiles():
    shape = Shape(10, 20, 80, 1, 1000)
    assert 10 < shape.at(-0.5) < 20 < shape.at(0.5) < 80
