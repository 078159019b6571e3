"""Every number and every yes or no in words, from the derivation, in every language of the scheme."""

from clustermark.scoring.explain.decision import Explanation, explain
from clustermark.scoring.explain.lines import Line
from clustermark.scoring.explain.steps import explain_step

__all__ = ["Explanation", "Line", "explain", "explain_step"]
