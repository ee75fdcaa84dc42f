"""The words of a page as pdfium finds them, each with its place."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

LINE_ENDS = frozenset((10, 13))
BLANKS = frozenset((0, 9, 32, 0xA0, 0x2002, 0x2003, 0x2009, 0x202F, 0x3000))
SOFT_HYPHEN = "\u00ad"
NOTE = "\ue001"  # of the private use area: before the raised number of a footnote that stands behind a number
HYPHENS = frozenset((0x02, 0xFFFE))  # what pdfium gives for a hyphen that breaks a word at the line's end
SMALL = 0.8  # of the height of the letters before: a raised mark
BULLETS = {
    0xF0B7: "•",
    0xF0A7: "•",
    0xF0D8: "•",
    0xF0FC: "•",
    0xB7: "•",
    0x25CF: "•",
    0x25AA: "•",
    0x2023: "•",
}


@dataclass(frozen=True, slots=True)
class Word:
    """A run of characters without a blank; places in points, from the lower left corner of the page."""

    text: str
    left: float
    right: float
    bottom: float
    top: float

    @property
    def height(self) -> float:
        """Height of its letters with the room above and below, about the size of the font."""
        return self.top - self.bottom


def lines_of_words(page: Any) -> Iterator[list[Word]]:
    """The lines of a page, in the order in which the file writes them.

    Args:
        page: a ``PdfTextPage`` of pypdfium2.
    """
    reader = _Characters(page)
    line: list[Word] = []
    run: list[int] = []
    for at in range(reader.count):
        code = reader.code(at)
        broken = code in HYPHENS and reader.ends_line(at)
        if broken or (code not in LINE_ENDS and code not in BLANKS):
            run.append(at)
            if not broken:
                continue
        if run:
            line.append(reader.word(run))
            run = []
        if (code in LINE_ENDS or broken) and line:
            yield line
            line = []
    if run:
        line.append(reader.word(run))
    if line:
        yield line


class _Characters:
    """Characters of a page by number; one call into the library each."""

    def __init__(self, page: Any) -> None:
        import pypdfium2.raw as pdfium

        self._page = page.raw
        self._unicode = pdfium.FPDFText_GetUnicode
        self._loose = pdfium.FPDFText_GetLooseCharBox
        self._box = pdfium.FS_RECTF()
        self._pointer = ctypes.byref(self._box)
        self.count = max(0, pdfium.FPDFText_CountChars(page.raw))

    def code(self, at: int) -> int:
        return int(self._unicode(self._page, at))

    def place(self, at: int) -> tuple[float, float, float, float]:
        """Left, right, bottom, top."""
        box = self._box
        if not self._loose(self._page, at, self._pointer):
            return 0.0, 0.0, 0.0, 0.0
        return box.left, box.right, box.bottom, box.top

    def ends_line(self, at: int) -> bool:
        """Whether the next character stands to the left, on another line."""
        return at + 1 >= self.count or self.place(at + 1)[0] < self.place(at)[0]

    def word(self, run: list[int]) -> Word:
        left, right, bottom, top = self.place(run[0])
        last = self.place(run[-1])
        codes = [self.code(at) for at in run]
        text = _text(codes)
        raised = len(run) > 1 and (last[3] - last[2]) < SMALL * (top - bottom)
        if raised and text[-1:].isdigit():
            text = self._parted(run, codes)
        return Word(text, min(left, last[0]), max(right, last[1]), bottom, top)

    def _parted(self, run: list[int], codes: list[int]) -> str:
        """A word whose end is a raised mark of a footnote, kept apart from a number by ``NOTE``."""
        _, _, bottom, top = self.place(run[0])
        for cut in range(1, len(run)):
            place = self.place(run[cut])
            if place[3] - place[2] < SMALL * (top - bottom):
                before, mark = _text(codes[:cut]), _text(codes[cut:])
                return before + (NOTE if before[-1:].isdigit() and mark.isdigit() else "") + mark
        return _text(codes)


def _text(codes: list[int]) -> str:
    """Characters of their numbers; the halves of a pair are joined, what is no character becomes U+FFFD.

    A soft hyphen inside a word is what some fonts call a plain one.
    """
    characters = [BULLETS.get(code) or (chr(code) if code < 0x110000 else "\ufffd") for code in codes]
    for at, code in enumerate(codes):
        if code in HYPHENS or code == ord(SOFT_HYPHEN):
            characters[at] = SOFT_HYPHEN if at == len(codes) - 1 else "-"
    joined = "".join(characters)
    if joined.isascii():
        return joined
    return joined.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
