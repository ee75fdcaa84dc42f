"""Data packed into a page: JSON, compressed, in blocks that the page opens when it needs them.

A page opened from disk can fetch nothing, so all of it lies in the one file; packed, because most of it is never looked at.
"""

from __future__ import annotations

import base64
import gzip
import json
from collections.abc import Iterable, Iterator
from typing import Any

# So much JSON, in characters, goes into one block: enough to compress well, little enough to open in a few milliseconds.
BLOCK = 300_000


def packed(value: Any) -> str:
    """A value as compressed JSON in base64; the same value gives the same letters."""
    plain = json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")
    return base64.b64encode(gzip.compress(plain, 6, mtime=0)).decode()


def block(name: str, value: Any) -> str:
    """An element that holds a packed value; no browser runs it or shows it."""
    return f'<script type="application/octet-stream" id="data-{name}">{packed(value)}</script>\n'


class Blocks:
    """Values by key, put into blocks of about equal size.

    Args:
        name: of the blocks: ``name-0``, ``name-1`` ...

    After :meth:`pieces` is through, :attr:`places` says which block each key is in.
    """

    def __init__(self, name: str) -> None:
        self.name = name
        self.places: dict[str, int] = {}

    def pieces(self, items: Iterable[tuple[str, Any]]) -> Iterator[str]:
        """The blocks as HTML, one at a time."""
        waiting: dict[str, Any] = {}
        size = number = 0
        for key, value in items:
            waiting[key] = value
            self.places[key] = number
            size += len(json.dumps(value, ensure_ascii=False))
            if size >= BLOCK:
                yield block(f"{self.name}-{number}", waiting)
                waiting, size, number = {}, 0, number + 1
        if waiting:
            yield block(f"{self.name}-{number}", waiting)
