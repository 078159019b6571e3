"""An existing registry in, and out again."""

import json
from datetime import date
from pathlib import Path

import pytest

from clustermark import registry as room
from clustermark.errors import InputError
from clustermark.registry import Registry, Status
from clustermark.registry.reading import import_registry
from clustermark.registry.writing import as_csv, as_json

PUBLISHED = Path(room.__file__).parent / "data" / "published-bronze.csv"
LIST = "Name;Comparative portfolio;www;Label valid until\nŪdens klasteris (sintētisks);Food;;2016/03/05\nSecond (synthetic);ICT;;2016/02/29\n"


def written(tmp_path, text, name="list.csv", encoding="utf-8"):
    path = tmp_path / name
    path.write_bytes(text.encode(encoding))
    return path


def test_the_published_entries_are_read_and_their_first_days_derived():
    found = import_registry(PUBLISHED)
    assert (len(found.events), found.notes) == (41, ())
    assert all(event.derived and not event.synthetic and event.source for event in found.events)
    book = Registry.of(found.events)
    norway = {
        line.state.holder.name.of("en"): line.status for line in book.public_list(date(2014, 6, 1), "NO")
    }
    assert norway["Arena Smart Grid Services Cluster"] is Status.VALID
    assert norway["Arena Eyde"] is Status.EXPIRED


def test_the_form_of_the_public_list_is_read(tmp_path):
    found = import_registry(written(tmp_path, LIST), country="LV", source="the list")
    first = {e.holder.name.of("en"): e for e in found.events}
    assert first["Ūdens klasteris (sintētisks)"].valid_until == date(2016, 3, 5)
    assert first["Ūdens klasteris (sintētisks)"].valid_from == date(2014, 3, 5)
    assert first["Second (synthetic)"].valid_from == date(2014, 2, 28)
    assert {e.holder.country for e in found.events} == {"LV"}


def test_one_organisation_in_two_lines_is_one(tmp_path):
    found = import_registry(written(tmp_path, LIST + "\nSecond (synthetic);ICT;;2018/02/28\n"), country="LV")
    assert len(found.events) == 2
    assert [note.what.of("en") for note in found.notes] == [
        "Second (synthetic) stands here twice; the later date holds"
    ]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp1257"])
def test_other_encodings_are_read_and_a_guess_is_told(tmp_path, encoding):
    found = import_registry(written(tmp_path, LIST, encoding=encoding), country="LV")
    assert found.events[-1].holder.name.of("en").startswith(("Ūdens", "Second"))
    assert bool(found.notes) == (encoding == "cp1257")


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (
            ";Food;;2016/03/05",
            "list.csv:4: name — the entry has no name — add the name, or leave the row out",
        ),
        ("Third;Food;;", "list.csv:4: valid_until — the last day is missing"),
        ("Third;Food;;5 March", "5 March is not a date — write it like 2016-03-05"),
        ("=cmd|' /C calc'!A0;Food;;2016/03/05", "could be run as a formula — write it as plain text"),
    ],
)
def test_a_row_that_cannot_be_read_is_named_and_nothing_is_taken(tmp_path, row, words):
    with pytest.raises(InputError) as caught:
        import_registry(written(tmp_path, f"{LIST}{row}\n"), country="LV")
    assert words in str(caught.value)


def test_a_country_must_be_known(tmp_path):
    with pytest.raises(InputError, match="– is no two-letter country code — write it like LV"):
        import_registry(written(tmp_path, LIST))


def test_ten_thousand_errors_are_told_in_a_thousand_and_a_count(tmp_path):
    with pytest.raises(InputError) as caught:
        import_registry(written(tmp_path, LIST + ";;;2016/03/05\n" * 10_000), country="LV")
    assert len(caught.value.problems) == 1001
    assert "and 9,000 more rows have problems" in str(caught.value.problems[-1].what)


@pytest.mark.parametrize(
    ("name", "text", "words"),
    [
        ("list.csv", "", "the columns name and valid_until are not there"),
        ("list.csv", "a,b\n1,2\n", "columns found: a, b"),
        ("list.json", "[", "this is not JSON"),
        ("list.json", "{}", "a list of rows is expected"),
    ],
)
def test_a_file_that_is_no_registry_is_refused(tmp_path, name, text, words):
    with pytest.raises(InputError, match=words):
        import_registry(written(tmp_path, text, name))


def test_a_file_that_is_too_large_or_not_there_is_refused(tmp_path):
    with pytest.raises(InputError, match="cannot be read"):
        import_registry(tmp_path / "missing.csv")
    with (tmp_path / "huge.csv").open("wb") as file:
        file.truncate(60_000_000)
    with pytest.raises(InputError, match="larger than"):
        import_registry(tmp_path / "huge.csv")


@pytest.mark.parametrize("write", [as_csv, as_json])
def test_what_is_exported_is_read_back_as_it_was(tmp_path, write):
    day = date(2018, 12, 31)
    before = Registry.of(import_registry(PUBLISHED).events).as_of(day)
    path = tmp_path / f"out.{'json' if write is as_json else 'csv'}"
    path.write_bytes(write(before))
    after = Registry.of(import_registry(path).events).as_of(day)
    assert after == before
    assert write(after) == write(before)


def test_nothing_exported_can_be_run_by_a_spreadsheet(tmp_path):
    path = written(
        tmp_path,
        json.dumps(
            [
                {
                    "name": "Safe (synthetic)",
                    "country": "LV",
                    "valid_until": "2030-01-01",
                    "name_lv": "Drošs",
                    "synthetic": "yes",
                }
            ]
        ),
        "list.json",
    )
    [(state, status)] = Registry.of(import_registry(path).events).as_of(date(2029, 1, 1))
    evil = type(state.holder)(state.holder.number, type(state.holder.name)({"en": "=1+1"}), "LV")
    line = as_csv(
        [(type(state)(**{name: getattr(state, name) for name in state.__slots__} | {"holder": evil}), status)]
    ).decode()
    assert ",'=1+1," in line
    assert state.synthetic
    assert state.holder.name.of("lv") == "Drošs"
