"""The command line, run as it is started, but in this process."""

import sys
from dataclasses import dataclass

import pytest
from running import CASE

from clustermark.cli import main


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
