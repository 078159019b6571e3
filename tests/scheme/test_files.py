"""The files of a scheme: plain, inside the family's folder, bounded, and as they are now."""

import os
import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest
from broken import SMALL, broken

import clustermark
from clustermark.errors import OutputError, SchemeError
from clustermark.scheme import files, loading
from clustermark.scheme.canonical import digest
from clustermark.scheme.files import gathered, snapshot
from clustermark.scheme.loading import load
from clustermark.scheme.published import ledger_of, publish, published


@pytest.fixture
def folder(tmp_path):
    """A version in a family of its own, whose head includes a file beside."""
    made, _ = broken(tmp_path / "family" / "1", "owner:", "include: [../common/fees.yaml]\nowner:")
    (tmp_path / "family" / "common").mkdir()
    written(made.parent / "common" / "fees.yaml", 5)
    return made


def written(path, amount):
    path.write_text(
        "fees:\n  - {id: one, level: friendly, title: {en: One, lv: Viens}, "
        f"amount: {amount}, currency: EUR, from: 2024-01-01}}\n",
        encoding="utf-8",
    )


def code(function, *arguments):
    with pytest.raises(SchemeError) as caught:
        function(*arguments)
    return caught.value.problems[0].code


def test_a_changed_file_is_seen_at_once(folder):
    before = load(folder)
    assert load(folder) is before, "the same bytes are not understood twice"
    text = (folder / "scheme.yaml").read_text(encoding="utf-8")
    times = (folder / "scheme.yaml").stat()
    (folder / "scheme.yaml").write_text(text.replace("percent: 50", "percent: 51"), encoding="utf-8")
    os.utime(folder / "scheme.yaml", ns=(times.st_atime_ns, times.st_mtime_ns))
    assert digest(load(folder)) != digest(before)


def test_a_changed_include_a_new_file_and_a_removed_one_are_seen(folder):
    assert load(folder).fees[0].amount == 5
    written(folder.parent / "common" / "fees.yaml", 6)
    assert load(folder).fees[0].amount == 6
    (folder / "more.yaml").write_text("sectors:\n  - {id: wood, title: {en: W, lv: K}}\n", encoding="utf-8")
    assert [s.id for s in load(folder).sectors] == ["wood"]
    assert [s.id for s in load(folder).sectors] == ["wood"]
    (folder / "more.yaml").unlink()
    assert load(folder).sectors == ()


def test_what_is_published_is_what_the_files_say_now(folder):
    load(folder)
    written(folder.parent / "common" / "fees.yaml", 7)
    entry = clustermark.scheme_publish(str(folder))
    assert entry.published
    assert published(folder) == {"1": entry.digest} == {"1": digest(load(folder))}
    written(folder.parent / "common" / "fees.yaml", 8)
    assert code(load, folder) == code(clustermark.scheme_publish, str(folder)) == "published-otherwise"


def test_a_ledger_that_changed_is_seen(folder):
    load(folder)
    ledger_of(folder).write_text('"1": "sha256:1"\n', encoding="utf-8")
    assert code(load, folder) == "published-otherwise"


def test_two_versions_published_at_the_same_time_are_both_in_the_ledger(tmp_path):
    made = [broken(tmp_path / str(n), 'version: "1"', f'version: "{n}"')[0] for n in range(1, 9)]
    start = Barrier(len(made))

    def publishing(folder):
        found = loading.opened(folder)
        start.wait()
        publish(found.scheme, found.digest, folder)

    with ThreadPoolExecutor(len(made)) as pool:
        list(pool.map(publishing, made))
    assert set(published(made[0])) == {str(n) for n in range(1, 9)}


def test_a_ledger_that_cannot_be_written_is_told(folder, monkeypatch):
    def refused(_path):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("clustermark.scheme.published.locked", refused)
    with pytest.raises(OutputError, match="it cannot be written: Permission denied"):
        publish(load(folder), "sha256:1", folder)


def test_a_version_that_is_published_already_writes_nothing(monkeypatch):
    monkeypatch.setattr("clustermark.scheme.published.write_whole", lambda *_: pytest.fail("written"))
    assert clustermark.scheme_publish("ecei@2020").published


