"""A label goes into a picture and comes back as the same bytes; hostile pictures are refused."""

import tracemalloc
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st
from labels import signed
from openbadgeslib import baking as second

from clustermark.credential import baking
from clustermark.credential.badge import Badge, drawn, png
from clustermark.credential.baking import png as pngs
from clustermark.credential.refusal import Refusal

BADGES = [Badge(title, rank, 3, "Label & <co>") for rank, title in enumerate(("Bronze", "Silver", "Gold"))]
SVG = drawn(BADGES[1]).encode()
PNG = png(BADGES[1], 88)
HEAD = b'<svg xmlns="http://www.w3.org/2000/svg">'


@pytest.mark.parametrize("picture", [SVG, PNG], ids=["svg", "png"])
def test_a_label_comes_back_as_the_same_bytes(picture):
    assert baking.extract(baking.bake(picture, signed())) == signed()


@pytest.mark.parametrize("picture", [SVG, PNG], ids=["svg", "png"])
def test_a_second_label_replaces_the_first(picture):
    once = baking.bake(picture, b'{"first":1}')
    assert baking.extract(baking.bake(once, signed())) == signed()


def test_another_implementation_reads_the_baked_pictures():
    text = signed().decode()
    found = second.extract_svg(baking.bake(SVG, signed()), element=second.SVG_ELEMENT_OB3, text_fallback=True)
    assert found in {text, text.encode()}
    found = second.extract_png(baking.bake(PNG, signed()), keyword=second.ITXT_KEYWORD_OB3)
    assert found in {text, text.encode()}


def test_we_read_what_another_implementation_baked():
    text = signed().decode()
    theirs = second.bake_svg(
        SVG, text, element=second.SVG_ELEMENT_OB3, namespace=second.SVG_NS_OB3, as_text=True
    )
    assert baking.extract(theirs) == signed()
    assert baking.extract(second.bake_png(PNG, text, keyword=second.ITXT_KEYWORD_OB3)) == signed()


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff")))
def test_any_text_comes_back_from_an_svg(text):
    assert (
        baking.extract(baking.bake(SVG, f'{{"a]]>":"{text}"}}'.encode())) == f'{{"a]]>":"{text}"}}'.encode()
    )


def test_the_element_stands_directly_after_the_root():
    start = b'<?xml version="1.0"?><!-- <svg> -->\n' + HEAD + b"<g/></svg>"
    assert b'v3p0">\n<openbadges:credential><![CDATA[{' in baking.bake(start, b"{}")


@pytest.mark.parametrize(
    "picture",
    [
        HEAD + b"<script>alert(1)</script></svg>",
        HEAD + b'<g onclick="x()"/></svg>',
        HEAD + b'<a href="https://evil.example"/></svg>',
        HEAD + b'<image xlink:href="x.png" xmlns:xlink="http://www.w3.org/1999/xlink"/></svg>',
        HEAD + b"<foreignObject/></svg>",
        b'<!DOCTYPE svg [<!ENTITY a "b">]>' + HEAD + b"<text>&a;</text></svg>",
        b'<svg xmlns="http://www.w3.org/2000/svg"/>',
        b"<html/>",
        b"<svg",
        b"",
        b"\x00\x01",
    ],
)
def test_an_svg_that_is_more_than_a_picture_or_none_is_refused(picture):
    with pytest.raises(Refusal, match="SVG"):
        baking.bake(picture, b"{}")


def test_a_label_that_no_svg_can_hold_is_refused():
    with pytest.raises(Refusal, match="characters"):
        baking.bake(SVG, '{"a":"\ufffe"}'.encode())


def chunk(name, body):
    return pngs._chunk(name, body)


def with_text(body):
    return PNG[:-12] + chunk(b"iTXt", pngs.KEYWORD + body) + chunk(b"IEND", b"")


@pytest.mark.parametrize(
    "picture",
    [
        PNG[:-20],
        PNG[:-12],
        PNG[:40] + b"x" + PNG[41:],
        pngs.SIGNATURE,
        pngs.SIGNATURE + b"\xff\xff\xff\xff",
    ],
)
def test_a_broken_png_is_refused(picture):
    with pytest.raises(Refusal, match="PNG"):
        baking.bake(picture, b"{}")


def test_a_picture_without_a_label_or_with_two_is_refused():
    two = (
        with_text(b"\0\0\0\0\0{}")[:-12]
        + chunk(b"iTXt", pngs.KEYWORD + b"\0\0\0\0\0{}")
        + chunk(b"IEND", b"")
    )
    for picture, number in ((PNG, "0"), (two, "2"), (SVG, "0")):
        with pytest.raises(Refusal, match=number):
            baking.extract(picture)


def test_a_compressed_label_is_read_within_limits():
    assert baking.extract(with_text(b"\0\1\0\0\0" + zlib.compress(b"{}"))) == b"{}"
    with pytest.raises(Refusal, match="unpacked"):
        baking.extract(with_text(b"\0\1\0\0\0no"))


def test_bombs_and_large_pictures_are_refused_in_little_memory():
    bomb = with_text(b"\0\1\0\0\0" + zlib.compress(b"\0" * 200_000_000, 9))
    large = pngs.SIGNATURE + bytes(50_000_000)
    tracemalloc.start()
    for picture in (bomb, large):
        with pytest.raises(Refusal, match="than"):
            baking.extract(picture)
    assert tracemalloc.get_traced_memory()[1] < 5_000_000
    tracemalloc.stop()


def test_the_badges_differ_in_shape_and_are_named():
    drawings = [drawn(badge) for badge in BADGES]
    assert "<circle" in drawings[0]
    assert [drawing.count("<polygon") for drawing in drawings] == [0, 3, 3]
    assert "<title>Label &amp; &lt;co&gt;: Silver</title>" in drawings[1]
    assert all("style" not in drawing and "script" not in drawing for drawing in drawings)


def test_a_scheme_with_two_levels_uses_the_first_and_the_last_design():
    assert [Badge("x", rank, 2, "s").step for rank in range(2)] == [0, 2]
    assert [Badge("x", rank, 5, "s").step for rank in range(5)] == [0, 1, 1, 1, 2]
