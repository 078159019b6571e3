from clustermark.sample.draws import Draws
from clustermark.sample.names import ENDS, FIELDS, MARKS, MIDDLES, STARTS, in_languages, invented, named


def test_no_two_organisations_share_a_word():
    words = [invented(n) for n in range(3 * len(STARTS) * len(MIDDLES) * len(ENDS))]
    assert len(set(words)) == len(words)


def test_a_name_says_that_it_is_invented_in_every_language():
    name = named(7, "food", Draws("name"))
    assert name.endswith(" (synthetic)")
    assert in_languages(name) == {
        "en": name,
        "lv": name.replace("(synthetic)", "(izdomāts)"),
    }
    assert set(MARKS) == {"en", "lv"}


def test_a_name_tells_the_field():
    name = named(7, "maritime", Draws("name"))
    assert any(field in name for field in FIELDS["maritime"])
