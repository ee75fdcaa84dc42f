"""Sentences of a block, by one regex over its full stops."""

from __future__ import annotations

import re
from collections.abc import Iterator

from opledger.layout.blocks import Block

WHOLE = frozenset(("headline", "dateline", "date", "row", "furniture", "subhead"))
"""Kinds of block that are one sentence each."""
STOP = re.compile(r"[.!?…]+[\"'”’»)\]]*(?=\s+[\"'“”‘„«»(\[¿¡–—]*\s?[^\W_a-zß-öø-ÿ]|\s*\n)\s+")
LAST_WORD = re.compile(r"[\w.]+$")


class SentenceSplitter:
    """Splits blocks into sentences.

    Args:
        abbreviations: words without their full stop that end no sentence if a digit or capital follows.
        before_names: titles and the like, which never end one.
    """

    def __init__(self, abbreviations: frozenset[str], before_names: frozenset[str]) -> None:
        self.abbreviations, self.before_names = abbreviations, before_names

    def split(self, block: Block) -> Iterator[tuple[int, int]]:
        """Character spans of the sentences of a block."""
        if block.kind in WHOLE:
            yield block.start, block.end
            return
        text, at = block.text, 0
        for stop in STOP.finditer(text):
            mark = stop.start()
            if text[mark] == "." and not self._ends(text, mark, stop.end()):
                continue
            if text.count("(", at, mark) > text.count(")", at, stop.end()):
                continue
            yield block.start + at, block.start + len(text[: stop.end()].rstrip())
            at = stop.end()
        if at < len(text):
            yield block.start + at, block.end

    def _ends(self, text: str, mark: int, after: int) -> bool:
        found = LAST_WORD.search(text, max(0, mark - 20), mark)
        if found is None:
            return True
        word = found.group()
        lower = word.lower()
        if lower in self.before_names or (len(word) == 1 and word.isupper()):
            return False
        return not (lower in self.abbreviations and (text[after].isdigit() or "." in lower))
