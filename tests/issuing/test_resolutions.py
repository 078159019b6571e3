"""A decision on a case is given whole, or not at all."""

from datetime import date

import pytest
from owning import SCHEME, SMALL, made_case

import clustermark
from clustermark.errors import InputError
from clustermark.files import Given
from clustermark.scheme.canonical import encoded, plain

WHOLE = {"level": "friendly", "decided_by": "board", "decided_on": date(2025, 5, 5)}


@pytest.fixture
def bundled(tmp_path):
    case = Given(encoded(plain(made_case()) | {"scheme": SCHEME.name}), "case.json")
    return lambda **how: clustermark.decision_bundle(case, tmp_path / "bundle.json", scheme=SMALL, **how)


@pytest.mark.parametrize(
    "how",
    [
        *[{name: value for name, value in WHOLE.items() if name != left_out} for left_out in WHOLE],
        *[{name: value} for name, value in WHOLE.items()],
        WHOLE | {"decided_by": "  "},
        WHOLE | {"decided_by": "b" * 201},
        WHOLE | {"level": "no level"},
    ],
)
def test_half_a_decision_is_none(bundled, tmp_path, how):
    with pytest.raises(InputError) as refused:
        bundled(**how)
    assert {problem.code for problem in refused.value.problems} == {"half-a-decision"}
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("how", [{}, WHOLE])
def test_a_bundle_is_computed_again(bundled, how):
    assert clustermark.decision_replay(bundled(**how).file, scheme=SMALL).same
