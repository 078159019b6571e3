"""What the document on ISO/IEC 17065 names is there: every test, and a test for every law."""

import ast
import re
from pathlib import Path

import pytest

TESTS = Path(__file__).parent
TEXT = (TESTS.parent / "docs" / "conformity.md").read_text(encoding="utf-8")
ROWS = [
    [cell.strip() for cell in line.split("|")[1:-1]] for line in TEXT.splitlines() if line.startswith("|")
]
CLAUSES = ROWS[2:]
NAMED = re.compile(r"`([^`:]+\.py)::(\w+)`")
ASKED = {"4.2", "4.5", *(f"7.{n}" for n in range(2, 14))}


def defined(file):
    """The tests that a file defines, by its path under `tests`."""
    tree = ast.parse((TESTS / file).read_text(encoding="utf-8"))
    names = (node.name for node in tree.body if isinstance(node, ast.FunctionDef))
    return {name for name in names if name.startswith("test_")}


def laws_of(row):
    return set(re.findall(r"\d+", row[3]))


def cited(row):
    """Law and name of each test; a test of no law has the empty one."""
    return [
        ((re.match(r"test_(\d+)_", name) or ["", ""])[1], file, name) for file, name in NAMED.findall(row[4])
    ]


def test_every_clause_has_its_row():
    assert {row[0] for row in CLAUSES} == ASKED
    assert all(len(row) == len(ROWS[0]) and all(row) for row in CLAUSES)


@pytest.mark.parametrize("row", CLAUSES, ids=lambda row: f"{row[0]} {row[1]}")
def test_every_row_names_tests_that_exist(row):
    assert cited(row)
    assert row[4].count("`") == 2 * len(cited(row)) == 2 * (row[4].count("<br>") + 1)
    assert [name for _, file, name in cited(row) if name not in defined(file)] == []


@pytest.mark.parametrize("row", CLAUSES, ids=lambda row: f"{row[0]} {row[1]}")
def test_every_law_of_a_row_is_held_by_a_test_of_the_row(row):
    assert laws_of(row) == {law for law, _, _ in cited(row)} - {""}


def test_what_stands_outside_of_the_table_names_no_test():
    assert len(NAMED.findall(TEXT)) == sum(len(cited(row)) for row in CLAUSES)
