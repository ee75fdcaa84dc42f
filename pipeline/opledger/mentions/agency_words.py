"""Small things that the finders of names share: text made even, capitalised words, slugs, mentions."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

# One character for one: offsets stay those of the release. Replaced one by one, which is 50 times as fast as translate.
_EVEN = (
    ("’", "'"),
    ("‘", "'"),
    ("ʼ", "'"),
    ("´", "'"),
    ("`", "'"),
    ("\u00a0", " "),
    ("\u202f", " "),
    ("\u2011", "-"),
)
_POSSESSIVE = re.compile(r"'s?$")
_SLUG = re.compile(r"[^a-z0-9]+")


@dataclass(slots=True)
class Name:
    """A name found in a text, before it becomes a mention."""

    start: int
    end: int
    name: str
    id: str
    kind: str
    country: str | None = None
    acronym: str | None = None
    rule: str = ""


def even(text: str) -> str:
    """The text with one kind of apostrophe, space and hyphen; the same length."""
    for old, new in _EVEN:
        text = text.replace(old, new)
    return text


def bare(word: str) -> str:
    """A word without its possessive ending."""
    return _POSSESSIVE.sub("", word) if "'" in word else word


def longest_first(texts: Iterable[str]) -> list[str]:
    """Sorted so that a form stands before the forms that it begins with."""
    return sorted(texts, key=lambda t: (-len(t), t))


def any_of(texts: Iterable[str]) -> str:
    """A regular expression for any of the texts; for none, one that never matches."""
    return "|".join(map(re.escape, longest_first(texts))) or "(?!)"


def slug(name: str) -> str:
    """A stable id made of a name: ASCII letters and digits, joined by hyphens.

    Example:
        >>> slug("Fiscalía General de la Nación")
        'fiscalia-general-de-la-nacion'
    """
    plain = unicodedata.normalize("NFKD", name.lower().replace("'s", "").replace("’s", ""))
    return _SLUG.sub("-", "".join(c for c in plain if not unicodedata.combining(c))).strip("-") or "unnamed"


def mention(label: str, name: Name, extras: dict[str, Any]) -> dict[str, Any]:
    """A mention as ``docs/architecture.md`` has it."""
    return {
        "label": label,
        "start": name.start,
        "end": name.end,
        "name": name.name,
        "id": name.id,
        "roles": [],
        "repeat_of": None,
        "rule": name.rule,
        "extras": extras,
    }


def initials(acronym: str, name: str) -> bool:
    """Whether every letter of an acronym begins a word of the name; in any order, as many acronyms are those of
    another language.

    Example:
        >>> initials("UCO", "Central Operative Unit")
        True
    """
    letters = {w[0].upper() for w in re.findall(r"[^\W_]+", name)}
    return all(letter in letters for letter in acronym.upper() if letter.isalpha())


class Taken:
    """Spans that don't overlap, kept sorted: cheap to ask whether another one fits in between.

    Example:
        >>> taken = Taken()
        >>> taken.take(0, 5), taken.take(3, 8), taken.take(5, 8)
        (True, False, True)
    """

    def __init__(self) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []

    def free(self, start: int, end: int) -> bool:
        """Whether a span overlaps none of those taken."""
        i = bisect_left(self._starts, end)
        return i == 0 or self._ends[i - 1] <= start

    def take(self, start: int, end: int) -> bool:
        """Take a span if it is free; tells whether it was."""
        if not self.free(start, end):
            return False
        i = bisect_left(self._starts, start)
        self._starts.insert(i, start)
        self._ends.insert(i, end)
        return True
