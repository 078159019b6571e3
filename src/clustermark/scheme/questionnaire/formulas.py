"""Checks across answers as spreadsheet formulas, where their terms can be written so."""

from collections.abc import Mapping
from fractions import Fraction

from clustermark.scheme import terms
from clustermark.scheme.criteria import Check
from clustermark.scheme.terms import Term

Cells = Mapping[str, str]
"""By reference, the absolute address of its answer cell."""


def check_formula(check: Check, cells: Cells, fine: str, look: str) -> str | None:
    """A formula that says whether a check holds; None where a term has no counterpart or an answer stands elsewhere."""
    of, most, least = (_written(term, cells) for term in (check.of, check.at_most, check.at_least))
    if (
        of is None
        or (check.at_most is not None and most is None)
        or (check.at_least is not None and least is None)
    ):
        return None
    wrong = [f"{of}>{most}"] if most else []
    wrong += [f"{of}<{least}"] if least else []
    return f'=IF(OR({",".join(wrong)}),"{_quoted(look)}","{_quoted(fine)}")'


def _quoted(text: str) -> str:
    return text.replace('"', '""')


def _written(term: Term | None, cells: Cells) -> str | None:
    match term:
        case terms.Value(of=of):
            return cells.get(of)
        case terms.Number(of=number):
            return _decimal(number)
        case terms.Sum(of=str() as table):
            parts = [address for key, address in cells.items() if key.startswith(f"{table}.")]
            return f"SUM({','.join(parts)})" if parts else None
        case terms.Sum(of=tuple() as of):
            written = [_written(part, cells) for part in of]
            return None if None in written else f"({'+'.join(str(part) for part in written)})"
        case _:
            return None


def _decimal(number: Fraction) -> str | None:
    scaled = number * 10**6
    return f"({scaled.numerator}/1000000)" if scaled.denominator == 1 else None
