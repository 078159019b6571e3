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


# Older badges, and what is called by its name

XLINK = b' xmlns:xlink="http://www.w3.org/1999/xlink"'
OB2, OB3 = b"http://openbadges.org", b"https://purl.imsglobal.org/ob/v3p0"
LEFT = HEAD[:-1] + XLINK + b">%s<g><circle r='4'/></g></svg>"


@pytest.mark.parametrize(
    "older",
    [
        b'<openbadges:assertion xmlns:openbadges="%s" verify="https://old.example/1"/>' % OB2,
        b'<openbadges:assertion xmlns:openbadges="%s" verify="x"></openbadges:assertion>' % OB2,
        b'<ob:assertion xmlns:ob="%s" verify="a>b"><![CDATA[</ob:assertion>]]></ob:assertion>' % OB2,
        b'<assertion xmlns="%s">{}</assertion>' % OB2,
        b'<credential xmlns="%s">{}</credential>' % OB3,
        b'<x:credential xmlns:x="%s"><x:credential>{}</x:credential></x:credential>' % OB3,
        b'<g><x:credential xmlns:x="%s"/></g><y:assertion xmlns:y="%s"/>' % (OB3, OB2),
    ],
)
def test_an_older_badge_gives_way_under_any_prefix(older):
    made = baking.bake(LEFT % older, signed())
    assert baking.extract(made) == signed()
    assert b"assertion" not in made.replace(signed(), b"")
    assert b"<circle r='4'/>" in made
    assert baking.bake(made, signed()) == made


@pytest.mark.parametrize("namespace", [b"", b"urn:mine", b"a b\r\n&#10;c", b"http://www.w3.org/2000/svg"])
def test_an_element_that_only_sounds_like_a_badge_is_named_or_gives_way(namespace):
    picture = LEFT % (b'<assertion xmlns="%s"/>' % namespace)
    if namespace:
        with pytest.raises(Refusal, match="assertion of"):
            baking.bake(picture, b"{}")
    else:
        assert b"assertion" not in baking.bake(picture, b"{}")


def test_a_prefix_that_meant_older_badges_means_ours():
    start = HEAD[:-1] + b" xmlns:openbadges='" + OB2 + b"'>"
    made = baking.bake(start + b'<openbadges:assertion verify="x"/><g/></svg>', signed())
    assert second.extract_svg(made, element=second.SVG_ELEMENT_OB3, text_fallback=True) in {
        signed(),
        signed().decode(),
    }
    assert OB2 not in made


def test_a_root_with_a_prefix_takes_a_label():
    made = baking.bake(b'<s:svg xmlns:s="http://www.w3.org/2000/svg"><s:g/></s:svg>', signed())
    assert baking.extract(made) == signed()


@pytest.mark.parametrize(
    "older",
    [LEFT % (b'<o:assertion xmlns:o="%s"/>' % OB2), PNG[:-12] + pngs._chunk(b"tEXt", b"openbadges\0{}")],
)
def test_an_older_badge_is_no_label_of_ours(older):
    with pytest.raises(Refusal, match="older kind"):
        baking.extract(older + (chunk(b"IEND", b"") if older.startswith(pngs.SIGNATURE) else b""))


@pytest.mark.parametrize("name", [b"tEXt", b"zTXt", b"iTXt"])
@pytest.mark.parametrize("keyword", [b"openbadges", b"openbadgecredential"])
def test_an_older_badge_in_a_png_gives_way(name, keyword):
    once = PNG[:-12] + chunk(name, keyword + b"\0\0old") + chunk(b"IEND", b"")
    assert baking.bake(once, signed()) == baking.bake(PNG, signed())


@pytest.mark.parametrize("body", [b"", b"\0", b"\0\0\0", b"\0\0\0x\0"])
def test_a_label_in_a_png_that_is_cut_off_is_refused(body):
    with pytest.raises(Refusal, match="cannot be read"):
        baking.extract(with_text(body))


def test_a_packed_label_that_is_cut_off_is_refused():
    with pytest.raises(Refusal, match="unpacked"):
        baking.extract(with_text(b"\0\1\0\0\0" + zlib.compress(signed())[:-9]))


def test_a_png_that_begins_with_something_else_is_refused():
    with pytest.raises(Refusal, match="no beginning"):
        baking.bake(pngs.SIGNATURE + chunk(b"IEND", b""), b"{}")


