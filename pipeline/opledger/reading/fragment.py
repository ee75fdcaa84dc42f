"""The text of a piece of HTML that is all story, such as the content of a feed's entry."""

from __future__ import annotations

import html

from opledger.reading.dropped import dropped_digits
from opledger.reading.formats.html import DEEPEST, MOST_ELEMENTS
from opledger.reading.maintext import main_text
from opledger.reading.page import read_page

LEAST = (
    0.95  # of the visible text; trafilatura leaves out what it takes for menus, which a fragment has none of
)


def fragment_text(markup: str) -> str:
    """All visible text, lists and tables in order; plain text stays as it is.

    Example:
        >>> fragment_text("<p>Nine held.<ul><li>4 guns</ul>"), fragment_text("Nine &amp; ten")
        ('Nine held.\\n- 4 guns', 'Nine & ten')
    """
    if "<" not in markup:
        return html.unescape(markup).replace("\r\n", "\n").strip()
    page = read_page(f"<html><body>{markup}</body></html>")
    visible = page.text()
    if page.elements > MOST_ELEMENTS or page.depth > DEEPEST:
        return visible
    found = main_text(f"<html><head></head><body><article>{markup}</article></body></html>")
    if (
        found is None
        or len(_bare(found.text)) < LEAST * len(_bare(visible))
        or dropped_digits(page, found.text)
    ):
        return visible
    return found.text


def _bare(text: str) -> str:
    return "".join(character for character in text if character.isalnum())
