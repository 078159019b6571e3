"""A folder that is changed in place: by one at a time, and all or nothing."""

import json
import os
import shutil
import signal
import stat
from pathlib import Path
from threading import Event, Thread

import pytest

from clustermark.errors import InputError, OutputError
from clustermark.files import changing, kept, locked, standing, stands

FILES = {"a": b"1", "deep/b": b"2"}


def names(folder):
    return sorted(path.name for path in folder.iterdir())


@pytest.fixture
def folder(tmp_path):
    path = tmp_path / "owner"
    path.mkdir()
    return path


@pytest.fixture
def secret(tmp_path):
    return tmp_path / "key"


def change(folder, files=FILES, secret=None):
    """What was said about it."""
    with changing(folder) as made:
        if secret:
            made.secrets[secret] = b"secret"
        made.record(files)
    return [str(note) for note in made.notes]


class Dead(BaseException):
    """Whoever dies does nothing any more."""


def dies(monkeypatch, room, name, *, at=1):
    """The writer ends before its n-th operation of this kind, and cleans nothing up."""
    calls, does = [], getattr(room, name)

    def operation(*given, **more):
        calls.append(given)
        if len(calls) == at:
            monkeypatch.setattr(kept, "_undone", lambda _stage: None)
            raise Dead
        return does(*given, **more)

    monkeypatch.setattr(room, name, operation)


def cut_off(folder, room, name, at=1, **more):
    with pytest.MonkeyPatch.context() as patch:
        dies(patch, room, name, at=at)
        with pytest.raises(Dead):
            change(folder, **more)


def test_everything_is_in_its_place_and_nothing_is_left(folder, secret):
    assert change(folder, secret=secret) == []
    assert names(folder) == [".lock", "a", "deep"]
    assert (folder / "deep" / "b").read_bytes() == b"2"
    assert (secret.read_bytes(), stat.S_IMODE(secret.stat().st_mode)) == (b"secret", 0o600)
    assert names(folder.parent) == ["key", "owner"]


def test_a_secret_is_only_its_owners_from_the_first_moment(folder, secret, monkeypatch):
    seen, filled = set(), kept.filled

    def looking(file, content):
        if content == b"secret":
            seen.add(stat.S_IMODE(os.fstat(file).st_mode))
        filled(file, content)

    monkeypatch.setattr(kept, "filled", looking)
    change(folder, secret=secret)
    assert seen == {0o600}


@pytest.mark.parametrize("at", range(1, 5))
def test_what_was_not_recorded_is_undone_by_the_next(folder, secret, at):
    change(folder)
    cut_off(folder, kept, "filled", at, files={"a": b"3", "c": b"4"}, secret=secret)
    assert any(name.startswith(".stage-") for name in names(folder))
    [note] = change(folder, {"d": b"5"})
    assert "nothing of it is left" in note
    assert names(folder) == [".lock", "a", "d", "deep"]
    assert (folder / "a").read_bytes() == b"1"
    assert names(folder.parent) == ["owner"]


@pytest.mark.parametrize(
    ("room", "name", "at"), [(Path, "replace", 1), (Path, "replace", 2), (os, "link", 1)]
)
def test_what_was_recorded_is_finished_by_the_next(folder, secret, room, name, at):
    change(folder)
    cut_off(folder, room, name, at, files={"a": b"3", "deep/b": b"4"}, secret=secret)
    assert standing(folder, "a", 9).data == b"3"
    assert standing(folder, "deep/b", 9).data == b"4"
    [note] = change(folder, {"d": b"5"})
    assert "it was finished now" in note
    assert [(folder / one).read_bytes() for one in ("a", "deep/b", "d")] == [b"3", b"4", b"5"]
    assert secret.read_bytes() == b"secret"
    assert names(folder.parent) == ["key", "owner"]


def test_a_secret_that_was_linked_already_is_only_cleared_away(folder, secret):
    cut_off(folder, Path, "unlink", secret=secret)
    assert len(names(folder.parent)) == 3
    change(folder)
    assert names(folder.parent) == ["key", "owner"]
    cut_off(folder, shutil, "rmtree", secret=folder.parent / "second")
    change(folder)
    assert names(folder.parent) == ["key", "owner", "second"]


@pytest.mark.parametrize("make", [lambda p: p.write_text("theirs"), lambda p: p.symlink_to("no")])
@pytest.mark.parametrize("dead", [True, False])
def test_a_secret_goes_over_nothing_that_came_first_and_it_is_said_where_it_is(folder, secret, make, dead):
    if dead:
        cut_off(folder, os, "link", secret=secret)
        make(secret)
        said = change(folder)
    else:
        make(secret)
        said = change(folder, secret=secret)
    [waiting] = folder.parent.glob("key.*.part")
    assert (waiting.read_bytes(), waiting.stat().st_mode & 0o777) == (b"secret", 0o600)
    assert str(waiting) in said[0]
    assert secret.is_symlink() or secret.read_text() == "theirs"
    assert change(folder) == []


def test_what_others_made_under_similar_names_stays(folder):
    for name in (".stage-notes", ".stage-0123456789abcdef.txt", ".stagehand"):
        (folder / name).mkdir()
    (folder / ".stage-0123456789abcdef").write_text("mine")
    before = names(folder)
    assert change(folder) == []
    assert set(before) < set(names(folder))


