"""Lines of a text, and which neighbours are one broken line (wrapped text, link texts, superscripts)."""

from __future__ import annotations

import re

from opledger.layout.blocks import Block
from opledger.layout.cues import Cues, squash

ODD_BREAKS = re.compile("[\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
ASIDE = re.compile(r"\([^()\d][^()]{0,60}[^().!?]\)(?:[,.;]|\s[a-z]|$)")
"""Words in brackets that go on a sentence, on a line of their own."""
ENDS = frozenset(".!?:;…")
CLOSERS = "\"'”’»)]"
CONTINUERS = frozenset(",.;:)]%")
SUPERSCRIPTS = frozenset(("st", "nd", "rd", "th"))
FRAGMENT = 60
"""A link text or bold words cut out of a sentence are shorter than this."""
WRAP_SHORTEST, WRAP_LONGEST, WRAP_LINES = 60, 125, 8
"""Text wrapped at a margin: that many lines of that length, hardly any longer."""
PROSE = 80
"""A paragraph that ends with a full stop is longer than this."""


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


def wrap_width(lines: list[Block]) -> int:
    """Where a text was wrapped at a margin, so that a line's end says nothing: its width, else 0."""
    sizes = [len(line.text) for line in lines]
    full = [size for size in sizes if WRAP_SHORTEST <= size <= WRAP_LONGEST]
    longer = sum(size > WRAP_LONGEST for size in sizes)
    return max(full) if len(full) >= WRAP_LINES and longer * 10 <= len(full) else 0


def ends_sentence(text: str) -> bool:
    """Whether the last mark, brackets and quotes aside, is a full stop or its like; an ellipsis is not."""
    bare = text.rstrip(CLOSERS)
    return bare[-1:] in (".", "!", "?") and not bare.endswith("..")


def is_prose(text: str) -> bool:
    """Whether a block reads as a paragraph: long, and ended by a full stop."""
    return len(text) >= PROSE and ends_sentence(text)


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
        text: the whole text.
        lines: its lines.
        titles: squashed titles of the page, whose broken copies are joined.
    """

    def __init__(self, cues: Cues, text: str, lines: list[Block], titles: tuple[str, ...]) -> None:
        self.cues, self.text, self.lines, self.titles = cues, text, lines, titles
        self.initials = frozenset(title[0] for title in titles if title)
        self.listed = False
        width = wrap_width(lines)
        self.full_line = max(WRAP_SHORTEST, 4 * width // 5) if width else WRAP_LONGEST * 1000

    def join(self) -> list[Block]:
        """Blocks in text order; lines that are known buttons and labels already have their kind."""
        joined: list[Block] = []
        self.listed = False
        known = self.cues.furniture_lines
        before: Block | None = None
        last_size = 0
        for i, line in enumerate(self.lines):
            size = len(line.text)
            if size < 40 and line.text.lower() in known:
                line.kind, line.skip = "furniture", True
            if (
                before is not None
                and not line.gap
                and not line.kind
                and self._continues(before, line, i, last_size)
            ):
                before.end, before.lines = line.end, before.lines + 1
                before.text = self.text[max(before.start, line.end - 1000) : line.end]
                before.open = line.text.lower() in SUPERSCRIPTS
            else:
                joined.append(line)
                if before is not None:
                    self.listed = before.text[-1] == ":" or (self.listed and len(before.text) < FRAGMENT)
                before = line
            last_size = size
        for block in joined:
            if block.lines > 1:
                block.text = self.text[block.start : block.end]
        return joined

    def _continues(self, before: Block, line: Block, i: int, last_size: int) -> bool:
        first, words = line.text[0], before.text
        if first in CONTINUERS:
            return any(map(str.isalnum, words[-40:]))
        if before.kind or ("@" in line.text and " " not in line.text):
            return False
        if line.text.lower() in SUPERSCRIPTS:
            return words[-1].isdigit()
        if before.open:
            return True
        if not (unfinished(words) or (first.islower() and words[-1] in CLOSERS)):
            return False
        if first == "(" and ASIDE.match(line.text):
            return len(words) >= 3 and words[-1].isalnum()
        if first in self.cues.dashes:
            return self._dateline_goes_on(words, line.text)
        if self.cues.marker.match(line.text):
            return False
        if not any(map(str.isalpha, words[-60:])):
            return before.lines > 1 and first.islower()
        if first.islower():
            return self._lower_goes_on(before, line, i)
        if last_size >= self.full_line:
            return True
        return (
            self._open_end(words, line.text)
            or self._fragment(before, line, i)
            or self._title_goes_on(words, line.text)
        )

    def _dateline_goes_on(self, words: str, text: str) -> bool:
        """A place line and the dash behind it, on two lines."""
        if len(words) >= FRAGMENT or not (len(text) == 1 or len(text) > FRAGMENT):
            return False
        return self.cues.place_alone.fullmatch(words) is not None

    def _lower_goes_on(self, before: Block, line: Block, i: int) -> bool:
        """A line in lower case goes on the line before, unless both are short entries of a list."""
        if line.text.startswith(("http", "www.", "by ")):
            return self._fragment(before, line, i)
        if before.lines > 1 or len(before.text) >= FRAGMENT:
            return True
        head, last = before.text[0], before.text[-1]
        if last.isdigit() and self.cues.contacts(before.text, before.text.lower()):
            return False
        return not (self.listed or head.islower() or head.isdigit() or head == "(")

    def _open_end(self, words: str, text: str) -> bool:
        """The last word can't end a line; headings of few words above a whole paragraph are left alone."""
        last = words[-24:].rsplit(None, 1)[-1].lower()
        if last not in self.cues.open_words and last[-1] != ",":
            return False
        if self.listed and text[0].isdigit() and words[0].isdigit():
            return False
        return not (len(words) < FRAGMENT and is_prose(text) and words.count(" ") < 4 and words[0].isupper())

    def _fragment(self, before: Block, line: Block, i: int) -> bool:
        """Words between two parts of a sentence, put on a line of their own."""
        if len(line.text) >= FRAGMENT or i + 1 == len(self.lines) or not line.text[0].isalpha():
            return False
        after = self.lines[i + 1]
        goes_on = not after.gap and (
            after.text[0] in CONTINUERS or after.text[0].islower() or ASIDE.match(after.text) is not None
        )
        return goes_on and unfinished(line.text) and (before.lines > 1 or len(before.text) >= 30)

    def _title_goes_on(self, words: str, text: str) -> bool:
        if words[0].lower() not in self.initials or not 12 <= len(words) <= 300:
            return False
        start = squash(words)
        whole = start + squash(text)
        return any(t.startswith(whole) and len(start) < len(t) for t in self.titles)
