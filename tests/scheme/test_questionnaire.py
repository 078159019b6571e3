"""The form: what is filled in comes back exactly, and a form that was tampered with is refused by sheet and cell."""

from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from io import BytesIO
from zipfile import ZipFile

import pytest
from building import scheme
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from clustermark import spreadsheets as door
from clustermark.errors import InputError
from clustermark.files import taken
from clustermark.scheme.questionnaire import looks_like_form, name_in, questionnaire, read_form
from clustermark.scheme.yamlfile import LARGEST
from clustermark.scoring.casefile import read_case, scheme_named_in
from clustermark.scoring.decision import assess
from clustermark.words.text import Text

CHECKS = [
    {"id": "fit", "of": "before", "at-most": "members", "instrument": "audit", "text": {"en": "Too many"}},
    {
        "id": "some",
        "of": {"sum": "income"},
        "at-least": {"number": "0.01"},
        "instrument": "audit",
        "text": {"en": "No income"},
    },
    {
        "id": "more",
        "of": {"sum": ["members", 1]},
        "at-least": 0,
        "instrument": "audit",
        "text": {"en": "Odd"},
    },
    {
        "id": "odd",
        "of": {"share": {"of": "members", "in": "before"}},
        "at-most": 9,
        "instrument": "audit",
        "text": {"en": "Odd"},
    },
    {
        "id": "fine",
        "of": "members",
        "at-most": {"number": Fraction(1, 3)},
        "soft": True,
        "instrument": "audit",
        "text": {"en": "Odd"},
    },
]
SCHEME = scheme(checks=CHECKS)
FILLED = {
    "members": 60,
    "staff": 2.5,
    "fees": 1234.56,
    "since": "2020-02-29",
    "plan": "Good",
    "bodies:board": "yes",
    "bodies:council": "no",
    "listed": "no",
    "story": " Once ",
    "income.own": 100,
    "services.advice": "Monthly",
    "organisation.name": "Synthetic Library",
    "organisation.country": "LV",
    "assessed-on": "2026-03-10",
}


def sheet_and_cell(book, key):
    for row in book["_clustermark"].iter_rows(min_row=6, max_col=3, values_only=True):
        if row[0] == key:
            return book[row[1]], row[2]
    raise KeyError(key)


def filled(path, values=FILLED, change=lambda _book: None, lang="en"):
    book = load_workbook(BytesIO(questionnaire(SCHEME, lang)))
    for key, value in values.items():
        page, cell = sheet_and_cell(book, key)
        page[cell] = value
    change(book)
    book.save(path)
    return path


def test_what_is_filled_in_comes_back(tmp_path):
    data = read_form(filled(tmp_path / "form.xlsx"), SCHEME).data
    assert data["answers"] == {
        "members": 60,
        "staff": Decimal("2.5"),
        "fees": Decimal("1234.56"),
        "since": "2020-02-29",
        "plan": "good",
        "bodies": ["board"],
        "listed": False,
        "story": "Once",
        "income": {"own": 100},
        "services": {"advice": "monthly"},
    }
    assert data["organisation"] == {"name": "Synthetic Library", "country": "LV"}
    opened = read_case(tmp_path / "form.xlsx", SCHEME)
    assert assess(opened.case, SCHEME).problems == ()
    assert name_in(taken(tmp_path / "form.xlsx", LARGEST)) == "tiny@1"


def test_a_latvian_form_speaks_latvian_and_is_read_alike(tmp_path):
    words = FILLED | {"bodies:board": "jā", "bodies:council": "nē", "listed": "nē"}
    assert (
        read_form(filled(tmp_path / "veidlapa.xlsx", words, lang="lv"), SCHEME).data["answers"]["listed"]
        is False
    )
    book = load_workbook(BytesIO(questionnaire(SCHEME, "lv")))
    assert book.sheetnames[0] == "Organizācija"


def test_the_same_scheme_gives_the_same_bytes():
    form = questionnaire(SCHEME)
    assert questionnaire(SCHEME) == form
    assert door.repacked(form) == form, "the moment of its making is still in it"


def test_everything_but_answers_is_locked_and_the_program_sheet_hidden():
    book = load_workbook(BytesIO(questionnaire(SCHEME)))
    assert book["_clustermark"].sheet_state == "veryHidden"
    pages = [page for page in book if page.title != "_clustermark"]
    assert all(page.protection.sheet for page in pages)
    open_cells = {
        cell.coordinate[0]
        for page in pages
        for row in page.iter_rows()
        for cell in row
        if not cell.protection.locked
    }
    assert open_cells == {"C"}


def test_answers_have_input_checks_and_formulas_watch_over_them():
    book = load_workbook(BytesIO(questionnaire(SCHEME)))
    kinds = {rule.type for page in book for rule in page.data_validations.dataValidation}
    assert kinds == {"whole", "decimal", "date", "list", "textLength"}
    formulas = [row[2] for row in book["Checks"].iter_rows(min_row=5, max_col=3, values_only=True)]
    assert len(formulas) == 3
    assert formulas[0].startswith("=IF(OR('All'!$C$6>'All'!$C$5)")


