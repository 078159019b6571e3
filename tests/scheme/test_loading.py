"""What can be wrong with the files of a scheme, and is not yet told elsewhere."""

from pathlib import Path
from time import monotonic

import pytest
from broken import SMALL, broken
from pydantic import ValidationError

from clustermark.errors import ClustermarkError, InputError
from clustermark.scheme.base import Named, word_of
from clustermark.scheme.files import gathered
from clustermark.scheme.loading import load
from clustermark.scheme.migration import Migration
from clustermark.scheme.published import ledger_of, publish, published
from clustermark.scheme.rules import Holds
from clustermark.scheme.yamlfile import parse, read

RULE = "rule: {every-threshold: visit}"
BANDS = "{below: 20, points: 0}"

REFUSED = [
    (
        "a band that holds nothing more",
        "{below: 35, points: 1}",
        "{points: 1}",
        "a band stands after one that has no end",
    ),
    ("a last band that ends", "{points: 3}]", "{up-to: 90, points: 3}]", "a value of 91 falls in no band"),
    ("a number that is a truth", "    max: 168", "    max: true", "a number is expected"),
    ("a number over nothing", "    max: 168", "    max: 1/0", "1/0 is no number"),
    (
        "a term without a word",
        "value: {ratio: {of: visitors, to: seats}}",
        "value: [visitors]",
        "a mapping with one key is expected",
    ),
    ("two starts", "{below: 35,", "{from: 20, above: 20, below: 35,", "say either from or above"),
    ("two ends", BANDS, "{below: 20, up-to: 20, points: 0}", "say either below or up-to"),
    ("a start too many", BANDS, "{from: 3, below: 20, points: 0}", "a value of 2 falls in no band"),
    (
        "a band after the last",
        "{points: 3}]",
        "{points: 3}, {points: 4}]",
        "a band stands after one that has no end",
    ),
    (
        "an end in two bands",
        "{below: 20, points: 0}, {below: 35",
        "{up-to: 20, points: 0}, {from: 20, below: 35",
        "a value of 20 falls in two bands",
    ),
    (
        "an end in no band",
        "{below: 35, points: 1}",
        "{above: 20, below: 35, points: 1}",
        "a value of 20 falls in no band",
    ),
    (
        "a proposal without a rubric",
        "    threshold: 1\n",
        "    threshold: 1\n    proposal: {from: seats, bands: [{points: 1}]}\n",
        "a proposal offers a rating",
    ),
    ("a check without a limit", "    at-most: visitors\n", "", "a check needs at-most or at-least"),
    (
        "a choice without options",
        "  - id: seats\n    type: count",
        "  - id: seats\n    type: choice",
        "a choice, and only a choice, lists its options",
    ),
    ("a number without a max", "    max: 168\n", "", "a number needs a max"),
    ("two limits", "percent: 50}", "percent: 50, points: 3}", "say either points or percent"),
    ("no id", "  - id: welcome\n", "  - id: Welcome!\n", "Welcome! is not an id"),
    (
        "an impossible word",
        "    basis: design\n    banded",
        "    basis: guess\n    banded",
        "guess is not possible here",
    ),
    (
        "an empty text",
        "{en: 'Come in', lv: 'Nāciet iekšā'}",
        "{en: '', lv: 'Nāciet iekšā'}",
        "a text is empty",
    ),
    (
        "nothing where a text stands",
        "    group: readers",
        "    group:",
        "group stands here without a content",
    ),
    ("no list", "languages: [en, lv]", "languages: en", "does not fit"),
    (
        "the wrong type",
        "value: {ratio: {of: visitors, to: seats}}",
        "value: {choice: seats}",
        "seats is of type count; here stands one of: choice",
    ),
    (
        "an unknown group",
        "    group: readers\n    text: {en: 'How many seats",
        "    group: writers\n    text: {en: 'How many seats",
        "names no group of that instrument",
    ),
    (
        "no such group in a rule",
        RULE,
        "rule: {group-at-least: {instrument: visit, group: writers, points: 1}}",
        "visit/writers names no group",
    ),
    (
        "two kinds of example",
        "    ratings: [{instrument: visit, each: 2}]\n",
        "    visit: {level: friendly, on: 2025-01-01}\n",
        "an example has exactly one of case, visit and peers",
    ),
    ("a key that is no word", "owner:", "? [a]\n: b\nowner:", "a key is not a word"),
    ("an include that is no list", "owner:", "include: more.yaml\nowner:", "include is a list of files"),
    (
        "an include from outside",
        "owner:",
        "include: [../../../more.yaml]\nowner:",
        "lies outside the scheme's own folder",
    ),
    ("an include that is not there", "owner:", "include: [more.yaml]\nowner:", "the file cannot be read"),
    ("a control character", "owner:", "\x07owner:", "this is not YAML"),
]


