"""Paragraphs and sentences that stand twice, exactly or nearly."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rapidfuzz.fuzz import ratio
from spacy.lang.en.lex_attrs import like_num

from opledger.layout.blocks import Block

WORD = re.compile(r"\w+")
FEWEST_WORDS = 4
ALIKE = 90.0
CANDIDATES = 6


class RepeatFinder:
    """Finds earlier copies of texts given in order. No all-pairs scan: near copies share their first or last words."""

    def __init__(self) -> None:
        self.exact: dict[str, int] = {}
        self.near: dict[tuple[str, ...], list[int]] = {}
        self.keys: dict[int, str] = {}

    def add(self, index: int, text: str) -> int | None:
        """Index of the earlier text that this one repeats; None, and remembered, if there is none."""
        words = WORD.findall(text.lower())
        if len(words) < FEWEST_WORDS:
            return None
        key = " ".join(words)
        earlier = self.exact.get(key)
        if earlier is not None:
            return earlier
        heads = (("<", *words[:3]), (">", *words[-3:]))
        earlier = self._near_copy(key, heads)
        if earlier is not None:
            return earlier
        self.exact[key] = index
        self.keys[index] = key
        for head in heads:
            bucket = self.near.setdefault(head, [])
            if len(bucket) < CANDIDATES:
                bucket.append(index)
        return None

    def _near_copy(self, key: str, heads: Sequence[tuple[str, ...]]) -> int | None:
        for head in heads:
            for index in self.near.get(head, ()):
                other = self.keys[index]
                if abs(len(other) - len(key)) * 10 > len(key):
                    continue
                if ratio(key, other, score_cutoff=ALIKE) and numbers(key) == numbers(other):
                    return index
        return None


def numbers(key: str) -> list[str]:
    """The numerals and number words of a text, in order; copies agree in them."""
    return [word for word in key.split() if word[0].isdigit() or like_num(word)]  # type: ignore[no-untyped-call]


def mark_repeats(blocks: list[Block]) -> None:
    """Set ``repeat_of`` on the blocks that repeat an earlier one; every copy of the headline repeats the first."""
    repeats = RepeatFinder()
    headline: int | None = None
    for i, block in enumerate(blocks):
        if block.skip or block.kind == "dateline":
            continue
        block.repeat_of = repeats.add(i, block.text)
        if block.kind == "headline":
            if block.repeat_of is None:
                block.repeat_of = headline
            headline = i if headline is None else headline
