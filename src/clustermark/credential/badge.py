"""The badge of a level, drawn: each level has its own shape, metal and number of steps, so that nothing depends on colour."""

from dataclasses import dataclass
from functools import lru_cache
from math import cos, pi, sin
from xml.sax.saxutils import escape

SIZE = 400
CENTRE, OUTER, INNER = 200, 190, 160
PAPER, WORDS = "#ffffff", 60
METALS = ("#8a5427", "#56626e", "#7a5f00")
"""Bronze, silver, gold; each at least 4.5 : 1 on white."""


@dataclass(frozen=True, slots=True)
class Badge:
    """A badge to be drawn: the level's title, its place from the lowest (0) and how many there are, and who it is of."""

    title: str
    rank: int
    of: int
    scheme: str

    @property
    def step(self) -> int:
        """Which of the three designs: the best level always has the last, the lowest the first."""
        return len(METALS) - 1 if self.rank == self.of - 1 else min(self.rank, len(METALS) - 2)


def drawn(badge: Badge) -> str:
    """The badge as SVG, square, without script, style or outside reference; legible at 88 pixels."""
    metal = METALS[badge.step]
    title = escape(f"{badge.scheme}: {badge.title}")
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {SIZE} {SIZE}" width="{SIZE}" height="{SIZE}" role="img">'
        f"<title>{title}</title>"
        f"{_shape(badge.step, OUTER, metal)}{_shape(badge.step, INNER + 14, PAPER)}{_shape(badge.step, INNER, metal)}"
        f"{_steps(badge)}{_word(badge.title)}</svg>\n"
    )


@lru_cache(maxsize=64)
def png(badge: Badge, pixels: int = 512) -> bytes:
    """The badge as PNG with a transparent ground. The same badge gives the same bytes, from any number of threads."""
    import typst  # noqa: PLC0415 - heavy, and needed for pixels only

    page = '#set page(width: {0}pt, height: {0}pt, margin: 0pt, fill: none)\n#image("/badge.svg", width: 100%, alt: "")'
    files = {"main.typ": page.format(SIZE).encode(), "badge.svg": drawn(badge).encode()}
    made: bytes = typst.compile(files, format="png", ppi=72 * pixels / SIZE, ignore_system_fonts=True)  # type: ignore[call-overload] # its stubs lack the files by name
    return made


def _shape(step: int, radius: float, fill: str) -> str:
    if step == 0:
        return f'<circle cx="{CENTRE}" cy="{CENTRE}" r="{radius}" fill="{fill}"/>'
    corners = _hexagon(radius) if step == 1 else _star(radius)
    return f'<polygon points="{" ".join(f"{x:.1f},{y:.1f}" for x, y in corners)}" fill="{fill}"/>'


def _hexagon(radius: float) -> list[tuple[float, float]]:
    return [_at(radius, corner / 6) for corner in range(6)]


def _star(radius: float) -> list[tuple[float, float]]:
    """Eight points and the hollows between them."""
    return [_at(radius if corner % 2 == 0 else radius * 0.85, corner / 16) for corner in range(16)]


def _at(radius: float, turn: float) -> tuple[float, float]:
    angle = 2 * pi * turn - pi / 2
    return CENTRE + radius * cos(angle), CENTRE + radius * sin(angle)


def _steps(badge: Badge) -> str:
    """A flight of three steps, filled as far as the level goes."""
    parts = []
    for step in range(len(METALS)):
        height = 34 + 30 * step
        filled = f'fill="{PAPER}"' if step <= badge.step else 'fill="none"'
        x, y = 122 + step * 54, 212 - height
        parts.append(
            f'<rect x="{x}" y="{y}" width="46" height="{height}" {filled} stroke="{PAPER}" stroke-width="5"/>'
        )
    return "".join(parts)


def _word(title: str) -> str:
    """The level's name; long names get smaller letters."""
    size = min(WORDS, int(250 / max(len(title), 1) / 0.62))
    return (
        f'<text x="{CENTRE}" y="290" text-anchor="middle" font-family="Libertinus Serif, Georgia, serif" font-weight="bold" '
        f'font-size="{size}" fill="{PAPER}">{escape(title)}</text>'
    )
