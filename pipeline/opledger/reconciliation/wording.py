"""Which noun phrases count the same thing: words cut down to what tells kinds and substances apart."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from opledger.patternfiles.schemas.reconciliation import ReconciliationSection

WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
# Endings whose "s" is no plural.
NO_PLURAL = ("ss", "us", "is", "news", "series")


@lru_cache(maxsize=65536)
def singular(word: str) -> str:
    """The singular of an English noun, by its ending.

    Example:
        >>> singular("horns"), singular("bodies"), singular("glass")
        ('horn', 'body', 'glass')
    """
    if len(word) < 4 or not word.endswith("s") or word.endswith(NO_PLURAL):
        return word
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("ches", "shes", "xes", "sses", "zes")):
        return word[:-2]
    return word[:-1]


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun phrase: its content words (canonical) and its head, empty where it names nothing in particular."""

    words: frozenset[str]
    head: str


class Wording:
    """Canonical words of noun phrases, by the lists of the reconciliation section."""

    def __init__(self, section: ReconciliationSection) -> None:
        self._plain = frozenset(singular(w) for w in section.plain) | frozenset(section.plain)
        self._same = dict(section.same)
        self._linkers = frozenset(section.linkers)
        self._known: dict[str, Phrase] = {}

    def phrase(self, text: str | None) -> Phrase:
        """The phrase of a text.

        Example:
            >>> wording.phrase("five rhino horns").head  # doctest: +SKIP
            'horn'
        """
        key = (text or "")[:200].lower()
        if key not in self._known:
            self._known[key] = self._read(key)
        return self._known[key]

    def _read(self, text: str) -> Phrase:
        words: list[str] = []
        head, ended = "", False
        for match in WORD.finditer(text):
            word = match.group()
            if word in self._linkers:
                ended = ended or bool(words)
                continue
            word = self._same.get(word, self._same.get(singular(word), singular(word)))
            if word in self._plain or len(word) < 3 or word[0].isdigit():
                continue
            words.append(word)
            head = head if ended else word
        return Phrase(frozenset(words), head)
