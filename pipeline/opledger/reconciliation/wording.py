"""Which noun phrases count the same thing: words cut down to what tells kinds and substances apart."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from opledger.patternfiles.schemas.reconciliation import ReconciliationSection

WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
# A row has fewer words.
ROW_WORDS = 8
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


@lru_cache(maxsize=4096)
def is_row(sentence: str) -> bool:
    """Whether a sentence is a row of a table or of a list of results: few words, and no full stop.

    Example:
        >>> is_row("Vehicles towed: 61"), is_row("They towed 61 vehicles.")
        (True, False)
    """
    letters = [word for word in sentence.split() if word[0].isalpha()]
    return (
        len(letters) < ROW_WORDS and "\n" not in sentence and not sentence.rstrip().endswith((".", "!", "?"))
    )


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun phrase: its content words (canonical) and its head, empty where it names nothing in particular."""

    words: frozenset[str]
    head: str


class Wording:
    """Canonical words of noun phrases, by the lists of the reconciliation section."""

    def __init__(self, section: ReconciliationSection) -> None:
        self._plain = _forms(section.plain)
        self._same = dict(section.same)
        self._linkers = frozenset(section.linkers)
        self._whole = {measure: self._plain | _forms(words) for measure, words in section.whole.items()}
        self._kinds = {measure: frozenset(words) for measure, words in section.kinds.items()}
        self._known: dict[tuple[str, str], Phrase] = {}

    def kind(self, measure: str, text: str | None) -> Phrase:
        """As ``phrase``, of the words before the first linker alone: "officers on the ground" are officers."""
        words = (text or "").lower().split()
        end = next((i for i, word in enumerate(words) if i and word in self._linkers), len(words))
        if measure in self._kinds:
            end = len(words)
        return self.phrase(measure, " ".join(words[:end]))

    def sort(self, measure: str, text: str | None) -> frozenset[str]:
        """As the words of ``kind``, for measures of which only a few kinds are told apart: all words that tell sorts."""
        if measure not in self._kinds or not text:
            return frozenset()
        key = (f"{measure}*", text[:200].lower())
        if key not in self._known:
            skipped = self._whole.get(measure, self._plain)
            self._known[key] = self._read(key[1], skipped, None)
        return self._known[key].words

    def phrase(self, measure: str, text: str | None) -> Phrase:
        """What a noun phrase counts, as far as that tells kinds of a measure apart.

        Example:
            >>> wording.phrase("wildlife_seized", "five rhino horns").head  # doctest: +SKIP
            'horn'
        """
        key = (measure, (text or "")[:200].lower())
        if key not in self._known:
            skipped = self._whole.get(measure, self._plain)
            self._known[key] = self._read(key[1], skipped, self._kinds.get(measure))
        return self._known[key]

    def _read(self, text: str, skipped: frozenset[str], only: frozenset[str] | None) -> Phrase:
        words: list[str] = []
        head, ended, last = "", False, ""
        for match in WORD.finditer(text):
            word = match.group()
            if word in self._linkers:
                ended = ended or bool(words)
                continue
            word = self._same.get(word, self._same.get(singular(word), singular(word)))
            last = word if not ended else last
            if (
                word in skipped
                or len(word) < 3
                or word[0].isdigit()
                or (only is not None and word not in only)
            ):
                continue
            words.append(word)
            head = head if ended else word
        if " other " in text and last in skipped:
            # "Computers and other equipment" is equipment.
            return Phrase(frozenset(), "")
        return Phrase(frozenset(words), head)


def _forms(words: list[str]) -> frozenset[str]:
    return frozenset(words) | frozenset(map(singular, words))
