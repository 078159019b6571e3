"""What every form is drawn from: sections, fields with their limits, and the checks that touch them."""

from building import scheme
from test_questionnaire import CHECKS

from clustermark.scheme.form import ABOUT, Limits, checks_of, sections

SCHEME = scheme(checks=CHECKS)
FIELDS = {field.key: field for section in sections(SCHEME) for field in section.fields}


def test_a_form_asks_of_the_organisation_first_and_then_by_chapters():
    about, chapter = sections(SCHEME)
    assert about is ABOUT
    assert (chapter.instrument, chapter.group) == ("audit", "all")
    assert sections(SCHEME, "audit") == sections(SCHEME)
    assert sections(SCHEME, "nowhere") == (ABOUT,)


def test_every_answer_of_a_case_has_its_field():
    answers = {field.key.partition(":")[0] for field in FIELDS.values() if field.question}
    assert answers == {reference for question in SCHEME.questions for reference in question.references}
    assert FIELDS["bodies:board"].path == "answers.bodies"
    assert FIELDS["income.own"].path == "answers.income.own"
    assert FIELDS["organisation.name"].path == "organisation.name"


def test_a_field_knows_its_limits_its_unit_and_its_options():
    assert FIELDS["staff"].limits == Limits(0, 99, 1)
    assert FIELDS["story"].limits == Limits(length=20)
    assert FIELDS["since"].limits == Limits(not_in_future=True)
    assert [option.id for option in FIELDS["services.events"].options] == ["never", "yearly", "monthly"]
    assert (FIELDS["bodies:board"].options, FIELDS["organisation.name"].options) == ((), ())
    assert (FIELDS["fees"].unit, FIELDS["organisation.name"].unit) == ("EUR", "")
    assert [FIELDS[key].first for key in ("income.own", "income.public")] == [True, False]
    assert FIELDS["members"].guidance is FIELDS["organisation.name"].guidance is None


def test_an_answer_knows_the_checks_that_it_takes_part_in():
    assert [check.id for check in checks_of("before", SCHEME)] == ["fit", "odd"]
    assert [check.id for check in checks_of("income.public", SCHEME)] == ["some"]
    assert checks_of("story", SCHEME) == ()
