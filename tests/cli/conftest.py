"""The command line, run as it is started, but in this process."""

import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from clustermark.cli import main

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


@dataclass(frozen=True)
class Ran:
    code: int
    out: str
    err: str


@pytest.fixture
def run(monkeypatch, capsys):
    def ran(*arguments):
        monkeypatch.setattr(sys, "argv", ["clustermark", *map(str, arguments)])
        capsys.readouterr()
        try:
            main()
        except SystemExit as end:
            code = end.code
        else:
            code = 0
        captured = capsys.readouterr()
        return Ran(int(code or 0), captured.out, captured.err)

    return ran


@pytest.fixture
def case(tmp_path):
    path = tmp_path / "case.yaml"
    path.write_text(CASE.format(scheme="reader-friendly@1"), encoding="utf-8")
    return path