@pytest.mark.parametrize(
    ("old", "new", "words"), [row[1:] for row in REFUSED], ids=[row[0] for row in REFUSED]
)
def test_what_is_wrong_is_said(tmp_path, old, new, words):
    folder, _ = broken(tmp_path / "1", old, new)
    with pytest.raises(ClustermarkError) as caught:
        load(folder)
    assert words in str(caught.value)
    if isinstance(caught.value.__cause__, ValidationError):
        assert {problem.code for problem in caught.value.problems} == {"does-not-fit"}


def test_a_longer_way_back_is_found(tmp_path):
    row = "  - id: {id}\n    number: 2\n    instrument: visit\n    group: readers\n    title: {{en: T, lv: T}}\n    unit: {{en: u, lv: u}}\n    value: {of}\n    direction: context\n    basis: design\n    meaning: {{en: M, lv: M}}\n"
    rows = (
        row.format(id="second", of="third")
        + row.format(id="third", of="second")
        + row.format(id="fourth", of="second")
    )
    folder, _ = broken(tmp_path / "1", "indicators:\n", "indicators:\n" + rows)
    with pytest.raises(ClustermarkError) as caught:
        load(folder)
    said = [p.what.of("en") for p in caught.value.problems]
    assert said == [
        "second is derived from itself: second -> third -> second",
        "third is derived from itself: third -> second -> third",
    ]


def test_files_of_a_version_are_joined(tmp_path):
    folder, _ = broken(tmp_path / "1", "id: reader-friendly", "id: reader-friendly")
    (folder / "more.yaml").write_text(
        "fees:\n  - {id: one, level: friendly, title: {en: One, lv: Viens}, amount: 5, currency: EUR, from: 2024-01-01}\n",
        encoding="utf-8",
    )
    (folder / "yet.yaml").write_text(
        "fees:\n  - {id: two, level: friendly, title: {en: Two, lv: Divi}, amount: x, currency: EUR, from: 2024-01-01}\n",
        encoding="utf-8",
    )
    with pytest.raises(ClustermarkError, match=r"yet\.yaml:2: fees\.1\.amount — x is no number"):
        load(folder)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "the file is empty or holds no keys"),
        ("owner: x\n", "owner stands already in"),
        ("\xff", "the file is not UTF-8 text; byte 1 is not"),
    ],
)
def test_a_second_file_has_its_own_trouble(tmp_path, text, words):
    folder, _ = broken(tmp_path / "1", "Stay", "Stay")
    (folder / "more.yaml").write_bytes(text.encode("latin-1"))
    with pytest.raises(ClustermarkError, match=words):
        load(folder)


def test_a_folder_without_a_scheme_is_named(tmp_path):
    with pytest.raises(ClustermarkError, match="there is no scheme"):
        load(tmp_path)
    with pytest.raises(ClustermarkError, match="there is no scheme ecei@1999 — name a folder"):
        load("ecei@1999")


def test_the_newest_version_is_meant_where_none_is_named():
    assert load("ecei").version == "2020"


def test_a_ledger_that_is_no_list_of_hashes_is_refused(tmp_path):
    folder, _ = broken(tmp_path / "1", "Stay", "Stay")
    assert published(folder) == {}
    ledger_of(folder).write_text("- 1\n", encoding="utf-8")
    with pytest.raises(ClustermarkError, match="a version and its hash are expected on every line"):
        published(folder)


