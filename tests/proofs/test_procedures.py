"""The procedure of a version is proved with it."""

import shutil

import pytest

from clustermark.process.procedure import file_of
from clustermark.proofs.procedures import procedures
from clustermark.proofs.proof import Subject
from clustermark.scheme.files import Source
from clustermark.scheme.loading import load

SCHEME = load("ecei@2020")


def proved(folder):
    return {p.id: p for p in procedures(Subject(SCHEME, Source(folder)))}


def test_the_built_in_procedure_is_proved():
    found = proved(file_of("ecei@2020").parents[1])
    assert len(found) == 8
    assert all(p.holds for p in found.values())


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("scheme: ecei@2020", "scheme: ecei@2012", "procedure-of-another"),
        ("id: silver", "id: gold", "procedure-levels"),
    ],
)
def test_a_procedure_of_something_else_is_named(old, new, code, tmp_path):
    (tmp_path / "procedure").mkdir()
    target = tmp_path / "procedure" / "procedure.yaml"
    shutil.copy(file_of("ecei@2020"), target)
    target.write_text(target.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    wrong = proved(tmp_path)["procedure-levels"].counterexamples
    assert [(p.code, p.place.line > 0) for p in wrong] == [(code, True)]


def test_a_version_without_a_procedure_has_nothing_to_prove(tmp_path):
    assert proved(tmp_path) == {}
    assert procedures(Subject(SCHEME)) == ()
