"""The certificate: one page, checkable, whoever it is for."""

import re
from dataclasses import replace
from datetime import date

import pytest
import segno
import structure

from clustermark.report.certificate import Certificate, certificate, code, spoken
from clustermark.scheme.loading import load

ADDRESS = "https://labels.example/labels/CM-1234-5678"


def found(name="Cluster of Nowhere", level="gold", synthetic=True):
    scheme = load("ecei@2020")
    return Certificate(
        scheme=scheme,
        level=scheme.level[level],
        name=name,
        synthetic=synthetic,
        number="CM-1234-5678",
        issuer="Label owner",
        address=ADDRESS,
        first=date(2020, 8, 1),
        last=date(2022, 8, 31),
        evidence="sha256:" + "ab" * 32,
    )


@pytest.mark.parametrize("lang", ["en", "lv"])
@pytest.mark.parametrize("level", ["bronze", "silver", "gold"])
@pytest.mark.parametrize("name", ["Āžūēīļķņģčšž Ελλάδα Україна", "#panic() *x* " * 30, "א" * 400])
def test_a_certificate_is_one_page_that_passes_the_structural_check(name, level, lang):
    data = certificate(found(name, level), lang)
    assert structure.problems(data) == []
    assert structure.pages(data) == 1
    said = " ".join(structure.text(data).split())
    assert ADDRESS in said
    assert len(re.findall(r"CM-1234-5678", said)) == 2
    if not name.startswith("א"):
        assert name.split()[0] in said


def test_it_says_to_whom_and_until_when():
    said = " ".join(structure.text(certificate(found(), "en")).split())
    for words in (
        "Demonstration: Gold",
        "Cluster of Nowhere (synthetic, invented)",
        "31 August 2022",
        "abababababababab",
    ):
        assert words in said
    assert "2022. gada 31. augusts" in structure.text(certificate(found(), "lv"))


@pytest.mark.parametrize("lang", ["en", "lv"])
def test_it_says_that_it_is_no_proof_and_how_to_check_the_label(lang):
    said = " ".join(structure.text(certificate(found(), lang)).split())
    words = {
        "en": "the number of a label, not the proof of it",
        "lv": "vērtējuma numurs, nevis tā pierādījums",
    }
    assert words[lang] in said
    for how in (ADDRESS, "JSON, SVG", "PNG", "clustermark label verify"):
        assert how in said


@pytest.mark.parametrize("lang", ["en", "lv"])
@pytest.mark.parametrize("name", ["W" * 200, "Ā" * 400, "Ilgnosaukumaklasteris" * 10, "שלום" * 50])
def test_long_words_wrap_and_it_stays_one_page(name, lang):
    long = replace(
        found(name),
        issuer="Ilgnosaukuma" * 20,
        address="https://labels.example/" + "very-long/" * 20 + "CM-1234-5678",
    )
    data = certificate(long, lang)
    assert structure.problems(data) == []
    assert structure.pages(data) == 1
    assert max(box[2] for box in structure.boxes(data)) <= 842 - 79 + 1
    if name.startswith(("W", "I")):
        assert name in structure.text(data).replace("\r\n", "")


def test_it_is_made_on_its_first_day():
    assert structure.made_on(certificate(found(), "en")) == {date(2020, 8, 1)}


def test_an_organisation_that_exists_has_no_demonstration():
    data = spoken(found(synthetic=False), "en")
    assert (data["heading"], data["name"]) == ("Gold", "Cluster of Nowhere")
    assert spoken(found("X (synthetic)"), "en")["name"] == "X (synthetic)"


def test_the_code_holds_the_address():
    """As many modules as the generator itself draws for this address."""
    assert code(ADDRESS).count("<path") == 1
    side = segno.make(ADDRESS, error="m", micro=False).symbol_size(border=1)[0]
    assert f'width="{side}"' in code(ADDRESS)
