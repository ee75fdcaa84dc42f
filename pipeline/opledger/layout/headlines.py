"""The headline and its copies."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from opledger.layout.blocks import Block
from opledger.layout.cues import squash
from opledger.layout.lines import ends_sentence

LONGEST, LONGEST_SITE, LONG_TITLE = 300, 90, 40
WORDS = 5
"""A headline has that many words; shorter lines above it name the issuer or the kind of text."""


class HeadlineFinder:
    """Finds the headline: the title given, else the best line above the body, else a line that stands twice.

    Args:
        title: the title known from metadata, or None.
        separators: what stands between a page's title and the site's name.
        labels: words before a colon that are no part of a title ("for immediate release").
        is_dateline: tells lines that are nothing but place and date.
    """

    def __init__(
        self,
        title: str | None,
        separators: Iterable[str],
        labels: Iterable[str],
        is_dateline: Callable[[str], object] = lambda _: False,
    ) -> None:
        self.is_dateline = is_dateline
        self.title, self.separators, self.labels = title, tuple(separators), frozenset(labels)

    def keys(self, text: str) -> tuple[str, ...]:
        """Squashed forms of a title: whole, without the site's name, without a label before it."""
        forms = [text]
        for mark in self.separators:
            head, found, tail = text.rpartition(mark)
            if found and head.count(" ") >= 2 and len(tail) <= LONGEST_SITE:
                forms.append(head)
                break
        label, found, _ = text.partition(": ")
        if found and label.lower() in self.labels:
            forms += [form.partition(": ")[2] for form in forms]
        return tuple(key for key in map(squash, forms) if key)

    def mark(self, blocks: list[Block], body: int) -> None:
        """Give the headline and its copies their kind, wherever they stand."""
        if self.title and self._mark_copies(blocks, self.keys(self.title)):
            return
        first = self._best(blocks[:body])
        if first is not None:
            first.kind = "headline"
            self._mark_copies(blocks, self.keys(first.text))
        else:
            self._mark_copies(blocks, self._repeated_line(blocks))

    def _best(self, head: list[Block]) -> Block | None:
        """The first long line, one in mixed case before one in capitals, one with a label before any."""
        free = [b for b in head if not b.kind and len(b.text) <= LONGEST and b.text[-1] not in ":.,;"]
        free = [b for b in free if not self.is_dateline(b.text)]
        long = [b for b in free if b.text.count(" ") >= WORDS - 1]
        labelled = [b for b in long if b.text.partition(": ")[0].lower() in self.labels]
        mixed = [b for b in long if not b.text.isupper()]
        if mixed and long[0].text.isupper() and len(long[0].text) < LONGEST_SITE:
            return mixed[0]
        return next(iter(labelled or long or free), None)

    @staticmethod
    def _repeated_line(blocks: list[Block]) -> tuple[str, ...]:
        """Without a line above the body, a line without full stop that stands twice is the headline."""
        seen: set[str] = set()
        for block in blocks:
            if (
                block.kind
                or len(block.text) > LONGEST
                or ends_sentence(block.text)
                or block.text.count(" ") < 3
            ):
                continue
            key = squash(block.text)
            if key in seen:
                return (key,)
            seen.add(key)
        return ()

    def _mark_copies(self, blocks: list[Block], titles: tuple[str, ...]) -> bool:
        found = False
        if not titles:
            return found
        initials = {title[0] for title in titles}
        longest = 2 * max(map(len, titles)) + 80
        for block in blocks:
            text = block.text
            if block.kind not in ("", "bullet", "headline") or len(text) > longest:
                continue
            if (text[0].lower() in initials or not text[0].isalnum()) and self._is_copy(text, titles):
                block.kind = "headline"
                found = True
        return found

    def _is_copy(self, text: str, titles: tuple[str, ...]) -> bool:
        """The same words, or a long title with some more at its end."""
        keys = self.keys(text)
        if any(key in titles for key in keys):
            return True
        if not keys or ends_sentence(text):
            return False
        return any(
            len(t) >= LONG_TITLE and keys[0].startswith(t) and len(keys[0]) < 1.5 * len(t) for t in titles
        )
