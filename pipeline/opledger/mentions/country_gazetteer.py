"""A table of names, looked up by first word: which names stand at a capitalised word of a text.

Reading a text costs a look at its capitalised words all at once and one dict lookup for those that may begin a name;
longer names are tried by a small expression of their own, longest first.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import partial

from opledger.lazily import Lazy
from opledger.wordindex import FirstWords, capitalised

CAPITAL = "A-ZÀ-ÖØ-ÞĆČĐĞİŁŃŚŞŠŹŻŽ"
WORD = re.compile(
    rf"[{CAPITAL}](?<!\w[{CAPITAL}])\w*"
)  # begins with a character: the engine skips all others at once
SPACES = r"[^\S\n]*\n?[^\S\n]*"  # a name can be broken over a line, not over a paragraph
GAP = rf"(?:{SPACES}(?<=\s))"


@dataclass(frozen=True, slots=True)
class Name:
    """One form of a name: what it names, which form it is."""

    text: str
    id: str
    form: str
    exact: bool = False


@dataclass(frozen=True, slots=True)
class Hit:
    """A name found in a text."""

    start: int
    end: int
    name: Name


@dataclass(slots=True)
class _Bucket:
    """The names that begin with one word."""

    single: Name | None
    longer: Lazy | None
    by_key: dict[str, Name]


def key(text: str) -> str:
    """A form to compare names by: lower case, plain apostrophes, single spaces."""
    return " ".join(text.replace("’", "'").lower().split())


def _expression(text: str) -> str:
    parts = [re.escape(word).replace("'", "['’]") for word in text.split()]
    return GAP.join(parts)


def _any_of(texts: Iterable[str]) -> str:
    return rf"(?:{'|'.join(map(_expression, texts))})(?!\w)"


class Gazetteer:
    """Names by their first word.

    Args:
        names: the names; of two equal ones the first counts.

    Example:
        >>> table = Gazetteer([Name("Costa Rica", "CRI", "name"), Name("Spain", "ESP", "name")])
        >>> [(hit.start, hit.name.id) for hit in table.find("from Spain to Costa Rica")]
        [(5, 'ESP'), (14, 'CRI')]
    """

    def __init__(self, names: Iterable[Name]) -> None:
        grouped: dict[str, dict[str, Name]] = {}
        for name in names:
            first = WORD.match(name.text)
            if first:
                grouped.setdefault(first.group().lower(), {}).setdefault(key(name.text), name)
        self._buckets = {first: self._bucket(first, by_key) for first, by_key in grouped.items()}
        self._first = FirstWords(self._buckets)

    @staticmethod
    def _bucket(first: str, by_key: dict[str, Name]) -> _Bucket:
        longer = sorted((n.text for k, n in by_key.items() if k != first), key=len, reverse=True)
        pattern = None
        if longer:
            pattern = Lazy(partial(_any_of, longer), re.IGNORECASE)
        return _Bucket(by_key.get(first), pattern, by_key)

    def find(self, text: str) -> Iterator[Hit]:
        """The names in a text, in order, longest first at each word, without overlaps."""
        buckets, free = self._buckets, 0
        for start, end in self._first.among(capitalised(text)):
            bucket = buckets.get(text[start:end].lower()) if start >= free else None
            if bucket is not None and WORD.match(text, start):
                hit = self._at(bucket, text, start, end)
                if hit is not None:
                    free = hit.end
                    yield hit

    @staticmethod
    def _at(bucket: _Bucket, text: str, start: int, end: int) -> Hit | None:
        if bucket.longer is not None:
            found = bucket.longer.compiled.match(text, start)
            if found:
                name = bucket.by_key[key(found.group())]
                if not name.exact or name.text == found.group():
                    return Hit(start, found.end(), name)
        name_ = bucket.single
        if name_ is None or (name_.exact and name_.text != text[start:end]):
            return None
        return Hit(start, end, name_)
