"""Cases from files: what is wrong is told with file and line."""

from pathlib import Path

import pytest
from building import scheme, text

from clustermark.errors import InputError, Place
from clustermark.files import taken
from clustermark.scheme.yamlfile import LARGEST, parse
from clustermark.scoring.casefile import case_of, read_case, scheme_named_in
from clustermark.scoring.decision import assess

SCHEME = scheme()
SOUND = """\
scheme: tiny@1
assessed-on: 2026-03-10
answers:
  members: 60
  staff: 2.5
findings:
  - {assessor: karl, criterion: care, rating: 2}
"""


def written(tmp_path, text, name="case.yaml") -> Path:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return path


def test_a_case_is_read(tmp_path):
    opened = read_case(written(tmp_path, SOUND), SCHEME)
    assert assess(opened.case, SCHEME).problems == ()
    assert scheme_named_in(taken(tmp_path / "case.yaml", LARGEST)) == "tiny@1"


def test_json_is_read_alike(tmp_path):
    text = '{"scheme": "tiny@1", "assessed-on": "2026-03-10", "answers": {"staff": 2.5}}'
    got = assess(read_case(written(tmp_path, text, "case.json"), SCHEME).case, SCHEME)
    assert str(got.standing.sheet.answers.value("staff")) == "5/2"


@pytest.mark.parametrize(
    ("old", "new", "line", "words"),
    [
        ("members: 60", "members: -1", 4, "-1 is below the least possible, 0"),
        ("staff: 2.5", 'staff: "12,5"', 5, "12,5 is no number here — write it with a decimal point: 12.5"),
        ("members: 60", "membres: 60", 4, "membres is no question of tiny@1 — did you mean members?"),
        ("rating: 2", "rating: 9", 7, "care: the rating 9 is off the scale"),
        ("criterion: care", "criterion: cares", 7, "cares is no criterion of tiny@1 — did you mean care?"),
    ],
)
def test_what_does_not_fit_is_told_by_file_and_line(tmp_path, old, new, line, words):
    path = written(tmp_path, SOUND.replace(old, new))
    opened = read_case(path, SCHEME)
    [problem] = opened.placed(assess(opened.case, SCHEME).problems)
    assert (problem.place.file, problem.place.line) == (str(path), line)
    assert words in problem.of("en")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "case.yaml:1 — the file is empty or holds no case"),
        ("- a\n", "the file is empty or holds no case"),
        ("scheme: [", "this is not YAML"),
        (SOUND.replace("tiny@1", "tiny@2"), "case.yaml:1: scheme — the case is of tiny@2, not of tiny@1"),
        (
            SOUND.replace("assessed-on: 2026-03-10", "assessed-on: tomorrow"),
            "case.yaml:2: assessed-on — tomorrow is not a date",
        ),
        (SOUND.replace("findings", "fidings"), "fidings is not known here — did you mean findings?"),
        (SOUND.replace("assessor: karl, ", ""), "case.yaml:7: findings.0.assessor — assessor is missing"),
    ],
)
def test_a_file_that_is_no_case_is_refused(tmp_path, text, words):
    with pytest.raises(InputError) as caught:
        read_case(written(tmp_path, text), SCHEME)
    assert words in str(caught.value)


def test_a_case_may_leave_the_version_open(tmp_path):
    assert read_case(written(tmp_path, SOUND.replace("tiny@1", "tiny")), SCHEME).case.scheme == "tiny"


@pytest.mark.parametrize("text", [SOUND.replace("scheme: tiny@1\n", ""), SOUND.replace("tiny@1", "3")])
def test_a_case_that_names_no_scheme_says_how(tmp_path, text):
    with pytest.raises(InputError, match="write a line such as: scheme: ecei@2020"):
        scheme_named_in(taken(written(tmp_path, text), LARGEST))


def test_numbers_in_json_stay_exact_or_are_refused(tmp_path):
    text = '{"scheme": "tiny@1", "assessed-on": "2026-03-10", "answers": {"staff": 1e5, "members": NaN}}'
    opened = read_case(written(tmp_path, text, "case.json"), SCHEME)
    said = [p.what.of("en") for p in assess(opened.case, SCHEME).problems]
    assert len(said) == 2


