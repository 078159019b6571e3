"""Every problem has a code, by which a program tells its kind; and a code is a few words."""

import ast
import re
from pathlib import Path

import pytest

import clustermark

SOURCE = Path(clustermark.__file__).parent
MAKERS = {"Problem", "because", "Unfit", "ImpossibleError"}
CODE = re.compile(r"[a-z]+(-[a-z0-9]+)*")
FILES = sorted(SOURCE.rglob("*.py"))


def calls(path):
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call):
            name = getattr(node.func, "id", getattr(node.func, "attr", ""))
            yield name, node, {keyword.arg: keyword.value for keyword in node.keywords}


def codes(path):
    """Every code that is written in a file: by its name, or first where something is `refused`."""
    for name, node, given in calls(path):
        first = node.args[:1] if name == "refused" else []
        for value in [*first, *([given["code"]] if "code" in given else [])]:
            if isinstance(value, ast.Constant):
                yield value.value


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(SOURCE).as_posix())
def test_every_problem_has_a_code(path):
    assert [n.lineno for name, n, given in calls(path) if name in MAKERS and "code" not in given] == []
    assert [code for code in codes(path) if not CODE.fullmatch(code)] == []


def test_the_codes_are_found():
    found = {code for path in FILES for code in codes(path)}
    assert {"unreadable", "no-decision", "level-held", "missing-text"} <= found
