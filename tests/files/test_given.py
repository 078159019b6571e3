import io
import sys

import pytest

from clustermark.errors import InputError
from clustermark.files import Given, name_of, read_whole, taken


def test_a_file_is_read_once_by_its_name(tmp_path):
    path = tmp_path / "Table.XLSX"
    path.write_bytes(b"rows")
    given = taken(path, 4)
    assert (given.data, given.ending, given.place.file) == (b"rows", ".xlsx", str(path))
    assert taken(given, 4) is given
    assert read_whole(path, 4) == b"rows"
    assert (name_of(given), name_of(path)) == (str(path), str(path))


def test_never_more_is_read_than_is_allowed(tmp_path):
    (tmp_path / "large").write_bytes(b"rows")
    for file in (tmp_path / "large", "/dev/zero", Given(b"rows", "large")):
        with pytest.raises(InputError, match="larger than 3 bytes"):
            taken(file, 3)


def test_standard_input_is_a_file_too(monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"rows")))
    assert taken("-", 4).data == b"rows"


@pytest.mark.parametrize(("name", "why"), [("missing", "No such file"), ("a\0b", "null")])
def test_what_cannot_be_read_is_told(name, why):
    with pytest.raises(InputError, match=why):
        taken(name, 4)
