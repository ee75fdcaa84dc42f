"""The main text of an HTML page and what the page says of itself, by trafilatura."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from itertools import islice
from typing import Any

DATES = {  # a date that the page states, not one guessed from its text: the layout reads that
    "extensive_search": False,
    "original_date": True,
    "outputformat": "%Y-%m-%d",
    "max_date": "2100-01-01",  # the default is today, which would make the result depend on the day
}
LOOKS = ("span", "b", "strong", "em", "i", "font")  # elements that a style sheet can set apart
LONGEST_CELL = 600  # characters; a longer one is a story
# Below this many characters trafilatura takes the text of all tags instead, which tears tables apart. Its default
# of 250 did that to short notices (10, 50 and 250 tried on pages of two paragraphs and a table).
SHORT = 50
_DECLARATION = re.compile(r"\s*<\?xml[^>]*\?>")
_RULE = re.compile(r"\|(?:-+\|)+")
_DIGIT = re.compile(r"\d")


@dataclass(frozen=True, slots=True)
class MainText:
    """Main text (perhaps empty) with title, ISO date, publisher, address as the page states them."""

    text: str
    title: str | None
    date: str | None
    publisher: str | None
    url: str | None


def main_text(markup: str) -> MainText | None:
    """Main text of a page; lists, tables and captions kept, a paragraph, item or row a line.

    A row's cells are parted by `` | ``, a pair of a definition list becomes ``term: description``.

    Returns:
        None if trafilatura finds none, or stumbles.
    """
    from trafilatura import bare_extraction
    from trafilatura.utils import load_html

    with _unheard("trafilatura", "htmldate", "readability", "justext"):
        try:
            tree = load_html(_DECLARATION.sub("", markup, count=1))
            if tree is None:
                return None
            _prepare(tree)
            found = bare_extraction(
                tree,
                favor_recall=True,
                include_comments=False,
                include_tables=True,
                with_metadata=True,
                date_extraction_params=DATES,
                config=_config(),
            )
        except Exception:  # markup is made by anyone; a fault in a library is no reason to lose the page
            return None
    if found is None or isinstance(found, dict):
        return None
    text = "\n".join(_lines(found.text or ""))
    return MainText(text, found.title or None, found.date or None, found.sitename or None, found.url or None)


@cache
def _config() -> Any:
    from trafilatura.settings import use_config

    config = use_config()
    config.set("DEFAULT", "MIN_EXTRACTED_SIZE", str(SHORT))
    return config


@contextmanager
def _unheard(*names: str) -> Iterator[None]:
    """Keep a library's log records off standard error where nobody has set up logging."""
    handler = logging.NullHandler()
    loggers = [logging.getLogger(name) for name in names]
    for logger in loggers:
        logger.addHandler(handler)
    try:
        yield
    finally:
        for logger in loggers:
            logger.removeHandler(handler)


def _lines(text: str) -> Iterator[str]:
    """Lines of the text; those of tables without Markdown's outer bars and rules."""
    for line in text.split("\n"):
        line = line.strip()
        if line.startswith("|"):
            if _RULE.fullmatch(line):
                continue
            line = " | ".join(cell.strip() for cell in line.strip("|").replace("\\|", "/").split("|")).strip(
                " |"
            )
        if line:
            yield line


def _prepare(tree: Any) -> None:
    """Put what trafilatura throws away with its wrapping, or tears apart, into plain elements."""
    for table in list(tree.iter("table")):
        if _is_layout(table):
            _flatten(table)
    for caption in list(tree.iter("figcaption", "caption")):
        holder = caption.getparent()
        if holder is None or holder.getparent() is None:
            continue
        above = holder.getparent()
        caption.drop_tree() if not caption.text_content().strip() else above.insert(
            above.index(holder) + (holder.tag == "figure"), caption
        )
        caption.tag = "p"
    for pairs in list(tree.iter("dl")):
        _join_pairs(pairs)
    for mark in tree.iter("sup"):
        _part_footnote(mark)
    for element in tree.iter(*LOOKS):
        _part_glued(element)


def _is_layout(table: Any) -> bool:
    """A table that places parts of a page, not data: it holds tables, headings, or cells of several paragraphs."""
    if next(table.iterdescendants("table", "h1", "h2", "article", "main"), None) is not None:
        return True
    return any(
        sum(1 for _ in islice(cell.iterdescendants("p"), 3)) > 2 or len(cell.text_content()) > LONGEST_CELL
        for cell in table.iter("td")
    )


def _flatten(table: Any) -> None:
    """Turn a table's own rows and cells, not those of tables inside, into plain divisions."""
    pending = [table]
    while pending:
        element = pending.pop()
        pending += [child for child in element if child.tag in ("thead", "tbody", "tfoot", "tr", "td", "th")]
        for child in element.iterchildren("font", "big", "center"):  # headings of pages of that age
            child.tag = (
                "section" if next(child.iterdescendants("p", "table", "div"), None) is not None else "p"
            )
        element.tag = "section"  # trafilatura takes loose text of a "div" for all that it holds


def _join_pairs(pairs: Any) -> None:
    """``<dt>Vehicles<dd>17`` becomes the list item "Vehicles: 17"."""
    terms: list[str] = []
    joined: list[str] = []
    for part in pairs.iter("dt", "dd"):
        text = " ".join(part.text_content().split())
        if part.tag == "dt":
            terms.append(text)
        elif text:
            joined.append(_pair(" ".join(terms), text))
            terms = []
    if not joined:
        return
    for child in list(pairs):
        pairs.remove(child)
    pairs.tag, pairs.text = "ul", None
    for text in [*joined, *filter(None, terms)]:
        item = pairs.makeelement("li")
        item.text = text
        pairs.append(item)


def _pair(term: str, text: str) -> str:
    """A label and its value; a bare number stands before its label as in a sentence."""
    if not term:
        return text
    if _DIGIT.match(term) and not _DIGIT.match(text):
        return f"{term} {text}"
    return f"{term.rstrip(' :')}: {text}"


def _part_footnote(mark: Any) -> None:
    """Drop the number of a footnote that stands right behind a digit, where it would become part of the number."""
    before, parent = mark.getprevious(), mark.getparent()
    if parent is None or not mark.text_content().strip("[] ").isdigit():
        return
    left = (before.tail if before is not None else parent.text) or ""
    if left[-1:].isdigit():
        tail = mark.tail
        mark.clear()
        mark.tail = tail


def _part_glued(element: Any) -> None:
    """A space between ``<b>15</b><span>arrests</span>``, which a style sheet sets on two lines.

    Not before one or two letters: "15th" may be written like that.
    """
    after = element.getnext()
    if element.tail or after is None or after.tag not in LOOKS:
        return
    left, right = element.text_content()[-1:], after.text_content()
    if len(right) > 2 and (
        (left.isdigit() and right[0].isalpha()) or (left.isalpha() and right[0].isdigit())
    ):
        element.tail = " "
        holder = element.getparent()
        if holder.tag == "div" and all(child.tag in LOOKS for child in holder):
            holder.tag = "p"  # a tile with a number and its label, which would be passed over as loose text
