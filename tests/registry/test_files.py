"""An existing registry in, and out again."""

import json
from datetime import date
from pathlib import Path

import pytest

from clustermark import registry as room
from clustermark.errors import InputError
from clustermark.registry import Registry, Status, reading
from clustermark.registry.reading import import_registry
from clustermark.registry.vocabulary import LevelWord
from clustermark.registry.writing import as_csv, as_json
from clustermark.words.text import Text

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


def said(found):
    return [note.what.of("en") for note in found.notes]


def test_what_stands_for_an_absent_column_is_said(tmp_path):
    found = import_registry(written(tmp_path, LIST), country="latvia", source="the list")
    assert said(found) == [
        "there is no column level; bronze stands for it in every row",
        "there is no column country; LV stands for it in every row",
        "there is no column source; the list stands for it in every row",
    ]


def test_a_default_never_stands_for_a_missing_cell(tmp_path):
    text = "name,country,level,valid_until,source\nA,,,2030-01-01,\n"
    with pytest.raises(InputError) as caught:
        import_registry(written(tmp_path, text), country="LV", level="gold", source="a list")
    assert [problem.place.column for problem in caught.value.problems] == ["country", "level"]
    whole = import_registry(
        written(tmp_path, text.replace("A,,,", "A,EE,silver,")), country="LV", source="a list"
    )
    assert (whole.events[0].holder.country, whole.events[0].source, whole.notes) == ("EE", "", ())


def test_one_organisation_in_two_lines_is_one(tmp_path):
    found = import_registry(written(tmp_path, LIST + "\nSecond (synthetic);ICT;;2018/02/28\n"), country="LV")
    assert len(found.events) == 2
    assert said(found)[-1] == "Second (synthetic) stands here twice; the later date holds"


@pytest.mark.parametrize(
    "pair",
    [
        ("Food Cluster,LV,bronze", "Food Cluster,LT,gold"),
        ("Food Cluster,LV,bronze", "Food Cluster,LT,bronze"),
        ("Food Cluster,LV,bronze", "Food-Cluster,LV,bronze"),
        ("!!!,LV,bronze", "???,LV,bronze"),
        ("A" * 400 + ",LV,bronze", "A" * 399 + ",LV,bronze"),
    ],
)
def test_namesakes_both_stay(tmp_path, pair):
    text = "name,country,level,valid_until\n" + "".join(f"{row},2027-03-31\n" for row in pair)
    found = import_registry(written(tmp_path, text))
    assert found.notes == ()
    assert len(Registry.of(found.events).public_list(date(2027, 1, 1))) == 2
    assert all(len(event.holder.number) <= 60 for event in found.events)


def test_the_number_of_an_organisation_belongs_to_one_country(tmp_path):
    text = "name,country,organisation,level,valid_until\nA,LV,40,gold,2027-03-31\nB,EE,40,gold,2027-03-31\n"
    with pytest.raises(InputError, match="the organisation 40 stands here in two countries, LV and EE"):
        import_registry(written(tmp_path, text))


OTHER = (
    LevelWord("good", Text({"en": "Good"})),
    LevelWord("excellent", Text({"en": "Excellent", "lv": "Izcili"})),
)


@pytest.mark.parametrize("word", ["excellent", "Excellent", "IZCILI"])
def test_a_registry_of_another_scheme_has_its_levels(tmp_path, word):
    text = f"name,country,level,valid_from,valid_until\nBuilding A,GB,{word},2024-01-01,2026-01-01\n"
    [event] = import_registry(written(tmp_path, text), levels=OTHER).events
    assert event.level == "excellent"
    with pytest.raises(InputError, match="no level of this scheme"):
        import_registry(written(tmp_path, text.replace(word, "gold")), levels=OTHER)


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (
            ";Food;;2016/03/05",
            "list.csv:4: name — the entry has no name — add the name, or leave the row out",
        ),
        ("Third;Food;;", "list.csv:4: valid_until — the last day is missing"),
        ("Third;Food;;5 March", "5 March is not a date — write it like 2016-03-05 or 05.03.2016"),
        ("=cmd|' /C calc'!A0;Food;;2016/03/05", "could be run as a formula — write it as plain text"),
    ],
)
def test_a_row_that_cannot_be_read_is_named_and_nothing_is_taken(tmp_path, row, words):
    with pytest.raises(InputError) as caught:
        import_registry(written(tmp_path, f"{LIST}{row}\n"), country="LV")
    assert words in str(caught.value)


def test_a_country_must_be_known(tmp_path):
    with pytest.raises(InputError, match="no column says the country — name it with --column country="):
        import_registry(written(tmp_path, LIST))


def test_ten_thousand_errors_are_told_in_a_thousand_and_a_count(tmp_path):
    with pytest.raises(InputError) as caught:
        import_registry(written(tmp_path, LIST + ";;;2016/03/05\n" * 10_000), country="LV")
    assert len(caught.value.problems) == 1001
    assert "and 9,000 more rows have problems" in str(caught.value.problems[-1].what)


def test_after_enough_rows_with_problems_the_rest_is_not_looked_at(tmp_path, monkeypatch):
    monkeypatch.setattr(reading, "ENOUGH", 5)
    with pytest.raises(InputError) as caught:
        import_registry(written(tmp_path, LIST + ";;;2016/03/05\n" * 2000), country="LV")
    assert str(caught.value.problems[-1].what) == "and more than 5 more rows have problems"


@pytest.mark.parametrize(
    ("name", "text", "words"),
    [
        ("list.csv", "", "the columns name, valid_until are not there"),
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
                    "level": "gold",
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
    assert ",'=1+1 (synthetic, invented)," in line.replace('"', "")
    assert state.synthetic
    assert state.holder.name.of("lv") == "Drošs"
