import json
from pathlib import Path

import pytest

from clustermark.errors import InputError, OutputError
from clustermark.sample import reading, storing
from clustermark.sample.reading import load_world
from clustermark.sample.storing import ATTEMPTS, MARKER, OURS, save


@pytest.fixture(scope="module")
def saved(world, tmp_path_factory):
    folder = tmp_path_factory.mktemp("saved") / "world"
    save(world, folder)
    return folder


@pytest.fixture
def copied(saved, tmp_path):
    """A folder whose files a test may spoil."""
    folder = tmp_path / "world"
    folder.mkdir()
    for path in saved.iterdir():
        (folder / path.name).write_bytes(path.read_bytes())
    return folder


def test_what_is_saved_is_read_back_as_it_was(world, saved):
    assert load_world(saved) == world
    assert {path.name for path in saved.iterdir()} == OURS


def test_every_file_says_that_it_is_synthetic(saved):
    assert json.loads((saved / MARKER).read_text())["synthetic"] is True
    assert all('"synthetic":true' in line for line in (saved / ATTEMPTS).read_text().splitlines())


def test_saving_again_replaces_what_was_made_here(world, copied):
    (copied / ATTEMPTS).write_text("old")
    save(world, copied)
    assert load_world(copied) == world
    assert [path.name for path in copied.parent.iterdir()] == ["world"]


def test_an_empty_folder_may_be_filled(world, tmp_path):
    save(world, tmp_path)
    assert load_world(tmp_path).seed == world.seed


@pytest.mark.parametrize("name", ["thesis.txt", ATTEMPTS])
def test_what_others_made_is_left_alone(world, tmp_path, name):
    (tmp_path / name).write_text("precious")
    with pytest.raises(OutputError, match="the folder holds other files"):
        save(world, tmp_path)
    assert [path.read_text() for path in tmp_path.iterdir()] == ["precious"]


def test_a_file_in_the_way_is_left_alone(world, tmp_path):
    (tmp_path / "world").write_text("precious")
    with pytest.raises(OutputError, match="there is a file of this name"):
        save(world, tmp_path / "world")


@pytest.mark.parametrize("trouble", [PermissionError("no"), KeyboardInterrupt()])
def test_nothing_is_ever_half_there(world, tmp_path, monkeypatch, trouble):
    def fails(path, rows):
        path.write_text("half")
        raise trouble

    monkeypatch.setattr(storing, "_write", fails)
    with pytest.raises((OutputError, KeyboardInterrupt)):
        save(world, tmp_path / "world")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("earlier", [True, False])
def test_what_was_there_stays_when_the_last_step_fails(world, tmp_path, monkeypatch, earlier):
    folder, rename = tmp_path / "world", Path.rename
    if earlier:
        save(world, folder)

    def fails_for_the_new(self, target):
        if self.name == "new":
            raise PermissionError(13, "Permission denied")
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", fails_for_the_new)
    with pytest.raises(OutputError, match="Permission denied"):
        save(world, folder)
    assert [path.name for path in tmp_path.iterdir()] == (["world"] if earlier else [])
    assert not earlier or load_world(folder) == world


def test_a_folder_that_is_not_there_is_named(tmp_path):
    with pytest.raises(InputError, match="cannot be read"):
        load_world(tmp_path)


@pytest.mark.parametrize("line", ["{", "[]", "{}", '{"made-by":"somebody","format":1}', "[" * 5000])
def test_a_spoilt_line_is_named(copied, line):
    (copied / MARKER).write_text(line)
    with pytest.raises(InputError, match=r"synthetic-world\.json:1 — the line is not as it was written"):
        load_world(copied)


def test_a_huge_file_is_not_opened(copied, monkeypatch):
    monkeypatch.setattr(reading, "LARGEST", 10)
    with pytest.raises(InputError, match="too large"):
        load_world(copied)


def test_an_empty_marker_is_no_world(copied):
    (copied / MARKER).write_text("")
    with pytest.raises(InputError, match="not as it was written"):
        load_world(copied)
