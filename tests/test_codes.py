"""Every problem has a code, by which a program tells its kind; and a code is a few words."""

import ast
import re
from pathlib import Path

import pytest

import clustermark

SOURCE = Path(clustermark.__file__).parent
ROOMS = (
    "scoring/answers.py",
    "scoring/case.py",
    "scoring/casefile.py",
    "scoring/checks.py",
    "scoring/findings.py",
    "scheme/yamlfile.py",
    "scheme/questionnaire/*.py",
    "verbs/cases.py",
    "benchmark/*.py",
    "sample/*.py",
    "cli/*.py",
)
"""What the law holds for already."""
MAKERS = {"Problem", "because", "refused", "Unfit"}
CODE = re.compile(r"[a-z]+(-[a-z0-9]+)*")
FILES = sorted(path for room in ROOMS for path in SOURCE.glob(room))


def calls(path):
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call):
            name = getattr(node.func, "id", getattr(node.func, "attr", ""))
            if name in MAKERS:
                yield node, {keyword.arg: keyword.value for keyword in node.keywords}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(SOURCE).as_posix())
def test_every_problem_has_a_code(path):
    without = [node.lineno for node, given in calls(path) if "code" not in given]
    assert without == []
    codes = [given["code"].value for _, given in calls(path) if isinstance(given["code"], ast.Constant)]
    assert all(CODE.fullmatch(code) for code in codes)
