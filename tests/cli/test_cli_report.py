"""``opledger report``: the page is whole, safe and traceable."""

from __future__ import annotations

import shutil
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from opledger.tables import FORMATS

VOID = {"meta", "br"}


class Page(HTMLParser):
    """Checks nesting, and keeps tags, attributes and text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.words: list[str] = []
        self.marked: list[str] = []
        self.feed(html)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words.append(data)
        if self.open and self.open[-1] == "mark":
            self.marked.append(data)

    @property
    def text(self) -> str:
        return " ".join("".join(self.words).split())


@pytest.fixture
def tables(opledger: Any, batch: Path, tmp_path: Path) -> Path:
    assert opledger("extract", batch, "--out", tmp_path / "tables").status == 0
    return tmp_path / "tables"


def test_the_page_shows_operations_outcomes_and_sentences(opledger: Any, tables: Path) -> None:
    ended = opledger("report", tables)
    assert (ended.status, ended.out) == (0, f"wrote {tables / 'report.html'}\n")
    page = Page((tables / "report.html").read_text(encoding="utf-8"))
    assert "Operation Quiet Harbour" in page.text
    assert "devices seized" in page.text
    assert any("40,000" in words for words in page.marked)


def test_the_page_is_one_file_without_scripts(opledger: Any, tables: Path) -> None:
    opledger("report", tables)
    page = Page((tables / "report.html").read_text(encoding="utf-8"))
    assert not page.tags & {"script", "link", "img", "iframe", "object", "form", "base"}
    assert not page.attributes & {"src", "href", "srcdoc", "style", "action"}
    assert not {name for name in page.attributes if name.startswith("on")}


def test_hostile_text_stays_text(opledger: Any, tmp_path: Path) -> None:
    folder = tmp_path / "<img src=x onerror=alert(1)>"
    folder.mkdir()
    (folder / "a.txt").write_text(
        'Operation <script>alert(1)</script> & "Friends"\n\nPolice arrested 16 </style><script>people</script>.\n'
        "Some <b>12 men</b> were arrested \x1b[31m, and 'two' women.\n"
    )
    opledger("extract", folder, "--out", tmp_path / "t")
    opledger("report", tmp_path / "t")
    html = (tmp_path / "t" / "report.html").read_text(encoding="utf-8")
    page = Page(html)
    assert not page.tags & {"script", "img", "b"}
    assert "\x1b" not in html


@pytest.mark.parametrize("format", FORMATS)
def test_every_format_gives_the_same_page(opledger: Any, batch: Path, tables: Path, format: str) -> None:
    expected = opledger("report", tables, "--out", "-").out
    shutil.rmtree(tables)
    opledger("extract", batch, "--out", tables, "--format", format)
    assert opledger("report", tables, "--out", "-").out == expected


def test_fewer_operations(opledger: Any, tables: Path) -> None:
    ended = opledger("report", tables, "--out", "-", "--operations", "1")
    assert Page(ended.out).text.count("more are in the tables") == 1


def test_plain_lines(opledger: Any, tables: Path) -> None:
    ended = opledger("report", tables, "--text")
    assert ended.status == 0
    assert ended.out.startswith("3 releases, ")
    assert "Operation Quiet Harbour (" in ended.out


def test_an_empty_folder_of_tables(opledger: Any, tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_text("")
    opledger("extract", tmp_path / "empty.txt", "--out", tmp_path / "t")
    assert "0 operations" in Page(opledger("report", tmp_path / "t", "--out", "-").out).text
