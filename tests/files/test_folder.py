from pathlib import Path

import pytest

from clustermark.errors import OutputError
from clustermark.files import MANIFEST, write_folder, write_whole


def filling(**texts):
    def fill(folder):
        for name, text in texts.items():
            (folder / name).parent.mkdir(exist_ok=True)
            (folder / name).write_text(text)

    return fill


def names(folder):
    return sorted(path.name for path in folder.iterdir())


def test_a_file_is_there_whole(tmp_path):
    write_whole(tmp_path / "a.txt", b"old")
    write_whole(tmp_path / "a.txt", b"new")
    assert (tmp_path / "a.txt").read_bytes() == b"new"
    assert names(tmp_path) == ["a.txt"]


def test_where_one_may_not_write_nothing_is_left(tmp_path):
    with pytest.raises(OutputError, match="it cannot be written"):
        write_whole(tmp_path / "missing" / "a.txt", b"new")
    assert names(tmp_path) == []


def test_an_interruption_leaves_the_old_file(tmp_path, monkeypatch):
    (tmp_path / "a.txt").write_text("old")

    def stopped(self, target):
        raise KeyboardInterrupt

    monkeypatch.setattr(Path, "replace", stopped)
    with pytest.raises(KeyboardInterrupt):
        write_whole(tmp_path / "a.txt", b"new")
    assert names(tmp_path) == ["a.txt"]
    assert (tmp_path / "a.txt").read_text() == "old"


def test_a_folder_is_replaced_by_a_newer_one_of_ours(tmp_path):
    write_folder(tmp_path / "out", filling(a="1", b="2"))
    write_folder(tmp_path / "out", filling(a="3"))
    assert names(tmp_path / "out") == ["a", MANIFEST]
    assert (tmp_path / "out" / "a").read_text() == "3"


def test_an_empty_folder_may_be_filled(tmp_path):
    write_folder(tmp_path, filling(a="1"))
    assert names(tmp_path) == ["a", MANIFEST]


@pytest.mark.parametrize("name", ["a", "thesis", "deep/thesis"])
def test_what_others_wrote_is_left_alone(tmp_path, name):
    write_folder(tmp_path / "out", filling(a="1"))
    theirs = tmp_path / "out" / name
    theirs.parent.mkdir(exist_ok=True)
    theirs.write_text("precious")
    with pytest.raises(OutputError, match="not made here, or were changed"):
        write_folder(tmp_path / "out", filling(a="2"))
    assert theirs.read_text() == "precious"


@pytest.mark.parametrize("manifest", ["", "[]", "{"])
def test_a_broken_manifest_vouches_for_nothing(tmp_path, manifest):
    write_folder(tmp_path / "out", filling(a="1"))
    (tmp_path / "out" / MANIFEST).write_text(manifest)
    with pytest.raises(OutputError, match="not made here"):
        write_folder(tmp_path / "out", filling(a="2"))


def test_a_file_in_the_way_is_left_alone(tmp_path):
    (tmp_path / "out").write_text("precious")
    with pytest.raises(OutputError, match="there is a file of this name"):
        write_folder(tmp_path / "out", filling(a="1"))


@pytest.mark.parametrize("trouble", [PermissionError("no"), KeyboardInterrupt()])
def test_nothing_is_ever_half_there(tmp_path, trouble):
    def fails(folder):
        (folder / "a").write_text("half")
        raise trouble

    with pytest.raises((OutputError, KeyboardInterrupt)):
        write_folder(tmp_path / "out", fails)
    assert names(tmp_path) == []


@pytest.mark.parametrize("earlier", [True, False])
def test_what_was_there_stays_when_the_last_step_fails(tmp_path, monkeypatch, earlier):
    folder, rename = tmp_path / "out", Path.rename
    if earlier:
        write_folder(folder, filling(a="1"))

    def fails_for_the_new(self, target):
        if self.name == "new":
            raise PermissionError(13, "Permission denied")
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", fails_for_the_new)
    with pytest.raises(OutputError, match="Permission denied"):
        write_folder(folder, filling(a="2"))
    assert names(tmp_path) == (["out"] if earlier else [])
    assert not earlier or (folder / "a").read_text() == "1"
