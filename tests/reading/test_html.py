"""HTML: the story with lists, tables and captions; no number of the page lost unseen."""

from __future__ import annotations

import logging
import re
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from opledger.reading import read
from opledger.reading.dropped import dropped_digits
from opledger.reading.formats.html import decode_page
from opledger.reading.maintext import MainText
from opledger.reading.page import read_page
from opledger.records import Release

PAGE = """<!DOCTYPE html><html lang="en-GB"><head><meta charset="utf-8">
<title>Harbour raids net 41 suspects | Coastal Police Agency</title>
<meta property="og:site_name" content="Coastal Police Agency">
<meta property="article:published_time" content="2024-03-14T09:00:00+01:00">
<link rel="canonical" href="https://police.example/news/harbour"><style>p {margin: 77px}</style></head><body>
<header><a href="/">Home</a><nav><ul><li><a href="/c">Contact 112</a></li></ul></nav></header>
<main><article><h1>Harbour raids net 41 suspects</h1><p class="date">14 March 2024</p>
<figure><img src="x.jpg"><figcaption>One of 3 boats taken in the harbour.</figcaption></figure>
<p>ANTWERP, Belgium – Police arrested <b>41</b> people<sup>1</sup> during Operation Tidewall, officials said on
Thursday. The raids followed a two-year investigation into a smuggling ring in the port.</p>
<h2>Results</h2><p>The operation led to:</p><ul><li>41 arrests</li><li>1,250<sup>2</sup> kg of cocaine seized</li></ul>
<table><thead><tr><th>Country</th><th>Arrests</th></tr></thead>
<tbody><tr><td>Belgium</td><td>22</td></tr><tr><td>Spain</td><td>19</td></tr></tbody></table>
<dl><dt>Vehicles:</dt><dd>17</dd><dt>8</dt><dd>homes searched</dd></dl>
<div><span>6</span><span>dogs taken part</span></div>
<div><div><h3>$5,100</h3><p>in cash</p></div><div><p>Phones</p><h3>31</h3></div></div></article>
<aside><ul><li><a href="/o">Earlier raid led to 99 arrests</a></li></ul></aside></main>
<footer><p>© 2024 Coastal Police Agency</p></footer><script>var total = 777;</script></body></html>"""


def read_page_file(folder: Path, markup: str | bytes, name: str = "page.html") -> Release:
    (folder / name).write_bytes(markup if isinstance(markup, bytes) else markup.encode())
    (release,) = read([str(folder / name)])
    return release


def test_a_page_of_a_news_room(tmp_path: Path) -> None:
    release = read_page_file(tmp_path, PAGE)
    assert (release.title, release.published) == ("Harbour raids net 41 suspects", "2024-03-14")
    assert (release.publisher, release.language) == ("Coastal Police Agency", "en")
    assert release.metadata["url"] == "https://police.example/news/harbour"
    lines = release.text.split("\n")
    assert lines[0] == "Harbour raids net 41 suspects"
    for line in (
        "14 March 2024",
        "One of 3 boats taken in the harbour.",
        "- 41 arrests",
        "- 1,250 kg of cocaine seized",
        "Country | Arrests",
        "Belgium | 22",
        "Spain | 19",
        "- Vehicles: 17",
        "- 8 homes searched",
        "6 dogs taken part",
        "$5,100 in cash",
        "Phones: 31",
    ):
        assert line in lines
    assert not re.search(r"Contact|Earlier raid|total|margin", release.text)


def test_numbers_left_out_are_listed(tmp_path: Path) -> None:
    release = read_page_file(tmp_path, PAGE)
    dropped = release.metadata["dropped_digits"]
    assert [item["digits"] for item in dropped] == ["112", "2", "99", "2024"]
    assert dropped[2]["near"] == "Earlier raid led to 99 arrests"
    assert release.metadata["warnings"] == [
        "4 number(s) of the page are not in its main text (112, 2, 99, 2024)"
    ]


@pytest.mark.parametrize(
    ("markup", "title", "first"),
    [
        ("<title>Nine held in Ghent</title><body><p>{story}</p>", "Nine held in Ghent", "Nine held in Ghent"),
        ("<title>Site</title><h1>Nine held in Ghent</h1><p>{story}</p>", None, "Nine held in Ghent"),
        ("<body><p>{story}</p>", None, "Officers"),
    ],
)
def test_the_headline_is_the_first_line(tmp_path: Path, markup: str, title: str | None, first: str) -> None:
    story = (
        "Officers held nine men in Ghent on Monday and searched 14 homes, the prosecutor said in a statement."
    )
    release = read_page_file(tmp_path, f"<html>{markup.format(story=story)}</html>")
    assert release.text.startswith(first)
    assert release.text.count(story) == 1
    assert title is None or release.title == title


