"""Names and codes of the columns that the cohort engine reads and writes.

Read, one row for each organisation:
    a:<answer>                the answer as a whole number, scaled by its decimals; the code of a choice; 0 or 1 for no and yes;
                              how many are ticked; for a date its day since 1970. Null while missing.
    m:<answer>, d:<answer>    for a date also its month (year * 12 + month - 1) and its day of the month
    a:, m:, d: assessed-on    the day of the assessment; m:, d: benchmarked-on the last benchmarking before it, or null
    held                      the rank of the highest level held or still renewable on that day, or 0
    r:<instrument>/<criterion>  the agreed rating, or the count of a gate; null while there is none
    n:<instrument>/<criterion>  whether it was agreed that the criterion does not apply
    e:<instrument>/<criterion>  whether an accepted document backs the rating; only where evidence is needed

Written:
    i:<indicator>, j:<indicator>   numerator and denominator; of a category its code and 1
    p:<instrument>/<criterion>     points; null while missing, and where it does not apply
    q:<instrument>/<criterion>     whether it does not apply
    t:<instrument>, x:<instrument> total points and maximum; also t: and x:<instrument>/<group>
    c:<level>/<condition>          met, not met, or null while undecided
    l:<level>                      awarded, refused, or null while undecided
"""

from collections.abc import Mapping

from clustermark.scheme.questions import Question

DAY, BENCHMARKED, HELD = "assessed-on", "benchmarked-on", "held"


def codes(question: Question) -> Mapping[str, int]:
    """The code of each option: what it counts as where that tells all of them apart, else its position."""
    worth = [option.value for option in question.options]
    told_apart = None not in worth and len(set(worth)) == len(worth)
    return {
        option.id: option.value if told_apart and option.value is not None else index
        for index, option in enumerate(question.options)
    }


def codes_are_values(question: Question) -> bool:
    return all(codes(question)[option.id] == option.value for option in question.options)
