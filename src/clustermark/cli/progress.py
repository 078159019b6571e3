"""Progress bars, on the terminal only."""

import sys
from types import TracebackType
from typing import Self

from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeElapsedColumn

from clustermark.cli.page import Sheet
from clustermark.words.message import say

CALLED = {"organisations": say("Organisations"), "decisions": say("Levels decided")}


class Bars:
    """One bar for each kind of work, drawn on standard error."""

    def __init__(self, lang: str, *, shown: bool = True) -> None:
        self.lang = lang
        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
        self.bars = Progress(*columns, console=Sheet(file=sys.stderr), transient=False, disable=not shown)
        self.tasks: dict[str, TaskID] = {}

    def progress(self, what: str, done: int, of: int) -> None:
        if what not in self.tasks:
            self.tasks[what] = self.bars.add_task(CALLED[what].of(self.lang), total=of)
        self.bars.update(self.tasks[what], completed=done)

    def __enter__(self) -> Self:
        self.bars.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.bars.stop()
