"""The report as PDF: it passes a structural check, whatever it is about, and nothing in a name is interpreted."""

import json
import os
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier

import pytest
import structure
import typst

from clustermark.credential.badge import Badge, png
from clustermark.report import pdf
from clustermark.report.html import page
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
        pdf.typeset("report", {"on": "2020-02-29"})


LONG = ["W" * 200, "Ilgnosaukumaklasteris" * 10, "\u05e9\u05dc\u05d5\u05dd" * 50]


@pytest.mark.parametrize("name", LONG)
def test_a_long_word_stays_on_the_page(told, name):
    found = pdf.typeset("report", made(told["bronze"], name=name))
    assert structure.problems(found) == []
    right = [box[2] for box in structure.boxes(found)]
    assert max(right) <= WIDTH - MARGIN + 1
    assert structure.bookmarks(found)[0] == name
    if name.isascii():
        assert name in structure.text(found).replace("\r\n", "").replace("\n", "")
    assert name[:80] in made(told["bronze"], name=name)["head"]


WIDTH, MARGIN = 595.3, 62.4


def everything(data, template="report"):
    return pdf.typeset(template, data), page(data), png(Badge("Gold", 2, 3, "Scheme"), 64)


def at_once(work, threads=8):
    """What each of some threads gets, all of which begin in the same moment."""
    start = Barrier(threads)

    def begun(_):
        start.wait()
        return work()

    with ThreadPoolExecutor(threads) as pool:
        return list(pool.map(begun, range(threads)))


def test_eight_threads_get_the_same_bytes(told):
    data = made(told["silver"])
    png.cache_clear()
    assert set(at_once(lambda: everything(data))) == {everything(data)}


def test_threads_with_different_reports_do_not_mix_them(told):
    datas = [made(one, lang, f"Cluster {n}") for n, one in enumerate(told.values()) for lang in ("en", "lv")]
    alone = [pdf.typeset("report", data) for data in datas]
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(lambda data: pdf.typeset("report", data), datas * 3)) == alone * 3


FIRST_USE = """
import json, sys
from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256
from threading import Barrier
data = json.load(sys.stdin)
start = Barrier(8)
def begun(_):
    start.wait()
    import clustermark
    from clustermark.credential.badge import Badge, png
    from clustermark.credential.contexts import inlined, CREDENTIALS
    from clustermark.report.html import page
    from clustermark.report.pdf import typeset
    from clustermark.scheme.canonical import digest
    from clustermark.scheme.loading import load
    from clustermark.words.message import say
    parts = typeset("report", data), page(data), png(Badge("Gold", 2, 3, "Scheme"), 64)
    words = digest(load("ecei")), inlined((CREDENTIALS,), "{}"), say("Points").of("lv")
    return sha256(repr((parts, words, callable(clustermark.sample))).encode()).hexdigest()
with ThreadPoolExecutor(8) as pool:
    print(*sorted(set(pool.map(begun, range(8)))))
"""


def test_new_processes_give_the_same_bytes_from_the_first_use_on(told):
    """Whatever is kept is made for the first time by eight threads at once; in other places of the world, with other hash seeds."""
    data = json.dumps(made(told["bronze"], "lv"))
    found = []
    for zone, seed in (("Pacific/Kiritimati", "1"), ("America/Adak", "2")):
        around = os.environ | {"TZ": zone, "PYTHONHASHSEED": seed}
        ran = subprocess.run(
            [sys.executable, "-c", FIRST_USE],
            input=data,
            env=around,
            capture_output=True,
            text=True,
            check=True,
        )
        found.append(ran.stdout.split())
    assert found[0] == found[1]
    assert len(found[0]) == 1


def test_the_same_report_has_the_same_bytes_at_any_time(told):
    data = made(told["silver"])
    before = pdf.typeset("report", data)
    time.sleep(1.1)
    assert pdf.typeset("report", data) == before


def test_a_report_is_made_on_the_day_of_its_assessment(told):
    day = told["silver"].got.case.assessed_on
    found = pdf.typeset("report", made(told["silver"]))
    assert structure.made_on(found) == {day}
    assert date.today() != day  # noqa: DTZ011 - any clock will do