@pytest.mark.parametrize(
    ("data", "encoding", "word"),
    [
        ("<p>Málaga".encode(), "utf-8", "Málaga"),
        ('<meta charset="iso-8859-1"><p>Málaga – 4'.encode("cp1252"), "cp1252", "Málaga –"),
        ('<meta charset="iso-8859-2"><p>Łódź'.encode("iso-8859-2"), "iso8859-2", "Łódź"),
        ('<meta charset="iso-8859-1"><p>Málaga'.encode(), "utf-8", "Málaga"),
        ('<meta charset="hex"><p>Málaga'.encode("latin-1"), "latin-1", "Málaga"),
        ('<meta charset="no-such"><p>Málaga'.encode("latin-1"), "latin-1", "Málaga"),
        ("<p>Málaga".encode("utf-16"), "utf-16", "Málaga"),
    ],
)
def test_encodings_of_pages(data: bytes, encoding: str, word: str) -> None:
    decoded = decode_page(data)
    assert decoded.encoding == encoding
    assert word in decoded.text


def test_a_caption_that_is_in_no_figure_is_read(tmp_path: Path) -> None:
    caption = "<figcaption>An officer with 7 of the engines.</figcaption>"
    release = read_page_file(tmp_path, PAGE.replace("</article>", f"{caption}</article>"))
    assert release.text.split("\n")[-1] == "An officer with 7 of the engines."


@pytest.mark.parametrize("times", [2, 3, 4])
@pytest.mark.parametrize("inner", ["{}", "<b>{}</b>", "{}<!-- again -->"])
def test_a_paragraph_that_stands_twice_is_read_twice(tmp_path: Path, times: int, inner: str) -> None:
    sentence = "Customs officers at the ferry port opened 212 lorries and found 19 stowaways between the pallets of fruit."
    twice = f"<p>{inner.format(sentence)}</p>" * times
    release = read_page_file(tmp_path, PAGE.replace("<h2>Results</h2>", f"{twice}<h2>Results</h2>"))
    assert release.text.split("\n").count(sentence) == times


def test_tables_that_lay_out_a_page_are_no_data(tmp_path: Path) -> None:
    release = read_page_file(
        tmp_path,
        "<html><body><table><tr><td><a href=a>Start</a></td><td><p>Police arrested nine men on Monday in the port.</p>"
        "<p>Officers found 300 kg of khat in a van.</p><table><tr><td>Khat</td><td>300 kg</td></tr>"
        "<tr><td>Cash</td><td>20,000</td></tr></table></td></tr></table></body></html>",
    )
    lines = release.text.split("\n")
    assert "Officers found 300 kg of khat in a van." in lines
    assert lines[-2:] == ["Khat | 300 kg", "Cash | 20,000"]


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<html><body>" + "<div>" * 100_000 + "12 held" + "</div>" * 100_000 + "<p>34</p>", "12 held\n34"),
        ("<b>" * 100_000 + "12 held", "12 held"),
        ("<table>" * 50_000 + "<tr><td>5", "5"),
        ("<h1>12 held" * 3, "12 held\n12 held\n12 held"),
        ("<svg>" * 50_000, ""),
        ("<!--" * 300_000, ""),
        ("<a " + "x=1 " * 200_000 + ">", ""),
        ("<p>12\0 34", "12\ufffd 34"),
        ("<script>" * 50_000, ""),
        ("", ""),
    ],
    ids=["div", "b", "table", "h1", "svg", "comment", "attributes", "nul", "script", "nothing"],
)
def test_hostile_pages_are_read(tmp_path: Path, markup: str, text: str) -> None:
    release = read_page_file(tmp_path, markup)
    assert release.text == text
    assert release.status == ("ok" if text else "empty")


def test_a_pdf_called_html_is_refused(tmp_path: Path) -> None:
    release = read_page_file(tmp_path, b"%PDF-1.7 ...")
    assert (release.status, release.error) == (
        "rejected",
        "looks like a PDF, not text; give it a name that ends in .pdf",
    )


