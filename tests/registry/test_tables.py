"""A file as a table: how it is written, what separates its cells, which column is which, and how much is read."""

import json
import sys
from time import process_time

import pytest

from clustermark.errors import InputError
from clustermark.files import Given
from clustermark.registry import reading, rows, tables
from clustermark.registry.reading import import_registry
from clustermark.registry.rows import Headings
from clustermark.registry.writing import HEADER

TEXT = "name,country,level,valid_until\nĶekavas klasteris,LV,bronze,2027-03-31\n"


def read(text, name="list.csv", encoding="", **said):
    data = text if isinstance(text, bytes) else text.encode()
    return import_registry(Given(data, name), encoding=encoding, headings=Headings(**said))


def codes(caught):
    return [problem.code for problem in caught.value.problems]


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("utf-8", ""),
        ("utf-8-sig", ""),
        ("utf-16", ""),
        ("utf-32", ""),
        ("utf-8-sig", "cp1257"),
        ("cp1257", "cp1257"),
        ("cp1257", "Windows-1257"),
        ("iso8859-13", "iso8859-13"),
        ("utf-16-le", "utf-16-le"),
    ],
)
@pytest.mark.parametrize("ending", ["csv", "json"])
def test_a_file_is_read_as_its_mark_or_its_user_says(written, said, ending):
    name = "Ķekavas klasteris"
    row = {"name": name, "country": "LV", "level": "bronze", "valid_until": "2027-03-31"}
    text = TEXT if ending == "csv" else json.dumps([row], ensure_ascii=False)
    [event] = read(text.encode(written), f"list.{ending}", said).events
    assert event.holder.name.of("en") == name


@pytest.mark.parametrize(
    ("written", "said", "words"),
    [
        ("cp1257", "", "not written in UTF-8 — name its encoding, such as --encoding cp1257"),
        ("cp1257", "utf-8", "not written in UTF-8"),
        ("utf-8", "ascii", "not written in ASCII"),
        ("utf-8", "klingon", "there is no encoding klingon — write one like cp1257"),
        ("utf-8", "base64", "there is no encoding base64"),
        ("utf-8", "a\0b", "there is no encoding"),
    ],
)
def test_what_is_written_otherwise_is_refused_and_not_guessed(written, said, words):
    with pytest.raises(InputError, match=words):
        read(TEXT.encode(written), encoding=said)


def test_half_a_character_after_a_mark_is_refused():
    with pytest.raises(InputError, match="not written in UTF-16"):
        read(TEXT.encode("utf-16")[:-1])


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("first", ["", "sep={}\n", "SEP={}\r\n", "\n"])
@pytest.mark.parametrize("trailing", ["", "{0}{0}"])
def test_cells_are_separated_in_any_usual_way(separator, first, trailing):
    text = TEXT.replace(",", separator).replace("\n", f"{trailing.format(separator)}\n")
    assert len(read(first.format(separator) + text).events) == 1


def test_the_first_line_may_name_any_separator_and_lines_keep_their_numbers():
    assert len(read("sep=|\n" + TEXT.replace(",", "|")).events) == 1
    assert len(read('name;"a, b, c";country;valid_until\nA;;LV;2027-03-31', ignored=["a, b, c"]).events) == 1
    with pytest.raises(InputError, match=r"list\.csv:4: level"):
        read("sep=,\n" + TEXT + "B,LV,,2027-03-31\n")


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ('"A,LV,bronze,2027-03-31', "a quotation mark is not closed"),
        ('"A"b,LV,bronze,2027-03-31', "a quotation mark is not closed, or stands inside a cell"),
        ("A" * 140_000 + ",LV,bronze,2027-03-31", "a cell is longer than 131,072 letters"),
    ],
)
def test_a_line_that_cannot_be_taken_apart_is_named(row, words):
    with pytest.raises(InputError, match=rf"list\.csv:3 — {words}"):
        read(f"{TEXT}{row}\n")


@pytest.mark.parametrize(
    ("heading", "words", "code"),
    [
        ("name,name,country,valid_until", "2 columns stand for name: name, name", "doubled-column"),
        ("name,Name,country,valid_until", "2 columns stand for name: name, Name", "doubled-column"),
        ("name,country,valid_until,label valid until", "2 columns stand for valid_until", "doubled-column"),
        ("name,country,valid_until,extra", "the column extra is not known — say which is which", "unknown-column"),
        ("name,country,until", 'the column until is not known — .*--column valid_until="until"', "missing-column"),
        ("name,country,valid untill", 'such as --column valid_until="valid untill"', "missing-column"),
        ("country,valid_until", 'the column name is not there — name it, such as --column name="…"; columns found: country, valid_until', "missing-column"),
        ("name,valid_until", "no column says the country", "missing-column"),
    ],
)  # fmt: skip
def test_headings_that_do_not_say_what_they_mean_are_refused(heading, words, code):
    with pytest.raises(InputError, match=words) as caught:
        read(f"{heading}\nA,LV,2027-03-31\n")
    assert codes(caught)[0] == code
    assert caught.value.problems[0].place.line == 1


def test_all_that_is_wrong_with_headings_is_said_at_once_with_the_known_names():
    with pytest.raises(InputError) as caught:
        read("Klasteris;Valsts;Derīgs līdz\nA;LV;2027-03-31\n")
    assert codes(caught) == ["missing-column", "missing-column", "unknown-column"]
    said = str(caught.value)
    assert "the columns Klasteris, Valsts, Derīgs līdz are not known" in said
    assert all(name in said for name in HEADER)


