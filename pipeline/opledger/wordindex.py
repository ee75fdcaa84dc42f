"""Which words of a text begin like one of many, told of all words at once.

Tables of names are looked up at the words of a text; an expression that walks from word to word makes several objects
of each, and nearly none of them is in the table. Here numpy finds where words start and end and makes a small number of
each, and a table of these numbers tells which words are worth a closer look.

    text -> words_of / names_of (cached) -> FirstWords.among -> a few spans, to be looked up
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy

from opledger.letters import all_folded

Array = Any  # mypy can't follow what indexing makes of numpy's arrays
Span = tuple[int, int]

BEYOND = 0x3000
"""Characters from here on are in no table; texts that hold them are searched by expressions."""
ODD_CASE = frozenset("İΣ")
"""Letters that turn into others, or into two, by what stands beside them."""
CAPITAL = "[A-ZÀ-ÖØ-ÞĀ-ŽȘȚ]"
WORD, RUN = re.compile(r"\w+"), re.compile(rf"{CAPITAL}[^\W_]*")
MARKS = 1 << 16
DIGITS = re.compile(r"\d+")
_IN_WORD, _IN_RUN, _CAPITAL, _DIGIT, _NOT_HERE = 1, 2, 4, 8, 128
_LONG = 3
_BYTE = 256


@dataclass(frozen=True, slots=True)
class Words:
    """Words of a text: where each starts and ends, and the number made of it.

    ``codes`` are those of the text's characters; None, as ``marks`` then are, where all words must be looked at.
    """

    starts: Array
    ends: Array
    marks: Array | None = None
    codes: Array | None = None

    def spans(self, chosen: Array | None = None) -> list[Span]:
        """Start and end of all words, or of those that a mask takes."""
        starts, ends = self.starts, self.ends
        if chosen is not None:
            at = chosen.nonzero()[0]
            starts, ends = starts.take(at), ends.take(at)
        return list(zip(starts.tolist(), ends.tolist(), strict=True))


class FirstWords:
    """Some words, in any case; finds where a text may have one of them.

    Example:
        >>> first = FirstWords(["costa", "spain"])
        >>> first.among(words_of("from Spain to Costa Rica"))
        [(5, 10), (14, 19)]
    """

    def __init__(self, words: Iterable[str]) -> None:
        self._marked = numpy.zeros(MARKS, dtype=bool)
        # A word with a character that is in no table stands only in texts all of whose words are looked at.
        known = list(filter(None, words))
        odd = {char for char in set("".join(known)) if _read(char) is None}
        if odd:
            known = [word for word in known if odd.isdisjoint(word)]
        read = _read(" ".join(known))
        if known and read is not None:
            lengths = numpy.fromiter(map(len, known), dtype=numpy.intp)
            ends = numpy.cumsum(lengths + 1) - 1
            self._marked[_marks(read[2], ends - lengths, ends)] = True

    def among(self, words: Words) -> list[Span]:
        """Where the words stand, and a few others with the same number, in order."""
        return words.spans(self.mask(words))

    def mask(self, words: Words) -> Array | None:
        """The same as a mask of the words of the text; None for all."""
        return None if words.marks is None else self._marked.take(words.marks)


class LastWords:
    """Words that stand, as they are written here or with a colon, before a space and the words of a text."""

    def __init__(self, words: Iterable[str]) -> None:
        self._marked = numpy.zeros((_BYTE, _BYTE), dtype=bool)
        self._marked[ord(":")] = True
        for word in words:
            last, before = ord(word[-1]) % _BYTE, ord(word[-2]) % _BYTE if len(word) > 1 else slice(None)
            self._marked[last, before] = True

    def mask(self, words: Words) -> Array | None:
        """Which words may stand behind one of these; None for all."""
        if words.codes is None:
            return None
        last, before = (words.codes.take(words.starts - back) % _BYTE for back in (2, 3))
        return (words.codes.take(words.starts - 1) == ord(" ")) & self._marked[last, before]


@lru_cache(maxsize=2)
def words_of(text: str) -> Words:
    """Every run of letters, digits and underscores: the words of the expression ``\\w+``."""
    read = _read(text)
    if read is None:
        return _by_expression(WORD, text)
    codes, kinds, small = read
    starts, ends = _edges(kinds, _IN_WORD)
    return Words(starts, ends, _marks(small, starts, ends), codes)


@lru_cache(maxsize=2)
def capitalised(text: str) -> Words:
    """The words that start with a capital."""
    words, read = words_of(text), _read(text)
    if read is None:
        return words
    at = (read[1].take(words.starts) & _CAPITAL).nonzero()[0]
    return Words(words.starts.take(at), words.ends.take(at), words.marks.take(at), words.codes)  # type: ignore[union-attr]


@lru_cache(maxsize=2)
def names_of(text: str) -> Words:
    """Every run of letters and digits from its first capital on.

    Example:
        >>> names_of("Police of Miami-Dade").spans()
        [(0, 6), (10, 15), (16, 20)]
    """
    read = _read(text)
    if read is None:
        return _by_expression(RUN, text)
    codes, kinds, small = read
    _, ends = _edges(kinds, _IN_RUN)
    capitals = (kinds & _CAPITAL).nonzero()[0]
    ends = ends.take(ends.searchsorted(capitals, side="right"))
    begins = numpy.ones(len(ends), dtype=bool)
    begins[1:] = ends[1:] != ends[:-1]
    starts, ends = capitals[begins], ends[begins]
    return Words(starts, ends, _marks(small, starts, ends), codes)


def digits_of(text: str) -> list[Span]:
    """Start and end of every run of digits: of the expression ``\\d+``.

    Example:
        >>> digits_of("12 of 340")
        [(0, 2), (6, 9)]
    """
    read = _read(text)
    if read is None:
        return [m.span() for m in DIGITS.finditer(text)]
    return Words(*_edges(read[1], _DIGIT)).spans()


def goes_on_large(words: Words) -> Array | None:
    """Which words have a capital as their second letter, too: acronyms; None for all."""
    if words.codes is None:
        return None
    return (_kinds().take(words.codes.take(words.starts + 1)) & _CAPITAL) != 0


def either(one: Array | None, other: Array | None) -> Array | None:
    """The words of both masks."""
    return None if one is None or other is None else one | other


def _by_expression(expression: re.Pattern[str], text: str) -> Words:
    spans = numpy.array([m.span() for m in expression.finditer(text)], dtype=numpy.intp).reshape(-1, 2)
    return Words(spans[:, 0], spans[:, 1])


@lru_cache(maxsize=2)
def _read(text: str) -> tuple[Array, Array, Array] | None:
    """The codes of the characters and some zeros behind them, what each character is, and its small letter; None where
    a character is in no table. Made once for a text: looking up all of its characters is most of the work here."""
    codes = numpy.frombuffer((text + "\0\0\0").encode("utf-16-le", "surrogatepass"), dtype=numpy.uint16)
    kinds = _kinds().take(codes)
    return None if numpy.maximum.reduce(kinds) >= _NOT_HERE else (codes, kinds, _small().take(codes))


@lru_cache(maxsize=1)
def _kinds() -> Array:
    """What each character is."""
    capital = re.compile(CAPITAL)
    table = numpy.full(1 << 16, _NOT_HERE, dtype=numpy.uint8)
    for code in range(BEYOND):
        char = chr(code)
        if (
            char in ODD_CASE
            or len(char.lower()) != 1
            or (char.isalnum() and len(_small_letters()[char]) != 1)
        ):
            continue
        table[code] = _IN_WORD * (char.isalnum() or char == "_") + _IN_RUN * char.isalnum()
        table[code] += _CAPITAL * (capital.match(char) is not None) + _DIGIT * char.isdecimal()
    return table


@lru_cache(maxsize=1)
def _small() -> Array:
    """The code of the small letter without accent of each letter, 0 of what is no letter or digit."""
    kinds = _kinds()
    table = numpy.zeros(BEYOND, dtype=numpy.uint16)
    for char, small in _small_letters().items():
        if kinds[ord(char)] & _IN_RUN and kinds[ord(char)] < _NOT_HERE:
            table[ord(char)] = ord(small)
    return table


@lru_cache(maxsize=1)
def _small_letters() -> dict[str, str]:
    """Every letter and digit, and what it is in small letters without accent."""
    chars = [char for char in map(chr, range(BEYOND)) if char.isalnum()]
    return dict(zip(chars, all_folded(chars), strict=True))


def _edges(kinds: Array, kind: int) -> tuple[Array, Array]:
    """Where the runs of a kind of character start, and where they end."""
    inside = (kinds & kind).view(bool)
    turns = (inside[1:] != inside[:-1]).nonzero()[0]
    turns += 1
    if inside[0]:
        turns = numpy.concatenate(([0], turns))
    return turns[::2], turns[1::2]


def _marks(small: Array, starts: Array, ends: Array) -> Array:
    """A number of each word, by its first three letters, its last and its length, whatever case and accents."""
    lengths = (ends - starts).astype(numpy.uint16)
    marks = small.take(starts + 2)
    marks *= lengths >= _LONG  # behind a word of one letter stands another word
    marks *= numpy.uint16(2999)
    marks += small.take(starts) * numpy.uint16(3)
    marks += small.take(starts + 1) * numpy.uint16(97)
    marks += small.take(ends - 1) * numpy.uint16(20011)
    marks += lengths * numpy.uint16(7001)
    return marks
