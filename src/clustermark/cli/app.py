"""The commands: found by the names of the verbs, and imported when they are asked for."""

import itertools
import os
import sys
from collections.abc import Iterable
from importlib import import_module
from importlib.metadata import version
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from clustermark import VERBS
from clustermark.cli.guard import ended, guarded
from clustermark.cli.streams import steadied
from clustermark.words.message import say

GROUPS = {
    "scheme": say("Look at a scheme: what it asks, what is proved about it, what changed."),
    "answers": say("Look at the answers of a case."),
    "decision": say("A decision as a file that anyone can compute again."),
    "label": say("Labels that a machine can check: keys, issue, verify, revoke, pictures."),
    "process": say("How a case runs: what may follow what, and what one sees, may and owes."),
    "registry": say("Who holds which label on a day; import and export."),
}
EXIT_CODES = say(
    "Exit codes: 0 done; 1 done, and the answer is no; 2 wrong use of a command; 3 a scheme cannot be used; "
    "4 an input cannot be used; 5 the result cannot be written; 6 a label cannot be checked; 70 a fault of the program; "
    "130 interrupted; 141 nobody read the output to its end."
)


def path_of(verb: str) -> tuple[str, ...]:
    """`scheme_json_schema` is the command `scheme json-schema`, `score` the command `score`."""
    group, _, rest = verb.partition("_")
    return (group, rest.replace("_", "-")) if rest and group in GROUPS else (verb.replace("_", "-"),)


COMMANDS = {path_of(verb): verb for verb in VERBS}


def language(arguments: Iterable[str]) -> str:
    """The language in which help is given: of `--lang`, else of the environment."""
    given = list(arguments)
    after = [b for a, b in itertools.pairwise(given) if a == "--lang"]
    joined = [a.removeprefix("--lang=") for a in given if a.startswith("--lang=")]
    wanted = [*after, *joined, os.environ.get("CLUSTERMARK_LANG", "")]
    return "lv" if wanted[0] == "lv" else "en"


class Commands(TyperGroup):
    """The commands below a path, imported one by one."""

    path: tuple[str, ...] = ()

    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ARG002 - asked so by the library
        depth = len(self.path)
        return list(dict.fromkeys(path[depth] for path in COMMANDS if path[:depth] == self.path))

    def get_command(self, ctx: Any, cmd_name: str) -> Any:  # noqa: ARG002 - asked so by the library
        path = (*self.path, cmd_name)
        if path in COMMANDS:
            return command_of(COMMANDS[path], cmd_name)
        return group_of(cmd_name) if not self.path and cmd_name in GROUPS else None


def command_of(verb: str, name: str) -> Any:
    """The command of a verb, in the language of the arguments."""
    function = getattr(import_module(f"clustermark.cli.{verb}"), verb)
    app = typer.Typer(add_completion=False, rich_markup_mode=None)
    app.command(name)(guarded(function))
    return localised(typer.main.get_command(app), language(sys.argv[1:]))


def group_of(name: str) -> Commands:
    group = Commands(name=name, help=GROUPS[name].of(language(sys.argv[1:])), no_args_is_help=True)
    group.path = (name,)
    return group


def localised(command: Any, lang: str) -> Any:
    """A command with its help and that of its options in a language; the English help is the key in the catalogue."""
    for part in (command, *command.params):
        if getattr(part, "help", None):
            part.help = say(" ".join(part.help.split())).of(lang)
    return command


def _version(wanted: bool) -> None:  # noqa: FBT001 - a callback of an option
    if wanted:
        sys.stdout.write(f"clustermark {version('clustermark')}\n")
        raise typer.Exit


def _root(
    *,
    version: Annotated[
        bool,
        typer.Option("--version", help="Print the version.", callback=_version, is_eager=True),
    ] = False,
) -> None:
    """Run a label for good management: from answers to a decision that anyone can check."""


def root() -> Any:
    app = typer.Typer(cls=Commands, no_args_is_help=True, rich_markup_mode=None, epilog=EXIT_CODES.text)
    app.callback()(_root)
    group = localised(typer.main.get_command(app), language(sys.argv[1:]))
    group.epilog = EXIT_CODES.of(language(sys.argv[1:]))
    return group


def main() -> None:
    """Run the command of this process, on streams that take whatever is written, and end with its exit code."""
    steadied()
    lang = language(sys.argv[1:])
    try:
        root()()
    except SystemExit as end:
        sys.exit(_flushed(end.code, lang))
    except BaseException as error:  # noqa: BLE001 - whatever it is, it ends in one sentence
        sys.exit(ended(error, lang))


def _flushed(code: Any, lang: str) -> Any:
    """The exit code; another one where what was printed cannot be delivered."""
    try:
        sys.stdout.flush()
    except (OSError, ValueError) as error:
        return ended(error, lang)
    return code