@pytest.mark.parametrize(
    ("picture", "says"),
    [
        (b"<!DOCTYPE svg PUBLIC 'x' 'y'>" + HEAD + b"<g/></svg>", "it has a DOCTYPE"),
        (b"<!DOCTYPE svg [<!ENTITY a 'b'>]>" + HEAD + b"<g/></svg>", "it declares entities"),
        (HEAD + b"<text>&nbsp;</text></svg>", "it uses an entity"),
        (HEAD + b"<g></svg>", "not well-formed"),
        (b'<?xml version="1.0" encoding="windows-1257"?>' + HEAD + b"<g/></svg>", "windows-1257"),
        (b'<?xml version="1.0" encoding="no such"?>' + HEAD + b"<g/></svg>", "no such"),
        ((HEAD + b"<g/></svg>").decode().encode("utf-16"), "UTF-16"),
        (HEAD + b"<g>\xff</g></svg>", "not well-formed"),
    ],
)
def test_what_is_wrong_with_an_svg_is_called_by_its_name(picture, says):
    with pytest.raises(Refusal, match=says):
        baking.bake(picture, b"{}")


@pytest.mark.parametrize(
    "shape",
    [
        b'<g id="a"/><use href="#a"/><use xlink:href=" #a"/><use href="#nowhere"/><use/>',
        b'<linearGradient id="b" href="#c"/><rect fill="url(#b)" style="fill: url( \'#b\' )"/>',
        b"<style>.a { fill: red; mask: url(#m) }</style>",
        b'<a href="#a"/><title>C:\\icons, image 3 (new)</title>',
    ],
)
def test_a_picture_may_refer_to_its_own_parts(shape):
    assert baking.extract(baking.bake(HEAD[:-1] + XLINK + b">" + shape + b"</svg>", signed())) == signed()


@pytest.mark.parametrize(
    "shape",
    [
        b'<use href="https://evil.example/a.svg#a"/>',
        b'<image href="data:image/png;base64,AA"/>',
        b'<a xlink:href="javascript:alert(1)"/>',
        b'<rect fill="url(https://evil.example)"/>',
        b'<rect style="fill:url(//evil.example)"/>',
        b'<rect style="fill:u\\72l(//evil.example)"/>',
        b'<rect fill="u\\72l(//evil.example)"/>',
        b'<rect style="fill:url(&#10;&quot;x&quot;)"/>',
        b'<rect style="background:image-set(&quot;x&quot; 1x)"/>',
        b"<style>@import 'x.css';</style>",
        b"<style>g { fill: url(x.svg#a) }</style>",
        b"<style>g { fill: \\75rl(x) }</style>",
        b"<style>@\\69mport 'x.css'</style>",
        b'<g xml:base="https://evil.example/"><use href="#a"/></g>',
        b'<animate attributeName="href" to="x"/>',
        b"<animateTransform/>",
        b'<h:img xmlns:h="http://www.w3.org/1999/xhtml"/>',
        b"<?xml-stylesheet href='x.css'?>",
        b'<g ONLOAD="x()"/>',
    ],
)
def test_a_picture_that_reaches_out_or_moves_is_refused(shape):
    with pytest.raises(Refusal, match="could do more"):
        baking.bake(HEAD[:-1] + XLINK + b">" + shape + b"</svg>", b"{}")


def doubling(times):
    """A shape that is drawn two to the power of so many times."""
    steps = (
        b'<g id="a%d"><use href="#a%d"/><use href="#a%d"/></g>' % (n, n - 1, n - 1) for n in range(1, times)
    )
    return HEAD + b'<g id="a0"/>' + b"".join(steps) + b"</svg>"


@pytest.mark.parametrize("picture", [doubling(60), HEAD + b'<g id="a"><use href="#a"/></g></svg>'])
def test_references_that_multiply_without_end_are_refused(picture):
    with pytest.raises(Refusal, match="use"):
        baking.bake(picture, b"{}")
    assert baking.bake(doubling(8), b"{}")


def test_a_label_that_would_come_out_changed_is_refused():
    with pytest.raises(Refusal, match="same bytes"):
        baking.bake(SVG, b'{\r\n"a":"b"}')
    assert baking.extract(baking.bake(PNG, b'{\r\n"a":"b"}')) == b'{\r\n"a":"b"}'


def test_a_label_that_is_not_utf_8_is_refused():
    with pytest.raises(Refusal, match="UTF-8"):
        baking.bake(SVG, b"\xff")


def test_two_labels_in_an_svg_are_refused_wherever_they_are():
    one = b'<x:credential xmlns:x="%s">{}</x:credential>' % OB3
    with pytest.raises(Refusal, match="2 labels"):
        baking.extract(LEFT % (one + b"<g>" + one + b"</g>"))


@pytest.mark.parametrize("data", [SVG, PNG, b"\xef\xbb\xbf \n" + SVG])
def test_a_picture_is_told_from_a_label(data):
    assert baking.is_picture(data)
    assert not baking.is_picture(b"\xef\xbb\xbf" + signed())


def test_a_label_that_is_a_compact_signature_or_nothing_cannot_be_read():
    one = b'<x:credential xmlns:x="%s" verify="eyJ.x.y"> </x:credential>' % OB3
    with pytest.raises(Refusal, match="cannot be read"):
        baking.extract(LEFT % one)
