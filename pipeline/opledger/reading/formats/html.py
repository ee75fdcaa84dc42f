"""HTML: main text by trafilatura, or all visible text where that fails; no number lost unseen."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from typing import Any

from opledger.reading.decode import MARKS, Decoded, decode
from opledger.reading.draft import Draft
from opledger.reading.dropped import dropped_digits, plain
from opledger.reading.formats.text import how_read, whole
from opledger.reading.maintext import MainText, main_text
from opledger.reading.options import ReadOptions
from opledger.reading.page import Page, read_page
from opledger.reading.source import ByteStream, Source

# Trafilatura needs about 60 microseconds an element (20,000 to 60,000 tried: linear), and libxml2 builds no tree
# deeper than 256. Pages of news sites stay below 10,000 elements and 60 levels.
MOST_ELEMENTS = 30_000
DEEPEST = 200
PROSE = 120  # characters; a shorter block is a label, a link or a teaser
LEAST_SHARE = 0.25  # of the page's prose; below, what was found is not the story
TOP = 6  # lines in which the headline is looked for
_CHARSET = re.compile(rb"<meta[^>]{0,400}charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.I)
_LATIN = frozenset({"iso-8859-1", "latin-1", "latin1", "us-ascii", "ascii"})
_SURROGATE = re.compile(r"[\ud800-\udfff]")


def read_html(stream: ByteStream, source: Source, options: ReadOptions) -> Iterator[Draft]:
    """The one release of a page, with title, date, publisher, language and address as far as it states them.

    ``metadata["dropped_digits"]`` lists the numbers of the visible page that are not in the text.

    Raises:
        RejectedError: if the file is too long or no text.
    """
    yield page_draft(decode_page(whole(stream, options)), source)


def page_draft(decoded: Decoded, source: Source) -> Draft:
    """The release of a decoded page; see ``read_html``."""
    markup = decoded.text.replace("\0", "\ufffd")
    page = read_page(markup)
    found, warnings = _main(markup, page)
    title = _title(found.title, page)
    text = _SURROGATE.sub("\ufffd", with_headline(found.text, title))
    metadata = how_read(decoded)
    if found.url:
        metadata["url"] = found.url
    dropped = dropped_digits(page, text)
    if dropped:
        metadata["dropped_digits"] = dropped
        warnings.append(f"{len(dropped)} number(s) of the page are not in its main text ({_some(dropped)})")
    if warnings:
        metadata["warnings"] = [*metadata.get("warnings", []), *warnings]
    return Draft(
        source.shown,
        source.stem,
        text,
        title=title,
        published=found.date,
        publisher=found.publisher,
        language=page.language,
        metadata=metadata,
    )


def decode_page(data: bytes) -> Decoded:
    """Text of a page: by its mark, as UTF-8 if it is that, by the charset that it declares, or by guess.

    Example:
        >>> decode_page(b'<meta charset="iso-8859-1"><p>M\\xe1laga').encoding
        'cp1252'
    """
    decoded = decode(data)
    if decoded.encoding in {"utf-8", *(encoding for _, encoding in MARKS)} and not decoded.warnings:
        return decoded
    declared = _CHARSET.search(data[:4096])
    if declared is None:
        return decoded
    name = declared.group(1).decode("ascii", "replace").lower()
    name = "cp1252" if name in _LATIN else name
    try:
        return Decoded(data.decode(name), codecs.lookup(name).name)
    except (LookupError, UnicodeError):  # no such encoding, not this one, or no encoding of text
        return decoded


def _main(markup: str, page: Page) -> tuple[MainText, list[str]]:
    """The main text, or all visible text with the reason why."""
    if page.elements > MOST_ELEMENTS or page.depth > DEEPEST:
        why = f"the page is built too deep or too large ({page.depth} levels, {page.elements:,} elements)"
        return MainText(page.text(), None, None, None, None), [f"{why}; all its visible text is taken"]
    found = main_text(markup)
    if found is None or not found.text:
        told = ["no main text found; all visible text is taken"] if page.blocks else []
        return _whole_page(found, page), told
    if _misses_the_story(found.text, page):
        return _whole_page(found, page), [
            "the main text found is but a small part; all visible text is taken"
        ]
    return found, []


def _whole_page(found: MainText | None, page: Page) -> MainText:
    if found is None:
        return MainText(page.text(), None, None, None, None)
    return MainText(page.text(), found.title, found.date, found.publisher, found.url)


def _misses_the_story(text: str, page: Page) -> bool:
    lines = {plain(line.removeprefix("- ")) for line in text.split("\n")}
    prose = [b.text for b in page.blocks if not b.aside and len(b.text) >= PROSE]
    kept = sum(len(line) for line in prose if plain(line) in lines)
    return kept < LEAST_SHARE * sum(map(len, prose)) and len(text) < sum(map(len, prose)) / 2


def _title(stated: str | None, page: Page) -> str | None:
    """The first-level heading that the stated title holds (a site adds its name to it), else the stated title."""
    if stated is None:
        return page.headings[0] if len(page.headings) == 1 else None
    whole_title = plain(stated)
    for heading in page.headings:
        if len(heading) >= 10 and plain(heading) and plain(heading) in whole_title:
            return heading
    return stated


def with_headline(text: str, title: str | None) -> str:
    """The text, the title as its first line unless one of its first lines holds it.

    Example:
        >>> with_headline("Port Police held nine.", "Nine held"), with_headline("Nine held\\nIn Ghent.", "Nine held")
        ('Nine held\\nPort Police held nine.', 'Nine held\\nIn Ghent.')
    """
    if not title or not plain(title):
        return text
    wanted = plain(title)
    if any(wanted in plain(line) for line in text.split("\n", TOP)[:TOP]):
        return text
    return f"{title}\n{text}" if text else title


def _some(dropped: list[dict[str, Any]]) -> str:
    shown = ", ".join(str(item["digits"])[:20] for item in dropped[:5])
    return shown + (" ..." if len(dropped) > 5 else "")
