"""Put a page's tree in order before trafilatura sees it, so that labels stay with their numbers."""

from __future__ import annotations

import re
from itertools import islice
from typing import Any

LOOKS = ("span", "b", "strong", "em", "i", "font")  # elements that a style sheet can set apart
TILE = (*LOOKS, "h2", "h3", "h4", "h5", "h6", "p", "div")
TWIN = "\ue000"  # of the private use area: behind a paragraph that repeats the one before; taken off again
LONGEST_LABEL = 60
LONGEST_CELL = 600  # characters; a longer one is a story
_BARE = re.compile(r"\W{0,3}\d[\d.,\s]*\+?")  # "1 204", "$41,500", "300+"


def prepare(tree: Any) -> None:
    """Put what trafilatura throws away with its wrapping, or tears apart, into plain elements."""
    for table in list(tree.iter("table")):
        if _is_layout(table):
            _flatten(table)
    for caption in list(tree.iter("figcaption", "caption")):
        _free_caption(caption)
    for pairs in list(tree.iter("dl")):
        _join_pairs(pairs)
    for holder in tree.iter("div", "li", "section", "a"):
        _join_tile(holder)
    for mark in tree.iter("sup"):
        _part_footnote(mark)
    for element in tree.iter(*LOOKS):
        _part_glued(element)
    _mark_repeats(tree)


def _mark_repeats(tree: Any) -> None:
    """Tell a paragraph from an equal one before it, of which trafilatura would drop the second; see ``TWIN``.

    That a paragraph stands twice is for the layout to find and for the tables to tell.
    """
    before = None
    for paragraph in tree.iter("p"):
        text = " ".join(paragraph.text_content().split())
        if text and text == before:
            last = paragraph[-1] if len(paragraph) else None
            if last is None:
                paragraph.text += TWIN
            else:
                last.tail = (last.tail or "") + TWIN
            before = None
        else:
            before = text


def _free_caption(caption: Any) -> None:
    """A caption as a paragraph behind its picture, or in front of its table; where it stands if in neither."""
    holder = caption.getparent()
    above = None if holder is None else holder.getparent()
    if above is None:
        return
    caption.tag = "p"
    if holder.tag not in ("figure", "table"):
        return
    above.insert(above.index(holder) + (1 if holder.tag == "figure" else 0), caption)


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
            holds_blocks = next(child.iterdescendants("p", "table", "div"), None) is not None
            child.tag = "section" if holds_blocks else "p"
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


def _join_tile(holder: Any) -> None:
    """``<div><h3>1,204</h3><p>arrests</p></div>``, a tile of a row of results, becomes the paragraph "1,204 arrests"."""
    if len(holder) != 2 or (holder.text or "").strip() or any((part.tail or "").strip() for part in holder):
        return
    if any(part.tag not in TILE or len(part) > 1 for part in holder):
        return
    first, second = (" ".join(part.text_content().split()) for part in holder)
    if max(len(first), len(second)) > LONGEST_LABEL or bool(_BARE.fullmatch(first)) == bool(
        _BARE.fullmatch(second)
    ):
        return
    if not first or not second:
        return
    for part in list(holder):
        holder.remove(part)
    holder.tag = "li" if holder.tag == "li" else "p"
    holder.text = _pair(first, second)


def _pair(term: str, text: str) -> str:
    """A label and its value; a bare number stands before its label as in a sentence."""
    if not term:
        return text
    if _BARE.fullmatch(term) and not _BARE.fullmatch(text):
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
