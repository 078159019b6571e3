"""What became of each criterion, indicator and question from one version to the next."""

from enum import StrEnum
from typing import Self

from pydantic import model_validator

from clustermark.scheme.base import Frozen, Id
from clustermark.words.message import say
from clustermark.words.text import Text


class Fate(StrEnum):
    UNCHANGED = "unchanged"
    REWORDED = "reworded"
    SPLIT = "split"
    MERGED = "merged"
    RESCALED = "rescaled"
    RETIRED = "retired"
    NEW = "new"


class Move(Frozen):
    """What happened to the ids in `old`, which became the ids in `new`, and why."""

    fate: Fate
    old: tuple[Id, ...] = ()
    new: tuple[Id, ...] = ()
    reason: Text

    @model_validator(mode="after")
    def _has_the_ids_of_its_fate(self) -> Self:
        counts = (len(self.old), len(self.new))
        match self.fate:
            case Fate.NEW:
                fits = counts[0] == 0 and counts[1] > 0
            case Fate.RETIRED:
                fits = counts[0] > 0 and counts[1] == 0
            case Fate.SPLIT:
                fits = counts[0] == 1 and counts[1] > 1
            case Fate.MERGED:
                fits = counts[0] > 1 and counts[1] == 1
            case _:
                fits = counts[0] > 0 and self.old == self.new
        if not fits:
            raise ValueError(
                say(
                    "old and new ids do not fit: new has only new ids, retired only old ones, split one old, merged one new"
                )
            )
        return self


class Migration(Frozen):
    """From the version before. What is not named and has the same id in both is unchanged, and must be so."""

    from_version: str
    summary: Text
    indicators: tuple[Move, ...] = ()
    criteria: tuple[Move, ...] = ()
    questions: tuple[Move, ...] = ()
    levels: tuple[Move, ...] = ()
