"""What the tests of single deeds share: keys, moments, and deeds without the papers, which take long to draw."""

import random
from contextlib import contextmanager
from itertools import count
from unittest.mock import patch

from owning import SCHEME, decision, moment

from clustermark.credential.keys import Key
from clustermark.credential.label import Issuer
from clustermark.credential.status import free_index
from clustermark.files import Given
from clustermark.issuing import steps
from clustermark.issuing.act import Act
from clustermark.issuing.decided import decided
from clustermark.issuing.keys import take_over
from clustermark.issuing.ledger import Ledger, Signed
from clustermark.issuing.papers import Issue
from clustermark.scheme.canonical import digest

DID = "did:web:labels.example"
KEY, NEXT, STRANGER = Key.new(DID), Key.new(DID), Key.new("did:web:other.example")
BEGUN = take_over(Ledger(Issuer(did=DID, name="Owner", url="https://labels.example")), KEY, moment(0))


SEEDS = count()


def act(day=0, key=KEY, *, reason="drawn", seed=None, **more):
    """By a seed of its own, so that no two labels get the same number."""
    dice = random.Random(next(SEEDS) if seed is None else seed)  # noqa: S311 - chance that can be repeated
    return Act(signer=key, at=moment(day), draw=dice.randrange, reason=reason, **more)


def found(data=None, level=None, **how):
    return decided(Given(data or decision(**{"key": KEY} | how)), level, lambda _: SCHEME)


def _issue(ledger, state, basis, doing):
    signed = Signed(
        index=free_index(ledger.taken, doing.draw),
        stem=f"{state.label}-{len(ledger.credentials(state.label)) + 1}",
        digest="sha256:0",
        method=doing.signer.method,
        scheme=basis.scheme.name,
        scheme_digest=digest(basis.scheme),
        decision=basis.decision,
    )
    return Issue(signed, {})


@contextmanager
def without_papers():
    with patch.object(steps, "issue", _issue):
        yield
