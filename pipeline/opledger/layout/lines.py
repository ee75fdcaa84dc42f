"""Lines of a text, and which neighbours are one line that was broken (wrapped text, link texts, superscripts)."""

from __future__ import annotations

import re

from opledger.layout.blocks import Block
from opledger.layout.cues import Cues

ODD_BREAKS = re.compile("[\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
ENDS = frozenset(".!?:;…")
CLOSERS = "\"'”’»)]"
CONTINUERS = frozenset(",.;:)]%")
SUPERSCRIPTS = frozenset(("st", "nd", "rd", "th"))
FRAGMENT = 60
"""A link text or bold words cut out of a sentence are shorter than this."""
WRAP_SHORTEST, WRAP_LONGEST, WRAP_LINES = 60, 125, 8
"""Text wrapped at a margin: that many lines of that length, hardly any longer."""


def split_lines(text: str) -> list[Block]:
    """The lines of a text that are not empty, without the space around them."""
    if ODD_BREAKS.search(text):
        text = ODD_BREAKS.sub("\n", text)
    blocks: list[Block] = []
    at, gap = 0, True
    for line in text.split("\n"):
        bare = line.strip()
        if bare:
            start = at if line[0] == bare[0] else at + len(line) - len(line.lstrip())
            blocks.append(Block(start, start + len(bare), bare, gap))
            gap = False
        else:
            gap = True
        at += len(line) + 1
    return blocks


def is_wrapped(lines: list[Block]) -> bool:
    """Whether the text was wrapped at a margin, so that a line's end says nothing."""
    sizes = [len(line.text) for line in lines]
    full = sum(WRAP_SHORTEST <= size <= WRAP_LONGEST for size in sizes)
    longer = sum(size > WRAP_LONGEST for size in sizes)
    return full >= WRAP_LINES and longer * 10 <= full


def unfinished(text: str) -> bool:
    """Whether a line ends without a mark that ends a sentence or opens a list."""
    last = text[-1]
    if last in CLOSERS:
        last = text.rstrip(CLOSERS)[-1:]
    return last not in ENDS


class Joiner:
    """Joins broken lines; the text stays as it is, a joined block just spans several lines.

    Args:
        cues: compiled patterns.
        titles: squashed titles of the page, whose broken copies are joined.
    """

    def __init__(self, cues: Cues, text: str, lines: list[Block], titles: tuple[str, ...]) -> None:
        self.cues, self.text, self.lines, self.titles = cues, text, lines, titles
        self.wrapped = len(lines) >= WRAP_LINES and is_wrapped(lines)

    def join(self) -> list[Block]:
        """Blocks in text order."""
        joined: list[Block] = []
        last_size = 0
        for i, line in enumerate(self.lines):
            if joined and not line.gap and self._continues(joined[-1], line, i, last_size):
                before = joined[-1]
                before.end, before.lines = line.end, before.lines + 1
                before.text = self.text[before.start : line.end] if before.lines < 200 else before.text
                before.open = line.text.lower() in SUPERSCRIPTS
            else:
                joined.append(line)
            last_size = len(line.text)
        for block in joined:
            if block.lines >= 200:
                block.text = self.text[block.start : block.end]
        return joined

    def _continues(self, before: Block, line: Block, i: int, last_size: int) -> bool:
        first, words = line.text[0], before.text
        if first in CONTINUERS:
            return any(c.isalnum() for c in words[-40:])
        if line.text.lower() in SUPERSCRIPTS:
            return words[-1].isdigit()
        if before.open:
            return True
        if not (unfinished(words) or (first.islower() and words[-1] in CLOSERS)):
            return False
        if first in self.cues.dashes:
            return self._dateline_goes_on(words, line.text)
        if self.cues.marker.match(line.text) or not any(c.isalpha() for c in words[-60:]):
            return before.lines > 1 and first.islower()
        if first.islower():
            return self._lower_goes_on(before, line)
        if self.wrapped and last_size >= WRAP_SHORTEST:
            return True
        return self._open_end(words) or self._fragment(before, line, i) or self._title_goes_on(words, line.text)

    def _dateline_goes_on(self, words: str, text: str) -> bool:
        return len(words) < FRAGMENT and self.cues.place_alone.fullmatch(words) is not None and (
            len(text) == 1 or len(text) > FRAGMENT
        )

    @staticmethod
    def _lower_goes_on(before: Block, line: Block) -> bool:
        """A line in lower case goes on the line before, unless both are entries of a list in lower case."""
        head = before.text[0]
        listed = len(before.text) < FRAGMENT and before.lines == 1 and (head.islower() or head.isdigit())
        return not listed

    def _open_end(self, words: str) -> bool:
        last = words[-24:].rsplit(None, 1)[-1].lower()
        return (last in self.cues.open_words or last[-1] == ",") and len(words) > 2

    def _fragment(self, before: Block, line: Block, i: int) -> bool:
        """Words between two parts of a sentence, put on a line of their own."""
        if len(line.text) >= FRAGMENT or i + 1 == len(self.lines):
            return False
        after = self.lines[i + 1]
        goes_on = not after.gap and (after.text[0] in CONTINUERS or after.text[0].islower())
        return goes_on and unfinished(line.text) and (before.lines > 1 or len(before.text) >= 30)

    def _title_goes_on(self, words: str, text: str) -> bool:
        if not self.titles or len(words) > 300 or len(words) < 12:
            return False
        start = self.cues.squash(words)
        whole = start + self.cues.squash(text)
        return any(t.startswith(whole) and len(start) < len(t) for t in self.titles)
