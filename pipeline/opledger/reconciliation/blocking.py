"""Pairs worth comparing: items that share a key, each with its neighbours only.

All pairs of a large collection are too many. Items are looked at in a fixed order (by day); under each key, an item is
paired with the next few that have the key too. The work grows with the number of keys, whatever their sizes, and the
keys lie in a file aside, from which a part comes into memory at a time.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Sequence
from hashlib import blake2b
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from opledger.compact import RUN
from opledger.pile import Pile

Numbers = NDArray[Any]

# How many pairs are told apart at a time.
CHUNK = 4_000_000
# Past so many keys in memory they go to the file; into how many parts, by their first bits.
HELD, BITS = 1 << 17, 6
PARTS = 1 << BITS
SHIFT = np.uint64(64 - BITS)
KEY, OWNER = 8, 4


def key_of(*parts: object) -> int:
    """A key of 64 bits, the same on every machine.

    Example:
        >>> key_of("name", "nordhavn") == key_of("name", "nordhavn")
        True
    """
    return int.from_bytes(blake2b(repr(parts).encode(), digest_size=8).digest(), "big")


class Keys:
    """The keys of items, of which only some are in memory at a time.

    Args:
        folder: where the file lies; the system's temporary folder if not given.
        held: past so many keys there is a file.
    """

    def __init__(self, folder: Path | None = None, held: int = HELD) -> None:
        self._folder, self._most = folder, held
        self._owners, self._flat = array("I"), array("Q")
        self._pile: Pile | None = None
        # Of each piece of the file: its place, and where each part of it ends.
        self._pieces: list[tuple[int, list[int]]] = []

    def add(self, owner: int, keys: Iterable[int]) -> None:
        """Take the keys of an item."""
        once = sorted(set(keys))
        self._flat.extend(once)
        self._owners.extend([owner] * len(once))
        if len(self._flat) >= self._most:
            self._put_aside()

    def parts(self) -> Iterator[tuple[Numbers, Numbers]]:
        """Owners and keys, all rows of one key in the same part."""
        if self._pile is None:
            yield np.array(self._owners, np.uint32), np.array(self._flat, np.uint64)
            return
        if self._flat:
            self._put_aside()
        for part in range(PARTS):
            found = [self._piece(self._pile, *piece, part) for piece in self._pieces]
            yield np.concatenate([o for o, _ in found]), np.concatenate([k for _, k in found])

    def close(self) -> None:
        """Give the space back."""
        if self._pile:
            self._pile.close()

    def _put_aside(self) -> None:
        self._pile = self._pile or Pile(self._folder)
        owners, flat = np.array(self._owners, np.uint32), np.array(self._flat, np.uint64)
        part = flat >> SHIFT
        order = np.argsort(part, kind="stable")
        ends = np.searchsorted(part[order], np.arange(PARTS), side="right").tolist()
        place = self._pile.add(flat[order].tobytes() + owners[order].tobytes())
        self._pieces.append((place, ends))
        self._owners, self._flat = array("I"), array("Q")

    @staticmethod
    def _piece(pile: Pile, place: int, ends: list[int], part: int) -> tuple[Numbers, Numbers]:
        start, end, whole = ends[part - 1] if part else 0, ends[part], ends[-1]
        keys = np.frombuffer(pile.part(place, start * KEY, end * KEY), np.uint64)
        behind = whole * KEY
        owners = np.frombuffer(pile.part(place, behind + start * OWNER, behind + end * OWNER), np.uint32)
        return owners, keys


def candidates(keys: Iterable[Sequence[int]], window: int) -> Iterator[tuple[int, int]]:
    """Pairs of items that share a key and stand near each other among those that have it.

    Args:
        keys: the keys of each item, items in their order.
        window: with how many items behind it an item is paired under one key.

    Example:
        >>> list(candidates([[1, 2], [2], [3], [1]], window=5))
        [(0, 1), (0, 3)]
    """
    kept = Keys()
    for number, own in enumerate(keys):
        kept.add(number, own)
    yield from unpaired(together(neighbours(*part, window) for part in kept.parts()))


def neighbours(owners: Numbers, flat: Numbers, window: int) -> Numbers:
    """The pairs of ``candidates`` as numbers of 64 bits, the place of the one above, of the other below; sorted.

    Args:
        owners: the place of an item in the order, once for each of its keys.
        flat: the keys.
        window: with how many items behind it an item is paired under one key.
    """
    order = np.lexsort((owners, flat))
    owners, flat = owners[order], flat[order]
    return together(_steps(owners, flat, window))


def _steps(owners: Numbers, flat: Numbers, window: int) -> Iterator[Numbers]:
    for step in range(1, window + 1):
        same = np.flatnonzero(flat[step:] == flat[:-step])
        if not len(same):
            break
        low, high = owners[same].astype(np.uint64), owners[same + step].astype(np.uint64)
        apart = low != high
        yield (low[apart] << np.uint64(32)) | high[apart]


def together(groups: Iterable[Numbers]) -> Numbers:
    """Numbers of several groups, each once, sorted."""
    found: list[Numbers] = []
    held = 0
    for group in groups:
        found.append(group)
        held += len(group)
        if held > CHUNK:
            found = [np.unique(np.concatenate(found))]
            held = 0
    return np.unique(np.concatenate(found)) if found else np.array([], np.uint64)


def unpaired(packed: Numbers) -> Iterator[tuple[int, int]]:
    """Both places of each pair of ``neighbours``."""
    for start in range(0, len(packed), RUN):
        pairs = packed[start : start + RUN]
        low, high = pairs >> np.uint64(32), pairs & np.uint64(0xFFFFFFFF)
        yield from zip(low.tolist(), high.tolist(), strict=True)
