"""The main text of an HTML page and what the page says of itself, by trafilatura."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from typing import Any

from opledger.reading.tidy import TWIN, prepare

DATES = {  # a date that the page states, not one guessed from its text: the layout reads that
    "extensive_search": False,
    "original_date": True,
    "outputformat": "%Y-%m-%d",
    "max_date": "2100-01-01",  # the default is today, which would make the result depend on the day
}
# Below this many characters trafilatura takes the text of all tags instead, which tears tables apart. Its default
# of 250 did that to short notices (10, 50 and 250 tried on pages of two paragraphs and a table).
SHORT = 50
_DECLARATION = re.compile(r"\s*<\?xml[^>]*\?>")
_RULE = re.compile(r"\|(?:-+\|)+")


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
            prepare(tree)
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
    text = "\n".join(_lines((found.text or "").replace(TWIN, "")))
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
