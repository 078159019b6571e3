import os
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


def meddling(monkeypatch, name, meddle):
    """Somebody does something right before the old folder (`out`) or the new one (`new`) is moved."""
    rename = Path.rename

    def renamed(self, target):
        if self.name == name:
            meddle()
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", renamed)


def test_a_note_saved_right_before_the_folder_is_moved_stops_the_writer(tmp_path, monkeypatch):
    folder = tmp_path / "out"
    write_folder(folder, filling(a="1"))
    meddling(monkeypatch, "out", lambda: (folder / "note").write_text("mine"))
    with pytest.raises(OutputError, match="not made here, or were changed: note"):
        write_folder(folder, filling(a="2"))
    assert ((folder / "a").read_text(), (folder / "note").read_text()) == ("1", "mine")
    assert names(tmp_path) == ["out"]


@pytest.mark.parametrize(("name", "kept"), [("note", "mine"), ("deep/note", "mine"), ("a", "2")])
def test_a_note_saved_while_the_folder_is_replaced_is_kept(tmp_path, monkeypatch, name, kept):
    """Whoever has the old folder open can still write into it; only what has the name of a new file gives way to that."""
    folder = tmp_path / "out"
    write_folder(folder, filling(a="1", b="1"))

    def save():
        [old] = tmp_path.glob(".clustermark-*.part/old")
        (old / name).parent.mkdir(exist_ok=True)
        (old / name).write_text("mine")

    meddling(monkeypatch, "new", save)
    write_folder(folder, filling(a="2"))
    assert (folder / name).read_text() == kept
    assert not (folder / "b").exists()
    assert names(tmp_path) == ["out"]


def test_a_note_that_cannot_be_moved_yet_is_moved_by_the_next_one(tmp_path, monkeypatch):
    folder = tmp_path / "out"
    write_folder(folder, filling(a="1"))
    with monkeypatch.context() as patch:
        rename = Path.rename

        def renamed(self, target):
            if self.name == "new":
                [old] = tmp_path.glob(".clustermark-*.part/old")
                (old / "note").write_text("mine")
            if self.name == "note":
                raise OSError(28, "No space left on device")
            return rename(self, target)

        patch.setattr(Path, "rename", renamed)
        write_folder(folder, filling(a="2"))
    assert not (folder / "note").exists()
    write_whole(tmp_path / "c", b"3")
    assert ((folder / "a").read_text(), (folder / "note").read_text()) == ("2", "mine")
    assert names(tmp_path) == ["c", "out"]


def test_a_folder_that_came_into_the_place_is_left_alone(tmp_path, monkeypatch):
    folder = tmp_path / "out"

    def another():
        folder.mkdir()
        (folder / "theirs").write_text("precious")

    meddling(monkeypatch, "new", another)
    with pytest.raises(OutputError, match="not empty"):
        write_folder(folder, filling(a="1"))
    assert (names(folder), names(tmp_path)) == (["theirs"], ["out"])


def test_what_cannot_be_read_is_not_vouched_for(tmp_path, monkeypatch):
    write_folder(tmp_path / "out", filling(a="1"))

    def refused(_self, *_how, **_more):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refused)
    with pytest.raises(OutputError, match="Permission denied"):
        write_folder(tmp_path / "out", filling(a="2"))


@pytest.mark.parametrize("make", [lambda p: p.symlink_to("elsewhere"), os.mkfifo])
def test_links_and_pipes_in_a_folder_are_not_ours(tmp_path, make):
    write_folder(tmp_path / "out", filling(a="1"))
    make(tmp_path / "out" / "b")
    with pytest.raises(OutputError, match="not made here, or were changed: b"):
        write_folder(tmp_path / "out", filling(a="2"))


def test_a_link_to_a_folder_is_left_alone(tmp_path):
    (tmp_path / "real").mkdir()
    (tmp_path / "out").symlink_to("real")
    with pytest.raises(OutputError, match="there is a file of this name"):
        write_folder(tmp_path / "out", filling(a="1"))
    assert names(tmp_path / "real") == []
