"""Deliberately broken schemes: each is refused, or not proved, on the right line."""

import pytest
from broken import SMALL, broken

from clustermark.errors import ClustermarkError
from clustermark.proofs.lint import lint
from clustermark.scheme.canonical import digest
from clustermark.scheme.loading import load, load_with_source
from clustermark.scheme.published import publish

WELCOME = "  - id: welcome\n"
QUIET = "    weight: 2\n"
SECOND = """      - {id: quiet, title: {en: 'A quiet corner', lv: 'Klusais stūrītis'}, rule: {criterion-at-least: {criterion: quiet-corner, points: 2}}}"""
LOOP = """    value: {ratio: {of: visitors, to: visitors-per-seat}}"""
TOTAL_80 = "rule: {total-at-least: {instrument: visit, percent: 80}}"

MOOD = """  - id: mood
    type: choice
    instrument: visit
    group: readers
    text: {en: 'Mood', lv: 'Noskaņa'}
    options: [{id: merry, text: {en: 'Merry', lv: 'Jautra'}, value: 1}]
"""
SEATS = "  - id: seats\n"
CAPPED = "{points: 3}]\n      caps: [{at: 1, reason: {en: 'R', lv: 'R'}, unless: {every-gate: visit}}]"

REFUSED = [
    ("a choice computed with", "    of: seats", "    of: listed", 0, "listed names no question"),
    (
        "points in a cap",
        "{points: 3}]",
        CAPPED,
        1,
        "every-gate cannot lift a cap: points are not counted yet",
    ),
    ("broken YAML", "    unit: hours", "    unit: [hours", 1, "this is not YAML"),
    (
        "unknown key",
        "    decimals: 1",
        "    decimal: 1",
        0,
        "decimal is not known here — did you mean decimals?",
    ),
    (
        "unknown id",
        "    of: seats",
        "    of: seat",
        0,
        "seat names no question, cell or indicator of this scheme — did you mean seats?",
    ),
    ("duplicate id", "  - id: seats\n", "  - id: visitors\n", 0, "the id visitors is used twice"),
    (
        "cyclic derivation",
        "    value: {ratio: {of: visitors, to: seats}}",
        LOOP,
        0,
        "visitors-per-seat is derived from itself: visitors-per-seat -> visitors-per-seat",
    ),
    (
        "bands with a gap",
        "{below: 35, points: 1}",
        "{from: 25, below: 35, points: 1}",
        -2,
        "a value of 22.5 falls in no band",
    ),
    (
        "bands that overlap",
        "{below: 35, points: 1}",
        "{from: 15, below: 35, points: 1}",
        -2,
        "a value of 17.5 falls in two bands",
    ),
    (
        "bands out of order",
        "{below: 35, points: 1}",
        "{below: 15, points: 1}",
        -2,
        "the bands are not in ascending order at 20",
    ),
    ("no band at the end", "{points: 3}]", "{below: 90, points: 3}]", -2, "a value of 91 falls in no band"),
    (
        "a language missing",
        "{en: 'Visitors per seat', lv: 'Apmeklētāji uz vienu sēdvietu'}",
        "{en: 'Visitors per seat'}",
        0,
        "the text is missing in lv",
    ),
    (
        "a language too many",
        "{en: 'Come in', lv: 'Nāciet iekšā'}",
        "{en: 'Come in', lv: 'Nāciet iekšā', fr: 'Entrez'}",
        0,
        "fr is none of the scheme's languages",
    ),
    ("an anchor", "    unit: hours", "    unit: &h hours", 0, "an anchor (&name) is used"),
    ("an alias", "    unit: hours", "    unit: *h", 0, "an alias (*name) is used"),
    ("a tag", "    unit: hours", "    unit: !!str hours", 0, "a tag (!name) is used"),
    (
        "twice the same key",
        "    unit: hours\n",
        "    unit: hours\n    unit: days\n",
        1,
        "unit stands here twice",
    ),
    ("no number", "    max: 168", "    max: many", 0, "a number is expected, written like 12 or 12.5"),
    ("no date", "in-force-from: 2024-01-01", "in-force-from: 2024-13-01", 0, "2024-13-01 is not a date"),
    (
        "an unknown word",
        "rule: {every-threshold: visit}",
        "rule: {every-treshold: visit}",
        0,
        "every-treshold is not a word of the vocabulary",
    ),
    (
        "two ways of earning",
        QUIET,
        "    gate: {at-least: 1, counts: {en: 'C', lv: 'C'}}\n",
        -11,
        "a criterion has exactly one of gate, rubric and banded",
    ),
    (
        "a cell that is not there",
        "  - id: seats\n    type: count",
        "  - id: seats\n    type: table",
        0,
        "a table, and only a table, has cells",
    ),
]


@pytest.mark.parametrize(
    ("old", "new", "further", "words"), [row[1:] for row in REFUSED], ids=[row[0] for row in REFUSED]
)
def test_a_broken_scheme_is_refused_on_the_right_line(tmp_path, old, new, further, words):
    folder, line = broken(tmp_path / "1", old, new)
    with pytest.raises(ClustermarkError) as caught:
        load(folder)
    found = [(p.place.line, p.of("en")) for p in caught.value.problems]
    assert any(words in said for _, said in found), found
    assert (line + further) in {at for at, said in found if words in said}
    assert all(p.place.file.endswith("scheme.yaml") for p in caught.value.problems)


