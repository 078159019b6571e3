"""What is exported comes back as it was: holds with their days and reasons, attested labels, odd names."""

import csv
import io
from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from clustermark.errors import InputError
from clustermark.registry import Event, Holder, Kind, Registry, Status
from clustermark.registry.reading import import_registry
from clustermark.registry.sheet import as_xlsx
from clustermark.registry.writing import as_csv, as_json
from clustermark.words.text import Text

DAY = date(2020, 6, 1)
HOLDS = st.sampled_from([None, Kind.SUSPENDED, Kind.WITHDRAWN, Kind.REVOKED])
NAMES = st.text(st.characters(exclude_categories=["Cs", "Cc", "Cn", "Z"]), min_size=1, max_size=12)


@st.composite
def registries(draw):
    """Some labels, each attested for a day, or awarded with all its dates, and perhaps held."""
    events = []
    for number in range(draw(st.integers(1, 5))):
        label, holder = f"l-{number}", Holder(f"o-{number}", Text({"en": draw(NAMES)}), "LV")
        attested = draw(st.booleans())
        events.append(
            Event(
                number=len(events) + 1,
                kind=Kind.AWARDED,
                label=label,
                on=date(2020, 1, 1),
                holder=holder,
                level="silver",
                valid_from=None if attested else date(2020, 1, 1),
                valid_until=None if attested else date(2022, 1, 31),
                renewable_until=None if attested else date(2022, 7, 31),
                stated=date(2020, 1, 1) if attested else None,
            )
        )
        hold = draw(HOLDS)
        if hold and not (attested and hold is Kind.SUSPENDED):
            events.append(
                Event(number=len(events) + 1, kind=hold, label=label, on=date(2020, 3, 1), reason=draw(NAMES))
            )
    return Registry.of(events)


@given(registries(), st.sampled_from([(as_csv, "csv"), (as_json, "json"), (as_xlsx, "xlsx")]))
def test_what_is_exported_comes_back_as_it_was(tmp_path_factory, registry, form):
    write, ending = form
    path = tmp_path_factory.mktemp("out") / f"registry.{ending}"
    before = registry.as_of(DAY)
    path.write_bytes(write(before))
    found = import_registry(path)
    after = Registry.of(found.events).as_of(DAY)
    assert found.notes == ()
    assert after == before
    assert write is as_xlsx or write(after) == write(before)


def rows(*rows, header="name,country,valid_until,state,hold,hold_since,label,extra"):
    return f"{header}\n" + "".join(f"{row}\n" for row in rows)


def read(tmp_path, text):
    path = tmp_path / "list.csv"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return import_registry(path)


def test_a_label_that_was_revoked_elsewhere_is_not_valid_here(tmp_path):
    found = read(tmp_path, rows("A (synthetic),LV,2022-01-31,revoked,,2020-03-01,,"))
    [(_, status)] = Registry.of(found.events).as_of(DAY)
    assert status is Status.REVOKED


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("A,LV,2022-01-31,revoked,,,,", "does not say since when"),
        ("A,LV,2022-01-31,revoked,,2010-01-01,,", "before the label"),
        ("A,LV,2022-01-31,,sleeping,2020-03-01,,", "sleeping is not suspended"),
        ("A,LV,0001-01-01,,,,,", "0001-01-01 is not a date"),
        ("A,LV,9999-01-01,,,,,", "9999-01-01 is not a date"),
        ("A\x00B,LV,2022-01-31,,,,,", "control characters"),
        ("A,LV,2022-01-31,,,,,,B,C", "more cells than columns: B C"),
        ('"A,LV,2022', "last day is missing"),
    ],
)
def test_a_row_that_cannot_be_taken_is_named(tmp_path, row, words):
    with pytest.raises(InputError, match=words):
        read(tmp_path, rows(row))


def test_a_label_that_stands_twice_is_refused(tmp_path):
    with pytest.raises(InputError, match="label l-1 stands here twice"):
        read(tmp_path, rows("A,LV,2022-01-31,,,,l-1,", "B,LV,2022-01-31,,,,l-1,"))


def test_an_unknown_column_is_told_once(tmp_path):
    found = read(tmp_path, rows("A,LV,2022-01-31,,,,,x", "B,LV,2022-01-31,,,,,y"))
    assert [str(note.what) for note in found.notes] == ["the column extra is not known and was left out"]


def test_an_endless_field_is_refused(tmp_path):
    with pytest.raises(InputError, match="field larger than field limit"):
        read(tmp_path, rows("A" * 140_000 + ",LV,2022-01-31,,,,,"))


def test_what_is_in_no_known_encoding_is_refused(tmp_path):
    with pytest.raises(InputError, match="neither UTF-8 nor Windows-1257"):
        read(tmp_path, b"name,valid_until\n\xff\xa1\xa5,2022-01-31\n")


def test_a_name_that_looks_like_a_formula_is_written_so_that_it_is_none(tmp_path):
    holder = Holder("o", Text({"en": "=1+1"}), "LV")
    award = Event(
        number=1,
        kind=Kind.AWARDED,
        label="l",
        on=date(2020, 1, 1),
        holder=holder,
        level="gold",
        valid_from=date(2020, 1, 1),
        valid_until=date(2022, 1, 31),
    )
    data = as_csv(Registry.of([award]).as_of(DAY))
    [row] = csv.DictReader(io.StringIO(data.decode()))
    assert row["name"] == "'=1+1"
    assert read(tmp_path, data).events[0].holder == holder


def sheet(path, rows):
    book = Workbook()
    for cells in rows:
        book.active.append(cells)
    book.save(path)
    return path


def test_a_spreadsheet_of_the_public_list_is_read(tmp_path):
    rows = [
        ("Name", "Comparative portfolio", "www", "Label valid until"),
        ("Latvian IT Cluster", "ICT", None, date(2016, 3, 5)),
        (
            "Green Cluster",
            "ICT",
            None,
            datetime(2016, 3, 6),  # noqa: DTZ001 - a cell has no zone
        ),
        ("Wood Cluster", "ICT", None, "2016/03/07"),
        (None, None, None, None),
    ]
    found = import_registry(sheet(tmp_path / "list.xlsx", rows), country="LV")
    assert [event.valid_until.day for event in found.events] == [5, 6, 7]


def test_a_formula_in_a_spreadsheet_is_refused_with_its_row(tmp_path):
    rows = [("name", "valid_until"), ("Fine", "2020-01-01"), ("=cmd|' /C calc'!A0", "2020-01-01")]
    with pytest.raises(InputError, match=r"list\.xlsx:3: name — =cmd.* could be run as a formula"):
        import_registry(sheet(tmp_path / "list.xlsx", rows), country="LV")


def test_what_only_looks_like_a_spreadsheet_is_refused(tmp_path):
    (tmp_path / "list.xlsx").write_bytes(b"PK no archive")
    with pytest.raises(InputError, match="this is no XLSX spreadsheet, or it is damaged"):
        import_registry(tmp_path / "list.xlsx", country="LV")
