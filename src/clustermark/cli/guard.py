"""How a command ends: every error is told in the language asked for, and has its exit code."""

import hashlib
import json
import os
import sys
import traceback
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any, ParamSpec, TypeVar

import typer

from clustermark.errors import ClustermarkError, OutputError, Problem
from clustermark.words.message import Message, say, says
from clustermark.words.signs import visible

NO, INTERRUPTED, FAULT, UNHEARD = 1, 130, 70, 141
TRACE = "CLUSTERMARK_TRACE"
"""The variable in the environment that names the file for the trace of a fault."""
P = ParamSpec("P")
R = TypeVar("R")


def guarded(command: Callable[P, R]) -> Callable[P, R]:
    """A command that ends with a message and an exit code where it cannot do what was asked."""

    @wraps(command)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        lang, as_json = str(kwargs.get("lang", "en")), bool(kwargs.get("as_json"))
        try:
            done = command(*args, **kwargs)
            sys.stdout.flush()
        except BaseException as error:
            code = ended(error, lang, as_json=as_json)
            if code is None:
                raise
            raise typer.Exit(code) from error
        return done

    return run


def ended(error: BaseException, lang: str, *, as_json: bool = False) -> int | None:
    """Tells what went wrong, and says the exit code for it; None where it is no error of ours to tell."""
    match error:
        case ClustermarkError():
            return tell(error, lang, as_json=as_json)
        case KeyboardInterrupt():
            return _said(_stopped(), lang, INTERRUPTED)
        case BrokenPipeError():
            return silenced()
        case OSError() if _of_standard_output(error):
            return tell(_unwritten(error), lang, as_json=as_json)
        case MemoryError() | RecursionError():
            return _said(_too_much(), lang, FAULT)
        case SystemExit() | typer.Exit() | typer.Abort():
            return None
        case _ if _of_the_command_line(error):
            return None
        case _:
            return _said(fault(error), lang, FAULT)


def _stopped() -> Message:
    return say("Stopped before the end. Each file is there whole, or as it was before.")


def _too_much() -> Message:
    return say("This needs more memory or nests deeper than this machine allows; nothing was decided.")


def _of_the_command_line(error: BaseException) -> bool:
    """Wrong use, which the library tells by itself."""
    return any(kind.__name__ == "ClickException" for kind in type(error).__mro__)


def _of_standard_output(error: OSError) -> bool:
    """Only what is printed has no name: a full disk, a device that refuses."""
    return error.filename is None and error.errno is not None and not sys.stdout.closed


def _unwritten(error: OSError) -> OutputError:
    what = say("standard output cannot be written: {why}", why=error.strerror or str(error))
    silenced()
    return OutputError.because(what, say("look where it is sent to"), code="unwritten")


def silenced() -> int:
    """Nobody reads any more: the rest goes nowhere, so that nothing complains at the end."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except (OSError, ValueError):
            _redirected(nowhere, stream)
    return UNHEARD


def _redirected(nowhere: int, stream: Any) -> None:
    try:
        os.dup2(nowhere, stream.fileno())
    except (OSError, ValueError):
        return


def fault(error: BaseException) -> Message:
    """A fault of the program in one sentence, with a reference that is the same wherever it happens again."""
    trace = "".join(traceback.format_exception(error))
    where = [(frame.name, frame.lineno) for frame in traceback.extract_tb(error.__traceback__)]
    reference = hashlib.sha256(repr((type(error).__name__, where)).encode()).hexdigest()[:8]
    if wanted := os.environ.get(TRACE):
        return _traced(wanted, trace, reference)
    return say(
        "This is a fault of the program, not of your input (reference {reference}). "
        "Run it again with {variable}=FILE in the environment, and send that file to the maintainers.",
        reference=reference,
        variable=TRACE,
    )


def _traced(file: str, trace: str, reference: str) -> Message:
    try:
        Path(file).write_text(trace, encoding="utf-8", errors="backslashreplace")
    except (OSError, ValueError):
        return say(
            "This is a fault of the program, not of your input (reference {reference}); "
            "its trace cannot be written to {file}.",
            reference=reference,
            file=file,
        )
    return say(
        "This is a fault of the program, not of your input (reference {reference}); "
        "send {file}, which may hold parts of your input, to the maintainers.",
        reference=reference,
        file=file,
    )


def _said(message: Message, lang: str, code: int) -> int:
    _written(visible(message.of(lang)))
    return code


def tell(error: ClustermarkError, lang: str, *, as_json: bool) -> int:
    """All problems on standard error, each with its place and its remedy; for programs, in the structure of `answers check`."""
    _written(told(error.problems) if as_json else listed(error.problems, lang))
    return error.exit_code


def told(problems: tuple[Problem, ...]) -> str:
    from clustermark.scheme.data import as_data  # noqa: PLC0415 - only where it is asked for

    return json.dumps({"problems": as_data(problems)}, ensure_ascii=False)


def listed(problems: tuple[Problem, ...], lang: str) -> str:
    count = says("{n} problem:", "{n} problems:", len(problems)).of(lang)
    return "\n".join([count, *(f"  {visible(problem.of(lang))}" for problem in problems)])


def _written(text: str) -> None:
    """On standard error; where nobody can read that either, the exit code still speaks."""
    try:
        sys.stderr.write(text + "\n")
        sys.stderr.flush()
    except (OSError, ValueError):
        silenced()
