"""The report as a page: the same content, and nothing in it is interpreted."""

from html.parser import HTMLParser

import pytest

from clustermark.report.html import page
from clustermark.report.making import report
from clustermark.report.spoken import spoken


class Seen(HTMLParser):
    """Tags with their attributes, and the text."""

    def __init__(self, source):
        super().__init__()
        self.tags, self.words = [], []
        self.feed(source.decode())

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data):
        self.words.append(data)

    @property
    def text(self):
        return " ".join(" ".join(self.words).split())


@pytest.mark.parametrize("lang", ["en", "lv"])
@pytest.mark.parametrize("level", ["bronze", "gold"])
def test_a_page_says_everything(told, level, lang):
    one = told[level]
    data = spoken(report(one.got, one.found, one.before), lang)
    seen = Seen(page(data))
    assert ("html", {"lang": lang}) in seen.tags
    for words in (data["name"], data["assessed"], data["notice"], data["trend"]["summary"], *data["method"]):
        assert " ".join(words.split()) in seen.text
    for chapter in data["chapters"]:
        for entry in chapter["entries"]:
            assert entry["title"] in seen.text
            assert " ".join(entry["sentence"].split()) in seen.text
    assert all(a.get("alt") for tag, a in seen.tags if tag == "img")
    assert not {tag for tag, _ in seen.tags} & {"script", "link", "iframe"}
    assert not [a for _, a in seen.tags if "style" in a or any(name.startswith("on") for name in a)]


def test_nothing_in_a_name_is_markup(told):
    one = told["bronze"]
    data = spoken(report(one.got, one.found), "en") | {"name": "<script>alert(1)</script>&amp; {{ x }}"}
    found = page(data)
    assert b"<script" not in found
    assert "<script>alert(1)</script>&amp; {{ x }}" in Seen(found).text
    assert data["trend"] is None


def test_a_long_word_may_break_anywhere(told):
    one = told["bronze"]
    style = page(spoken(report(one.got, one.found), "en")).partition(b"</style>")[0]
    assert b"overflow-wrap: anywhere" in style
    assert b'name="viewport" content="width=device-width' in style