def test_a_form_of_one_instrument_asks_only_that():
    with pytest.raises(InputError, match="tiny@1 has no instrument visit — use one of: audit"):
        questionnaire(SCHEME, instrument="visit")
    assert "All" in load_workbook(BytesIO(questionnaire(SCHEME, instrument="audit"))).sheetnames


def test_a_wrong_answer_is_told_by_its_cell(tmp_path):
    opened = read_case(
        filled(tmp_path / "form.xlsx", FILLED | {"staff": "12,5", "income.own": -1}),
        SCHEME,
    )
    said = [p.of("en") for p in opened.placed(assess(opened.case, SCHEME).problems)]
    assert any("All!C7" in text and "write it with a decimal point: 12.5" in text for text in said)
    assert any("All!C18" in text and "-1 is below the least possible, 0" in text for text in said)


def formula(book):
    page, cell = sheet_and_cell(book, "members")
    page[cell] = "=1+1"


def renamed(book):
    book["All"].title = "Everything"


def deleted(book):
    book["All"].delete_rows(6)


def widened(book):
    book["All"].insert_cols(3)


def broken_reference(book):
    page, cell = sheet_and_cell(book, "members")
    page[cell].value, page[cell].data_type = "#REF!", "e"


def unclear_tick(book):
    page, cell = sheet_and_cell(book, "bodies:council")
    page[cell] = "maybe"


def percentage(book):
    page, cell = sheet_and_cell(book, "members")
    page[cell], page[cell].number_format = 0.6, "0%"


def without_program_sheet(book):
    book.remove(book["_clustermark"])


def other(cell, value):
    def change(book):
        book["_clustermark"][cell] = value

    return change


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (formula, "All!C5 — a formula stands in place of an answer — write the value itself"),
        (renamed, "the sheet All is gone or was renamed — use the form as it was sent"),
        (deleted, "All!A6 — before no longer stands here; a row was deleted or inserted"),
        (widened, "All!C4 — a column was inserted or deleted — use the form as it was sent"),
        (broken_reference, "All!C5 — the cell holds the error #REF! — write the value itself"),
        (unclear_tick, "maybe is no tick that is understood — write yes or no, or leave the cell empty"),
        (
            percentage,
            "All!C5 — the cell shows a percentage, and none is asked for — write the number without",
        ),
        (other("B4", "xx"), "the hidden sheet of the form was changed"),
        (without_program_sheet, "this is no form of ours, or its hidden sheet is gone"),
        (other("A1", "nonsense"), "the hidden sheet of the form was changed"),
        (other("B2", "9"), "the form is of tiny@9, not of tiny@1 — fill in a form of tiny@1"),
        (other("B3", "sha256:0"), "the form was made from another content of tiny@1 — fill in a new form"),
    ],
)
def test_a_form_that_was_changed_is_refused(tmp_path, change, words):
    path = filled(tmp_path / "form.xlsx", {"members": 3}, change)
    with pytest.raises(InputError) as caught:
        read_form(path, SCHEME)
    assert words in str(caught.value)


def repacked(path, **members):
    with ZipFile(path, "a") as archive:
        for name, content in members.items():
            archive.writestr(name.replace("__", "/"), content)
    return path


@pytest.mark.parametrize(
    ("members", "words"),
    [
        ({"xl__vbaProject.bin": b"macro"}, "the file holds macros or embedded objects"),
        ({"xl__externalLinks__externalLink1.xml": b"<a/>"}, "the file refers to other files"),
        ({"xl__evil.xml": b"<!DOCTYPE lolz><a/>"}, "the file holds a document type"),
        ({"xl__huge.xml": b"0" * 41_000_000}, "unpacked, the file would be far too large"),
    ],
)
def test_what_a_form_never_holds_stays_outside(tmp_path, members, words):
    path = repacked(filled(tmp_path / "form.xlsx"), **members)
    if "huge" in str(members):
        with ZipFile(path) as old, ZipFile(tmp_path / "bomb.xlsx", "w", 8) as new:
            for name in old.namelist():
                new.writestr(name, old.read(name))
        path = tmp_path / "bomb.xlsx"
    with pytest.raises(InputError, match=words):
        read_form(path, SCHEME)


@pytest.mark.parametrize("content", [b"", b"not a spreadsheet", b"PK\x03\x04 cut"])
def test_what_is_no_spreadsheet_is_refused(tmp_path, content):
    (tmp_path / "form.xlsx").write_bytes(content)
    assert looks_like_form(taken(tmp_path / "form.xlsx", LARGEST))
    with pytest.raises(InputError, match="this is no XLSX spreadsheet, or it is damaged"):
        read_form(tmp_path / "form.xlsx", SCHEME)


def test_a_truncated_form_is_refused(tmp_path):
    path = filled(tmp_path / "form.xlsx")
    path.write_bytes(path.read_bytes()[:-200])
    with pytest.raises(InputError, match="damaged"):
        read_form(path, SCHEME)


