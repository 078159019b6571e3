"""A ministry's office brings its own table. Three messages, each of which says what to do, and it is in."""

import json
from datetime import date

import pytest

from clustermark.registry.reading import import_registry
from clustermark.registry.registry import Registry

TABLE = """\
Nr.;Klastera nosaukums;Valsts;Līmenis;Derīgs līdz;Stāvoklis;Kopš;
1;Ķīmijas klasteris;Latvija;Zelts;31.03.2027;Derīgs;;
2;Pārtikas klasteris;Latvija;Bronza;30.06.2026;derīgs;;
3;Pārtikas klasteris;Lietuva;Sudrabs;30.06.2026;derīgs;;
4;Ūdens klasteris;LV;;31.12.2026;derīgs;;
5;Žogu būvnieku klasteris;lv;BRONZA;31.03.2026;Cancelled;15.09.2025;
6;Čaklo roku klasteris;Latvia;Bronze;31.01.2026;atsaukts;15.09.2025;
"""
COLUMNS = {
    "name": "Klastera nosaukums",
    "country": "Valsts",
    "level": "Līmenis",
    "valid_until": "Derīgs līdz",
    "state": "Stāvoklis",
    "hold_since": "Kopš",
}
SAID = [part for name, heading in COLUMNS.items() for part in ("--column", f"{name}={heading}")]


@pytest.fixture
def office(run, tmp_path):
    """What the office tries, and what it is told."""
    table, out = tmp_path / "klasteri.csv", tmp_path / "registry.csv"
    table.write_bytes(TABLE.encode("cp1257"))

    def tries(*said):
        done = run("registry", "import", table, "--out", out, *said)
        return done.code, " ".join((done.err or done.out).split())

    tries.table, tries.out = table, out
    return tries


def test_an_office_brings_its_own_table_in_after_three_messages(office, run):
    code, said = office()
    assert code == 4
    assert "1 problem:" in said
    assert "the file is not written in UTF-8 — name its encoding, such as --encoding cp1257" in said

    code, said = office("--encoding", "cp1257")
    assert code == 4
    assert 'name it, such as --column name="…"; columns found: Nr., Klastera nosaukums, Valsts' in said
    assert (
        "the columns Nr., Klastera nosaukums, Valsts, Līmenis, Derīgs līdz, Stāvoklis, Kopš are not known"
        in said
    )
    assert "leave it out with --ignore-column" in said
    assert "known columns: label, name, name_lv, organisation, country, sector, level, state" in said

    how = ("--encoding", "cp1257", *SAID, "--ignore-column", "Nr.")
    code, said = office(*how)
    assert code == 4
    assert "2 problems:" in said
    assert "klasteri.csv:5: level — the level is missing — fill it in, or leave the row out" in said
    assert "klasteri.csv:6: state — Cancelled is no state of a label — write one of: valid;" in said
    assert not office.out.exists()

    mended = TABLE.replace("LV;;31", "LV;Bronza;31").replace("Cancelled", "izbeigts pēc paša lūguma")
    office.table.write_bytes(mended.encode("cp1257"))
    code, said = office(*how)
    assert (code, "6 entries are in" in said) == (0, True)

    day = ("--as-of", "2025-12-01", "--registry", office.out)
    listed = json.loads(run("registry", "list", *day, "--lang", "lv", "--json").out)["lines"]
    assert [line["state"]["holder"]["name"]["en"] for line in listed] == [
        "Ķīmijas klasteris",
        "Pārtikas klasteris",
        "Pārtikas klasteris",
        "Ūdens klasteris",
    ]
    states = {
        label.label: label
        for label, _ in Registry.of(import_registry(office.out).events).as_of(date(2025, 12, 1))
    }
    assert sorted(str(state.hold) for state in states.values() if state.hold) == ["revoked", "withdrawn"]


def test_the_office_is_told_the_same_in_latvian(office):
    code, said = office("--lang", "lv")
    assert (code, "norādiet kodējumu, piemēram, --encoding cp1257" in said) == (4, True)


@pytest.mark.parametrize(
    ("said", "words"),
    [
        (("--column", "name"), "--column name does not say which column is which"),
        (("--column", "name="), 'write it like --column name="Cluster name"'),
        (("--column", "name=A", "--column", "name=B"), "does not say which column is which"),
        (("--level", "platinum"), "platinum is no level of this scheme"),
        (("--country", "Atlantis"), "Atlantis is no country"),
    ],
)
def test_what_is_said_on_the_command_line_must_be_understood(office, said, words):
    code, told = office("--encoding", "cp1257", *said)
    assert (code, words in told) == (4, True)
