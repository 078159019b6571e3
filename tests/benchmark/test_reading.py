"""A population from a table: what can be taken, and what is refused with its row and column."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import polars as pl
import pytest
from building import scheme, text
from test_comparison import COUNTRIES, DISCLOSURE, GROUPS, INDICATOR, MADE

from clustermark.benchmark import reading
from clustermark.benchmark.reading import MOST, exact, may_be_negative, read_table
from clustermark.errors import InputError
from clustermark.words.numbers import NoNumber

SECTORS = [{"id": "food", "title": text("Food")}, {"id": "health", "title": text("Health")}]
WITH = scheme(
    indicators=[INDICATOR],
    countries=COUNTRIES,
    disclosure=DISCLOSURE,
    sectors=SECTORS,
    **{"peer-groups": GROUPS},
)
HEADER = "number,country,sector,assessed-on,held,scheme,people\n"
ROW = f"s-1,LV,food,2025-01-01,best,{WITH.name},60\n"


def read(tmp_path, content, name="table.csv"):
    path = tmp_path / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return read_table(path, WITH)


@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_a_table_is_read(tmp_path, separator, mark):
    rows = HEADER + ROW + "s-2,EE,,2025-02-01,,,\n" + "s-3,EE,,2025-02-01,,,60.25\n"
    first, second, third = read(tmp_path, mark + rows.replace(",", separator))
    assert (first.number, first.country, first.sector, first.assessed_on) == (
        "s-1",
        "LV",
        "food",
        date(2025, 1, 1),
    )
    assert (first.held, first.values) == (frozenset({"best"}), {"people": 60})
    assert second.values == {}
    assert third.values == {"people": Fraction(241, 4)}


def test_a_parquet_table_is_read_without_loss(tmp_path):
    frame = pl.DataFrame(
        {
            "number": ["s-1", "s-2"],
            "country": ["LV", None],
            "sector": ["food", None],
            "assessed-on": [date(2025, 1, 1)] * 2,
            "people": [0.1, None],
        }
    )
    frame.write_parquet(tmp_path / "table.parquet")
    first, second = read_table(tmp_path / "table.parquet", WITH)
    assert first.values == {"people": Fraction(1, 10)}
    assert (second.country, second.values) == ("", {})


@pytest.mark.parametrize(
    ("row", "error"),
    [
        (
            "s-1,LV,food,2025-01-01,,,nan",
            r"table.csv:2: people — nan is no number — write it like 12 or 12.5",
        ),
        ("s-1,LV,food,2025-01-01,,,1e9999999", "1e9999999 is written with a power of ten"),
        ('s-1,LV,food,2025-01-01,,,"1,000"', "1,000 can be meant in two ways"),
        ("s\x1b-1,LV,food,2025-01-01,,,1", "number — the text holds signs that nobody sees: U.001B ESCAPE"),
        ("s-1,LV,food,2025-01-01,,,1/0", "1/0 is no number"),
        ("s-1,LV,food,2025-01-01,,,many", "many is no number"),
        (
            "s-1,LV,food,2025-01-01,,,-3",
            "table.csv:2: people — -3 is negative, which this indicator cannot be",
        ),
        ("s-1,LV,food,2025-01-01,,other@1,3", "the row is of other@1, not of"),
        ("s-1,LV,food,2025-01-01,worst,,3", "has no level worst"),
        ("s-1,LV,fod,2025-01-01,,,3", "there is no sector fod — use one of: food, health"),
        (",LV,food,2025-01-01,,,3", "has no number — give it one"),
        ("s-1,LV,food,yesterday,,,3", "yesterday is no day — write it like 2020-09-15"),
        ("s-1,LV,food,2025-01-01,,,3,,,,", "this is no table that can be read — save it as CSV in UTF-8"),
    ],
)
def test_what_cannot_be_taken_is_named(tmp_path, row, error):
    with pytest.raises(InputError, match=error):
        read(tmp_path, HEADER + row + "\n")


def test_columns_that_are_missing_are_named(tmp_path):
    with pytest.raises(InputError, match="lacks the columns sector, assessed-on, people — add them"):
        read(tmp_path, "number,country\ns-1,LV\n")


def test_floats_in_parquet_must_be_finite(tmp_path):
    some = {
        "number": ["a", "b"],
        "country": ["LV"] * 2,
        "sector": [""] * 2,
        "assessed-on": ["2025-01-01"] * 2,
    }
    pl.DataFrame(some | {"people": [float("nan"), float("-inf")]}).write_parquet(tmp_path / "t.parquet")
    with pytest.raises(InputError) as caught:
        read_table(tmp_path / "t.parquet", WITH)
    assert [problem.place.line for problem in caught.value.problems] == [2, 3]


def test_ten_thousand_errors_are_counted_and_a_hundred_named(tmp_path):
    with pytest.raises(InputError) as caught:
        read(tmp_path, HEADER + "s-1,LV,food,2025-01-01,,,nan\n" * 10_000)
    assert len(caught.value.problems) == MOST + 1
    assert "9,900 more problems" in str(caught.value)


@pytest.mark.parametrize("name", ["table.csv", "table.parquet"])
def test_what_is_not_there_or_no_table_is_refused(tmp_path, name):
    with pytest.raises(InputError, match="cannot be read"):
        read_table(tmp_path / name, WITH)
    with pytest.raises(InputError, match="this is no table that can be read"):
        read(
            tmp_path,
            b"\xff\xfe\x00\x00 no table" if name.endswith("parquet") else b"\xff,\xfe\n\xff,\xfe",
            name,
        )


def test_a_table_that_is_too_large_is_not_opened(tmp_path, monkeypatch):
    monkeypatch.setattr(reading, "LARGEST", 10)
    with pytest.raises(InputError, match="larger than 10 bytes"):
        read(tmp_path, HEADER)
    with pytest.raises(InputError, match="larger than 10 bytes"):
        read(tmp_path, HEADER, "table.parquet")


def test_a_table_of_few_bytes_and_many_rows_is_not_unpacked(tmp_path, monkeypatch):
    monkeypatch.setattr(reading, "ROWS", 1)
    pl.DataFrame({"number": ["a", "a"]}).write_parquet(tmp_path / "t.parquet")
    with pytest.raises(InputError, match="the table has more than 1 rows"):
        read_table(tmp_path / "t.parquet", WITH)


def test_columns_of_lists_are_refused(tmp_path):
    pl.DataFrame({"number": [["a"]]}).write_parquet(tmp_path / "t.parquet")
    with pytest.raises(InputError, match="the columns number hold no plain values"):
        read_table(tmp_path / "t.parquet", WITH)


def test_a_device_without_end_is_refused_at_once(tmp_path):
    (tmp_path / "endless.csv").symlink_to("/dev/zero")
    with pytest.raises(InputError, match="larger than 40,000,000 bytes"):
        read_table(tmp_path / "endless.csv", WITH)


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        (3, 3),
        (Decimal("2.50"), Fraction(5, 2)),
        (0.1, Fraction(1, 10)),
        (" 7 ", 7),
    ],
)
def test_cells_are_exact(cell, value):
    assert exact(cell) == value


@pytest.mark.parametrize("cell", [" 1/3 ", True, 1e400, "1_000", 1e30, "٣"])
def test_what_is_no_plain_number_is_refused(cell):
    with pytest.raises(NoNumber):
        exact(cell)


def test_only_growth_and_differences_can_be_negative():
    members, growth = "members", {"growth": {"from": "members", "to": "members"}}
    kinds = {
        "plain": members,
        "growth": growth,
        "difference": {"difference": {"of": members, "less": members}},
        "share": {"share": {"of": growth, "in": members}},
        "sum": {"sum": [members, growth]},
        "mean": {"mean": [members, members]},
        "again": "growth",
    }
    made = scheme(indicators=[{**INDICATOR, "id": id_, "value": value} for id_, value in kinds.items()])
    found = {i.id: may_be_negative(i.value, made) for i in made.indicators}
    assert found == {
        "plain": False,
        "growth": True,
        "difference": True,
        "share": True,
        "sum": True,
        "mean": False,
        "again": True,
    }
    assert not any(may_be_negative(i.value, MADE) for i in MADE.indicators)
