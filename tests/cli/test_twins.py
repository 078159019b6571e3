"""The command line is the thin twin of the library: neither has what the other lacks."""

import inspect
from importlib import import_module
from pathlib import Path

import pytest

import clustermark
from clustermark.cli import app, options
from clustermark.sample import World

COMMANDS = Path(app.__file__).parent
OF_THE_COMMAND_LINE = {"lang", "as_json", "out"}
OF_THE_LIBRARY = {"progress", "on_stage", "file"}


def parameters(function):
    return set(inspect.signature(function).parameters)


def test_every_verb_has_a_command_and_every_command_a_verb():
    shared = {
        "__init__",
        "streams",
        "app",
        "guard",
        "options",
        "page",
        "progress",
        "demo_account",
        "recorded",
        "process_options",
    }
    assert {path.stem for path in COMMANDS.glob("*.py")} - shared == set(clustermark.VERBS)
    assert set(app.COMMANDS.values()) == set(clustermark.VERBS) == set(clustermark.__all__)


@pytest.mark.parametrize("verb", clustermark.VERBS)
def test_a_command_takes_what_its_function_takes(verb):
    command = getattr(import_module(f"clustermark.cli.{verb}"), verb)
    function = getattr(clustermark, verb)
    assert parameters(command) - OF_THE_COMMAND_LINE <= parameters(function) | OF_THE_LIBRARY
    assert parameters(function) - OF_THE_LIBRARY - OF_THE_COMMAND_LINE <= parameters(command)


@pytest.mark.parametrize("verb", clustermark.VERBS)
def test_every_verb_says_what_it_does(verb):
    assert getattr(clustermark, verb).__doc__
    assert getattr(import_module(f"clustermark.cli.{verb}"), verb).__doc__


@pytest.mark.parametrize("verb", [v for v in clustermark.VERBS if v != "scheme_json_schema"])
def test_every_command_speaks_to_programs_and_in_both_languages(verb):
    command = getattr(import_module(f"clustermark.cli.{verb}"), verb)
    assert {"lang", "as_json"} <= parameters(command)


def test_a_verb_comes_before_a_room_of_the_same_name():
    assert callable(clustermark.sample)
    assert World.__module__ == "clustermark.sample.world"


def test_scheme_names_complete():
    assert options._scheme_names() == ["ecei@2012", "ecei@2020"]
