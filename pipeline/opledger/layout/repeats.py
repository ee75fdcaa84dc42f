"""Paragraphs and sentences that stand twice, exactly or nearly."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Container

from rapidfuzz.fuzz import ratio

from opledger.layout.blocks import Block

WORD = re.compile(r"\w+")
HEAD = re.compile(r"\W*+(\w++)\W++(\w++)\W++(\w++)\W++\w")
FEWEST_WORDS, LONGEST = 4, 5000
LAST, TAIL = 3, 60
"""How many last words, and in how many characters they stand in nearly every text."""
SHORTEST = 2 * FEWEST_WORDS - 1
"""Characters that so many words need at least."""
ALIKE = 90.0
CANDIDATES = 6


class RepeatFinder:
    """Finds earlier copies of texts given in order.

    There is no all-pairs scan: exact copies share their first words, near copies their first or their last. The
    words between are looked at only where these have stood before, which is seldom.

    Args:
        keys: the words of texts looked at so far, to be shared between finders of one release.
        number_words: words that are numbers.
    """

    def __init__(self, keys: dict[str, str], number_words: Container[str]) -> None:
        self.keys, self.number_words = keys, number_words
        self.texts: dict[int, str] = {}
        self.exact: dict[str, int] = {}
        self.alone: dict[str, int] = {}
        self.near: defaultdict[str, list[int]] = defaultdict(list)
        self.counted: dict[int, list[str]] = {}

    def add(self, index: int, text: str) -> int | None:
        """Index of the earlier text that this one repeats; None, and remembered, if there is none."""
        if len(text) < SHORTEST:
            return None
        low = text.lower()
        head = HEAD.match(low)
        if head is None:
            return None
        first = "< " + " ".join(head.groups())
        earlier = self._exact_copy(index, text, first)
        if earlier is not None:
            return earlier
        if len(low) > LONGEST and len(self._key(text)) > LONGEST:
            return None
        return self._near_copy(index, text, (self.near[first], self.near["> " + _last_words(low)]))

    def _key(self, text: str) -> str:
        """The words of a text, in small letters with single spaces."""
        key = self.keys.get(text)
        if key is None:
            key = self.keys[text] = " ".join(WORD.findall(text.lower()))
        return key

    def _exact_copy(self, index: int, text: str, first: str) -> int | None:
        """Index of a text with the same words; else the text is remembered, as it is while its first words are new."""
        self.texts[index] = text
        alone = self.alone.get(first)
        if alone is None:
            self.alone[first] = index
            return None
        self.exact.setdefault(self._key(self.texts[alone]), alone)
        earlier = self.exact.setdefault(self._key(text), index)
        return None if earlier == index else earlier

    def _near_copy(self, index: int, text: str, buckets: tuple[list[int], ...]) -> int | None:
        """Index of a text with nearly the same words and the same numbers; else the text is remembered."""
        for bucket in buckets:
            for earlier in bucket:
                key, other = self._key(text), self._key(self.texts[earlier])
                if abs(len(other) - len(key)) * 10 > len(key):
                    continue
                if self._numbers_of(index) == self._numbers_of(earlier) and ratio(
                    key, other, score_cutoff=ALIKE
                ):
                    return earlier
        for bucket in buckets:
            if len(bucket) < CANDIDATES:
                bucket.append(index)
        return None

    def _numbers_of(self, index: int) -> list[str]:
        if index not in self.counted:
            self.counted[index] = numbers(self._key(self.texts[index]), self.number_words)
        return self.counted[index]


def _last_words(low: str) -> str:
    """The last three words of a text."""
    words = WORD.findall(low, max(0, len(low) - TAIL))
    if len(words) <= LAST:  # the first of them may be the rest of a word
        words = WORD.findall(low)
    return " ".join(words[-LAST:])


def numbers(key: str, number_words: Container[str]) -> list[str]:
    """The numerals and number words of a text, in order; copies agree in them."""
    words = key.split()
    return [w for w in words if w[0].isdigit() or w in number_words]


def mark_repeats(blocks: list[Block], keys: dict[str, str], number_words: Container[str]) -> None:
    """Set ``repeat_of`` on blocks that repeat an earlier one; copies of the headline repeat the first."""
    repeats = RepeatFinder(keys, number_words)
    headline: int | None = None
    for i, block in enumerate(blocks):
        if block.skip or block.kind == "dateline":
            continue
        block.repeat_of = repeats.add(i, block.text)
        if block.kind == "headline":
            if block.repeat_of is None:
                block.repeat_of = headline
            headline = i if headline is None else headline
