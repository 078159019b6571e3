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
from clustermark.registry.rows import FAILED
from clustermark.registry.sheet import as_xlsx
from clustermark.registry.state import LEVELS
from clustermark.registry.vocabulary import EUROPEAN
from clustermark.registry.writing import as_csv, as_json
from clustermark.words.text import LANGUAGES, Text

DAY = date(2020, 6, 1)
HOLDS = st.sampled_from([None, Kind.SUSPENDED, Kind.WITHDRAWN, Kind.REVOKED])
NAMES = st.text(
    st.characters(exclude_categories=["Cs", "Cc", "Cf", "Cn", "Z"]), min_size=1, max_size=12
).filter(lambda name: name.upper() not in FAILED)


@st.composite
def registries(draw):
    """Some labels, each listed for a day, or awarded with all its dates, and perhaps held."""
    events = []
    for number in range(draw(st.integers(1, 5))):
        label, holder = f"l-{number}", Holder(f"o-{number}", Text({"en": draw(NAMES)}), "LV")
        attested = draw(st.booleans())
        events.append(
            Event(
                number=len(events) + 1,
                kind=Kind.LISTED if attested else Kind.AWARDED,
                label=label,
                on=date(2020, 1, 1),
                holder=holder,
                level=draw(st.sampled_from(LEVELS)),
                synthetic=draw(st.booleans()),
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


@given(
    registries(),
    st.sampled_from([(as_csv, "csv"), (as_json, "json"), (as_xlsx, "xlsx")]),
    st.sampled_from(LANGUAGES),
)
def test_what_is_exported_in_any_language_comes_back_as_it_was(tmp_path_factory, registry, form, lang):
    write, ending = form
    path = tmp_path_factory.mktemp("out") / f"registry.{ending}"
    before = registry.as_of(DAY)
    path.write_bytes(write(before, EUROPEAN, lang))
    found = import_registry(path)
    after = Registry.of(found.events).as_of(DAY)
    assert found.notes == ()
    assert after == before
    assert write is as_xlsx or write(after, EUROPEAN, lang) == write(before, EUROPEAN, lang)


def test_an_export_in_latvian_says_everything_in_latvian_but_its_headings(tmp_path):
    text = "name,country,valid_until,level,state,hold_since,synthetic\nA,LV,2030-01-31,gold,revoked,2029-01-01,yes\n"
    found = Registry.of(read(tmp_path, text).events).as_of(date(2029, 6, 1))
    [row] = csv.DictReader(io.StringIO(as_csv(found, EUROPEAN, "lv").decode()))
    shown = [row[column] for column in ("level", "state", "hold", "synthetic", "name")]
    assert shown == ["Zelts", "atsaukts", "atsaukts", "jā", "A (synthetic, invented)"]


def rows(*rows, header="name,country,level,valid_until,state,hold,hold_since,label"):
    return f"{header}\n" + "".join(f"{row}\n" for row in rows)


def read(tmp_path, text):
    path = tmp_path / "list.csv"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return import_registry(path)


def test_a_label_that_was_revoked_elsewhere_is_not_valid_here(tmp_path):
    found = read(tmp_path, rows("A (synthetic),LV,gold,2022-01-31,revoked,,2020-03-01,"))
    [(_, status)] = Registry.of(found.events).as_of(DAY)
    assert status is Status.REVOKED


@pytest.mark.parametrize("word", ["Revoked", "REVOKED", "revoked", "Atsaukts", " atsaukts "])
def test_a_state_is_understood_in_any_letter_case_and_language(tmp_path, word):
    found = read(tmp_path, rows(f"A,LV,gold,2027-03-31,{word},,2026-01-10,"))
    assert [event.kind for event in found.events] == [Kind.AWARDED, Kind.REVOKED]


@pytest.mark.parametrize(
    ("row", "words", "column", "code"),
    [
        ("A,LV,gold,2022-01-31,cancelled,,2020-03-01,", "cancelled is no state of a label — write one of: valid; expired, renewable;", "state", "unknown-state"),
        ("A,LV,gold,2022-01-31,Cancelled,,,", "Cancelled is no state", "state", "unknown-state"),
        ("A,LV,gold,2022-01-31,revoked,,,", "does not say since when it is revoked", "hold_since", "missing-cell"),
        ("A,LV,gold,2022-01-31,revoked,,2010-01-01,", "held since a day before the label", "hold_since", "days-out-of-order"),
        ("A,LV,gold,2022-01-31,,sleeping,2020-03-01,", "sleeping is no state", "hold", "unknown-state"),
        ("A,LV,gold,2022-01-31,,expired,2020-03-01,", "expired is not suspended", "hold", "unknown-state"),
        ("A,LV,gold,2022-01-31,valid,revoked,2021-03-01,", "the state says valid, but it is revoked", "state", "contradiction"),
        ("A,LV,gold,0001-01-01,,,,", "0001-01-01 is not a date", "valid_until", "not-a-date"),
        ("A,LV,gold,9999-01-01,,,,", "9999-01-01 is not a date", "valid_until", "not-a-date"),
        ("A,LV,gold,,,,,", "the last day is missing", "valid_until", "missing-cell"),
        ("A,LV,,2022-01-31,,,,", "the level is missing — fill it in", "level", "missing-cell"),
        ("A,,gold,2022-01-31,,,,", "the country is missing", "country", "missing-cell"),
        ("A,XX,gold,2022-01-31,,,,", "XX is no country", "country", "unknown-country"),
        ("A,LV,platinum,2022-01-31,,,,", "platinum is no level of this scheme — write one of: bronze, silver, gold", "level", "unknown-level"),
        ("A\x00B,LV,gold,2022-01-31,,,,", "control characters: U.0000", "name", "control-character"),
        ("A\u202eB,LV,gold,2022-01-31,,,,", "control characters: RIGHT-TO-LEFT OVERRIDE", "name", "control-character"),
        ("A,LV,#REF!,2022-01-31,,,,", "a formula has failed here: #REF!", "level", "failed-formula"),
        ("#n/a,LV,gold,2022-01-31,,,,", "a formula has failed here", "name", "failed-formula"),
        ("A" * 401 + ",LV,gold,2022-01-31,,,,", "longer than 400 letters", "name", "too-long"),
        ("A,LV,gold,2022-01-31,,,,,B,C", "more cells than columns: B C", "", "surplus-cell"),
    ],
)  # fmt: skip
def test_a_row_that_cannot_be_taken_is_named(tmp_path, row, words, column, code):
    with pytest.raises(InputError, match=words) as caught:
        read(tmp_path, rows("Fine,LV,gold,2022-01-31,,,,", row))
    [problem] = caught.value.problems
    place = problem.place
    assert (place.line, place.row, place.column, problem.code) == (3, 2, column, code)
    assert problem.remedy


def test_everything_that_is_wrong_with_a_row_is_said_at_once(tmp_path):
    with pytest.raises(InputError) as caught:
        read(tmp_path, rows(",Atlantis,,31.02.2020,Cancelled,,,"))
    assert [problem.place.column for problem in caught.value.problems] == [
        "state",
        "name",
        "country",
        "level",
        "valid_until",
    ]


def test_a_label_that_stands_twice_is_refused(tmp_path):
    with pytest.raises(InputError, match="label l-1 stands here twice"):
        read(tmp_path, rows("A,LV,gold,2022-01-31,,,,l-1", "B,LV,gold,2022-01-31,,,,l-1"))


def test_what_cannot_have_happened_is_told_with_its_row(tmp_path):
    table = rows("A,LV,gold,2022-01-31,,,,l-1", "A,LV,gold,2023-01-31,,,,l-2")
    with pytest.raises(InputError, match=r"list\.csv:3 — event 2 .* holds another label of this level"):
        read(tmp_path, table)


def test_a_row_without_a_state_takes_it_from_its_dates_and_that_is_said(tmp_path):
    found = read(tmp_path, rows("A,LV,gold,2022-01-31,,,,", "B,LV,gold,2022-01-31,valid,,,"))
    assert [str(note.what) for note in found.notes] == ["1 row names no state; it follows from the dates"]


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
