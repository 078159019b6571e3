"""What is not whole yet: its maker's while that lives, swept away once it is dead; what others made is never touched."""

import fcntl
import os
import subprocess
import sys
import time

import pytest

from clustermark.files import parts, write_folder, write_new, write_whole

NAME = ".clustermark-0123456789abcdef.part"
STARTED = """
import sys
from pathlib import Path
from clustermark.files.parts import part, part_folder
{making}
    print("made", flush=True)
    sys.stdin.read()
"""
FILE = "with part(Path(sys.argv[1])) as (file, path):"
FOLDER = 'with part_folder(Path(sys.argv[1])) as path:\n    (path / "half").write_text("half")'


def names(folder):
    return sorted(path.name for path in folder.iterdir())


@pytest.fixture(params=[FILE, FOLDER])
def writer(request, tmp_path):
    """Another process that is in the middle of writing."""
    code = STARTED.format(making=request.param)
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    with subprocess.Popen([sys.executable, "-c", code, tmp_path], **pipes) as process:
        process.stdout.readline()
        yield process
        process.kill()


def test_a_living_writers_part_stays_and_a_dead_ones_is_swept_by_the_next(writer, tmp_path):
    [part] = names(tmp_path)
    write_whole(tmp_path / "a.txt", b"new")
    assert names(tmp_path) == sorted([part, "a.txt"])
    writer.kill()
    writer.wait()
    write_whole(tmp_path / "a.txt", b"new")
    assert names(tmp_path) == ["a.txt"]


def similar(folder):
    """What others could have made, under names like ours."""
    for name in (".clustermark-0123.part", NAME.upper(), f"{NAME}.txt", f"x{NAME}", "note.part"):
        (folder / name).write_text("precious")
    (folder / ".clustermark-notes.part").mkdir()
    (folder / NAME).symlink_to("note.part")


def test_foreign_files_with_similar_names_are_never_swept(tmp_path):
    similar(tmp_path)
    before = names(tmp_path)
    write_whole(tmp_path / "a.txt", b"new")
    assert names(tmp_path) == sorted([*before, "a.txt"])


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give files away")
def test_what_somebody_else_planted_moves_nothing_and_is_left(tmp_path):
    planted = tmp_path / NAME
    (planted / "old").mkdir(parents=True)
    (planted / "target").write_text("planted", encoding="utf-8")
    os.chown(planted, 12345, 12345)
    write_whole(tmp_path / "a.txt", b"new")
    assert names(tmp_path) == [NAME, "a.txt"]


@pytest.mark.parametrize("target", ["out", "../out", "/out"])
def test_a_folder_moved_away_is_put_back_beside_and_nowhere_else(tmp_path, target):
    place = tmp_path / "work"
    (place / NAME / "old").mkdir(parents=True)
    (place / NAME / "old" / "a").write_text("1")
    (place / NAME / "target").write_text(target, encoding="utf-8")
    write_whole(place / "a.txt", b"new")
    assert names(place) == ["a.txt", "out"]
    assert (place / "out" / "a").read_text() == "1"


def test_a_pipe_in_the_way_does_not_stop_anybody(tmp_path):
    os.mkfifo(tmp_path / NAME)
    write_whole(tmp_path / "a.txt", b"new")
    assert names(tmp_path) == ["a.txt"]


def test_a_part_that_was_swept_before_it_was_held_is_made_again(tmp_path, monkeypatch):
    lock, swept = fcntl.flock, []

    def late(file, how):
        if not swept and how == fcntl.LOCK_EX:
            swept.extend(tmp_path.iterdir())
            swept[0].unlink()
        lock(file, how)

    monkeypatch.setattr(parts.fcntl, "flock", late)
    write_new(tmp_path / "a.txt", b"new")
    assert len(swept) == 1
    assert names(tmp_path) == ["a.txt"]


def test_two_who_write_folders_side_by_side_do_not_sweep_each_other(tmp_path):
    def fill(folder):
        (folder / "a").write_text("1")
        write_folder(tmp_path / "other", lambda new: (new / "b").write_text("2"))
        time.sleep(0)

    write_folder(tmp_path / "out", fill)
    assert names(tmp_path) == ["other", "out"]


def test_what_was_half_removed_is_removed_and_not_put_back(tmp_path):
    (tmp_path / NAME / "old").mkdir(parents=True)
    write_whole(tmp_path / "a.txt", b"new")
    assert names(tmp_path) == ["a.txt"]


def test_what_cannot_be_swept_stops_nobody(tmp_path, monkeypatch):
    (tmp_path / NAME).mkdir()

    def refused(_path):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(parts.shutil, "rmtree", refused)
    write_whole(tmp_path / "a.txt", b"new")
    assert names(tmp_path) == [NAME, "a.txt"]