UNPROVED = [
    (
        "reachable",
        TOTAL_80,
        "rule: {holds: outstanding}",
        -7,
        "no case was found that gives outstanding; what stands in the way: outstanding/total",
    ),
    (
        "ascending",
        TOTAL_80,
        "rule: {total-at-least: {instrument: visit, percent: 40}}",
        -2,
        "outstanding does not ask for friendly/total",
    ),
    (
        "monotone",
        "rule: {criterion-at-least: {criterion: quiet-corner, points: 2}}",
        "rule: {not: {criterion-at-least: {criterion: quiet-corner, points: 4}}}",
        0,
        "as soon as points meet this rule, outstanding is lost",
    ),
    (
        "minimums",
        "    threshold: 1",
        "    threshold: 4",
        0,
        "open-long: the minimum is 4, but at most 3 can be earned",
    ),
    (
        "minimums",
        "criterion: quiet-corner, points: 2}",
        "criterion: quiet-corner, points: 5}",
        0,
        "5 points are asked of quiet-corner, which can earn 4",
    ),
    ("bands", "    max: 168", "    max: 40", None, "open-long: no value can fall in band 4"),
    (
        "examples",
        "visitors-per-seat: 150",
        "visitors-per-seat: 151",
        None,
        "reaches-outstanding: visitors-per-seat should be 151 and is 150",
    ),
    (
        "peers",
        "title: {en: 'All libraries'",
        "falls-back-to: all, title: {en: 'All libraries'",
        0,
        "all falls back to itself",
    ),
    (
        "periods",
        "smallest-for-quartiles: 8",
        "smallest-for-quartiles: 4",
        0,
        "a larger group must be asked for quartiles",
    ),
    (
        "periods",
        "    not-applicable: 1",
        "    not-applicable: 2",
        0,
        "2 criteria of visit may not apply, but only 1 can be so marked",
    ),
]


@pytest.mark.parametrize(
    ("property_", "old", "new", "further", "words"), UNPROVED, ids=[f"{r[0]}: {r[4][:30]}" for r in UNPROVED]
)
def test_what_does_not_hold_is_shown_by_a_counterexample(tmp_path, property_, old, new, further, words):
    folder, line = broken(tmp_path / "1", old, new)
    scheme, source = load_with_source(folder)
    failed = {p.id: p.counterexamples for p in lint(scheme, source).proofs if not p.holds}
    found = [(p.place.line, p.of("en")) for p in failed[property_]]
    assert any(words in said for _, said in found), found
    if further is not None:
        assert (line + further) in {at for at, said in found if words in said}


def test_the_whole_scheme_is_proved():
    scheme, source = load_with_source(SMALL.parent)
    linted = lint(scheme, source)
    assert linted.proved
    assert linted.problems == ()
    assert sum(proof.checked for proof in linted.proofs) > 60


def test_a_scheme_without_files_is_proved_as_well():
    assert lint(load(SMALL.parent)).proved


def test_everything_wrong_is_said_at_once(tmp_path):
    text = (
        SMALL.read_text(encoding="utf-8")
        .replace("    of: seats", "    of: seat")
        .replace("fr: ", "")
        .replace("{en: 'Stay', lv: 'Palieciet'}", "{en: 'Stay'}")
    )
    (tmp_path / "scheme.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(ClustermarkError) as caught:
        load(tmp_path)
    assert len(caught.value.problems) == 2


def test_a_published_version_never_changes(tmp_path):
    folder, _ = broken(tmp_path / "1", "Stay", "Stay")
    scheme = load(folder)
    publish(scheme, digest(scheme), folder)
    broken(folder, "'Stay'", "'Remain'")
    load.__globals__["_loaded"].cache_clear()
    with pytest.raises(ClustermarkError, match="version 1 was published as sha256:"):
        load(folder)


def test_a_bomb_is_refused_before_it_goes_off(tmp_path):
    bomb = "a: &a [x, x]\n" + "".join(
        f"{chr(98 + n)}: &{chr(98 + n)} [{', '.join([f'*{chr(97 + n)}'] * 9)}]\n" for n in range(9)
    )
    (tmp_path / "scheme.yaml").write_text(bomb, encoding="utf-8")
    with pytest.raises(ClustermarkError, match=r"an anchor \(&name\) is used"):
        load(tmp_path)


def test_a_huge_file_is_not_read(tmp_path):
    with (tmp_path / "scheme.yaml").open("wb") as file:
        file.truncate(1_000_000_000)
    with pytest.raises(ClustermarkError, match="the file is larger than 8,000,000 bytes"):
        load(tmp_path)


def test_deep_nesting_is_refused(tmp_path):
    (tmp_path / "scheme.yaml").write_text("a: " + "[" * 60 + "]" * 60, encoding="utf-8")
    with pytest.raises(ClustermarkError, match="nested deeper than 40 levels"):
        load(tmp_path)


def test_a_second_document_is_refused(tmp_path):
    (tmp_path / "scheme.yaml").write_text("id: a\n---\nid: b\n", encoding="utf-8")
    with pytest.raises(ClustermarkError, match=r"scheme\.yaml:3 — a second document begins"):
        load(tmp_path)


def test_a_choice_is_no_number_to_compute_with(tmp_path):
    text = SMALL.read_text(encoding="utf-8").replace(SEATS, MOOD + SEATS, 1)
    text = text.replace("value: {ratio: {of: visitors, to: seats}}", "value: {ratio: {of: mood, to: seats}}")
    (tmp_path / "scheme.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(ClustermarkError, match="mood is no number, and cannot be computed with"):
        load(tmp_path)
