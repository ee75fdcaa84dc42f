"""The visible text of an HTML page, by a parser of events: any depth, any fault, linear time."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

UNSEEN = frozenset({"script", "style", "template", "head", "title"})
INLINE = frozenset(
    (
        *(
            "a",
            "abbr",
            "acronym",
            "b",
            "bdi",
            "bdo",
            "big",
            "cite",
            "code",
            "data",
            "del",
            "dfn",
            "em",
            "font",
            "i",
        ),
        *(
            "ins",
            "kbd",
            "label",
            "mark",
            "nobr",
            "q",
            "rb",
            "rt",
            "ruby",
            "s",
            "samp",
            "small",
            "span",
            "strike",
        ),
        *("strong", "sub", "sup", "time", "tt", "u", "var", "wbr"),
    )
)
ASIDE = frozenset({"nav", "aside", "footer", "header", "menu", "form", "button", "select", "noscript"})
_SPACE = re.compile(r"[ \t\r\n\f]+")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?![A-Za-z])")


@dataclass(frozen=True, slots=True)
class Block:
    """A run of visible text between two block-level tags, spaces collapsed.

    Args:
        text: the text.
        aside: true inside elements that hold no story (menus, footers, forms).
    """

    text: str
    aside: bool


@dataclass(slots=True)
class Page:
    """What one pass over the tags tells.

    Args:
        blocks: visible text in order.
        headings: texts of the first-level headings.
        language: primary subtag of the page's ``lang``, or null.
        elements: number of start tags.
        depth: greatest number of open elements.
    """

    blocks: list[Block] = field(default_factory=list)
    headings: list[str] = field(default_factory=list)
    language: str | None = None
    elements: int = 0
    depth: int = 0

    def text(self) -> str:
        """All visible text, one block a line."""
        return "\n".join(block.text for block in self.blocks)


def read_page(markup: str) -> Page:
    """One pass over the markup; never raises for what stands in it.

    Example:
        >>> read_page("<h1>Raid</h1><p>4<b>1</b> held<p>12").text()
        'Raid\\n41 held\\n12'
    """
    from lxml import etree

    watcher = _Watcher()
    parser = etree.HTMLParser(target=watcher, huge_tree=True, encoding="utf-8")
    try:
        parser.feed(markup.encode("utf-8", "replace"))
        parser.close()
    except etree.LxmlError:  # what was read up to the fault stands
        watcher.close()
    return watcher.page


class _Watcher:
    """Receives the events; see lxml's parser target interface."""

    def __init__(self) -> None:
        self.page = Page()
        self._depth = self._unseen = self._aside = self._heading = 0
        self._pieces: list[str] = []

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        page = self.page
        page.elements += 1
        self._depth += 1
        page.depth = max(page.depth, self._depth)
        if tag == "html" and page.language is None:
            page.language = _language(attributes)
        if tag not in INLINE:
            self._end_block()
        elif tag == "sup" and self._pieces and self._pieces[-1][-1:].isdigit():
            self._pieces.append(" ")  # the mark of a footnote is no digit of the number before it
        self._unseen += tag in UNSEEN
        self._aside += tag in ASIDE
        self._heading += tag == "h1"

    def end(self, tag: str) -> None:
        self._depth -= 1
        if tag not in INLINE:
            self._end_block()
        self._unseen -= tag in UNSEEN
        self._aside -= tag in ASIDE
        self._heading -= tag == "h1"

    def data(self, text: str) -> None:
        if not self._unseen:
            self._pieces.append(text)

    def comment(self, text: str) -> None:
        """Comments are not visible."""

    def pi(self, target: str, data: str | None = None) -> None:
        """Processing instructions are not visible."""

    def close(self) -> None:
        self._end_block()

    def _end_block(self) -> None:
        if not self._pieces:
            return
        text = _SPACE.sub(" ", "".join(self._pieces)).strip()
        self._pieces.clear()
        if text:
            self.page.blocks.append(Block(text, bool(self._aside)))
            if self._heading:
                self.page.headings.append(text)


def _language(attributes: dict[str, str]) -> str | None:
    found = _LANGUAGE.match(attributes.get("lang") or attributes.get("xml:lang") or "")
    return found.group().lower() if found else None
