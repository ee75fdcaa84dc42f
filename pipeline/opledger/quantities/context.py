"""The words around a number: its qualifier before and after, and what stands to its left."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from opledger.quantities.lexicon import Lexicon

WINDOW = 72
"""Characters to the left that are looked at: the longest qualifier with fillers."""

OPENERS = "([{“‘\"'«„–—-:~≈><≥≤±=/|•*"


@dataclass(frozen=True)
class Left:
    """What stands before a number, read once.

    Args:
        text: the text; ``low``: the same in small letters; ``at``: where the number (or its currency) starts.
    """

    text: str
    low: str
    at: int

    @cached_property
    def window(self) -> str:
        """The characters before, small letters."""
        return self.low[max(0, self.at - WINDOW) : self.at]

    @cached_property
    def words(self) -> list[str]:
        """The words before, small letters, last one last; opening punctuation stripped."""
        found = [w.lstrip(OPENERS) for w in self.window.split()]
        return found[1:] if len(self.window) == WINDOW and len(found) > 1 else found

    @cached_property
    def last(self) -> str:
        """The word before; empty at the start of a line or after a bracket."""
        char = self.low[self.at - 1] if self.at else ""
        return self.words[-1] if self.words and char not in "\n" else ""

    @cached_property
    def written(self) -> str:
        """The word before as written."""
        parts = self.text[max(0, self.at - WINDOW) : self.at].split()
        return parts[-1].lstrip(OPENERS) if parts else ""

    @property
    def char(self) -> str:
        """The character before; empty at the start."""
        return self.text[self.at - 1] if self.at else ""


def qualifier_before(lexicon: Lexicon, left: Left) -> tuple[str, int] | None:
    """The qualifier that ends right before a number, and where it starts.

    Example: for "well over a" before "thousand" it is ``("more_than", offset of "well")``.
    """
    words = left.words
    end = len(words)
    for _ in range(3):
        for length in (4, 3, 2, 1):
            if length > end:
                continue
            phrase = " ".join(words[end - length : end])
            if phrase in lexicon.before:
                first = _with_boosters(lexicon, words, end - length)
                return lexicon.before[phrase], _start(left, len(words) - first)
        if not end or words[end - 1] not in lexicon.fillers:
            return None
        end -= 1
    return None


def _with_boosters(lexicon: Lexicon, words: list[str], first: int) -> int:
    reach = first
    while reach and words[reach - 1] in lexicon.boosters:
        reach -= 1
    # a lone "a" before "over" belongs to something else
    while reach < first and words[reach] in ("a", "the", "even", "much"):
        reach += 1 if words[reach : reach + 2] not in (["a", "little"], ["a", "bit"]) else first
    return min(reach, first)


def _start(left: Left, count: int) -> int:
    """Where the last ``count`` words of the window start."""
    at = left.at
    for _ in range(count):
        while at and left.low[at - 1].isspace():
            at -= 1
        while at and not left.low[at - 1].isspace():
            at -= 1
    while left.low[at] in OPENERS and at < left.at:
        at += 1
    return at


def sign_before(lexicon: Lexicon, left: Left) -> tuple[str, int] | None:
    """A sign (~, >, ≥) right before a number."""
    at = left.at
    while at and left.low[at - 1] in " \u00a0":
        at -= 1
    for length in (2, 1):
        sign = left.low[max(0, at - length) : at]
        if sign in lexicon.signs and len(sign) == length:
            return lexicon.signs[sign], at - length
    return None


def qualifier_after(lexicon: Lexicon, low: str, end: int) -> tuple[str, int] | None:
    """The qualifier right after a number (or its unit), and where it ends: "-plus", "or more", "(approx.)"."""
    match = lexicon.after_cue.match(low, end)
    if match is None:
        return None
    cue = " ".join(match[1].split())
    if cue == "plus" and low[end : end + 1] != "-" and low[match.end() : match.end() + 2].strip()[:1].isalnum():
        return None  # "80 plus 20"
    return lexicon.after[cue], match.end()
