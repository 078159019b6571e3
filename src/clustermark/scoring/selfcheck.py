"""The self-check: ratings that the answers propose, before any assessor has looked."""

from fractions import Fraction

from clustermark.scoring.bands import banded
from clustermark.scoring.case import Case, Consensus, Document
from clustermark.scoring.judging import Standing
from clustermark.scoring.values import Step

CLAIMED = Document(id="self-check")


def proposals(at: Standing) -> dict[str, Step]:
    """By criterion, the rating that the answers propose, with its derivation. Only a proposal until an assessor confirms it."""
    return {c.id: banded(c.proposal, at) for c in at.scheme.criteria if c.proposal}


def as_if_confirmed(case: Case, steps: dict[str, Step]) -> Case:
    """The case as if assessors had confirmed every proposal; criteria that were judged keep their findings."""
    judged = {f.criterion for f in case.findings} | {c.criterion for c in case.consensus}
    confirmed = tuple(
        Consensus(criterion=id_, rating=int(step.value), accepted=(CLAIMED.id,))
        for id_, step in steps.items()
        if id_ not in judged and isinstance(step.value, Fraction)
    )
    return case.model_copy(
        update={"consensus": (*case.consensus, *confirmed), "documents": (*case.documents, CLAIMED)}
    )
