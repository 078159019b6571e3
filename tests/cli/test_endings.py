"""How commands end, started as people start them: closed pipes, no terminal, poor encodings, odd names, faults of the program."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from running import CASE, SMALL

from clustermark.cli.guard import ended, fault, listed, silenced
from clustermark.cli.streams import speakable, steadied
from clustermark.errors import InputError, Problem
from clustermark.words.message import say

PROGRAM = [sys.executable, "-c", "from clustermark.cli import main; main()"]
COMMANDS = {
    "help": ["--help"],
    "scheme show": ["scheme", "show", "ecei"],
    "scheme list": ["scheme", "list", "--json"],
    "scheme json-schema": ["scheme", "json-schema"],
    "score": ["score", "{case}", "--scheme", SMALL, "--lang", "lv"],
    "answers check": ["answers", "check", "{case}", "--scheme", SMALL, "--json"],
    "a file that is missing": ["explain", "{case}.yaml", "--scheme", SMALL, "--lang", "lv"],
}
ENDINGS = {0, 1, 2, 3, 4, 5, 141}


def started(arguments, shell="", **environment):
    """The program run by a shell, with what the shell adds to the end of the command."""
    inherited = {"PATH": os.environ["PATH"], "PYTHONPATH": os.environ.get("PYTHONPATH", "")}
    command = [*PROGRAM, *arguments]
    if shell:
        command = ["bash", "-c", f'set -o pipefail; "$@" {shell}', "bash", *command]
    return subprocess.run(
        command, capture_output=True, env=inherited | environment, stdin=subprocess.DEVNULL, check=False
    )


def arguments_of(name, case):
    return [part.replace("{case}", os.fsdecode(case)) for part in COMMANDS[name]]


@pytest.mark.parametrize(
    ("shell", "environment"),
    [
        ("| head -c 1", {}),
        ("| true", {}),
        (">&-", {}),
        ("2>&-", {}),
        (">&- 2>&- <&-", {}),
        ("> /dev/full", {}),
        ("> /dev/full 2>&1", {}),
        ("", {"LC_ALL": "C"}),
        ("", {"PYTHONIOENCODING": "ascii"}),
        ("", {"PYTHONIOENCODING": "latin-1", "LANG": "lv_LV"}),
        ("", {"HOME": "/nowhere", "TERM": "nonsense", "COLUMNS": "x"}),
    ],
    ids=lambda value: str(value) or "as it is",
)
@pytest.mark.parametrize("name", ["score", "a file that is missing"])
def test_every_command_ends_in_order_wherever_it_writes(case, name, shell, environment):
    ran = started(arguments_of(name, case), shell, **environment)
    assert ran.returncode in ENDINGS
    assert b"Traceback" not in ran.stderr + ran.stdout
    assert b"Exception ignored" not in ran.stderr


@pytest.mark.parametrize("name", ["scheme show", "answers check"])
def test_a_reader_who_goes_away_ends_the_command_quietly(case, name):
    ran = started(arguments_of(name, case), "| head -c 1")
    assert (ran.returncode, ran.stderr) in {(141, b""), (0, b"")}


def test_a_full_disk_is_said(case):
    ran = started(arguments_of("scheme json-schema", case), "> /dev/full")
    assert ran.returncode == 5
    assert b"standard output cannot be written: No space left on device" in ran.stderr


def test_letters_that_the_terminal_lacks_are_replaced_and_data_stays_exact(tmp_path):
    path = tmp_path / "case.yaml"
    text = CASE.format(scheme="reader-friendly@1").replace("Library of", "Lasītava")
    path.write_text(text, encoding="utf-8")
    for encoding in ("ascii", "cp1252"):
        shown = started(["score", str(path), "--scheme", SMALL], PYTHONIOENCODING=encoding)
        assert (shown.returncode, b"Las?tava" in shown.stdout) == (0, True)
        data = started(["score", str(path), "--scheme", SMALL, "--json"], PYTHONIOENCODING=encoding)
        assert json.loads(data.stdout)["organisation"]["name"].startswith("Lasītava")


@pytest.mark.parametrize(
    "name", [b"\xff\xfe.yaml", b"a\nb.yaml", b"\x1b[2J.yaml", "ļoti garš".encode(), b"-"]
)
def test_odd_names_of_files_are_read_or_refused(tmp_path, name):
    path = os.path.join(os.fsencode(tmp_path), name)  # noqa: PTH118 - a name that is no text
    Path(os.fsdecode(path)).write_text(CASE.format(scheme="reader-friendly@1"), encoding="utf-8")
    good = started(["score", os.fsdecode(path), "--scheme", SMALL])
    assert good.returncode == 0
    bad = started(["score", os.fsdecode(path) + "x", "--scheme", SMALL])
    assert bad.returncode == 4
    assert b"\x1b" not in bad.stderr


def test_a_name_steers_no_terminal(run, tmp_path):
    path = tmp_path / "case.yaml"
    name = '"Library\\e[2J\\e]0;owned\\a"'
    text = CASE.format(scheme="reader-friendly@1").replace(
        '"Library of [bold]Nowhere[/bold] (synthetic)"', name
    )
    path.write_text(text, encoding="utf-8")
    shown = run("score", path, "--scheme", SMALL)
    assert shown.code == 4
    assert "U+001B ESCAPE" in shown.err
    path.write_text(text.replace("visitors", '"vis\\e[2J"').replace(name, "x"), encoding="utf-8")
    shown = run("answers", "check", path, "--scheme", SMALL)
    assert "\x1b" not in shown.out + shown.err
    assert "vis<U+001B>[2J" in shown.out.replace("\n", "")


def broken(*_args, **_more):
    raise LookupError("nobody thought of this")


@pytest.mark.parametrize("error", [LookupError, ValueError, RecursionError, MemoryError, BaseExceptionGroup])
def test_whatever_escapes_becomes_one_sentence_with_its_own_code(run, monkeypatch, case, error):
    raised = error("x", [KeyError()]) if error is BaseExceptionGroup else error("nobody thought of this")

    def fails(*_args, **_more):
        raise raised

    monkeypatch.setattr("clustermark.verbs.cases.assess", fails)
    shown = run("score", case, "--scheme", SMALL)
    assert (shown.code, shown.out) == (70, "")
    assert len(shown.err.splitlines()) == 1
    assert "nobody" not in shown.err


def test_the_trace_is_written_where_it_is_asked_for(run, monkeypatch, case, tmp_path):
    monkeypatch.setattr("clustermark.verbs.cases.assess", broken)
    plain = run("score", case, "--scheme", SMALL).err
    assert "CLUSTERMARK_TRACE=FILE" in plain
    monkeypatch.setenv("CLUSTERMARK_TRACE", str(tmp_path / "trace.txt"))
    shown = run("score", case, "--scheme", SMALL)
    assert shown.code == 70
    assert "nobody thought of this" in (tmp_path / "trace.txt").read_text(encoding="utf-8")
    reference = plain.partition("reference ")[2][:8]
    assert reference in shown.err
    monkeypatch.setenv("CLUSTERMARK_TRACE", str(tmp_path / "no" / "trace.txt"))
    assert "cannot be written" in run("score", case, "--scheme", SMALL).err


def test_a_fault_outside_of_a_command_is_told_as_well(run, monkeypatch):
    monkeypatch.setattr("clustermark.cli.app.root", broken)
    assert run("score").code == 70


def test_problems_are_given_to_programs_in_one_structure(run, tmp_path):
    path = tmp_path / "case.yaml"
    text = CASE.format(scheme="reader-friendly@1")
    path.write_text(text.replace("visitors: 9000", "visitors: -1"), encoding="utf-8")
    checked = json.loads(run("answers", "check", path, "--scheme", SMALL, "--json").out)
    refused = json.loads(run("score", path, "--scheme", SMALL, "--json").err)
    assert refused["problems"] == checked["problems"]
    assert refused["problems"][0]["place"]["questions"] == ["visitors"]


def test_wrong_use_and_the_end_of_a_command_are_left_to_the_library():
    assert ended(SystemExit(3), "en") is None


def test_problems_steer_no_terminal_either():
    problem = InputError(Problem(say("{value} is wrong", value="\x1b[2J"), code="x")).problems
    assert "\x1b" not in listed(problem, "en")
    assert "reference" in fault(ValueError()).of("en")


def test_streams_of_other_kinds_are_left_as_they_are(monkeypatch):
    class Words:
        encoding = None

        def write(self, text):
            return len(text)

        def flush(self):
            raise ValueError

        def fileno(self):
            raise OSError

    monkeypatch.setattr(sys, "stdout", Words())
    steadied()
    assert speakable("ā", sys.stdout)
    assert silenced() == 141
