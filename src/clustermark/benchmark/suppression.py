"""Tables with margins in which what is left out cannot be computed from what is shown.

Stated protection of a cell that must not be shown: whoever holds every figure shown, and knows that none is negative, cannot bound
it above by less than its value and `need` more, nor below by more than its value and `need` less (or 0). The `need` of a count is
one less than the smallest group; that of a total is the share `dominance-percent` of its largest contribution.
Source of the formulation: M. Fischetti, J. J. Salazar, "Models and algorithms for optimizing cell suppression in tabular data with
linear constraints", Journal of the American Statistical Association 95 (2000).
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from math import ceil

import numpy as np
from numpy.typing import NDArray

from clustermark.errors import ClustermarkError
from clustermark.scheme.levels import Disclosure
from clustermark.words.message import say

TOTAL = ""
"""The row or column of the margins."""
Cell = tuple[str, str]
LONGEST = 60.0
"""Seconds after which the best set found so far is taken."""


@dataclass(frozen=True)
class Table:
    """Contributions by row and column, whole and not negative: amounts in cents, or a 1 for each organisation of a count."""

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    contributions: Mapping[Cell, tuple[int, ...]]
    counts: bool = False

    @cached_property
    def cells(self) -> tuple[Cell, ...]:
        """Every cell, the margins last in each row and column."""
        return tuple((row, column) for row in (*self.rows, TOTAL) for column in (*self.columns, TOTAL))

    def given(self, cell: Cell) -> tuple[int, ...]:
        """The contributions to a cell, or to all that a margin sums up."""
        rows = self.rows if cell[0] == TOTAL else (cell[0],)
        columns = self.columns if cell[1] == TOTAL else (cell[1],)
        return tuple(
            one for row in rows for column in columns for one in self.contributions.get((row, column), ())
        )

    @cached_property
    def values(self) -> Mapping[Cell, int]:
        return {cell: sum(self.given(cell)) for cell in self.cells}

    @cached_property
    def sums(self) -> NDArray[np.float64]:
        """Equations x cells: the parts of every row and column less its margin are 0."""
        at = {cell: index for index, cell in enumerate(self.cells)}
        lines = [[(row, column) for column in self.columns] + [(row, TOTAL)] for row in (*self.rows, TOTAL)]
        lines += [
            [(row, column) for row in self.rows] + [(TOTAL, column)] for column in (*self.columns, TOTAL)
        ]
        sums = np.zeros((len(lines), len(self.cells)))
        for equation, line in enumerate(lines):
            for cell in line:
                sums[equation, at[cell]] = -1 if cell == line[-1] else 1
        return sums


@dataclass(frozen=True, slots=True)
class Suppressed:
    """What is left out: `primary` for itself, `complementary` for the sake of the others; `smallest`: no smaller set would do."""

    table: Table
    primary: frozenset[Cell]
    complementary: frozenset[Cell]
    smallest: bool

    @property
    def shown(self) -> dict[Cell, int | None]:
        """Every cell's value, or None where it is left out."""
        hidden = self.primary | self.complementary
        return {cell: None if cell in hidden else value for cell, value in self.table.values.items()}


def suppressed(table: Table, rules: Disclosure) -> Suppressed:
    """The smallest set of cells that protects; among such sets the one with the least in it.

    Cells are asked one after the other: a cell enters the programme only when the set found so far does not protect it.
    """
    primary = frozenset(cell for cell in table.cells if must_hide(table.given(cell), rules, table))
    needs = {cell: need(table.given(cell), rules, table) for cell in primary}
    hidden, asked, smallest = primary, list[Cell](), True
    while open_ := [cell for cell in primary if not protected(cell, needs[cell], hidden, table)]:
        asked += [cell for cell in open_ if cell not in asked][:3] or _stuck()
        hidden, proved = _solved(asked, primary, needs, table)
        smallest = smallest and proved
    return Suppressed(table, primary, hidden - primary, smallest)


def must_hide(given: Sequence[int], rules: Disclosure, table: Table) -> bool:
    """Too few contribute, or one of them contributes too much of a total."""
    if not given:
        return False
    if len(given) < rules.smallest_group:
        return True
    return not table.counts and max(given) * 100 > rules.dominance_percent * sum(given)


