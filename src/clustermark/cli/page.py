"""What is printed for people: titles, sentences, tables and explanations, in one language."""

import json
import sys
from collections.abc import Iterable, Sequence
from typing import Any

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text as Styled

from clustermark.cli.streams import speakable
from clustermark.scoring.case import Organisation, marked
from clustermark.scoring.explain.lines import Line
from clustermark.words.message import Message, shown
from clustermark.words.signs import visible

WIDEST, WITHOUT_TERMINAL = 120, 110
SIGNS = {True: "✓", False: "✗", None: "·"}
STYLES = {True: "green", False: "red", None: ""}


def print_data(value: Any) -> None:
    """JSON on standard output; keys in the order of meaning, letters as they are."""
    from clustermark.scheme.data import as_data  # noqa: PLC0415 - only where JSON is asked for

    data = as_data(value)
    text = json.dumps(data, ensure_ascii=False, indent=2)
    if not speakable(text, sys.stdout):
        text = json.dumps(data, indent=2)
    sys.stdout.write(text + "\n")


class Sheet(Console):
    """A console whose reader may go away; that is told where every other error is."""

    def on_broken_pipe(self) -> None:
        raise BrokenPipeError


class Page:
    """Prints in one language. Nothing in a name is taken for markup."""

    def __init__(self, lang: str, *, error: bool = False) -> None:
        self.lang = lang
        self.console = Sheet(stderr=error, highlight=False, markup=False, emoji=False, soft_wrap=False)
        width = self.console.width if self.console.is_terminal else WITHOUT_TERMINAL
        self.console.width = min(width, WIDEST)

    def said(self, value: Any) -> str:
        """A value in words, in which nothing steers the terminal."""
        return visible(shown(value, self.lang))

    def title(self, value: Any) -> None:
        self.console.print()
        self.console.print(Styled(self.said(value), style="bold"))

    def write(self, value: Any, *, indent: int = 0, style: str = "") -> None:
        self.console.print(Padding(Styled(self.said(value), style=style), (0, 0, 0, indent), expand=False))

    def table(
        self, headers: Sequence[Message], rows: Iterable[Sequence[Any]], *, right: Sequence[int] = ()
    ) -> None:
        table = Table(box=None, header_style="dim", pad_edge=False, padding=(0, 2, 0, 0))
        for index, header in enumerate(headers):
            table.add_column(self.said(header), justify="right" if index in right else "left")
        for row in rows:
            table.add_row(*(Styled(self.said(cell)) for cell in row))
        self.console.print(table)

    def lines(self, lines: Iterable[Line], *, indent: int = 2) -> None:
        """Explanations as a tree, with the name of the rule or the id beside each."""
        grid = Table.grid(padding=(0, 2))
        grid.add_column(ratio=1)
        grid.add_column(justify="left", style="dim", no_wrap=True)
        for line in lines:
            for depth, part in line.walk():
                sign = f"{SIGNS[part.met]} " if part.met is not None else ""
                text = Styled(sign, style=STYLES[part.met]) + Styled(self.said(part.text))
                padded = Padding(text, (0, 0, 0, indent + 2 * depth), expand=False)
                grid.add_row(padded, visible(part.about))
        self.console.print(grid)

    def organisation(self, of: Organisation) -> None:
        """Its name; an invented one always says so."""
        name = of.name or of.number
        if name:
            self.title(marked(name, synthetic=of.synthetic))

    def notice(self, value: Any) -> None:
        self.console.print()
        self.write(value, style="dim italic")
