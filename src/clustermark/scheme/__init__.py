"""What a scheme says: its models, loading, lint, the difference between versions, the ladder, the questionnaire."""

from clustermark.scheme.loading import load
from clustermark.scheme.model import Scheme

__all__ = ["Scheme", "load"]
