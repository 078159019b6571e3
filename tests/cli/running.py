"""What the tests of the command line share."""

from pathlib import Path

SMALL = str(Path(__file__).parents[1] / "schemes" / "reader-friendly" / "1")
CASE = """\
scheme: {scheme}
organisation: {{number: s-1, name: "Library of [bold]Nowhere[/bold] (synthetic)", synthetic: true}}
assessed-on: 2025-05-05
answers: {{opening-hours: 30, visitors: 9000, seats: 60}}
documents: [{{id: plan}}]
consensus:
  - {{criterion: welcome, rating: 1}}
  - {{criterion: quiet-corner, rating: 2}}
"""
