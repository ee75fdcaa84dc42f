"""Pairs worth comparing: items that share a key, each with its neighbours only.

All pairs of a large collection are too many. Items are looked at in a fixed order (by day); under each key, an item is
paired with the next few that have the key too. The work grows with the number of keys, whatever their sizes.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Sequence
from hashlib import blake2b
from typing import Any

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[Any]

# How many pairs are told apart at a time.
CHUNK = 4_000_000


def key_of(*parts: object) -> int:
    """A key of 64 bits, the same on every machine.

    Example:
        >>> key_of("name", "nordhavn") == key_of("name", "nordhavn")
        True
    """
    return int.from_bytes(blake2b(repr(parts).encode(), digest_size=8).digest(), "big")


def candidates(keys: Iterable[Sequence[int]], window: int) -> Iterator[tuple[int, int]]:
    """Pairs of items that share a key and stand near each other among those that have it.

    Args:
        keys: the keys of each item, items in their order.
        window: with how many items behind it an item is paired under one key.

    Example:
        >>> list(candidates([[1, 2], [2], [3], [1]], window=5))
        [(0, 1), (0, 3)]
    """
    for pair in neighbours(*_flat(keys), window).tolist():
        yield pair >> 32, pair & 0xFFFFFFFF


def neighbours(owners: Numbers, flat: Numbers, window: int) -> Numbers:
    """The pairs of ``candidates`` as numbers of 64 bits, the place of the one above, of the other below; sorted.

    Args:
        owners: the place of an item in the order, once for each of its keys.
        flat: the keys.
        window: with how many items behind it an item is paired under one key.
    """
    order = np.lexsort((owners, flat))
    owners, flat = owners[order], flat[order]
    found: list[Numbers] = []
    for step in range(1, window + 1):
        same = np.flatnonzero(flat[step:] == flat[:-step])
        if not len(same):
            break
        low, high = owners[same].astype(np.uint64), owners[same + step].astype(np.uint64)
        apart = low != high
        found.append((low[apart] << np.uint64(32)) | high[apart])
        if sum(map(len, found)) > CHUNK:
            found = [np.unique(np.concatenate(found))]
    return np.unique(np.concatenate(found)) if found else np.array([], np.uint64)


def _flat(keys: Iterable[Sequence[int]]) -> tuple[Numbers, Numbers]:
    """The owners of all keys, and the keys, as two arrays."""
    owners, flat = array("I"), array("Q")
    for number, own in enumerate(keys):
        once = sorted(set(own))
        flat.extend(once)
        owners.extend([number] * len(once))
    return np.array(owners, np.uint32), np.array(flat, np.uint64)
