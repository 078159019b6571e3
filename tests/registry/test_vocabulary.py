"""The words of cells: levels, states, yes and no, countries, days."""

from datetime import date

import pytest

from clustermark.errors import InputError
from clustermark.registry import Status
from clustermark.registry.countries import country_of
from clustermark.registry.days import day_of
from clustermark.registry.vocabulary import EUROPEAN, STATES, level_of, level_title, state_of, truth_of
from clustermark.scheme.loading import load
from clustermark.words.text import LANGUAGES


def test_the_european_levels_are_those_of_the_scheme():
    assert [(one.id, one.title) for one in EUROPEAN] == [
        (level.id, level.title) for level in load("ecei@2020").ladder
    ]


@pytest.mark.parametrize("word", ["gold", "Gold", "GOLD", "zelts", "Zelts", " ZELTS "])
def test_a_level_is_understood_in_any_letter_case_and_language(word):
    assert level_of(word, EUROPEAN) == "gold"


def test_a_level_has_its_title_or_at_least_its_id():
    assert [level_title("gold", EUROPEAN).of("lv"), level_title("odd", EUROPEAN)] == ["Zelts", "odd"]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_state_that_is_shown_is_understood(lang):
    shown = {status: said.of(lang) for status, said in STATES.items()}
    assert len(set(shown.values())) == len(Status)
    assert {status: state_of(word.upper()) for status, word in shown.items()} == {s: s for s in Status}
    assert {state_of(status.value) for status in Status} == {*Status}
    assert state_of("Listed") is Status.UNKNOWN


@pytest.mark.parametrize("word", ["cancelled", "Cancelled", "annulled", "valid?", "-", "derigs"])
def test_an_unknown_state_is_refused_with_the_list(word):
    with pytest.raises(InputError, match="write one of: valid; expired, renewable; expired; suspended"):
        state_of(word)


@pytest.mark.parametrize("word", ["yes", "Yes", "TRUE", "True", "x", "X", "1", "jā", "JĀ", "ja", "ja\u0304"])
def test_yes_is_understood(word):
    assert truth_of(word) is True


@pytest.mark.parametrize("word", ["no", "No", "FALSE", "0", "nē", "Nē", "ne"])
def test_no_is_understood(word):
    assert truth_of(word) is False


@pytest.mark.parametrize("word", ["maybe", "2", "y", "✓", "-"])
def test_what_is_neither_is_refused_by_name(word):
    with pytest.raises(InputError, match="neither yes nor no — write yes or no"):
        truth_of(word)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("LV", "LV"),
        ("lv", "LV"),
        ("Latvia", "LV"),
        ("latvija", "LV"),
        ("Vācija", "DE"),
        ("GERMANY", "DE"),
        ("Apvienotā Karaliste", "GB"),
        ("uk", "GB"),
        ("EL", "GR"),
        ("Czech  Republic", "CZ"),
        ("XK", "XK"),
    ],
)
def test_a_country_is_its_code_or_its_name(text, code):
    assert country_of(text) == code


@pytest.mark.parametrize("text", ["XX", "ZZ", "EU", "L", "LVA", "150", "World", "Atlantis"])
def test_what_is_no_country_is_refused(text):
    with pytest.raises(InputError, match=f"{text} is no country — write its code, like LV, or its name"):
        country_of(text)


@pytest.mark.parametrize(
    "text",
    [
        "2021-03-31",
        "2021/03/31",
        "2021.03.31",
        "2021/3/31",
        "31.03.2021",
        "31.3.2021",
        "31. 03. 2021.",
        "31/03/2021",
        "03/31/2021",
        "31-03-2021",
        "2021-03-31 00:00:00",
        "2021-03-31T00:00:00",
    ],
)
def test_a_day_is_read_as_offices_write_it(text):
    assert day_of(text) == date(2021, 3, 31)


def test_a_day_that_reads_in_two_ways_is_refused_with_both():
    with pytest.raises(
        InputError, match="can be read as two dates — write 2021-04-03 or 2021-03-04"
    ) as caught:
        day_of("03/04/2021")
    assert caught.value.problems[0].code == "ambiguous-date"
    assert day_of("04/04/2021") == date(2021, 4, 4)


@pytest.mark.parametrize(
    "text",
    ["20270331", "2027-W13-3", "44286", "31.03.21", "31.02.2021", "2021-13-01", "13/13/2021", "2021-03/31", "5 March",
     "2021-03-31 12:00", "1899-12-31", "2201-01-01", "٢٠٢١-٠٣-٣١", "9" * 5000, "31.03.2021 31.03.2022"],
    ids=lambda text: text[:20],
)  # fmt: skip
def test_what_is_no_day_is_refused(text):
    with pytest.raises(InputError, match=r"is not a date — write it like 2016-03-05 or 05\.03\.2016"):
        day_of(text)
