"""Every text of the program exists in Latvian, with the same blanks."""

from io import BytesIO
from string import Formatter

import pytest
from babel.messages.pofile import read_po

import messages
from clustermark.words.catalogue import plural_form, translation
from clustermark.words.message import say, says

CATALOGUE = read_po(BytesIO(messages.CATALOGUE.read_bytes()), locale="lv")
TEXTS = sorted(set(messages.texts()), key=str)


def blanks(text):
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def test_the_catalogue_holds_exactly_the_texts_of_the_program():
    known = {tuple(m.id) if isinstance(m.id, tuple | list) else m.id for m in CATALOGUE if m.id}
    assert known == set(TEXTS), "run: make messages"


@pytest.mark.parametrize("key", TEXTS, ids=str)
def test_every_text_is_translated_with_the_same_blanks(key):
    forms = CATALOGUE.get(key).string
    wanted = blanks(key[-1] if isinstance(key, tuple) else key)
    assert isinstance(forms, tuple) == isinstance(key, tuple)
    for form in forms if isinstance(key, tuple) else [forms]:
        assert form
        assert blanks(form) == wanted


def test_latvian_counts_in_its_own_way():
    steps = {n: says("{n} step suffices", "{n} steps suffice", n).of("lv") for n in (0, 1, 11, 21, 22)}
    assert steps[1] == "pietiek ar 1 soli"
    assert steps[21] == "pietiek ar 21 soli"
    assert steps[11] == "pietiek ar 11 soļiem"
    assert [plural_form("lv", n) for n in (0, 1, 2, 10, 11, 21, 111, 121)] == [2, 0, 1, 1, 1, 0, 1, 0]
    assert [plural_form("en", n) for n in (0, 1, 2)] == [1, 0, 1]


def test_what_the_catalogue_lacks_is_said_in_english():
    assert translation("lv", "unheard of") == "unheard of"
    assert translation("lv", "one", "many", 1) == "one"
    assert translation("lv", "one", "many", 2) == "many"
    assert translation("fr", "refused") == "refused"


def test_a_text_and_its_blanks_come_in_one_language():
    sentence = say("{level}: {outcome}", level="Zelts", outcome=say("refused"))
    assert (sentence.of("lv"), str(sentence)) == ("Zelts: atteikts", "Zelts: refused")
