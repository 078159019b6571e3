"""Points and totals in words."""

from clustermark.scoring.cards import Points, Total
from clustermark.scoring.values import Missing
from clustermark.words.figures import Percent
from clustermark.words.message import Message, say


def points(earned: Points) -> Message:
    """What a criterion earned: of how many, or why not."""
    if earned.passed is not None:
        return say("passed") if earned.passed else say("not passed")
    if earned.value is None:
        return say("does not apply")
    if isinstance(earned.value, Missing):
        return say("not judged yet")
    return say("{points} of {most}", points=earned.value, most=earned.maximum)


def total(sum_: Total) -> Message:
    if sum_.percent is None or isinstance(sum_.points, Missing):
        return say("open, not every criterion is judged yet")
    fields = {"points": sum_.points, "most": sum_.maximum, "percent": Percent(sum_.percent)}
    return say("{points} of {most} points = {percent}", **fields)
