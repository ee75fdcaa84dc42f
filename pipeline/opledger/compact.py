"""Many short texts in little memory: those of a long batch, of which hundreds of thousands are known at once."""

from __future__ import annotations

import heapq
from array import array
from collections.abc import Callable, Iterable
from hashlib import blake2b
from itertools import islice
from typing import Any

# So many numbers are put in order at a time.
RUN = 10_000
SLOTS = 1024


class Texts:
    """A list of texts that grows at its end, all in one piece of memory.

    Example:
        >>> texts = Texts()
        >>> texts.add("amber"), texts.add("dawn"), texts[1], len(texts)
        (0, 1, 'dawn', 2)
    """

    def __init__(self) -> None:
        self._letters = bytearray()
        self._starts = array("Q", [0])

    def add(self, text: str) -> int:
        """Take a text; its number."""
        self._letters += text.encode("utf-8", "surrogatepass")
        self._starts.append(len(self._letters))
        return len(self._starts) - 2

    def __getitem__(self, number: int) -> str:
        start, end = self._starts[number], self._starts[number + 1]
        return self._letters[start:end].decode("utf-8", "surrogatepass")

    def __len__(self) -> int:
        return len(self._starts) - 1


class Numbered:
    """Texts that come again and again, each with a number of its own; -1 stands for None.

    Example:
        >>> known = Numbered()
        >>> known.number("dawn"), known.number("dusk"), known.number("dawn"), known[1], known[-1]
        (0, 1, 0, 'dusk', None)
    """

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}
        self.texts: list[str] = []

    def number(self, text: str | None) -> int:
        """The number of a text, a new one if need be."""
        if text is None:
            return -1
        found = self._numbers.setdefault(text, len(self.texts))
        if found == len(self.texts):
            self.texts.append(text)
        return found

    def get(self, text: str) -> int | None:
        """The number of a text, None if it has none."""
        return self._numbers.get(text)

    def __getitem__(self, number: int) -> str | None:
        return None if number < 0 else self.texts[number]

    def __len__(self) -> int:
        return len(self.texts)


class Seen:
    """Which texts were seen, by a hash of 64 bits each.

    Example:
        >>> seen = Seen()
        >>> seen.add("dawn")
        >>> "dawn" in seen, "dusk" in seen
        (True, False)
    """

    def __init__(self) -> None:
        # A table of hashes, each at its place or soon behind it; 0 is a free place.
        self._slots = array("Q", bytes(8 * SLOTS))
        self._held = 0

    def __contains__(self, text: str) -> bool:
        return self._slots[self._slot(_hash(text))] != 0

    def add(self, text: str) -> None:
        """Remember a text."""
        if 3 * self._held > 2 * len(self._slots):
            self._grow()
        key = _hash(text)
        at = self._slot(key)
        self._held += not self._slots[at]
        self._slots[at] = key

    def _slot(self, key: int) -> int:
        slots, last = self._slots, len(self._slots) - 1
        at = key & last
        while slots[at] and slots[at] != key:
            at = (at + 1) & last
        return at

    def _grow(self) -> None:
        held = self._slots
        self._slots = array("Q", bytes(16 * len(held)))
        for key in held:
            if key:
                self._slots[self._slot(key)] = key


def _hash(text: str) -> int:
    raw = text.encode("utf-8", "surrogatepass")
    return int.from_bytes(blake2b(raw, digest_size=8).digest(), "little") or 1


def in_order(numbers: Iterable[int], key: Callable[[int], Any]) -> array[int]:
    """Numbers in the order of their keys, of which only some are in memory at a time.

    Example:
        >>> list(in_order([2, 0, 1], key=[7, 5, 6].__getitem__))
        [1, 2, 0]
    """
    left, runs = iter(numbers), []
    while run := list(islice(left, RUN)):
        runs.append(array("I", sorted(run, key=key)))
    return runs[0] if len(runs) == 1 else array("I", heapq.merge(*runs, key=key))
