from clustermark.errors import InputError, Place, Problem
from clustermark.words.message import say


def test_a_problem_says_where_what_and_how_to_put_it_right():
    problem = Problem(say("refused"), say("keep one"), Place("case.yaml", 7, "answers.members"), code="x")
    assert problem.of("en") == "case.yaml:7: answers.members — refused — keep one"
    assert problem.of("lv") == "case.yaml:7: answers.members — atteikts — atstājiet vienu"


def test_an_error_carries_every_problem():
    error = InputError(
        [Problem(say("refused"), code="x"), Problem(say("awarded"), place=Place("a.yaml"), code="y")]
    )
    assert str(error) == "refused\na.yaml — awarded"
    assert error.exit_code == 4
    assert InputError.because(say("refused"), code="x").problems == (Problem(say("refused"), code="x"),)