FIT = {"id": "fit", "of": "twice", "at-most": {"sum": "income"}, "instrument": "audit", "text": text("Odd")}
TWICE = {
    "id": "twice",
    "number": 1,
    "instrument": "audit",
    "group": "all",
    "title": text("Twice"),
    "unit": text("1"),
    "value": {"sum": ["members", "before"]},
    "direction": "context",
    "basis": "design",
    "meaning": text("Why"),
}
CHECKED = scheme(checks=[FIT], indicators=[TWICE])


def test_answers_that_do_not_fit_together_name_every_question_and_stand_at_the_first(tmp_path):
    answers = "  members: 60\n  before: 1\n  income: {own: 1, public: 1}\n"
    opened = read_case(written(tmp_path, SOUND.replace("  members: 60\n  staff: 2.5\n", answers)), CHECKED)
    [problem] = opened.placed(assess(opened.case, CHECKED).problems)
    assert problem.code == "check"
    assert problem.place.questions == ("members", "before", "income.own", "income.public")
    assert (problem.place.line, problem.place.path) == (4, "checks.fit")


@pytest.mark.parametrize(
    ("old", "new", "code", "place"),
    [
        ("members: 60", "members: -1", "too-small", Place(questions=("members",), path="answers.members")),
        ("rating: 2", "rating: 9", "off-the-scale", Place(path="findings.0", row=1, criterion="care")),
        (
            "karl, ",
            "'', ",
            "misshapen",
            Place(path="findings.0.assessor", row=1, criterion="care"),
        ),
        ("criterion: care", "criterion: 5", "misshapen", Place(path="findings.0.criterion", row=1)),
        ("{assessor: karl, criterion: care, rating: 2}", "5", "misshapen", Place(path="findings.0", row=1)),
    ],
)
def test_a_problem_names_its_kind_and_what_it_is_about(old, new, code, place):
    data = read_yaml(SOUND.replace(old, new))
    try:
        [problem] = assess(case_of(data, SCHEME), SCHEME).problems
    except InputError as error:
        [problem] = error.problems
    assert (problem.code, problem.place) == (code, place)


def read_yaml(text_):
    return parse(text_).data


def test_a_case_comes_out_of_a_mapping_as_out_of_a_file(tmp_path):
    assert case_of(read_yaml(SOUND), SCHEME) == read_case(written(tmp_path, SOUND), SCHEME).case
    with pytest.raises(InputError, match="the case is of other@1, not of tiny@1"):
        case_of({"scheme": "other@1"}, SCHEME)


def test_a_draft_is_checked_without_a_day_and_not_decided(tmp_path):
    draft = SOUND.replace("assessed-on: 2026-03-10\n", "").replace(
        "  staff: 2.5", "  since: 2999-01-01\n  staff: 2.55"
    )
    got = assess(read_case(written(tmp_path, draft), SCHEME).case, SCHEME)
    assert [problem.code for problem in got.problems] == ["too-many-decimals"]
    with pytest.raises(InputError) as caught:
        got.decision("fine")
    assert [problem.code for problem in caught.value.problems] == ["no-day"]


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("rating: 2", "rating: 1_0", "1_0 is no number"),
        ("rating: 2", "rating: 1e9999999", "1e9999999 is written with a power of ten"),
        ("rating: 2", f"rating: {'9' * 27}", "has more digits than any number here"),
        ("2026-03-10", "86400", "86400 is not a date"),
        ("answers:", 'organisation: {name: "a\\u202eb"}\nanswers:', "U+202E RIGHT-TO-LEFT OVERRIDE"),
        ("answers:", 'organisation: {name: "a\\e[2Jb"}\nanswers:', "U+001B ESCAPE — delete them"),
    ],
)
def test_no_number_is_too_long_and_no_sign_is_hidden(tmp_path, old, new, words):
    with pytest.raises(InputError) as caught:
        read_case(written(tmp_path, SOUND.replace(old, new)), SCHEME)
    assert words in str(caught.value)
