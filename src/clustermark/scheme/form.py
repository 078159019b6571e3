"""What every form needs, whatever it is drawn with: sections, fields with their limits, and the checks that touch them."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from clustermark.scheme.criteria import Check
from clustermark.scheme.model import Scheme
from clustermark.scheme.questions import Option, Question, Type
from clustermark.scheme.terms import Term
from clustermark.scheme.walking import parts
from clustermark.words.message import Message, say
from clustermark.words.text import Text


@dataclass(frozen=True, slots=True)
class Limits:
    """What an answer must keep within: a number its least, its most and its decimals; a text its length."""

    least: Fraction | None = None
    most: Fraction | None = None
    decimals: int | None = None
    length: int | None = None
    not_in_future: bool = False


@dataclass(frozen=True, slots=True)
class Field:
    """One thing to be filled in. `key` names it: `members`, a row of a table `income.own`, an option to tick `bodies:board`.

    `question` is None for what is asked of the organisation itself. `first` is set on the first field of a question.
    """

    key: str
    label: Text | Message
    question: Question | None = None
    option: str = ""
    cell: str = ""
    first: bool = True
    limits: Limits = Limits()

    @property
    def path(self) -> str:
        """Where its value stands in a case: `answers.income.own`, `organisation.name`."""
        return self.key if self.question is None else f"answers.{self.key.partition(':')[0]}"

    @property
    def guidance(self) -> Text | None:
        return self.question.guidance if self.question else None

    @property
    def unit(self) -> str | Text:
        return self.question.unit if self.question else ""

    @property
    def options(self) -> tuple[Option, ...]:
        """What can be chosen here; nothing where one option is ticked or left."""
        return self.question.options if self.question and not self.option else ()


@dataclass(frozen=True, slots=True)
class Section:
    """A chapter of a form: the questions of one group of one instrument, or, without both, what is asked of the organisation."""

    title: Text | Message
    fields: tuple[Field, ...]
    instrument: str = ""
    group: str = ""


PROFILE = {
    "organisation.name": say("Name of the organisation"),
    "organisation.number": say("Number of the organisation, if it has one"),
    "organisation.country": say("Country, by its two-letter code"),
    "organisation.sector": say("Sector"),
    "assessed-on": say("Day of the assessment (year-month-day)"),
}
ABOUT = Section(say("Organisation"), tuple(Field(key, label) for key, label in PROFILE.items()))


def sections(scheme: Scheme, instrument: str | None = None) -> tuple[Section, ...]:
    """The organisation first, then each chapter that asks something; of one instrument or of all."""
    return ABOUT, *(section for section in _chapters(scheme) if instrument in (None, section.instrument))


def _chapters(scheme: Scheme) -> Iterator[Section]:
    for part in scheme.instruments:
        for group in part.groups:
            asked = [q for q in scheme.questions if (q.instrument, q.group) == (part.id, group.id)]
            if asked:
                fields = tuple(field for question in asked for field in fields_of(question))
                yield Section(group.title, fields, part.id, group.id)


def fields_of(question: Question) -> Iterator[Field]:
    """The fields of a question: one, or one for each row of its table, or for each option that can be ticked."""
    limits = limits_of(question)
    if question.type is Type.TABLE:
        for n, cell in enumerate(question.cells):
            label = say("{question} – {row}", question=question.text, row=cell.text)
            yield Field(f"{question.id}.{cell.id}", label, question, "", cell.id, n == 0, limits)
    elif question.type is Type.CHOICES:
        for n, option in enumerate(question.options):
            label = say("{question} – {row}", question=question.text, row=option.text)
            yield Field(f"{question.id}:{option.id}", label, question, option.id, "", n == 0, limits)
    else:
        yield Field(question.id, question.text, question, limits=limits)


def limits_of(question: Question) -> Limits:
    if question.is_numeric:
        return Limits(question.low, question.max, question.places)
    if question.type is Type.TEXT:
        return Limits(length=question.max_length)
    return Limits(not_in_future=question.not_in_future)


def questions_behind(check: Check, scheme: Scheme) -> tuple[str, ...]:
    """The answers that a check compares, by reference, in its order; those behind indicators too."""
    terms = (check.of, check.at_most, check.at_least)
    return tuple(dict.fromkeys(ref for term in terms if term is not None for ref in _behind(term, scheme)))


def _behind(term: Term, scheme: Scheme) -> Iterator[str]:
    for _, part in parts(term):
        of = getattr(part, "of", None)
        if not isinstance(of, str):
            continue
        if of in scheme.indicator:
            yield from _behind(scheme.indicator[of].value, scheme)
        else:
            yield from scheme.question[of].references if of in scheme.asked else (of,)


def checks_of(reference: str, scheme: Scheme) -> tuple[Check, ...]:
    """The checks that an answer takes part in, so that a form can try them when it changes."""
    return tuple(check for check in scheme.checks if reference in questions_behind(check, scheme))
