"""The distribution strip: one line for each peer group, its middle half as a band, its median as a bar, oneself as a mark.

It is drawn from nothing but the figures that may be shown, so it tells no more than they do.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import floor, log10

WIDTH, ROW, TOP = 180, 12, 7
INK, BAND, FAINT, ACCENT = "#1c2530", "#b9c3cc", "#d9dee3", "#0a5a6e"
STEPS = (Fraction(1), Fraction(2), Fraction(5, 2), Fraction(5), Fraction(10))
HUNDRED = Fraction(100)


@dataclass(frozen=True, slots=True)
class Spread:
    """What is shown of one peer group: its median, and its quartiles where it is large enough."""

    lower: Fraction | None
    median: Fraction
    upper: Fraction | None


@dataclass(frozen=True, slots=True)
class Scale:
    low: Fraction
    high: Fraction

    def at(self, value: Fraction) -> str:
        """The place of a value, in units of the drawing."""
        part = (float(value) - float(self.low)) / (float(self.high) - float(self.low))
        return f"{TOP + min(max(part, 0), 1) * (WIDTH - 2 * TOP):.1f}"


def scale(own: Fraction | None, spreads: Sequence[Spread], unit: str) -> Scale:
    """Round ends around everything that is shown; a share within 0 and 100 has these as its ends."""
    values = [v for s in spreads for v in (s.lower, s.median, s.upper) if v is not None]
    values += [] if own is None else [own]
    low, high = min([*values, Fraction(0)]), max([*values, Fraction(0)])
    if unit == "%" and low == 0 and high <= HUNDRED:
        return Scale(Fraction(0), HUNDRED)
    return Scale(-_round_up(-low), _round_up(high) or Fraction(not low))


def _round_up(value: Fraction) -> Fraction:
    """The next round number: 1, 2, 2.5 or 5 times a power of ten."""
    if value <= 0:
        return Fraction(0)
    power = Fraction(10) ** floor(log10(value))
    return next(step * power for step in STEPS if step * power >= value)


def drawn(own: Fraction | None, spreads: Sequence[Spread], on: Scale) -> str:
    """As SVG without words, script or style; what it shows stands beside it as text. One path for each kind of mark."""
    height = ROW * len(spreads)
    rows = [(spread, row * ROW + ROW // 2) for row, spread in enumerate(spreads)]
    axes = "".join(f"M{TOP} {y}H{WIDTH - TOP}" for _, y in rows)
    bands = "".join(_band(spread.lower, spread.upper, y, on) for spread, y in rows)
    medians = "".join(f"M{on.at(spread.median)} {y - 5}v10" for spread, y in rows)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" height="{height}">'
        f'<path d="{axes}" stroke="{FAINT}"/><path d="{bands}" fill="{BAND}"/>'
        f'<path d="{medians}" stroke="{INK}" stroke-width="2"/>{_own(own, height, on)}</svg>'
    )


def _band(lower: Fraction | None, upper: Fraction | None, middle: int, on: Scale) -> str:
    if lower is None or upper is None:
        return ""
    return f"M{on.at(lower)} {middle - 4}H{on.at(upper)}v8H{on.at(lower)}z"


def _own(own: Fraction | None, height: int, on: Scale) -> str:
    """A line through all groups with a diamond on each."""
    if own is None:
        return ""
    x = on.at(own)
    marks = "".join(f"M{x} {y - 4}l4 4l-4 4l-4-4z" for y in range(ROW // 2, height, ROW))
    return f'<path d="M{x} 0V{height}{marks}" fill="{ACCENT}" stroke="{ACCENT}" stroke-width="0.6"/>'
