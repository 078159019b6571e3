"""The cohort engine: the same meaning as the reference engine, for many organisations at a time, and as exact.

A scheme is compiled once into dataframe expressions over whole numbers. Every value is a numerator over a denominator, and limits
are compared by cross-multiplication. What is missing is null; rules follow the same three-valued logic.
"""

from clustermark.scoring.cohort.bounds import Overflow, overflows
from clustermark.scoring.cohort.engine import decide_cohort
from clustermark.scoring.cohort.frame import cohort_frame

__all__ = ["Overflow", "cohort_frame", "decide_cohort", "overflows"]