def test_a_file_that_is_too_large_or_not_there_is_refused(tmp_path, monkeypatch):
    with pytest.raises(InputError, match="the file cannot be read"):
        read_form(tmp_path / "missing.xlsx", SCHEME)
    monkeypatch.setattr(door, "LARGEST", 10)
    with pytest.raises(InputError, match="larger than 10 bytes"):
        read_form(filled(tmp_path / "form.xlsx"), SCHEME)


@settings(max_examples=15)
@given(
    st.fixed_dictionaries(
        {},
        optional={
            "members": st.integers(0, 1000),
            "staff": st.integers(0, 990).map(lambda n: n / 10),
            "fees": st.integers(0, 10**8).map(lambda n: n / 100),
            "story": st.text(st.characters(min_codepoint=65, max_codepoint=382), min_size=1, max_size=20),
        },
    )
)
def test_any_answers_make_the_round_trip(tmp_path_factory, values):
    path = filled(tmp_path_factory.mktemp("form") / "form.xlsx", values)
    answers = read_form(path, SCHEME).data["answers"]
    wanted = {key: value if isinstance(value, str) else Decimal(repr(value)) for key, value in values.items()}
    assert {
        key: value if isinstance(value, str) else Decimal(value) for key, value in answers.items()
    } == wanted


def test_dates_numbers_and_names_come_back_as_they_were_typed(tmp_path):
    values = {"since": datetime(2020, 2, 29), "members": 60.0, "organisation.number": 7, "story": 3}  # noqa: DTZ001 - as a spreadsheet has it
    data = read_form(filled(tmp_path / "form.xlsx", values), SCHEME).data
    assert data["answers"] == {"since": date(2020, 2, 29), "members": 60, "story": 3}
    assert data["organisation"] == {"number": "7"}
    assert scheme_named_in(taken(tmp_path / "form.xlsx", LARGEST)) == "tiny@1"


def test_chapters_of_the_same_name_are_told_apart():
    made = SCHEME.model_copy(
        update={
            "instruments": tuple(_twice(SCHEME.instruments[0])),
            "questions": tuple(_both(SCHEME.questions)),
        }
    )
    names = load_workbook(BytesIO(questionnaire(made))).sheetnames
    assert {"All", "All 2"} <= set(names)


def _twice(instrument):
    yield instrument
    yield instrument.model_copy(update={"id": "visit", "number": 2})


def _both(questions):
    yield from questions
    yield questions[0].model_copy(
        update={"id": "again", "instrument": "visit", "guidance": Text({"en": "Look"})}
    )


def test_a_scheme_without_checks_has_no_sheet_for_them():
    assert "Checks" not in load_workbook(BytesIO(questionnaire(scheme()))).sheetnames


@pytest.mark.parametrize("lang", ["en", "lv"])
@pytest.mark.parametrize(
    ("mark", "ticked"),
    [(mark, True) for mark in ("x", "X", "✓", "1", 1, True, "yes", "jā", "Jā", "true", "TRUE")]
    + [(mark, False) for mark in ("0", 0, False, "no", "nē", "false", None)],
)
def test_a_tick_is_understood_in_every_language(tmp_path, lang, mark, ticked):
    path = filled(
        tmp_path / "form.xlsx", {"bodies:board": mark, "bodies:council": "x", "listed": mark}, lang=lang
    )
    answers = read_form(path, SCHEME).data["answers"]
    assert answers["bodies"] == (["board", "council"] if ticked else ["council"])
    assert answers.get("listed") is (None if mark is None else ticked)


@pytest.mark.parametrize(
    ("value", "shape", "meant"),
    [
        (0.65, "0%", 65),
        (0.655, "0.0%", Decimal("65.5")),
        (1, "0%", 100),
        (65, "General", 65),
        ("65 %", "@", "65"),
        (1e300, "0%", Decimal("1E+302")),
    ],
)
def test_a_percent_cell_is_a_percent(tmp_path, value, shape, meant):
    def change(book):
        page, cell = sheet_and_cell(book, "near")
        page[cell], page[cell].number_format = value, shape

    assert read_form(filled(tmp_path / "form.xlsx", {}, change), SCHEME).data["answers"]["near"] == meant


def test_a_choice_is_understood_in_any_letters(tmp_path):
    values = {"plan": "GOOD", "mood": "gloomy"}
    answers = read_form(filled(tmp_path / "form.xlsx", values), SCHEME).data["answers"]
    assert answers == {"plan": "good", "mood": "gloomy"}


def test_a_cell_knows_the_question_that_it_answers(tmp_path):
    opened = read_case(filled(tmp_path / "form.xlsx", {"income.own": -1}), SCHEME)
    [problem] = [p for p in opened.placed(assess(opened.case, SCHEME).problems) if p.code == "too-small"]
    assert (problem.place.cell, problem.place.questions) == ("All!C18", ("income.own",))
    assert opened.locate("nothing").cell == ""


def test_a_check_stands_at_the_cell_of_its_first_answer(tmp_path):
    opened = read_case(filled(tmp_path / "form.xlsx", FILLED | {"before": 99}), SCHEME)
    found = {p.place.path: p.place for p in opened.placed(assess(opened.case, SCHEME).problems)}
    assert (found["checks.fit"].cell, found["checks.fit"].questions) == ("All!C6", ("before", "members"))