OWN = "Klasteris;Valsts;Līmenis;Derīgs līdz;Piezīmes;\nA;LV;gold;2027-03-31;=1+1;\n"
MAPPED = {"name": "klasteris", "country": "Valsts", "level": "LĪMENIS", "valid_until": "Derīgs līdz"}


def test_the_user_says_which_column_is_which_and_what_to_leave_out():
    [event] = read(OWN, columns=MAPPED, ignored=["piezīmes"]).events
    assert (event.level, event.holder.country) == ("gold", "LV")


def test_a_row_with_nothing_but_a_remark_that_is_left_out_is_no_row():
    assert len(read(f"{OWN};;;;see above;\n", columns=MAPPED, ignored=["Piezīmes"]).events) == 1


@pytest.mark.parametrize(
    ("said", "words"),
    [
        (
            {"columns": {"nosaukums": "Klasteris"}},
            "nosaukums is no column of a registry — use one of: label, name",
        ),
        ({"columns": {"name": "Cluster"}}, "there is no column Cluster — columns found: Klasteris"),
        ({"ignored": ["Notes"]}, "there is no column Notes — columns found: Klasteris"),
    ],
)
def test_what_the_user_says_of_columns_must_fit_the_file(said, words):
    with pytest.raises(InputError, match=words):
        read(OWN, **said)


def test_a_cell_under_no_heading_is_never_dropped():
    with pytest.raises(InputError, match="more cells than columns: B"):
        read("name,,country,level,valid_until\nA,B,LV,gold,2027-03-31\n")
    assert len(read("name,,country,level,valid_until\nA,,LV,gold,2027-03-31\n").events) == 1


FINE = {"name": "A", "country": "LV", "level": "gold", "valid_until": "2027-03-31"}


@pytest.mark.parametrize(
    ("text", "words", "code"),
    [
        (json.dumps([FINE | {"name": {"en": "A"}}]), "0.name — it holds several values", "nested-value"),
        (json.dumps([FINE, FINE | {"name": ["A"]}]), "1.name — it holds several values", "nested-value"),
        (json.dumps([FINE])[:-2] + ', "name": "B"}]', "0.name — it stands here twice", "doubled-key"),
        (json.dumps([FINE | {"valid_until": 20270331}]), "20270331 is not a date", "not-a-date"),
        (json.dumps([FINE, {"name": "B"}]), "1.country — the country is missing", "missing-cell"),
        (json.dumps([FINE | {"level": None}]), "0.level — the level is missing", "missing-cell"),
        (json.dumps([FINE | {"name": "\ud800"}]), "control characters: U.D800", "control-character"),
        ("[1e99999999]", "a list of rows is expected", "no-rows"),
        ("[" * 9000, "it is nested too deeply", "not-json"),
        ("{}", "a list of rows is expected", "no-rows"),
        ('[{"a": 1\n,,', r"list\.json:2 — this is not JSON", "not-json"),
    ],
)  # fmt: skip
def test_json_that_is_no_table_is_refused(text, words, code):
    with pytest.raises(InputError, match=words) as caught:
        read(text, "list.json")
    assert codes(caught)[0] == code


def test_json_has_words_numbers_and_truths():
    row = FINE | {"label": 7, "synthetic": True, "source": None, "photo": ["left", "out"]}
    [event] = read(json.dumps([row]), "list.json", ignored=["photo"]).events
    assert (event.label, event.synthetic, event.source) == ("7", True, "")


@pytest.mark.parametrize(
    ("name", "text", "words"),
    [
        (
            "list.json",
            "[{" + ",".join(f'"k{n}":1' for n in range(500_000)) + "}]",
            "more than 100 columns",
        ),
        ("list.json", "[" + "{}," * 300_000 + "{}]", "more than 50,000 rows"),
        ("list.json", "[" + "[]," * 300_000 + "[]]", "more than 50,000 rows"),
        ("list.json", "[" + "{}," * 70_000 + "{}]", "more than 50,000 rows"),
        ("list.json", ":" * 1_600_000, "more than 1,500,000 values"),
        ("list.csv", "," * 5_000_000, "more than 100 columns"),
        ("list.csv", ",".join(f"c{n}" for n in range(200)), "more than 100 columns"),
    ],
    ids=lambda value: value[:12],
)
def test_more_than_a_registry_needs_is_refused_at_once(name, text, words):
    start = process_time()
    with pytest.raises(InputError, match=words):
        read(text, name)
    assert process_time() - start < (80 if sys.gettrace() else 10)  # where every line is counted for coverage


def test_the_rows_of_a_list_are_counted(monkeypatch):
    monkeypatch.setattr(tables, "ROWS", 3)
    assert len(read(TEXT + "B,LV,gold,2027-03-31\n" * 2).events) == 2
    with pytest.raises(InputError, match="more than 3 rows"):
        read(TEXT + "B,LV,gold,2027-03-31\n" * 3)


def test_lengths_and_names_belong_to_columns_that_there_are():
    assert {*rows.LENGTHS} <= {*HEADER, "www"}
    assert reading.LARGEST == tables.LARGEST
