"""Paragraphs and sentences that stand twice, exactly or nearly."""

from __future__ import annotations

import re
from collections import defaultdict

from rapidfuzz.fuzz import ratio
from spacy.lang.en.lex_attrs import like_num

from opledger.layout.blocks import Block

WORD = re.compile(r"\w+")
FEWEST_WORDS, LONGEST = 4, 5000
SHORTEST = 2 * FEWEST_WORDS - 1
"""Characters that so many words need at least."""
ALIKE = 90.0
CANDIDATES = 6


class RepeatFinder:
    """Finds earlier copies of texts given in order.

    There is no all-pairs scan: near copies share their first or their last words.

    Args:
        words: words of texts seen so far, to be shared between finders of one release.
    """

    def __init__(self, words: dict[str, list[str]]) -> None:
        self.words = words
        self.exact: dict[str, int] = {}
        self.near: defaultdict[str, list[int]] = defaultdict(list)
        self.keys: dict[int, str] = {}
        self.counted: dict[int, list[str]] = {}

    def add(self, index: int, text: str) -> int | None:
        """Index of the earlier text that this one repeats; None, and remembered, if there is none."""
        if len(text) < SHORTEST:
            return None
        words = self.words.get(text)
        if words is None:
            words = self.words[text] = WORD.findall(text.lower())
        if len(words) < FEWEST_WORDS:
            return None
        key = " ".join(words)
        earlier = self.exact.get(key)
        if earlier is not None:
            return earlier
        self.exact[key] = index
        return self._near_copy(index, key, words) if len(key) <= LONGEST else None

    def _near_copy(self, index: int, key: str, words: list[str]) -> int | None:
        """Index of a text with nearly the same words and the same numbers; else the text is remembered."""
        near = self.near
        buckets = (near["< " + " ".join(words[:3])], near["> " + " ".join(words[-3:])])
        counted: list[str] | None = None
        for bucket in buckets:
            for earlier in bucket:
                other = self.keys[earlier]
                if abs(len(other) - len(key)) * 10 > len(key):
                    continue
                counted = numbers(key) if counted is None else counted
                if counted == self._numbers_of(earlier) and ratio(key, other, score_cutoff=ALIKE):
                    return earlier
        self.keys[index] = key
        for bucket in buckets:
            if len(bucket) < CANDIDATES:
                bucket.append(index)
        return None

    def _numbers_of(self, index: int) -> list[str]:
        if index not in self.counted:
            self.counted[index] = numbers(self.keys[index])
        return self.counted[index]


def numbers(key: str) -> list[str]:
    """The numerals and number words of a text, in order; copies agree in them."""
    words = key.split()
    return [w for w in words if w[0].isdigit() or like_num(w)]  # type: ignore[no-untyped-call]


def mark_repeats(blocks: list[Block], words: dict[str, list[str]]) -> None:
    """Set ``repeat_of`` on blocks that repeat an earlier one; copies of the headline repeat the first."""
    repeats = RepeatFinder(words)
    headline: int | None = None
    for i, block in enumerate(blocks):
        if block.skip or block.kind == "dateline":
            continue
        block.repeat_of = repeats.add(i, block.text)
        if block.kind == "headline":
            if block.repeat_of is None:
                block.repeat_of = headline
            headline = i if headline is None else headline