def test_eight_threads_load_the_same(folder):
    start = Barrier(8)

    def loaded(_):
        start.wait()
        return digest(load(folder)), digest(load("ecei@2012"))

    with ThreadPoolExecutor(8) as pool:
        assert len(set(pool.map(loaded, range(8)))) == 1


def pipe(path):
    os.mkfifo(path)


def device(path):
    path.symlink_to("/dev/zero")


def loop(path):
    path.symlink_to(path)


def outside(path):
    target = path.parents[2] / "outside.yaml"
    target.write_text("owner: x\n", encoding="utf-8")
    path.symlink_to(target)


def dangling(path):
    path.symlink_to(path.with_name("gone.yaml"))


STRANGE = [
    (pipe, "not-a-file"),
    (device, "outside-the-scheme"),
    (loop, "unreadable"),
    (outside, "outside-the-scheme"),
    (dangling, "unreadable"),
    (Path.mkdir, "not-a-file"),
]


@pytest.mark.parametrize(("make", "expected"), STRANGE, ids=[str(row[0].__name__) for row in STRANGE])
@pytest.mark.parametrize("name", ["more.yaml", "scheme.yaml", "../common/fees.yaml", "../published.yaml"])
def test_what_is_no_plain_file_inside_is_refused_and_never_waited_for(folder, name, make, expected):
    path = folder / name
    path.unlink(missing_ok=True)
    make(Path(os.path.normpath(path)))
    assert code(load, folder) == expected


def test_a_link_inside_the_family_is_followed(folder):
    (folder.parent / "common" / "sectors.yaml").write_text("sectors: []\n", encoding="utf-8")
    (folder / "sectors.yaml").symlink_to("../common/sectors.yaml")
    assert len(snapshot(folder)) == 3
    assert load(folder).fees[0].amount == 5


def test_an_include_does_not_leave_the_family_through_a_folder(folder, tmp_path):
    (tmp_path / "elsewhere").mkdir()
    written(tmp_path / "elsewhere" / "fees.yaml", 1)
    shutil.rmtree(folder.parent / "common")
    (folder.parent / "common").symlink_to(tmp_path / "elsewhere")
    assert code(load, folder) == "outside-the-scheme"


def test_a_null_in_an_include_is_told(tmp_path):
    made, _ = broken(tmp_path / "1", "owner:", 'include: ["a\\0.yaml"]\nowner:')
    assert code(load, made) == "unreadable"


def test_every_file_that_cannot_be_read_is_named(folder):
    pipe(folder / "a.yaml")
    loop(folder / "b.yaml")
    with pytest.raises(SchemeError) as caught:
        load(folder)
    assert [problem.code for problem in caught.value.problems] == ["not-a-file", "unreadable"]


@pytest.mark.parametrize("gone", ["folder", "file"])
def test_what_vanishes_in_between_is_told(folder, monkeypatch, gone):
    names = files._names

    def then_gone(where):
        found = names(where)
        shutil.rmtree(folder) if gone == "folder" else (folder.parent / "common" / "fees.yaml").unlink()
        return found

    monkeypatch.setattr(files, "_names", then_gone)
    assert code(load, folder) == "unreadable"


def test_a_folder_that_cannot_be_listed_is_told(folder, monkeypatch):
    def refused(_):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "iterdir", refused)
    assert code(snapshot, folder) == "unreadable"


def test_a_scheme_is_bounded(folder, monkeypatch):
    monkeypatch.setattr(files, "MOST", 1)
    assert code(load, folder) == "too-large"
    monkeypatch.setattr(files, "MOST", 2)
    monkeypatch.setattr(files, "ALTOGETHER", SMALL.stat().st_size)
    assert code(load, folder) == "too-large"


def test_what_was_understood_is_not_changed_by_joining_it(folder):
    first = gathered(folder).data
    (folder / "more.yaml").write_text("fees: []\n", encoding="utf-8")
    assert gathered(folder).data["fees"] == first["fees"]


@pytest.mark.parametrize("text", ["a: &x 1", "- 1", "1: [2]"])
def test_a_ledger_that_is_none_is_told(folder, text):
    ledger_of(folder).write_text(text, encoding="utf-8")
    with pytest.raises(SchemeError) as caught:
        load(folder)
    assert caught.value.problems[0].place.file == str(ledger_of(folder))
