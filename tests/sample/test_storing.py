import json

import pytest

from clustermark.errors import InputError, OutputError
from clustermark.files import MANIFEST
from clustermark.sample import reading, storing
from clustermark.sample.reading import load_world
from clustermark.sample.storing import ATTEMPTS, MARKER, MEMBERS, save


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
    assert {path.name for path in saved.iterdir()} == {MARKER, MEMBERS, ATTEMPTS, MANIFEST}


def test_every_file_says_that_it_is_synthetic(saved):
    assert json.loads((saved / MARKER).read_text())["synthetic"] is True
    assert all('"synthetic":true' in line for line in (saved / ATTEMPTS).read_text().splitlines())


def test_saving_again_replaces_what_was_made_here(world, copied):
    save(world, copied)
    assert load_world(copied) == world
    assert [path.name for path in copied.parent.iterdir()] == ["world"]


def test_a_world_that_somebody_worked_on_is_left_alone(world, copied):
    (copied / ATTEMPTS).write_text("my notes")
    with pytest.raises(OutputError, match=r"were changed: assessments\.jsonl"):
        save(world, copied)
    assert (copied / ATTEMPTS).read_text() == "my notes"


def test_nothing_is_half_there(world, tmp_path, monkeypatch):
    def fails(path, rows):
        path.write_text("half")
        raise KeyboardInterrupt

    monkeypatch.setattr(storing, "_write", fails)
    with pytest.raises(KeyboardInterrupt):
        save(world, tmp_path / "world")
    assert list(tmp_path.iterdir()) == []


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
    with pytest.raises(InputError, match="larger than 10 bytes"):
        load_world(copied)


def test_an_empty_marker_is_no_world(copied):
    (copied / MARKER).write_text("")
    with pytest.raises(InputError, match="not as it was written"):
        load_world(copied)
