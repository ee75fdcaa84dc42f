"""Sentences of a block, by one regex over its full stops."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from opledger.layout.blocks import Block

WHOLE = frozenset(("headline", "dateline", "date", "row", "furniture", "subhead"))
"""Kinds of block that are one sentence each."""
STOP = re.compile(
    r"[.!?…](?<![.!?…].)[.!?…]*+[\"'”’»)\]]*+"
    r"(?:\s+(?=[\"'“”‘„«»(\[¿¡–—]*\s?[^\W_a-zß-öø-ÿ])|\s*\n\s*|(?=[A-Z][a-z]+ ))"
)
"""Starts with a set of characters, so that the engine skips everything else at C speed; a run of full stops is tried
at its start alone, as a line of dots is long."""
LAST_WORD = re.compile(r"[\w.]+$")
LONGEST_ASIDE = 1500
LEADER = 4  # so many dots lead from a label to its number


class SentenceSplitter:
    """Splits blocks into sentences.

    Args:
        abbreviations: words without their full stop that end no sentence if a digit follows, or if they hold
            a full stop themselves ("u.s").
        before_names: titles and the like, which never end one.
        closing: abbreviations that end a sentence unless a date or an acronym follows ("a.m").
        dates: names of months and days.
    """

    def __init__(
        self,
        abbreviations: Iterable[str],
        before_names: Iterable[str],
        closing: Iterable[str] = (),
        dates: Iterable[str] = (),
    ) -> None:
        self.abbreviations, self.before_names = frozenset(abbreviations), frozenset(before_names)
        self.closing, self.dates = frozenset(closing), frozenset(dates)

    def split(self, block: Block) -> Iterator[tuple[int, int]]:
        """Character spans of the sentences of a block, in order, without the space between them."""
        if block.kind in WHOLE:
            yield block.start, block.end
            return
        text, at = block.text, 0
        for stop in STOP.finditer(text):
            mark, after = stop.span()
            if not text[after - 1].isspace() and not self._runs_on(text, mark, after):
                continue
            if text[mark] == "." and not self._ends(text, mark, after):
                continue
            if after - mark > LEADER and text[after : after + 1].isdigit():
                continue  # "Persons charged ........ 38"
            # The first bracket may hold the whole sentence, so it does not count as an aside.
            if mark - at < LONGEST_ASIDE and text.count("(", at + 1, mark) > text.count(")", at + 1, after):
                continue
            yield block.start + at, block.start + len(text[at:after].rstrip()) + at
            at = after
        if at < len(text):
            yield block.start + at, block.end

    @staticmethod
    def _runs_on(text: str, mark: int, after: int) -> bool:
        """A full stop without space behind it, between two words: "was held.The others fled"."""
        before = text[max(0, mark - 3) : mark]
        return (
            after == mark + 1
            and text[mark] == "."
            and len(before) == 3
            and before.isalpha()
            and before.islower()
        )

    def _ends(self, text: str, mark: int, after: int) -> bool:
        found = LAST_WORD.search(text, max(0, mark - 20), mark)
        if found is None:
            return True
        word = found.group()
        lower = word.lower()
        if lower in self.before_names or (len(word) == 1 and word.isupper()):
            return False
        if lower in self.closing:
            following = text[after : after + 12].split(None, 1)[:1]
            return bool(following) and not self._belongs(following[0])
        return not (lower in self.abbreviations and (text[after : after + 1].isdigit() or "." in lower))

    def _belongs(self, word: str) -> bool:
        """Whether the word behind "a.m." goes with it."""
        return word[0].isdigit() or word[0] == "(" or word.isupper() or word.strip(".,").lower() in self.dates
