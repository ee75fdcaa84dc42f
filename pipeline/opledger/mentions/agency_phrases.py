"""Names of bodies in the languages that write them with small letters: "Brigade de répression du banditisme"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import partial

from opledger.lazily import Lazy
from opledger.mentions.agency_forms import Built
from opledger.patternfiles.schemas.agencies import Head, Tongue
from opledger.wordindex import FirstWords, names_of

LONGEST = 140  # characters of the longest such name


class Phrases:
    """Finds them by the first word of the name and the small words of its language.

    A name is a first word with its adjectives, and one or more groups of a joining word, a noun and its adjectives.

    Args:
        tongues: first words, joining words and endings of adjectives by language.
    """

    def __init__(self, tongues: Iterable[Tongue]) -> None:
        self._by_first: dict[str, list[tuple[Lazy, Head]]] = {}
        for tongue in tongues:
            for kind, words in tongue.first.items():
                for word in words:
                    head = Head(word=word, kind=kind, left=False, native=True)
                    run = re.match(r"[^\W_]+", word)
                    if run:
                        self._by_first.setdefault(run[0], []).append(
                            (Lazy(partial(_pattern, tongue, word)), head)
                        )
        self._first = FirstWords(self._by_first)

    def find(self, flat: str) -> Iterator[Built]:
        """The names of an even text; they can overlap."""
        for start, end in self._first.among(names_of(flat)):
            for pattern, head in self._by_first.get(flat[start:end], ()):
                m = pattern.compiled.match(flat, start, start + LONGEST)
                if m:
                    yield Built(start, m.end(), head, start)
                    break


def _pattern(tongue: Tongue, word: str) -> str:
    """A first word, adjectives, and groups of joining word, noun and adjectives."""
    small = f"(?:{'|'.join(tongue.adjectives)})(?![\\w'])"
    named = r"[A-ZÀ-Þ][\w-]+"
    noun = rf"(?!(?:{'|'.join(tongue.never)})(?!\w))(?:{named}|[a-zà-ÿ][\w-]{{3,}})"
    link = (
        f"(?: (?:{'|'.join(tongue.joiners)}) | (?:{'|'.join(tongue.elided)})')"
        if tongue.elided
        else (f" (?:{'|'.join(tongue.joiners)}) ")
    )
    adjectives = rf"(?: (?:{small}|{named}))*"
    lost = rf"(?:(?:{'|'.join(tongue.elided)})')?" if tongue.elided else ""
    more = rf"(?:,? (?:{'|'.join(tongue.ands)}) {lost}{noun}{adjectives})?"
    return rf"{re.escape(word)}(?!\w){adjectives}(?:{link}{noun}{adjectives}{more})+(?![\w-])"
