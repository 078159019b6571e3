"""How fast the command line starts, against a bare Python."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from time import perf_counter

TIMES = 7


def fastest(*command: str) -> float:
    def once() -> float:
        start = perf_counter()
        subprocess.run(command, check=True, capture_output=True)  # noqa: S603 - our own program
        return perf_counter() - start

    return min(once() for _ in range(TIMES))


def rows() -> Iterator[tuple[str, str, str]]:
    started = fastest(str(Path(sys.executable).with_name("clustermark")), "--version")
    bare = fastest(sys.executable, "-c", "pass")
    yield "clustermark --version", f"{started:.2f} s = {started / bare:.0f} x a bare Python", "at most 0.3 s"
