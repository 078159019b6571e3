"""That the procedure of a version holds: no case gets stuck, and it has the levels of the scheme."""

from collections.abc import Iterator

from clustermark.errors import Problem
from clustermark.process.lint import lint_procedure
from clustermark.process.procedure import FILE, Procedure, read_procedure
from clustermark.proofs.proof import Proof, Subject, proof
from clustermark.scheme.yamlfile import Document
from clustermark.words.message import say


def procedures(subject: Subject) -> tuple[Proof, ...]:
    """What is proved of a version's procedure; nothing where it has none. Raises SchemeError."""
    file = subject.source.folder / FILE if subject.source else None
    if file is None or not file.is_file():
        return ()
    procedure, document = read_procedure(file)
    found = (
        Proof(f"procedure-{p.id}", p.title, p.checked, p.counterexamples)
        for p in lint_procedure(procedure, document).proofs
    )
    title = say("the procedure is that of this version and has each of its levels")
    return (
        proof("procedure-levels", title, len(procedure.levels), _levels(subject, procedure, document)),
        *found,
    )


def _levels(subject: Subject, procedure: Procedure, document: Document) -> Iterator[Problem]:
    scheme, ids = subject.scheme, sorted(level.id for level in procedure.levels)
    if procedure.scheme != scheme.name:
        what = say("the procedure is of {other}, not of {scheme}", other=procedure.scheme, scheme=scheme.name)
        remedy = say("write {name}", name=scheme.name)
        yield Problem(what, remedy, document.place(("scheme",)), code="procedure-of-another")
    if ids != sorted(scheme.level):
        what = say("the procedure has the levels {ids}", ids=ids)
        remedy = say("write each of these once: {levels}", levels=sorted(scheme.level))
        yield Problem(what, remedy, document.place(("levels",)), code="procedure-levels")
