"""The pictures of the states in the documentation are those of the table."""

from pathlib import Path

import pytest

from clustermark.process.diagram import as_svg, as_text
from clustermark.process.procedure import load_procedure

DOCS = Path(__file__).parents[2] / "docs" / "process"


@pytest.mark.parametrize("level", ["bronze", "silver", "gold"])
def test_the_documentation_shows_the_states_as_they_are(level):
    """When the table changes: clustermark process diagram ecei@2020 --level gold --out docs/process/gold.svg."""
    of = load_procedure("ecei@2020").level(level)
    assert (DOCS / f"{level}.svg").read_text(encoding="utf-8") == as_svg(of, "en")
    assert (DOCS / f"{level}.txt").read_text(encoding="utf-8") == as_text(of, "en")
