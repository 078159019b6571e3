"""The badge of a scheme's level, in a language."""

from clustermark.credential.badge import Badge
from clustermark.scheme.levels import Level
from clustermark.scheme.model import Scheme


def badge_of(level: Level, scheme: Scheme, lang: str) -> Badge:
    ladder = list(scheme.level)
    return Badge(level.title.of(lang), ladder.index(level.id), len(ladder), scheme.title.of(lang))
