"""The words around a number: its qualifier before and after, and what stands to its left."""

from __future__ import annotations

from opledger.quantities.lexicon import Lexicon

WINDOW = 56
"""Characters to the left that are looked at: the longest qualifier with fillers."""

LINE_ENDS = ("\n", "\r", "\u2028", "\u2029")
"""Characters after which a new line starts; words before them don't stand beside the number."""

DEPTH = 7
"""Words to the left that are looked at."""

OPENERS = "([{“‘\"'«„–—-:~≈><≥≤±=/|•*·"


class Left:
    """What stands before a number, read once.

    Args:
        text: the text; ``low``: the same in small letters; ``at``: where the number (or its currency) starts.

    Attributes:
        words: the words before, small letters, last one last, opening punctuation stripped.
    """

    __slots__ = ("at", "low", "text", "words")

    def __init__(self, text: str, low: str, at: int) -> None:
        self.text, self.low, self.at = text, low, at
        words = low[at - WINDOW if at > WINDOW else 0 : at].rsplit(None, DEPTH)
        if (at > WINDOW and not low[at - WINDOW - 1].isspace()) or len(words) > DEPTH:
            del words[:1]
        self.words = [w if w[0].isalnum() else w.lstrip(OPENERS) for w in words]

    @property
    def last(self) -> str:
        """The word before; empty at the start of a line."""
        return self.words[-1] if self.words and self.char not in LINE_ENDS else ""

    @property
    def written(self) -> str:
        """The word before as written."""
        parts = self.text[max(0, self.at - WINDOW) : self.at].split()
        return parts[-1].lstrip(OPENERS) if parts else ""

    @property
    def char(self) -> str:
        """The character before; empty at the start."""
        return self.text[self.at - 1] if self.at else ""

    def start_of(self, count: int) -> int:
        """Where the last ``count`` words start."""
        at, low = self.at, self.low
        for _ in range(count):
            while at and low[at - 1].isspace():
                at -= 1
            while at and not low[at - 1].isspace():
                at -= 1
        while at < self.at and low[at] in OPENERS:
            at += 1
        return at


def qualifier_before(lexicon: Lexicon, left: Left) -> tuple[str, int] | None:
    """The qualifier that ends right before a number, and where it starts.

    Example: for "well over a" before "thousand" it is ``("more_than", offset of "well")``.
    """
    words = left.words
    end = len(words)
    while end:
        if words[end - 1] in lexicon.before_ends:
            for length in (5, 4, 3, 2, 1):
                first = end - length
                if first >= 0 and " ".join(words[first:end]) in lexicon.before:
                    if first and words[first - 1] in lexicon.particles.get(words[first], ()):
                        return None
                    phrase = " ".join(words[first:end])
                    return lexicon.before[phrase], left.start_of(len(words) - _boosted(lexicon, words, first))
        if words[end - 1] not in lexicon.fillers or len(words) - end >= 2:
            return None
        end -= 1
    return None


def _boosted(lexicon: Lexicon, words: list[str], first: int) -> int:
    """The index of the first word with "just", "well", "a little" before the qualifier taken in."""
    for length in (2, 1):
        if first >= length and " ".join(words[first - length : first]) in lexicon.boosters:
            return first - length
    return first


def sign_before(lexicon: Lexicon, low: str, at: int) -> tuple[str, int] | None:
    """A sign (~, >, ≥) right before a number: its qualifier and where it stands."""
    if at and low[at - 1] in " \u00a0":
        at -= 1
    for length in (2, 1):
        sign = low[max(0, at - length) : at]
        if len(sign) == length and sign in lexicon.signs:
            return lexicon.signs[sign], at - length
    return None


def qualifier_after(lexicon: Lexicon, low: str, end: int) -> tuple[str, int] | None:
    """The qualifier right after a number (or its unit), and where it ends: "-plus", "or more", "(approx.)"."""
    match = lexicon.after_cue.match(low, end)
    if match is None:
        return None
    cue = " ".join(match[1].split())
    following = low[match.end() : match.end() + 2].strip()
    if cue == "+" and following[:1].isdigit():
        return None
    if cue == "plus" and low[end : end + 1] != "-" and following[:1].isdigit():
        return None  # "80 plus 20"
    if cue in ("at least", "at most", "approximately", "approx.") and following[:1].isalnum():
        return None  # "12 at least 20"
    return lexicon.after[cue], match.end()
