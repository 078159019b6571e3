"""The report as PDF: it passes a structural check, whatever it is about, and nothing in a name is interpreted."""

import pytest
import structure
import typst

from clustermark.report import pdf
from clustermark.report.making import report
from clustermark.report.spoken import spoken
from clustermark.scoring.decision import assess


def made(told, lang="en", name=None):
    got = told.got
    if name is not None:
        of = got.case.organisation.model_copy(update={"name": name, "synthetic": False})
        got = assess(got.case.model_copy(update={"organisation": of}), got.scheme)
    return spoken(report(got, told.found, told.before), lang)


@pytest.mark.parametrize("lang", ["en", "lv"])
@pytest.mark.parametrize("level", ["bronze", "silver", "gold"])
def test_a_report_passes_the_structural_check(told, level, lang):
    data = made(told[level], lang)
    found = pdf.typeset("report", data)
    assert structure.problems(found) == []
    assert structure.bookmarks(found) == [data["name"], data["words"]["details"]]
    assert structure.pages(found) > 8


def test_the_structural_check_can_fail():
    bare = typst.compile({"main.typ": b"Hello #rect()"}, format="pdf", pdf_tags=False)
    assert "it is not tagged" in structure.problems(bare)
    assert any("untagged content" in problem for problem in structure.problems(bare))


def test_the_summary_takes_two_pages_even_with_the_longest_name(told):
    data = made(told["gold"], "lv", "Ilgnosaukuma klasteris " * 17)
    assert len(data["name"]) >= 390
    alone = data | {key: [] for key in ("chapters", "judged", "improvements", "method")} | {"trend": None}
    whole = alone | {"chapters": [c | {"entries": []} for c in data["chapters"]]}
    assert structure.pages(pdf.typeset("report", whole)) == 3


NAMES = [
    "Āžūēīļķņģčšž Ελλάδα Україна",
    "#strong[x] $x$ *b* _i_ `r` <l> @ref \\ // = #panic()",
    "قصر \u202eשלום",
    "a\u0301\u0327\u0302 e\u0308",
]


@pytest.mark.parametrize("name", NAMES)
def test_every_name_is_text(told, name):
    found = pdf.typeset("report", made(told["bronze"], name=name))
    assert structure.problems(found) == []
    if name.isascii() or name.startswith("Ā"):
        assert " ".join(name.split()) in " ".join(structure.text(found).split())


def test_letters_that_no_font_has_become_boxes(told):
    found = structure.text(pdf.typeset("report", made(told["bronze"], name="日本 🙂 \u0530 Cluster")))
    assert "Cluster" in found
    assert pdf.STAND_IN in found


def test_a_broken_template_is_told(monkeypatch):
    monkeypatch.setattr(pdf, "source", lambda _: b"#nothing")
    with pytest.raises(ValueError, match="unknown variable"):
        pdf.typeset("report", {})


def test_the_same_report_has_the_same_bytes(told):
    data = made(told["silver"])
    assert pdf.typeset("report", data) == pdf.typeset("report", data)