def test_nothing_is_logged(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    before = {name: logging.getLogger(name).handlers[:] for name in ("trafilatura", "htmldate")}
    read_page_file(tmp_path, "<p>x")
    read_page_file(tmp_path, PAGE)
    assert capfd.readouterr() == ("", "")
    assert {name: logging.getLogger(name).handlers for name in before} == before


def test_the_same_page_is_read_the_same_way_twice(tmp_path: Path) -> None:
    assert read_page_file(tmp_path, PAGE) == read_page_file(tmp_path, PAGE)


@pytest.mark.parametrize(
    ("markup", "text", "dropped"),
    [
        ("<p>41 held", "41 held", []),
        ("<p>41 held<p>41 held", "41 held", ["41"]),
        ("<p>1<b>2</b> held", "12 held", []),
        ("<td>12</td><td>34</td>", "1234", ["12", "34"]),
        ("<p>5<br>6", "5", ["6"]),
        ("<p>40<sup>7</sup> held", "40 held", ["7"]),
        ("<p>x &#49;2 y", "x", ["12"]),
        ("<script>9</script><style>8</style><!-- 7 --><template>6</template>", "", []),
        ("<noscript>5</noscript><footer>4</footer>", "", ["5", "4"]),
    ],
)
def test_digit_runs_are_counted(markup: str, text: str, dropped: list[str]) -> None:
    page = read_page(f"<html><body>{markup}</body></html>")
    assert [item["digits"] for item in dropped_digits(page, text)] == dropped


STARTS = (
    "p",
    "div",
    "td",
    "table",
    "tr",
    "li",
    "ul",
    "dl",
    "dt",
    "dd",
    "b",
    "sup",
    "h1",
    "figure",
    "figcaption",
)
MORE = ("caption", "aside", "script", "svg", "form", "head", "span")
FAULTS = (
    "</p>",
    "</b>",
    "</script>",
    "</span>",
    "</html>",
    "</",
    "<!--",
    "-->",
    "<![CDATA[",
    "<?",
    "<",
    "<a href='",
)
TAGS = st.sampled_from([*(f"<{tag}>" for tag in (*STARTS, *MORE)), *FAULTS, "&#0;", "&#xd800;", "\0"])
WORDS = st.sampled_from(
    ["12", " 7", "held", " men. ", "é", "\n", "1,204 ", "Police arrested 14 people in the port. "]
)


@settings(max_examples=120, deadline=None)
@given(st.lists(TAGS | WORDS, max_size=25).map("".join))
def test_every_digit_of_any_markup_is_in_the_text_or_listed(
    tmp_path_factory: pytest.TempPathFactory, markup: str
) -> None:
    release = read_page_file(tmp_path_factory.getbasetemp(), f"<html><body>{markup}")
    assert release.status in ("ok", "empty")
    release.text.encode("utf-8")
    page = read_page(f"<html><body>{markup}".replace("\0", "\ufffd"))
    wanted = Counter(re.findall(r"\d+", page.text()))
    listed = Counter(item["digits"] for item in release.metadata.get("dropped_digits", []))
    assert not wanted - (Counter(re.findall(r"\d+", release.text)) + listed)


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_in_any_format_never_raise(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    folder = tmp_path_factory.getbasetemp() / "any"
    folder.mkdir(exist_ok=True)
    formats = "csv parquet pdf docx eml mbox xml rss warc warc.gz"
    for suffix in ("txt", "html", "json", "jsonl", "bin", "gz", *formats.split()):
        (folder / f"x.{suffix}").write_bytes(data)
    for release in read([str(folder)]):
        assert release.status in ("ok", "empty", "rejected")
        assert (release.error is None) == (release.status == "ok")
        release.text.encode("utf-8")


STORY = "Officers searched 14 homes in the old town of Ghent and held nine men, the prosecutor said on Monday; two were later let go."
LONG_PAGE = f"<html><body><p>{STORY} First.</p><p>{STORY} Second.</p><p>{STORY} Third.</p></body></html>"


@pytest.mark.parametrize(
    ("found", "warning"),
    [
        (None, "no main text found; all visible text is taken"),
        ("", "no main text found; all visible text is taken"),
        ("Menu", "the main text found is but a small part; all visible text is taken"),
        (f"{STORY} First.\n{STORY} Third.", None),
    ],
)
def test_a_page_whose_main_text_is_not_found_is_taken_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, found: str | None, warning: str | None
) -> None:
    main = None if found is None else MainText(found, None, None, None, None)
    monkeypatch.setattr("opledger.reading.formats.html.main_text", lambda markup: main)
    release = read_page_file(tmp_path, LONG_PAGE)
    if warning:
        assert release.metadata["warnings"] == [warning]
        assert release.text == "\n".join(f"{STORY} {word}." for word in ("First", "Second", "Third"))
    else:
        assert release.text == found
        assert [item["digits"] for item in release.metadata["dropped_digits"]] == ["14"]


def test_a_fault_in_a_library_does_not_lose_the_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(tree: object) -> None:
        raise RuntimeError("fault")

    monkeypatch.setattr("opledger.reading.maintext.prepare", fail)
    assert STORY in read_page_file(tmp_path, LONG_PAGE).text
