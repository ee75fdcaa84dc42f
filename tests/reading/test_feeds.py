"""RSS and Atom: an entry, a release, with all that the feed holds of it."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from writers import read_bytes

from opledger.reading.fragment import fragment_text

CONTENT = "<p>Nine held in <b>Ghent</b>.</p><ul><li>212 phones</li></ul><table><tr><th>Country</th><th>Arrests</th></tr><tr><td>Spain</td><td>12</td></tr></table>"
RSS = f"""<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>Port Police news</title><language>en-GB</language>
<item><title>Nine held &amp;amp; freed</title><link>https://port.example/1</link><guid>g1</guid><category>drugs</category>
<pubDate>Mon, 04 Mar 2024 23:30:00 -0500</pubDate><description>Nine held.</description>
<content:encoded><![CDATA[{CONTENT}]]></content:encoded></item>
<item><title>Ten held</title><description>Ten men &amp;lt; 30 held &amp;amp; charged</description></item>
<item></item>
</channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="fr"><title>Port</title><entry><title type="html">Neuf &amp;amp; dix</title>
<id>urn:1</id><link href="https://port.example/2"/><updated>2024-03-05T00:30:00+02:00</updated><author><name>A. B.</name></author>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Nine held with 4 guns.</p></div></content></entry></feed>"""
RDF = """<?xml version="1.0"?><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/">
<channel><title>Port</title></channel><item><title>Old</title><description>Nine held</description></item></rdf:RDF>"""


def test_rss(tmp_path: Path) -> None:
    first, second, third = read_bytes(tmp_path, "news.xml", RSS)
    assert first.text == "Nine held & freed\nNine held in Ghent.\n- 212 phones\nCountry | Arrests\nSpain | 12"
    assert (first.title, first.published, first.publisher, first.language) == (
        "Nine held & freed",
        "2024-03-04",
        "Port Police news",
        "en",
    )
    assert first.metadata["url"] == "https://port.example/1"
    assert (first.metadata["id"], first.metadata["tags"]) == ("g1", ["drugs"])
    assert first.path.endswith("news.xml#1")
    assert second.text == "Ten held\nTen men < 30 held & charged"
    assert third.status == "empty"


def test_atom(tmp_path: Path) -> None:
    (entry,) = read_bytes(tmp_path, "unnamed", ATOM)
    assert entry.text == "Neuf & dix\nNine held with 4 guns."
    assert (entry.published, entry.publisher, entry.language) == ("2024-03-05", "Port", "fr")
    assert entry.metadata["author"] == "A. B."


def test_old_dialects_and_encodings(tmp_path: Path) -> None:
    assert read_bytes(tmp_path, "old.rdf", RDF)[0].text == "Old\nNine held"
    wide = RSS.replace("utf-8", "utf-16").encode("utf-16")
    assert [release.status for release in read_bytes(tmp_path, "wide.xml", wide)] == ["ok", "ok", "empty"]


ENTITIES = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "9"><!ENTITY b "&a;&a;&a;">]><rss version="2.0"><channel><item><title>&b;</title></item></channel></rss>'


@pytest.mark.parametrize(
    ("name", "data", "status", "error"),
    [
        ("bomb.rss", ENTITIES, "rejected", "a feed that defines entities of its own, as XML bombs do"),
        (
            "list.xml",
            "<?xml version='1.0'?><!-- x --><books><book/></books>",
            "rejected",
            "XML with the root element <books>; only feeds (RSS, Atom) and pages are read; save its text as .txt",
        ),
        ("text.rss", "Nine held.", "rejected", "neither RSS nor Atom, or broken beyond reading"),
        (
            "empty.rss",
            "<rss version='2.0'><channel><title>x</title></channel></rss>",
            "empty",
            "nothing but white space: a feed without entries",
        ),
    ],
)
def test_what_is_no_feed(tmp_path: Path, name: str, data: str, status: str, error: str) -> None:
    (release,) = read_bytes(tmp_path, name, data)
    assert (release.status, release.error) == (status, error)


def test_a_broken_feed_is_read_as_far_as_it_goes(tmp_path: Path) -> None:
    releases = read_bytes(tmp_path, "cut.rss", RSS[: RSS.index("</item>") + 40])
    assert releases[0].title == "Nine held & freed"
    assert "not well-formed" in releases[0].metadata["warnings"][0]


WORDS = st.text("abc 1234567890&;<", max_size=30).map(lambda text: text.replace("<", "&lt;"))
TREES = st.recursive(
    WORDS,
    lambda inner: st.tuples(
        st.sampled_from(["p", "div", "ul", "li", "b", "table", "td", "footer", "nav", "h1"]),
        st.lists(inner, max_size=3),
    ).map(lambda node: f"<{node[0]}>{''.join(node[1])}</{node[0]}>"),
    max_leaves=8,
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(TREES)
def test_a_fragment_keeps_every_digit(markup: str) -> None:
    from opledger.reading.page import read_page

    shown = read_page(f"<html><body>{markup}</body></html>").text() if "<" in markup else markup
    assert sorted(filter(str.isdigit, fragment_text(markup))) == sorted(filter(str.isdigit, shown))
