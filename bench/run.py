"""Every measurement in one table: what, how much, and what it should be."""

import sys
from importlib import import_module
from pathlib import Path

from rich.console import Console
from rich.table import Table


def main() -> None:
    here = Path(__file__).parent
    sys.path.insert(0, str(here))
    table = Table("what", "measured", "should be", box=None)
    for path in sorted(here.glob("*.py")):
        if path.stem != "run":
            for row in import_module(path.stem).rows():
                table.add_row(*row)
    Console(width=130).print(table)


if __name__ == "__main__":
    main()