def test_a_version_cannot_be_published_twice_with_other_content(tmp_path):
    folder, _ = broken(tmp_path / "1", "Stay", "Stay")
    scheme = load(folder)
    publish(scheme, "sha256:1", folder)
    with pytest.raises(ClustermarkError, match="was published as sha256:1"):
        publish(scheme, "sha256:2", folder)


@pytest.mark.parametrize(
    ("fate", "old", "new"),
    [
        ("new", ["a"], ["b"]),
        ("retired", [], []),
        ("split", ["a"], ["b"]),
        ("merged", ["a"], ["b"]),
        ("unchanged", ["a"], ["b"]),
    ],
)
def test_a_move_has_the_ids_of_its_fate(fate, old, new):
    move = {"fate": fate, "old": old, "new": new, "reason": {"en": "R"}}
    with pytest.raises(ValueError, match="old and new ids do not fit"):
        Migration.model_validate({"from-version": "1", "summary": {"en": "S"}, "criteria": [move]})


def test_merged_and_split_need_two_on_one_side():
    moves = [
        {"fate": "merged", "old": ["a", "b"], "new": ["c"]},
        {"fate": "split", "old": ["d"], "new": ["e", "f"]},
    ]
    rows = [{**move, "reason": {"en": "R"}} for move in moves]
    assert (
        len(
            Migration.model_validate({"from-version": "1", "summary": {"en": "S"}, "criteria": rows}).criteria
        )
        == 2
    )


def test_a_band_may_restate_where_it_begins(tmp_path):
    folder, _ = broken(tmp_path / "1", "{below: 35, points: 1}", "{from: 20, below: 35, points: 1}")
    assert load(folder).criterion["open-long"].banded.most == 3


def test_scalars_are_text_unless_they_are_plainly_something_else():
    data = parse(
        "a: NO\nb: yes\nc: 1.50\nd: 007\ne: ~\nf: true\ng: 1e5\nh: " + "9" * 50 + "\ni: 0." + "9" * 50
    ).data
    assert (data["a"], data["b"], str(data["c"]), data["d"], data["e"], data["f"], data["g"]) == (
        "NO",
        "yes",
        "1.50",
        "007",
        None,
        True,
        "1e5",
    )
    assert isinstance(data["h"], str)
    assert isinstance(data["i"], str)


def test_a_file_that_is_not_there_is_named(tmp_path):
    with pytest.raises(ClustermarkError, match="the file cannot be read"):
        read(tmp_path / "missing.yaml")


def test_small_things_of_the_base():
    assert word_of(True) is None
    assert word_of(Holds(level="gold")) == "holds"
    with pytest.raises(ClustermarkError, match=r"scheme\.yaml is missing"):
        gathered(SMALL.parents[2])
    assert word_of([1]) is None
    assert Named(id="a") < Named(id="b")
    assert load(SMALL.parent).next_level(None).id == "friendly"
    assert load(SMALL.parent).next_level("outstanding") is None
    assert Path(str(SMALL)).is_file()


def test_half_a_million_keys_are_refused_at_once():
    start = monotonic()
    text = "\n".join(f"k{n}: 1" for n in range(500_000))
    for given in (text, f"[{'1,' * 500_000}]"):
        with pytest.raises(InputError, match="it has more than 50,000 entries — make it smaller"):
            parse(given)
    assert monotonic() - start < 10


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ('{"a": "\\ud83d\\ude00"}', "😀"),
        ('{"a": "\\\\\\uD83D\\uDE00"}', "\\😀"),
        ('{"a": "\\\\ud83d\\\\ude00"}', "\\ud83d\\ude00"),
        ("a: '\\ud83d\\ude00'", "\\ud83d\\ude00"),
    ],
)
def test_a_pair_of_escapes_is_one_sign(text, meant):
    assert parse(text).data == {"a": meant}


@pytest.mark.parametrize("text", ['{"a": "\\ud83d"}', '{"a": "\\ude00\\ud83d"}', '{"a": "\\ud83d-\\ude00"}'])
def test_half_of_a_pair_is_refused(text):
    with pytest.raises(InputError, match="this is not YAML"):
        parse(text)
