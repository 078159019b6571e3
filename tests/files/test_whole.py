"""One file in one step, whatever is about to happen and whatever lies about."""

import os
import stat
from threading import Barrier, Thread

import pytest

from clustermark.errors import OutputError
from clustermark.files import make_folder, parts, refuse_existing, whole, write_new, write_secret, write_whole

WRITERS = [write_whole, write_new, write_secret]


def names(folder):
    return sorted(path.name for path in folder.iterdir())


def mode(path):
    return stat.S_IMODE(path.stat().st_mode)


@pytest.mark.parametrize("write", WRITERS)
def test_a_file_is_there_whole_and_nothing_else(tmp_path, write):
    write(tmp_path / "a.txt", b"new")
    assert (tmp_path / "a.txt").read_bytes() == b"new"
    assert names(tmp_path) == ["a.txt"]


def test_a_file_of_before_is_replaced_or_refused(tmp_path):
    write_whole(tmp_path / "a.txt", b"old")
    for write in (write_new, write_secret):
        with pytest.raises(OutputError, match="name a file that does not exist yet"):
            write(tmp_path / "a.txt", b"new")
        assert (tmp_path / "a.txt").read_bytes() == b"old"
    write_whole(tmp_path / "a.txt", b"new")
    assert (tmp_path / "a.txt").read_bytes() == b"new"
    assert names(tmp_path) == ["a.txt"]


@pytest.mark.parametrize("write", WRITERS)
def test_where_one_may_not_write_nothing_is_left(tmp_path, write):
    with pytest.raises(OutputError, match="it cannot be written: No such file or directory"):
        write(tmp_path / "missing" / "a.txt", b"new")
    assert names(tmp_path) == []


@pytest.mark.parametrize("trouble", [KeyboardInterrupt(), OSError(28, "No space left on device")])
@pytest.mark.parametrize("write", WRITERS)
def test_trouble_leaves_the_folder_as_it_was(tmp_path, monkeypatch, write, trouble):
    def troubled(_file):
        raise trouble

    monkeypatch.setattr(os, "fsync", troubled)
    with pytest.raises((KeyboardInterrupt, OutputError)):
        write(tmp_path / "a.txt", b"new")
    assert names(tmp_path) == []


@pytest.mark.parametrize("write", WRITERS)
def test_a_link_under_a_name_that_could_be_expected_is_not_followed(tmp_path, write):
    (tmp_path / "theirs").write_text("precious")
    links = [".a.txt.part", "a.txt.part", ".clustermark-a.txt.part", "a.txt.tmp"]
    for name in links:
        (tmp_path / name).symlink_to("theirs")
    write(tmp_path / "a.txt", b"new")
    assert (tmp_path / "theirs").read_text() == "precious"
    assert names(tmp_path) == sorted([*links, "a.txt", "theirs"])


@pytest.mark.parametrize("target", ["theirs", "nowhere"])
def test_a_link_in_the_place_itself_is_replaced_or_refused_and_never_followed(tmp_path, target):
    (tmp_path / "theirs").write_text("precious")
    (tmp_path / "a.txt").symlink_to(target)
    for refuse in (refuse_existing, lambda path: write_new(path, b"new"), lambda p: write_secret(p, b"new")):
        with pytest.raises(OutputError, match="there is a file of this name"):
            refuse(tmp_path / "a.txt")
    assert (tmp_path / "a.txt").is_symlink()
    write_whole(tmp_path / "a.txt", b"new")
    assert (tmp_path / "theirs").read_text() == "precious"
    assert names(tmp_path) == ["a.txt", "theirs"]


def test_temporary_names_are_random_and_made_only_where_nothing_is(tmp_path, monkeypatch):
    (tmp_path / ".clustermark-0123456789abcdef.part").symlink_to("theirs")
    monkeypatch.setattr(parts.secrets, "token_hex", lambda _n: "0123456789abcdef")
    with pytest.raises(OutputError, match="File exists"):
        write_whole(tmp_path / "a.txt", b"new")
    assert names(tmp_path) == [".clustermark-0123456789abcdef.part"]


def test_of_two_at_the_same_time_exactly_one_wins(tmp_path, monkeypatch):
    ready, won, filled = Barrier(2), [], whole.filled

    def together(file, content):
        filled(file, content)
        ready.wait()

    def write(content):
        try:
            write_new(tmp_path / "a.txt", content)
        except OutputError:
            return
        won.append(content)

    monkeypatch.setattr(whole, "filled", together)
    threads = [Thread(target=write, args=[content]) for content in (b"one", b"two")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert won == [(tmp_path / "a.txt").read_bytes()]
    assert names(tmp_path) == ["a.txt"]


def test_a_secret_is_only_its_owners_from_the_first_moment(tmp_path, monkeypatch):
    seen, filled = [], whole.filled

    def looking(file, content):
        seen.append((stat.S_IMODE(os.fstat(file).st_mode), os.fstat(file).st_size))
        filled(file, content)

    monkeypatch.setattr(whole, "filled", looking)
    mask = os.umask(0)
    try:
        write_secret(tmp_path / "key", b"secret")
        write_new(tmp_path / "public", b"text")
    finally:
        os.umask(mask)
    assert seen == [(0o600, 0), (0o666, 0)]
    assert (mode(tmp_path / "key"), mode(tmp_path / "public")) == (0o600, 0o666)


def test_folders_are_made_and_what_is_in_the_way_is_told(tmp_path):
    make_folder(tmp_path / "a" / "b")
    make_folder(tmp_path / "a" / "b")
    (tmp_path / "file").write_text("")
    with pytest.raises(OutputError, match="it cannot be written"):
        make_folder(tmp_path / "file" / "b")
    refuse_existing(tmp_path / "free")