def test_a_stage_that_says_nothing_about_secrets_is_swept(folder):
    (folder / ".stage-0123456789abcdef").mkdir()
    (folder / ".stage-0123456789abcdef" / ".outside.json").write_text('{"')
    assert len(change(folder)) == 1
    assert names(folder) == [".lock", "a", "deep"]


def test_trouble_before_it_is_recorded_undoes_it(folder, secret, monkeypatch):
    def full(_file, _content):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(kept, "filled", full)
    with pytest.raises(OutputError, match="it cannot be written: No space left on device"):
        change(folder, secret=secret)
    assert names(folder) == [".lock"]
    assert names(folder.parent) == ["owner"]


def test_trouble_after_it_is_recorded_says_so(folder):
    def full(_self, _target):
        raise OSError(28, "No space left on device")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Path, "replace", full)
        with pytest.raises(OutputError, match="it is recorded, but not every file is in its place") as caught:
            change(folder)
    assert caught.value.problems[0].code == "unfinished"
    assert "it was finished now" in change(folder, {})[0]
    assert (folder / "a").read_bytes() == b"1"


def test_a_folder_that_is_not_there_cannot_be_changed(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(OutputError, match="it cannot be written"):
        change(tmp_path / "file")


def test_who_waits_too_long_for_another_is_told_for_how_long(tmp_path):
    has, done = Event(), Event()

    def hold():
        with locked(tmp_path / ".lock"):
            has.set()
            done.wait()

    holder = Thread(target=hold)
    holder.start()
    has.wait()
    for alone in (locked(tmp_path / ".lock", wait=0.6), changing(tmp_path, wait=0.6)):
        with pytest.raises(OutputError, match="has been writing here for 1 second") as caught, alone:
            raise AssertionError
        assert caught.value.problems[0].code == "busy"
    done.set()
    holder.join()
    with locked(tmp_path / ".lock", wait=0.1):
        pass


def test_a_reader_sees_what_is_recorded_wherever_it_is(folder):
    assert (standing(folder, "a", 9), stands(folder, "a")) == (None, False)
    (folder / "a").write_text("old")
    assert (standing(folder, "a", 9).data, stands(folder, "a")) == (b"old", True)
    (folder / ".recorded").mkdir()
    (folder / ".recorded" / "a").write_text("new")
    found = standing(folder, "a", 9)
    assert (found.data, found.name, stands(folder, "a")) == (b"new", str(folder / "a"), True)
    assert standing(folder / "a", "b", 9) is None
    for name, most in (("a", 2), (".recorded", 9)):
        with pytest.raises(InputError):
            standing(folder, name, most)


def test_a_file_that_is_moved_while_it_is_looked_for_is_found(folder, monkeypatch):
    """It was recorded when it was looked for, and in its place when it was to be opened."""
    (folder / ".recorded").mkdir()
    (folder / ".recorded" / "a").write_text("new")
    taken = kept.taken

    def moving(path, most):
        if path.parent.name == ".recorded":
            path.rename(folder / "a")
        return taken(path, most)

    monkeypatch.setattr(kept, "taken", moving)
    assert standing(folder, "a", 9).data == b"new"


@pytest.mark.parametrize("thread", [False, True])
def test_an_interruption_comes_too_late_while_it_is_recorded(folder, monkeypatch, thread):
    finished = kept._finished

    def interrupted(where):
        if not thread:
            signal.raise_signal(signal.SIGINT)
        yield from finished(where)

    monkeypatch.setattr(kept, "_finished", interrupted)
    handler = signal.getsignal(signal.SIGINT)
    if thread:
        worker = Thread(target=change, args=[folder])
        worker.start()
        worker.join()
    else:
        change(folder)
    assert (folder / "a").read_bytes() == b"1"
    assert signal.getsignal(signal.SIGINT) is handler


def test_being_ended_waits_until_it_is_recorded(folder, monkeypatch):
    finished, heard = kept._finished, []

    def ended(where):
        signal.raise_signal(signal.SIGTERM)
        assert heard == []
        yield from finished(where)

    monkeypatch.setattr(kept, "_finished", ended)
    before = signal.signal(signal.SIGTERM, lambda _n, _f: heard.append(sorted(names(folder))))
    try:
        change(folder)
    finally:
        signal.signal(signal.SIGTERM, before)
    assert heard == [[".lock", "a", "deep"]]


def test_a_handler_that_was_not_set_from_here_gives_way_to_the_default(folder, monkeypatch):
    monkeypatch.setattr(kept.signal, "signal", lambda number, how: told.append((number, how)))
    told = []
    change(folder)
    assert told[2:] == [(signal.SIGINT, signal.SIG_DFL), (signal.SIGTERM, signal.SIG_DFL)]


def test_what_is_outside_is_named_before_it_is_written(folder, secret):
    cut_off(folder, kept, "filled", 2, secret=secret)
    [stage] = folder.glob(".stage-*")
    [waiting] = json.loads((stage / ".outside.json").read_text()).values()
    assert [str(path) for path in folder.parent.glob("key.*")] == [waiting]