def need(given: Sequence[int], rules: Disclosure, table: Table) -> int:
    """How far from its value a cell must stay possible, in the units of the table."""
    if table.counts:
        return rules.smallest_group - 1
    return max(1, ceil(Fraction(max(given)) * rules.dominance_percent / 100))


def protected(cell: Cell, by: int, hidden: frozenset[Cell], table: Table) -> bool:
    low, high = bounds(cell, hidden, table)
    value = table.values[cell]
    return high >= value + by - TINY and low <= max(0, value - by) + TINY


TINY = 1e-6


def bounds(cell: Cell, hidden: frozenset[Cell], table: Table) -> tuple[float, float]:
    """Between which values a hidden cell must lie, given everything shown; by linear programming."""
    from scipy import optimize  # noqa: PLC0415 - heavy

    at = [index for index, one in enumerate(table.cells) if one in hidden]
    known = np.array([0.0 if one in hidden else table.values[one] for one in table.cells])
    rest = -table.sums @ known
    aim = np.array([float(table.cells[index] == cell) for index in at])
    found = [
        optimize.linprog(sign * aim, A_eq=table.sums[:, at], b_eq=rest, bounds=(0, None)) for sign in (1, -1)
    ]
    low, high = (one.fun if one.status == 0 else None for one in found)
    return (0.0 if low is None else low, float("inf") if high is None else -high)


def _stuck() -> list[Cell]:
    raise ClustermarkError.because(
        say("no set of cells protects this table"),
        say("show fewer rows or columns, or none of it"),
        code="unprotected",
    )


def _solved(
    asked: Sequence[Cell], primary: frozenset[Cell], needs: Mapping[Cell, int], table: Table
) -> tuple[frozenset[Cell], bool]:
    """The smallest set that hides the primary cells and protects those asked: an integer programme.

    Variables: for each cell whether it is hidden; for each asked cell and direction another table that fits what is shown, as
    differences `d` to the true one, which may differ where cells are hidden, and by no more than is needed.
    """
    from scipy import optimize, sparse  # noqa: PLC0415 - heavy

    values = np.array([float(table.values[cell]) for cell in table.cells])
    ways = [(cell, sign * needs[cell]) for cell in asked for sign in (1, -1)]
    cells, count = len(table.cells), len(ways)
    least = np.array([float(cell in primary) for cell in table.cells])
    weights = 1 + values / (1 + values.sum()) / (1 + cells)
    empty = sparse.csr_matrix((len(table.sums) * count, cells))
    sums = sparse.hstack([empty, sparse.block_diag([table.sums] * count)])
    most = np.concatenate([np.full(cells, float(abs(by))) for _, by in ways])
    down = np.concatenate([np.minimum(values, abs(by)) for _, by in ways])
    stacked, free = sparse.vstack([sparse.identity(cells)] * count), sparse.identity(cells * count)
    above = sparse.hstack([-sparse.diags(most) @ stacked, free])
    below = sparse.hstack([-sparse.diags(down) @ stacked, -free])
    fixed = dict(_fixed(ways, table))
    low = np.concatenate([least, [fixed.get(at, -one) for at, one in enumerate(down)]])
    high = np.concatenate([np.ones(cells), [fixed.get(at, one) for at, one in enumerate(most)]])
    found = optimize.milp(
        np.concatenate([weights, np.zeros(cells * count)]),
        integrality=np.concatenate([np.ones(cells), np.zeros(cells * count)]),
        bounds=optimize.Bounds(low, high),
        constraints=[
            optimize.LinearConstraint(sums, 0, 0),
            optimize.LinearConstraint(sparse.vstack([above, below]), -np.inf, 0),
        ],
        options={"time_limit": LONGEST},
    )
    if found.x is None:
        _stuck()
    return frozenset(
        c for c, hide in zip(table.cells, found.x, strict=False) if hide > 1 / 2
    ), found.status == 0


def _fixed(ways: Sequence[tuple[Cell, int]], table: Table) -> Iterator[tuple[int, float]]:
    """What each other table must have in the cell that it protects: `need` more, or as much less as there is."""
    for at, (cell, by) in enumerate(ways):
        index = at * len(table.cells) + table.cells.index(cell)
        yield index, float(by if by > 0 else -min(-by, table.values[cell]))
