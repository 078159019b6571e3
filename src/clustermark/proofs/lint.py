"""Every property that must hold of a scheme, proved one after the other."""

from dataclasses import dataclass

from clustermark.errors import Problem
from clustermark.proofs import levels, points, settings
from clustermark.proofs.procedures import procedures
from clustermark.proofs.proof import Proof, Subject
from clustermark.scheme.files import Source
from clustermark.scheme.model import Scheme

PROPERTIES = (
    points.bands,
    points.minimums,
    points.monotone,
    levels.reachable,
    levels.ascending,
    settings.texts,
    settings.examples,
    settings.numbers,
    settings.peers,
    settings.periods,
    settings.migration,
)


@dataclass(frozen=True, slots=True)
class Linted:
    """A scheme with the proof of each property."""

    scheme: Scheme
    proofs: tuple[Proof, ...]

    @property
    def proved(self) -> bool:
        return all(proof.holds for proof in self.proofs)

    @property
    def problems(self) -> tuple[Problem, ...]:
        return tuple(problem for proof in self.proofs for problem in proof.counterexamples)


def lint(scheme: Scheme, source: Source | None = None) -> Linted:
    """Prove everything; with `source`, counterexamples name file and line."""
    subject = Subject(scheme, source)
    return Linted(scheme, (*(property_(subject) for property_ in PROPERTIES), *procedures(subject)))
