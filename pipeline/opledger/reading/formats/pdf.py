"""PDF: the text of its pages as paragraphs, without running heads and page numbers."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Any

from opledger.errors import RejectedError
from opledger.reading.draft import Draft, too_long
from opledger.reading.dropped import NEAR, plain
from opledger.reading.needs import needed
from opledger.reading.options import ReadOptions
from opledger.reading.packed import MADE, office, packed_bytes, sensible_title, stated
from opledger.reading.pdf.bombs import refuse_bombs
from opledger.reading.pdf.margins import Sheet, row_text, split_margins
from opledger.reading.pdf.paragraphs import paragraphs_of
from opledger.reading.pdf.rows import Row, rows_of
from opledger.reading.pdf.words import NOTE, lines_of_words
from opledger.reading.source import ByteStream, Source

MOST_PAGES = 5_000
MOST_ON_PAGE = 200_000  # characters; a page of a newspaper has 30,000
HEAD = 1024  # bytes in which a PDF begins, as readers of the format have it
HEADLINE = 1.15  # times the usual height of letters
UNKNOWN = 0.2  # of the letters; the fonts do not say what more than that stand for
_DATE = re.compile(r"D:(\d{4})(\d\d)(\d\d)")
_DIGITS = re.compile(r"\d+")
_NOTE = re.compile(rf"{NOTE}(\d+)")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_STRANGE = re.compile(r"[\ufffd\ue000-\uf8ff\x00-\x08\x0e-\x1f]")
_REASONS = {
    "password": ("is encrypted and opens with a password only", "save it without one"),
    "security": ("is encrypted in a way that can't be read", "save it without a password"),
}


def read_pdf(stream: ByteStream, source: Source, options: ReadOptions) -> Iterator[Draft]:
    """The one release of a PDF.

    ``metadata["dropped_digits"]`` lists the numbers of its running heads and feet, which are left out.

    Raises:
        RejectedError: if it is broken, encrypted, too long, or holds pictures of text only.
    """
    pdfium = needed("pypdfium2", "pdf", "a PDF")
    data = packed_bytes(stream, options)
    if b"%PDF-" not in data[:HEAD]:
        raise RejectedError("not a PDF, whatever its name says: it does not begin as one")
    refuse_bombs(data, options.max_bytes)
    document = _opened(pdfium, data)
    try:
        if _encrypted(document):  # and opens without a password: only now can its streams be looked into
            refuse_bombs(_copy(document), options.max_bytes)
        sheets, pictures = _sheets(pdfium, document, options)
        about = document.get_metadata_dict()
    finally:
        document.close()
    yield _draft(sheets, pictures, about, source, options)


def _opened(pdfium: Any, data: bytes) -> Any:
    try:
        return pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        for word, (what, advice) in _REASONS.items():
            if word in str(error).lower():
                raise RejectedError(f"the PDF {what}", advice=advice) from None
        raise RejectedError("broken PDF: it can't be opened", advice="open and save it anew") from None


def _encrypted(document: Any) -> bool:
    import pypdfium2.raw as raw

    return bool(raw.FPDF_GetSecurityHandlerRevision(document) != -1)


def _copy(document: Any) -> bytes:
    """The file with its streams as they are packed, but not encrypted."""
    import pypdfium2.raw as raw

    written = io.BytesIO()
    document.save(written, flags=raw.FPDF_REMOVE_SECURITY)
    return written.getvalue()


def _sheets(pdfium: Any, document: Any, options: ReadOptions) -> tuple[list[Sheet], list[int]]:
    """The pages, and the numbers of those with pictures and no text."""
    count = len(document)
    if not 0 < count <= MOST_PAGES:
        raise RejectedError(f"has {count:,} pages" if count > 0 else "broken PDF: it has no pages")
    sheets: list[Sheet] = []
    pictures: list[int] = []
    length = 0
    for at in range(count):
        try:
            page = document[at]
        except pdfium.PdfiumError:
            raise RejectedError(f"broken PDF: page {at + 1} of {count} can't be read") from None
        try:
            sheet = _sheet(page)
            if not sheet.rows and next(_pictures(pdfium, page), None) is not None:
                pictures.append(at + 1)
        finally:
            page.close()
        length += sum(len(run.text) for row in sheet.rows for run in row)
        if length > options.max_bytes:
            raise too_long(options)
        sheets.append(sheet)
    return sheets, pictures


def _sheet(page: Any) -> Sheet:
    words = page.get_textpage()
    try:
        if words.count_chars() > MOST_ON_PAGE:
            raise RejectedError(f"a page with more than {MOST_ON_PAGE:,} characters, which nobody could read")
        _, bottom, _, top = page.get_bbox()
        return Sheet(rows_of(lines_of_words(words)), bottom, top)
    finally:
        words.close()


def _pictures(pdfium: Any, page: Any) -> Iterator[Any]:
    import pypdfium2.raw as raw

    try:
        yield from page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=4)
    except pdfium.PdfiumError:
        return


def _draft(
    sheets: list[Sheet], pictures: list[int], about: dict[str, str], source: Source, options: ReadOptions
) -> Draft:
    pages, margins = split_margins(sheets)
    joined = "\n".join(paragraphs_of(pages))
    text = _NOTE.sub("", joined)
    if not text.strip() and pictures:
        raise RejectedError(
            f"holds no text, only pictures on {len(pictures)} page(s), as scans do",
            advice="let an OCR program add the text, such as ocrmypdf",
        )
    strange = len(_STRANGE.findall(text))
    if strange > UNKNOWN * len(text):
        raise RejectedError(
            "its fonts do not say which letters they show", advice="let an OCR program read it"
        )
    day = _day(about.get("CreationDate"))
    warnings = _warnings(pictures, margins, strange)
    made = day if day and not _YEAR.search(text) else None
    if made:
        warnings.append(f"no year in the text; {MADE}, {made}, is taken as that of publication")
    dropped = [{"digits": run, "near": line[:80]} for line in margins for run in _DIGITS.findall(line)]
    dropped += [{"digits": mark.group(1), "near": _near(joined, mark)} for mark in _NOTE.finditer(joined)]
    author = about.get("Author")
    return Draft(
        source.shown,
        source.stem,
        text,
        title=_title(pages, about.get("Title"), text),
        published=made,
        publisher=office(author),
        metadata=stated(
            pages=len(sheets),
            author=author,
            created=day,
            subject=about.get("Subject"),
            keywords=about.get("Keywords"),
            dropped_digits=dropped,
            warnings=warnings,
        ),
    )


def _warnings(pictures: list[int], margins: list[str], strange: int) -> list[str]:
    warnings = []
    if pictures:
        shown = ", ".join(map(str, pictures[:10])) + (" ..." if len(pictures) > 10 else "")
        warnings.append(f"page(s) {shown} hold pictures and no text; what these show is not read")
    if margins:
        warnings.append(f"{len(margins)} running head(s) and page number(s) are left out")
    if strange:
        warnings.append(f"{strange} character(s) that its fonts do not name")
    return warnings


def _title(pages: list[list[Row]], stated_title: str | None, text: str) -> str | None:
    """What stands in the largest letters on the first page; else the title that the file states."""
    large = _headline(pages[0]) if pages else None
    title = sensible_title(stated_title)
    if title and plain(title) and plain(title) in plain(text[:2000]):
        return title
    return large or title


def _headline(rows: list[Row]) -> str | None:
    heights = [row[0].height for row in rows for _ in range(len(row[0].text))]
    if not heights:
        return None
    usual = sorted(heights)[len(heights) // 2]
    tallest = max(heights)
    if tallest < HEADLINE * usual:
        return None
    lines = [row_text(row) for row in rows if row[0].height > 0.97 * tallest]
    found = " ".join(lines)
    return found if 8 <= len(found) <= 300 else None


def _near(text: str, mark: re.Match[str]) -> str:
    return text[max(0, mark.start() - NEAR) : mark.start()].rpartition("\n")[2].strip()


def _day(stated_date: str | None) -> str | None:
    from opledger.reading.formats.objects import iso_date

    found = _DATE.match(stated_date or "")
    return iso_date("-".join(found.groups())) if found else None
