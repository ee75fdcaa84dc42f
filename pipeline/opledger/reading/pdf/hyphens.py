"""Words broken at the end of a line: whether the hyphen belongs to the word."""

from __future__ import annotations

import re
from collections.abc import Iterable

from opledger.reading.pdf.words import SOFT_HYPHEN

_WORDS = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_BROKEN = re.compile(rf"([^\W\d_]+)([-\u2010{SOFT_HYPHEN}])$")
_TAIL = re.compile(r"[^\W\d_]+")
# Heads and tails of compounds that are written with a hyphen; others at a line's end are broken words.
HEADS = frozenset(
    [
        "anti",
        "co",
        "counter",
        "cross",
        "drug",
        "dual",
        "ex",
        "far",
        "fast",
        "full",
        "half",
        "hand",
        "high",
        "human",
        "joint",
        "law",
        "long",
        "low",
        "mid",
        "multi",
        "much",
        "near",
        "non",
        "off",
        "on",
        "over",
        "part",
        "police",
        "post",
        "pre",
        "pro",
        "self",
        "semi",
        "short",
        "single",
        "so",
        "state",
        "sub",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "twenty",
        "thirty",
        "forty",
        "fifty",
        "sixty",
        "seventy",
        "eighty",
        "ninety",
        "under",
        "vice",
        "well",
        "year",
    ]
)
TAILS = frozenset(
    [
        "and",
        "based",
        "border",
        "era",
        "fold",
        "free",
        "general",
        "led",
        "level",
        "like",
        "made",
        "month",
        "old",
        "organised",
        "organized",
        "or",
        "price",
        "quality",
        "related",
        "risk",
        "scale",
        "style",
        "term",
        "time",
        "trafficking",
        "wide",
        "year",
    ]
)


class Hyphens:
    """Joins lines; knows which words the text writes with a hyphen, and which without.

    Example:
        >>> hyphens = Hyphens(["a cross-border team"])
        >>> hyphens.join("the investi-", "gation of cross-"), hyphens.join("of cross-", "border crime")
        ('the investigation of cross-', 'of cross-border crime')
    """

    def __init__(self, texts: Iterable[str]) -> None:
        self._words = {word.casefold() for text in texts for word in _WORDS.findall(text)}

    def join(self, text: str, following: str) -> str:
        """Two lines as one."""
        broken, tail = _BROKEN.search(text), _TAIL.match(following)
        if broken is None or tail is None:
            hangs = text.endswith(("-", SOFT_HYPHEN)) and not text.endswith((" -", f" {SOFT_HYPHEN}"))
            return plain_hyphens(text) + ("" if hangs else " ") + following
        if not tail.group().islower() or self._hyphenated(broken.group(1).casefold(), tail.group()):
            return plain_hyphens(text) + following
        return text[:-1] + following

    def _hyphenated(self, head: str, tail: str) -> bool:
        if f"{head}-{tail}" in self._words:
            return True
        if head + tail in self._words:
            return False
        return head in HEADS or tail in TAILS


def plain_hyphens(text: str) -> str:
    """A hyphen at the end of a line as a plain one."""
    return text[:-1] + "-" if text.endswith(SOFT_HYPHEN) else text
