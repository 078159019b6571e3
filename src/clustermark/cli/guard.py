"""How a command ends: every error is told in the language asked for, and has its exit code."""

import sys
from collections.abc import Callable
from functools import wraps
from typing import Any, ParamSpec, TypeVar

import typer

from clustermark.errors import ClustermarkError
from clustermark.words.message import say, says

NO, INTERRUPTED = 1, 130
P = ParamSpec("P")
R = TypeVar("R")


def guarded(command: Callable[P, R]) -> Callable[P, R]:
    """A command that ends with a message and an exit code where it cannot do what was asked."""

    @wraps(command)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        lang, as_json = str(kwargs.get("lang", "en")), bool(kwargs.get("as_json"))
        try:
            return command(*args, **kwargs)
        except ClustermarkError as error:
            tell(error, lang, as_json=as_json)
            raise typer.Exit(error.exit_code) from error
        except KeyboardInterrupt as error:
            sys.stderr.write(say("Stopped. What was not finished has left nothing behind.").of(lang) + "\n")
            raise typer.Exit(INTERRUPTED) from error

    return run


def tell(error: ClustermarkError, lang: str, *, as_json: bool) -> None:
    """All problems on standard error, each with its place and its remedy."""
    if as_json:
        import json  # noqa: PLC0415 - only where it is asked for

        sys.stderr.write(
            json.dumps({"problems": [_row(p) for p in error.problems]}, ensure_ascii=False) + "\n"
        )
        return
    count = says("{n} problem:", "{n} problems:", len(error.problems)).of(lang)
    sys.stderr.write("\n".join([count, *(f"  {p.of(lang)}" for p in error.problems)]) + "\n")


def _row(problem: Any) -> dict[str, Any]:
    place, remedy = problem.place, problem.remedy
    return {
        "what": problem.what.of("en"),
        "remedy": remedy.of("en") if remedy else None,
        "file": place.file or None,
        "line": place.line or None,
        "path": place.path or None,
    }
