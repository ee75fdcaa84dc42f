"""When Python's collector of garbage works: seldom, for what opledger makes is freed without it.

It walks the newest objects again and again, and now and then all that are there, patterns and tables of names with them.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

COLLECT_AFTER = (20_000, 20, 20)
"""Thresholds, as ``gc.set_threshold`` takes them."""


@contextmanager
def no_collection() -> Iterator[None]:
    """Garbage collection off: loading makes many small objects that all stay, and each round walks them again."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


@contextmanager
def seldom_collected() -> Iterator[None]:
    """Garbage collection at these thresholds at the least, where it is on; the caller's own come back at the end.

    Example:
        >>> with seldom_collected():
        ...     gc.get_threshold()[0] >= COLLECT_AFTER[0]
        True
    """
    before = gc.get_threshold()
    if before[0]:
        gc.set_threshold(*map(max, before, COLLECT_AFTER))
    try:
        yield
    finally:
        gc.set_threshold(*before)
