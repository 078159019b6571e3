"""The states of a level and what leads from one to another, from the table: as text, and as a picture."""

from collections.abc import Iterator
from dataclasses import dataclass
from xml.sax.saxutils import escape

from clustermark.process.lint import reached, usable
from clustermark.process.procedure import LevelProcedure
from clustermark.process.roles import STATES, State
from clustermark.process.table import FALLBACK, TABLE, all_signed
from clustermark.process.terms import KINDS
from clustermark.words.message import say

WIDE, HIGH, GAP, MARGIN = 250, 34, 26, 20
END = frozenset({"withdraw", "hand-back", "expire"})


@dataclass(frozen=True, slots=True)
class Way:
    """From a state to another, by a deed."""

    source: State
    kind: str
    target: State


def ways(level: LevelProcedure) -> tuple[Way, ...]:
    return tuple(dict.fromkeys(_ways(level)))


def _ways(level: LevelProcedure) -> Iterator[Way]:
    known = reached(level)
    for row in TABLE:
        if not usable(row, level):
            continue
        for state in (s for s in row.states if s in known or s is State.NONE):
            for arm in row.arms:
                possible = (
                    arm.to in known
                    and arm.to is not state
                    and not (level.agreeing and arm.when is all_signed)
                )
                if possible and arm not in FALLBACK:
                    yield Way(state, row.kind, arm.to)


def as_text(level: LevelProcedure, lang: str) -> str:
    """Each state in order, with what leads on from it."""
    lines = [say("The states of the level {level}", level=level.id).of(lang), ""]
    every = ways(level)
    for state in (s for s in State if s in reached(level)):
        lines.append(STATES[state].of(lang))
        lines += [
            f"  {KINDS[w.kind].title.of(lang)} → {STATES[w.target].of(lang)}"
            for w in every
            if w.source is state
        ]
    return "\n".join(lines) + "\n"


def as_svg(level: LevelProcedure, lang: str) -> str:
    """The states from top to bottom, the usual way straight down, every other as an arc on the right."""
    states = [s for s in State if s in reached(level)]
    place = {state: MARGIN + n * (HIGH + GAP) for n, state in enumerate(states)}
    every = [w for w in ways(level) if w.source in place and w.kind not in END]
    height, width = MARGIN + len(states) * (HIGH + GAP), MARGIN + WIDE + 200
    title = say("The states of the level {level}", level=level.id).of(lang)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img" font-family="sans-serif" font-size="13">',
        f"<title>{escape(title)}</title>",
        '<defs><marker id="to" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto"><path d="M0 0L8 4L0 8z"/></marker></defs>',
        *(_box(STATES[state].of(lang), top) for state, top in place.items()),
        *(_arrow(pair, kinds, place, n, lang) for n, (pair, kinds) in enumerate(_pairs(every).items())),
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


def _box(text: str, top: int) -> str:
    box = f'<rect x="{MARGIN}" y="{top}" width="{WIDE}" height="{HIGH}" rx="6" fill="#fff" stroke="#333"/>'
    return f'{box}<text x="{MARGIN + WIDE // 2}" y="{top + 22}" text-anchor="middle">{escape(text)}</text>'


Pair = tuple[State, State]


def _pairs(every: list[Way]) -> dict[Pair, list[str]]:
    """The deeds that lead from one state to another, together."""
    found: dict[Pair, list[str]] = {}
    for way in every:
        found.setdefault((way.source, way.target), []).append(way.kind)
    return found


def _arrow(pair: Pair, kinds: list[str], place: dict[State, int], n: int, lang: str) -> str:
    text = escape(" / ".join(KINDS[kind].title.of(lang) for kind in kinds))
    start, end = place[pair[0]], place[pair[1]]
    if end == start + HIGH + GAP:
        x = MARGIN + WIDE // 2
        line = f'<path d="M{x} {start + HIGH}V{end - 1}" fill="none" stroke="#333" marker-end="url(#to)"/>'
        return f'{line}<text x="{x + 8}" y="{start + HIGH + 17}" font-size="11">{text}</text>'
    x, reach = MARGIN + WIDE, MARGIN + WIDE + 60 + 14 * (n % 12)
    first, last = f"M{x} {start + HIGH // 2 + 6}", f"{x + 1} {end + HIGH // 2 - 6}"
    d = f"{first}C{reach} {start + HIGH // 2} {reach} {end + HIGH // 2} {last}"
    dash = ' stroke-dasharray="4 3"' if end < start else ""
    return f'<path d="{d}" fill="none" stroke="#777"{dash} marker-end="url(#to)"><title>{text}</title></path>'
